/**
 * Moving a commit in the code: the flag is dragged to another line, or another
 * line's flag is pressed. While it is dragged, the command that it will become
 * stands beside the pointer.
 */

import { h, write } from '../base.js';

/** A press that moves no further is a click. */
const STILL = 4;

export class Commits {
  #ghost = h('output', { class: 'pg-code-ghost', hidden: true });

  /**
   * @param {HTMLElement} lines
   * @param {object} needs
   * @param {(way: string) => string} needs.label the command that a move is
   * @param {(way: string) => void} needs.move
   */
  constructor(lines, needs) {
    this.lines = lines;
    this.needs = needs;
    lines.addEventListener('pointerdown', (event) => this.#take(event));
    lines.addEventListener('click', (event) => this.#press(event));
    lines.addEventListener('keydown', (event) => this.#step(event));
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const flag = flagAt(event.target);
    if (flag && flag.getAttribute('aria-pressed') === 'false') this.needs.move(flag.dataset.way ?? '');
  }

  /**
   * Arrows go from flag to flag; each moves nothing until it is pressed.
   * @param {KeyboardEvent} event
   */
  #step(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const flag = flagAt(event.target);
    if (!by || !flag) return;
    const flags = this.#flags();
    flags[(flags.indexOf(flag) + by + flags.length) % flags.length].focus();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns {HTMLElement[]} */
  #flags() {
    return [...this.lines.querySelectorAll('button')].filter((button) => button.dataset.way !== undefined);
  }

  /** @param {PointerEvent} down */
  #take(down) {
    const flag = flagAt(down.target);
    if (!flag || down.button !== 0) return;
    const end = new AbortController();
    const { signal } = end;
    /** @type {HTMLElement | null} */
    let over = null;
    let moved = false;
    flag.setPointerCapture(down.pointerId);
    flag.addEventListener('pointermove', (event) => {
      moved ||= Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > STILL;
      if (!moved) return;
      const next = this.#nearest(event.clientY);
      over?.classList.remove('pg-over');
      next.classList.add('pg-over');
      over = next;
      this.#follow(event, next.dataset.way ?? '');
    }, { signal });
    const let_go = (/** @type {boolean} */ drops) => {
      end.abort();
      this.#ghost.remove();
      over?.classList.remove('pg-over');
      const way = over?.dataset.way;
      if (drops && moved && way && over?.getAttribute('aria-pressed') === 'false') this.needs.move(way);
      // A drag that ends where it began is no press of what it began at.
      if (moved) flag.addEventListener('click', (event) => event.stopPropagation(), { once: true, capture: true });
    };
    flag.addEventListener('pointerup', () => let_go(true), { signal });
    flag.addEventListener('pointercancel', () => let_go(false), { signal });
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape') let_go(false);
    }, { signal, capture: true });
  }

  /**
   * The flag whose line is nearest.
   * @param {number} y
   */
  #nearest(y) {
    const far = (/** @type {HTMLElement} */ flag) => {
      const { top, bottom } = flag.getBoundingClientRect();
      return Math.abs((top + bottom) / 2 - y);
    };
    return this.#flags().reduce((best, flag) => (far(flag) < far(best) ? flag : best));
  }

  /**
   * @param {PointerEvent} event
   * @param {string} way
   */
  #follow(event, way) {
    write(this.#ghost, this.needs.label(way));
    this.#ghost.hidden = false;
    if (!this.#ghost.isConnected) this.lines.append(this.#ghost);
    const box = this.lines.getBoundingClientRect();
    this.#ghost.style.translate = `${event.clientX - box.left + 14}px ${event.clientY - box.top - 10}px`;
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function flagAt(target) {
  const flag = target instanceof Element ? target.closest('button') : null;
  return flag?.dataset.way === undefined ? null : flag;
}
