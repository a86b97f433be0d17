/** The clock that a page lends to the tool in its foreground, whether it was typed or clicked. */

import { Lent } from './foreground.js';
import { Word } from './word.js';

/** @typedef {import('../page.js').Page} Page */

/** @type {WeakMap<Page, Lent>} */
const clocks = new WeakMap();

/** @param {Page} page */
export function clockOf(page) {
  let clock = clocks.get(page);
  if (!clock) {
    const word = new Word(page.controls.element);
    clock = new Lent(page.player, (line) => word.show(line));
    clocks.set(page, clock);
  }
  return clock;
}
