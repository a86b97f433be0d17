/** The two buttons that save what is shown as a picture, for a dialog. */

import { h, lacking } from '../base.js';
import { words } from '../texts/en/poster.js';

/** @param {import('../page.js').Page} page */
export function pictureButtons(page) {
  const kinds = /** @type {const} */ ({ svg: words.$saveSvg, png: words.$savePng });
  return Object.entries(kinds).map(([kind, label]) => h('button', {
    type: 'button', class: 'pg-button', 'data-picture': kind, click: async () => {
      const save = await import('./save.js').catch(() => null);
      if (!save) return page.say(lacking(words.$thePicture), true);
      await save.savePoster(page, /** @type {'svg' | 'png'} */ (kind));
    },
  }, label));
}
