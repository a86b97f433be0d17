/** What a reader has who changes nothing. */

import { adopt } from '../base.js';
import { css } from '../styles/foot.js';

/** @typedef {import('../page.js').Page} Page */

/**
 * Who only reads moves nothing: what can be moved keeps its place under hand and keys.
 * @param {Page} page
 */
export function keepHands(page) {
  adopt(page.root, css);
  page.command = async () => {};
  for (const type of ['pointerdown', 'keydown']) {
    page.boxes.stage.addEventListener(type, (event) => {
      const moved = event.target instanceof Element && event.target.closest('[data-ring], [data-flag]');
      if (moved && !(event instanceof KeyboardEvent && event.key === 'Tab')) event.stopPropagation();
    }, { capture: true });
  }
}
