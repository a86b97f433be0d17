/**
 * Where a lesson's panel is: a column beside the stage, or, where the page is
 * narrow, the first tab of the panel below it.
 */

import { attribute, h } from '../base.js';
import { drawerOf } from '../panels/drawer.js';
import { words } from '../texts/en/lessons.js';

/** @typedef {import('../page.js').Page} Page */

/** Where the page is narrower, there is no room for a column, in pixels. */
const COLUMN = 820;
const TAB = 'lesson';

export class Place {
  #open = false;
  /** Whether something else has the room of a column. */ #crowded = false;
  /** @type {'column' | 'tab' | null} */ #now = null;
  /** What stands over the stage while something else is on it. @type {HTMLElement | null} */ #aside = null;
  /** What was shown before a step asked for something else. @type {HTMLElement | null} */ #skip = null;

  /**
   * @param {Page} page
   * @param {HTMLElement} box
   * @param {{ leave: () => void }} needs
   */
  constructor(page, box, { leave }) {
    this.page = page;
    this.box = box;
    this.leave = leave;
    new ResizeObserver(() => this.#settle()).observe(page.root);
  }

  open() {
    this.#open = true;
    this.#settle();
    this.#skip ??= h('button', { type: 'button', class: 'pg-button', click: () => this.focus() }, words.$toLesson);
    this.page.boxes.skips?.prepend(this.#skip);
  }

  close() {
    this.#open = false;
    this.aside(null);
    this.#skip?.remove();
    this.#settle();
  }

  /** @param {boolean} on whether something else has the room of a column */
  crowd(on) {
    this.#crowded = on;
    this.#settle();
  }

  /** To where one reads. */
  focus() {
    if (this.#now === 'tab') drawerOf(this.page.root)?.show(TAB);
    /** @type {HTMLElement | null} */ (this.box.querySelector('.pg-lesson-body'))?.focus();
  }

  /**
   * A tab of the panel is shown for this time, unless that would take the lesson's place.
   * @param {string} tab
   */
  lend(tab) {
    drawerOf(this.page.root)?.lend(tab);
  }

  get isTab() {
    return this.#now === 'tab';
  }

  /**
   * Over the stage it is said that something else is on it, with the way back.
   * @param {string | null} claim
   * @param {() => void} [back]
   */
  aside(claim, back = () => {}) {
    this.#aside?.remove();
    this.#aside = null;
    if (claim === null) return;
    const button = h('button', { type: 'button', class: 'pg-button', click: back }, words.$back);
    this.#aside = h('div', { class: 'pg-lesson-aside', role: 'status' }, h('p', {}, h('span', {}, words.$proof), ' ', claim), button);
    this.page.boxes.stage.before(this.#aside);
    button.focus({ preventScroll: true });
  }

  #settle() {
    const { root } = this.page;
    const now = !this.#open ? null : root.clientWidth >= COLUMN && !this.#crowded ? 'column' : 'tab';
    if (now === this.#now) return;
    const focused = this.box.contains(/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
    const drawer = drawerOf(root);
    if (this.#now === 'tab') drawer?.take(TAB);
    this.#now = now;
    this.box.remove();
    attribute(root, 'data-lesson', now);
    if (now === 'column') root.querySelector('.pg-middle')?.before(this.box);
    if (now === 'tab') drawer?.add(TAB, words.$lesson, this.box);
    if (now && focused) this.focus();
  }
}
