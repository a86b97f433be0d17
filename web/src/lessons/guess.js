/**
 * A guess on the stage: what a press there stands for, and the marks that say
 * what was guessed and what the answer is. They lie over the stage, at the
 * places of its elements, and follow whatever the stage does.
 */

import { attribute, h, write } from '../base.js';
import { words } from '../texts/en/lessons.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./lesson.js').Pick} Pick */
/** @typedef {{ x: number, y: number, w: number, h: number }} Box */

/**
 * What was pressed on the stage, as a guess; null where it is none.
 * @param {Event} event
 * @param {Pick} pick
 * @returns {string | null}
 */
export function guessAt(event, pick) {
  if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return null;
  const target = event.target instanceof Element ? event.target : null;
  const closest = (/** @type {string} */ selector) => /** @type {HTMLElement | null} */ (target?.closest(selector) ?? null);
  if (pick.kind === 'offset') {
    const cell = closest('[data-cell], [data-log-end]');
    const { topic, partition, offset } = cell?.dataset ?? {};
    return topic === pick.topic && partition === String(pick.partition) ? offset ?? null : null;
  }
  // A button in a lane or on a card is itself.
  if (closest('button:not([data-thing])')) return null;
  if (pick.kind === 'partition') {
    const lane = closest('[data-lane]')?.dataset.lane ?? '';
    return lane.startsWith(`${pick.topic}-`) ? lane.slice(pick.topic.length + 1) : null;
  }
  if (pick.kind === 'member') return closest('.kp-member[data-machine], [data-member]')?.dataset.machine ?? null;
  return null;
}

export class GuessMarks {
  #layer = h('div', { class: 'pg-guesses', 'aria-hidden': 'true' });
  /** @type {{ pick: Pick, guess: string | null, answer: string | null } | null} */ #shown = null;
  #said = '';
  /** Whether they were brought into sight: from then on the window is whoever's that moves it. */ #revealed = false;
  /** What redraws the stage need not come through the page. */ #watch = new MutationObserver(() => this.#soon());
  #due = false;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * @param {Pick} pick
   * @param {string | null} guess
   * @param {string | null} answer
   * @param {boolean} open whether one can still guess
   */
  show(pick, guess, answer, open) {
    const { stage } = this.page.boxes;
    attribute(stage, 'data-picks', open ? pick.kind : null);
    const said = JSON.stringify([pick, guess, answer]);
    if (said === this.#said) return;
    this.#said = said;
    this.#shown = { pick, guess, answer };
    const root = stage.querySelector('.kp-stage');
    if (root && this.#layer.parentElement !== root) {
      root.append(this.#layer);
      const scene = root.firstElementChild;
      if (scene) this.#watch.observe(scene, { subtree: true, childList: true, attributes: true, attributeFilter: ['style', 'data-offset', 'class'] });
    }
    this.#revealed = false;
    this.#place();
  }

  hide() {
    if (this.#said === '') return;
    this.#said = '';
    this.#shown = null;
    this.#watch.disconnect();
    this.#layer.remove();
    attribute(this.page.boxes.stage, 'data-picks', null);
  }

  #soon() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      this.#place();
    });
  }

  #place() {
    if (!this.#shown) return;
    const { pick, guess, answer } = this.#shown;
    const same = guess !== null && guess === answer;
    const marks = same ? [this.#mark(pick, answer, words.$bothFlag(answer), 'both')] : [
      guess === null ? null : this.#mark(pick, guess, words.$guessFlag(guess), 'guess'),
      answer === null ? null : this.#mark(pick, answer, words.$answerFlag(answer), 'answer'),
    ];
    this.#layer.replaceChildren(...marks.filter((mark) => mark !== null));
    this.#part();
    if (!this.#revealed && marks.some((mark) => mark?.hasAttribute('data-aside'))) this.#reveal(pick, [guess, answer]);
  }

  /**
   * Time has gone on, and the window with it: what was guessed comes back into sight, and what is right, if there is room for both.
   * @param {Pick} pick
   * @param {(string | null)[]} values
   */
  #reveal(pick, values) {
    if (pick.kind !== 'offset') return;
    this.#revealed = true;
    const first = Math.min(...values.filter((value) => value !== null).map(Number));
    this.page.stage.reveal(`record:${pick.topic}/${pick.partition}/${first}`);
  }

