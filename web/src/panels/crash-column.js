/**
 * What a crash on each line of a consumer's code would do again or lose, at the
 * last time that it stood there: tried by the engine where time stands, kept as
 * it was while time goes on.
 */

import { labelOf } from '../base.js';
import { Asked, placeIn } from '../whatif/asking.js';
import { briefly, instantWords } from '../whatif/words.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {{ text: string, title: string, kind: 'none' | 'again' | 'lost' }} Cost */

/** How far back it is tried, and how long somebody has to be at an instant for that, in real milliseconds. */
const LAST = '6s';
const STILL_MS = 250;

export class CrashColumn {
  /** @type {Asked | null} */ #asked = null;
  #place = '';
  #wanted = '';
  #later = 0;
  /** By the machine that it is of. @type {{ name: string, costs: Map<string, Cost> }} */ #known = { name: '', costs: new Map() };

  /**
   * @param {Page} page
   * @param {() => void} news what to do when more is known
   */
  constructor(page, news) {
    this.page = page;
    this.news = news;
  }

  /**
   * What is known of a machine, by the operation of the line.
   * @param {string} name
   * @returns {Map<string, Cost>}
   */
  of(name) {
    return this.#known.name === name ? this.#known.costs : new Map();
  }

  /**
   * Asks again where time stands at another instant.
   * @param {string | null} name of the machine whose code is shown; null where none runs
   */
  update(name) {
    const { player } = this.page;
    if (name === null || !player.isAwake) return this.stop();
    const place = `${placeIn(player)} ${name}`;
    if (place === this.#place || place === this.#wanted || player.playing || player.scrubbing) return;
    this.#wanted = place;
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      if (this.#wanted !== place) return;
      this.#wanted = '';
      if (!player.playing && !player.scrubbing && player.isAwake) this.#ask(name, place);
    }, STILL_MS);
  }

  /** Nobody looks. */
  stop() {
    clearTimeout(this.#later);
    this.#wanted = '';
    if (this.#asked?.state === 'counts') this.#place = '';
    this.#asked?.stop();
  }

  /**
   * @param {string} name
   * @param {string} place
   */
  #ask(name, place) {
    this.#asked?.stop();
    this.#place = place;
    const fresh = this.#known.name !== name;
    if (fresh) this.#known = { name, costs: new Map() };
    const before = this.#known.costs;
    this.#asked = new Asked(this.page.player, { verb: 'whatif', operands: [labelOf({ verb: 'crash', operands: [name] })], options: [['--last', LAST]] }, () => {
      const asked = /** @type {Asked} */ (this.#asked);
      const costs = costsOf(asked.series?.lines ?? []);
      // What was known stays until it is known anew.
      this.#known = { name, costs: asked.state === 'done' ? costs : new Map([...before, ...costs]) };
      this.news();
    });
  }
}

/**
 * @param {import('../player/playground.js').WhatIfLine[]} lines
 * @returns {Map<string, Cost>}
 */
export function costsOf(lines) {
  return new Map(lines.map((line) => [line.line, {
    text: briefly(line),
    kind: line.again > 0 ? 'again' : line.lost > 0 ? 'lost' : 'none',
    title: words.$crashCost(line.again + line.lost > 0 ? briefly(line) : '', line.instants, instantWords(line.at)),
  }]));
}
