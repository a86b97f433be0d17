/**
 * Where a lesson is written: a column at the left, and the lesson's own column
 * beside it where there is room for both; where the page is narrow, a tab of the
 * panel below the stage, as the lesson is.
 */

import { attribute } from '../base.js';
import { drawerOf } from '../panels/drawer.js';
import { words } from '../texts/en/builder.js';

/** Where the page is narrower, there is no room for a column, in pixels; */
const COLUMN = 900;
/** and here for two: the stage would become that of a phone. */
const BOTH = 1240;
const TAB = 'source';

export class BuilderPlace {
  #open = false;
  /** @type {'column' | 'tab' | null} */ #now = null;

  /**
   * @param {import('../page.js').Page} page
   * @param {HTMLElement} box
   * @param {{ crowd: (on: boolean) => void }} lesson where the lesson is
   */
  constructor(page, box, lesson) {
    this.page = page;
    this.box = box;
    this.lesson = lesson;
    new ResizeObserver(() => this.#settle()).observe(page.root);
  }

  open() {
    this.#open = true;
    this.#settle();
  }

  close() {
    this.#open = false;
    this.#settle();
  }

  /** Where it is a tab, that one is open. */
  show() {
    if (this.#now === 'tab') drawerOf(this.page.root)?.lend(TAB);
  }

  #settle() {
    const { root } = this.page;
    const wide = root.clientWidth;
    const now = !this.#open ? null : wide >= COLUMN ? 'column' : 'tab';
    this.lesson.crowd(now !== null && wide < BOTH);
    root.style.setProperty('--pg-builder', `${wide < BOTH ? between(340, wide * 0.38, 480) : between(380, wide * 0.31, 640)}px`);
    root.style.setProperty('--pg-beside', `${between(300, wide * 0.26, 380)}px`);
    if (now === this.#now) return;
    const focused = /** @type {HTMLElement | null} */ (/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
    const inside = this.box.contains(focused);
    const drawer = drawerOf(root);
    if (this.#now === 'tab') drawer?.take(TAB);
    this.#now = now;
    this.box.remove();
    attribute(root, 'data-builder', now);
    if (now === 'column') (root.querySelector(':scope > .pg-lesson') ?? root.querySelector('.pg-middle'))?.before(this.box);
    if (now === 'tab') {
      drawer?.add(TAB, words.$text, this.box);
      drawer?.spread();
    }
    if (now && inside) focused?.focus({ preventScroll: true });
  }
}

/**
 * @param {number} least
 * @param {number} value
 * @param {number} most
 */
function between(least, value, most) {
  return Math.round(Math.max(least, Math.min(value, most)));
}