  /**
   * @param {Pick} pick
   * @param {string} value
   * @param {string} text
   * @param {string} kind
   */
  #mark(pick, value, text, kind) {
    const found = boxOf(/** @type {HTMLElement} */ (this.#layer.parentElement), pick, value);
    if (!found) return null;
    const { box, aside } = found;
    const flag = h('span', { class: 'pg-guess-flag' });
    write(flag, aside < 0 ? `‹ ${text}` : aside > 0 ? `${text} ›` : text);
    // At an edge it stays within its lane.
    attribute(flag, 'data-lies', aside < 0 ? 'right' : aside > 0 ? 'left' : null);
    const mark = h('div', { class: 'pg-guess', 'data-kind': kind, 'data-value': value, 'data-aside': aside !== 0 }, flag);
    Object.assign(mark.style, { left: `${box.x}px`, top: `${box.y}px`, width: `${box.w}px`, height: `${box.h}px` });
    return mark;
  }

  /** Two flags that would lie on each other stand apart: each goes to its own side, at an edge one above the other. */
  #part() {
    const [one, other] = /** @type {HTMLElement[]} */ ([...this.#layer.querySelectorAll('.pg-guess-flag')]);
    if (!one || !other) return;
    if (one.dataset.lies && one.dataset.lies === other.dataset.lies) return other.toggleAttribute('data-above', true);
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    if (Math.abs(a.top - b.top) > a.height || a.right + 4 < b.left || b.right + 4 < a.left) return;
    const first = a.left + a.right <= b.left + b.right;
    attribute(first ? one : other, 'data-lies', 'left');
    attribute(first ? other : one, 'data-lies', 'right');
  }
}

/**
 * Where a guess is on the stage; null where it has no place there. What is out
 * of sight is at the edge of its lane.
 * @param {HTMLElement} stage
 * @param {Pick} pick
 * @param {string} value
 * @returns {{ box: Box, aside: -1 | 0 | 1 } | null}
 */
function boxOf(stage, pick, value) {
  const at = (/** @type {Element | null} */ element) => (element ? within(stage, element) : null);
  if (pick.kind === 'partition') {
    const box = at(stage.querySelector(`[data-lane="${CSS.escape(`${pick.topic}-${value}`)}"]`));
    return box && { box, aside: 0 };
  }
  if (pick.kind === 'member') {
    const box = at(stage.querySelector(`[data-machine="${CSS.escape(value)}"]`));
    return box && { box, aside: 0 };
  }
  if (pick.kind !== 'offset' || !/^\d+$/.test(value)) return null;
  const cells = [...stage.querySelectorAll(`[data-lane="${CSS.escape(`${pick.topic}-${pick.partition}`)}"] :is([data-cell], [data-log-end])`)];
  const offsets = cells.map((cell) => Number(/** @type {HTMLElement} */ (cell).dataset.offset));
  const nth = offsets.indexOf(Number(value));
  if (nth >= 0) return { box: within(stage, cells[nth]), aside: 0 };
  if (cells.length === 0) return null;
  const before = Number(value) < offsets[0];
  const edge = within(stage, cells[before ? 0 : cells.length - 1]);
  return { box: { ...edge, x: before ? edge.x - 3 : edge.x + edge.w + 3, w: 0 }, aside: before ? -1 : 1 };
}

/**
 * @param {HTMLElement} stage
 * @param {Element} element
 * @returns {Box}
 */
function within(stage, element) {
  const [frame, box] = [stage.getBoundingClientRect(), element.getBoundingClientRect()];
  return { x: box.left - frame.left, y: box.top - frame.top, w: box.width, h: box.height };
}
