/**
 * What is said of a place of the line: the instant, and what happened there. For
 * who points at it, and for who goes from mark to mark by keys.
 */

import { attribute, clock, h, write } from '../base.js';
import { nameable } from './marks.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('../player/playground.js').Mark} Mark */

export class Tip {
  element = h('div', { class: 'pg-tm-tip', 'aria-hidden': 'true', hidden: true });

  /**
   * @param {number} x in pixels of the box
   * @param {number} width of the box
   * @param {string} text
   * @param {{ low?: boolean, thing?: string | null }} [how] whether it stands below, and what is lit up
   */
  show(x, width, text, { low = false, thing = null } = {}) {
    const { element } = this;
    element.hidden = false;
    write(element, text);
    attribute(element, 'data-low', low);
    const half = element.offsetWidth / 2;
    element.style.left = `${Math.round(Math.max(0, Math.min(x - half, width - 2 * half)))}px`;
    if (element.dataset.thing === thing || (!thing && !element.dataset.thing)) return;
    attribute(element, 'data-thing', thing);
    // What lights up things asks where the pointer is, and this says it.
    element.dispatchEvent(new Event(thing ? 'pointerover' : 'focusout', { bubbles: true }));
  }

  hide() {
    if (this.element.hidden) return;
    if (this.element.dataset.thing) {
      attribute(this.element, 'data-thing', null);
      this.element.dispatchEvent(new Event('focusout', { bubbles: true }));
    }
    this.element.hidden = true;
  }
}

/**
 * @typedef {object} Needs
 * @property {() => readonly Mark[]} marks
 * @property {(index: number) => string} nameOf
 * @property {() => number} now
 * @property {(at: number) => void} reveal
 * @property {(mark: Mark, text: string) => void} point
 * @property {() => void} leave
 * @property {(at: number) => void} goTo
 */

/** One list of all marks, of which one is told at a time: thousands need no elements. */
export class MarkList {
  #option = h('div', { role: 'option', id: 'pg-mark', class: 'pg-tm-mark', 'aria-selected': 'true' });
  element = h('div', {
    class: 'pg-tm-marks', role: 'listbox', tabindex: 0, 'aria-label': words.$happened, 'aria-activedescendant': 'pg-mark',
    title: words.$happenedHint,
  }, this.#option);
  /** The mark that is told, by its place: marks become more, and keep theirs. */
  #told = -1;

  /** @param {Needs} needs */
  constructor(needs) {
    this.needs = needs;
    this.element.addEventListener('focus', () => this.#begin());
    this.element.addEventListener('blur', () => needs.leave());
    this.element.addEventListener('keydown', (event) => this.#press(event));
    write(this.#option, words.$nothingYet);
  }

  #begin() {
    const marks = nameable(this.needs.marks());
    this.#tell(marks, marks.findLastIndex(({ mark }) => mark.at <= this.needs.now()));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const marks = nameable(this.needs.marks());
    const here = marks.findIndex(({ index }) => index === this.#told);
    const same = (/** @type {{ mark: Mark }} */ { mark }) => mark.kind === marks[here]?.mark.kind;
    /** @type {Record<string, () => number>} */
    const ways = {
      ArrowRight: () => here + 1,
      ArrowLeft: () => here - 1,
      ArrowDown: () => marks.findIndex((each, at) => at > here && same(each)),
      ArrowUp: () => marks.findLastIndex((each, at) => at < here && same(each)),
      Home: () => 0,
      End: () => marks.length - 1,
    };
    const way = ways[event.key];
    if (!way && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    if (!way) return void (here >= 0 && this.needs.goTo(marks[here].mark.at));
    const to = way();
    if (to >= 0 && to < marks.length) this.#tell(marks, to);
  }

  /**
   * @param {{ mark: Mark, index: number }[]} marks
   * @param {number} at
   */
  #tell(marks, at) {
    const found = marks[Math.max(0, at)];
    if (!found) return;
    const { mark, index } = found;
    this.#told = index;
    const text = `${clock(mark.at)} · ${this.needs.nameOf(index) || mark.kind}`;
    write(this.#option, text);
    attribute(this.#option, 'aria-posinset', Math.max(0, at) + 1);
    attribute(this.#option, 'aria-setsize', marks.length);
    this.needs.reveal(mark.at);
    this.needs.point(mark, text);
  }
}
