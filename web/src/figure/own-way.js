/** What is said where a reader has acted: the story knows nothing of it, and is a button away. */

import { adopt, h } from '../base.js';
import { css } from '../styles/foot.js';
import { words } from '../texts/en/slips.js';

/**
 * @param {import('./told.js').Told} told
 * @param {() => void} back
 */
export function showOwnWay({ element, caption, left }, back) {
  const said = element.querySelector('.pg-own-way');
  caption.classList.toggle('pg-left', left);
  if (!left) return said?.remove();
  if (said) return;
  adopt(element, css);
  caption.after(h('p', { class: 'pg-own-way', role: 'status' },
    words.$ownWay, h('button', { type: 'button', class: 'pg-button', click: back }, words.$backToStory)));
}
