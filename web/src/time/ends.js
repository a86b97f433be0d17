/**
 * What branches lead to: how much is done again and never done at their ends.
 */

import { attribute, h, write } from '../base.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('../player/playground.js').Branch} Branch */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {{ end: number, again: number, lost: number }} End */

export class Ends {
  /** By the engine that has them, and their numbers. @type {WeakMap<object, Map<number, End>>} */ #known = new WeakMap();

  /** @param {import('./timeline.js').Timeline} timeline */
  constructor({ page, player }) {
    this.page = page;
    this.player = player;
  }

  /** Where it stands in the row of a branch. */
  place() {
    return h('span', { class: 'pg-br-ends', role: 'img' }, h('b', { class: 'pg-br-again' }), h('b', { class: 'pg-br-lost' }));
  }

  /**
   * Writes what is known. What is not is asked for, one branch a frame.
   * @param {{ branch: Branch, end: number, place: Element | undefined }[]} shown
   * @param {() => void} again
   */
  draw(shown, again) {
    const playground = this.player.ask((one) => one);
    if (!playground) return;
    const known = this.#known.get(playground) ?? new Map();
    this.#known.set(playground, known);
    let asked = false;
    for (const { branch: { id, present }, end } of shown) {
      if (known.get(id)?.end === end) continue;
      // What is on the stage needs no asking.
      const here = present && this.player.now >= end;
      if (asked && !here) continue;
      asked ||= !here;
      const view = here ? this.page.view : this.player.ask((one) => one.viewOf(id, end, undefined, 0));
      if (view) known.set(id, sumOf(view, end));
    }
    for (const { branch: { id }, place } of shown) if (place && known.has(id)) writeEnd(place, known.get(id));
    if (asked && shown.some(({ branch: { id } }) => !known.has(id))) requestAnimationFrame(again);
  }
}

/** @param {View} view @param {number} end @returns {End} */
function sumOf({ groups }, end) {
  const sum = (/** @type {'again' | 'lost'} */ what) => groups.reduce((all, { ledger }) => all + ledger[what], 0);
  return { end, again: sum('again'), lost: sum('lost') };
}

/** @param {Element} place @param {End} end */
function writeEnd(place, { again, lost }) {
  const [up, down] = place.children;
  write(up, `↑${again}`);
  write(down, `↓${lost}`);
  attribute(up, 'data-some', again > 0);
  attribute(down, 'data-some', lost > 0);
  const said = words.$leadsTo(again, lost);
  attribute(place, 'aria-label', said);
  attribute(place, 'title', said);
}
