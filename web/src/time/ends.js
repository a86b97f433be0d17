/**
 * What branches lead to: how much is done again and never done at their ends.
 */

import { attribute, h, write } from '../base.js';

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
   * @param {Branch[]} shown
   * @param {(branch: Branch) => Element | null | undefined} placeOf
   * @param {() => void} again
   */
  draw(shown, placeOf, again) {
    let asked = false;
    let missing = false;
    for (const branch of shown) {
      const known = this.#of(branch, asked);
      asked ||= known.fresh;
      missing ||= !known.end;
      const place = placeOf(branch);
      if (place && known.end) writeEnd(place, known.end);
    }
    if (asked && missing) requestAnimationFrame(again);
  }

  /**
   * @param {Branch} branch
   * @param {boolean} busy whether another one was asked for already
   * @returns {{ end: End | null, fresh: boolean }}
   */
  #of(branch, busy) {
    const playground = this.player.ask((one) => one);
    if (!playground) return { end: null, fresh: false };
    const known = this.#known.get(playground) ?? new Map();
    this.#known.set(playground, known);
    const end = branch.present ? this.player.end : branch.end;
    const old = known.get(branch.id);
    if (old?.end === end) return { end: old, fresh: false };
    const here = branch.present && this.player.now >= end;
    if (busy && !here) return { end: old ?? null, fresh: false };
    const view = here ? this.page.view : playground.viewOf(branch.id, end, undefined, 0);
    if (!view) return { end: null, fresh: false };
    known.set(branch.id, sumOf(view, end));
    return { end: known.get(branch.id) ?? null, fresh: !here };
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
  const said = `leads to: ${again} done again, ${lost} never done`;
  attribute(place, 'aria-label', said);
  attribute(place, 'title', said);
}
