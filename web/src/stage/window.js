/**
 * The window of cells on a lane's log: its frame is dragged, the strip beside
 * it clicked, the wheel turned over the lane, `[` and `]` pressed in it.
 */

import { wholeOffset } from '../base.js';

/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/** @typedef {{ lane: LaneLayout, strip: import('./layout.js').Box, pointer: number, from: number, x: number }} Grip */

/** What keys do on a focused frame, in cells; null follows the log end. */
const ON_FRAME = /** @type {Record<string, 'one' | 'all'>} */ ({
  ArrowLeft: 'one', ArrowDown: 'one', ArrowRight: 'one', ArrowUp: 'one', PageUp: 'all', PageDown: 'all',
});
const BACK = new Set(['ArrowLeft', 'ArrowDown', 'PageDown', '[', '{']);

export class Windows {
  /** @type {Grip | null} */ #grip = null;
  /** What the wheel has turned and was less than a cell. */ #turned = 0;

  /**
   * @param {HTMLElement} root
   * @param {import('./approach.js').HandsNeeds} needs
   */
  constructor(root, needs) {
    this.root = root;
    this.needs = needs;
  }

  /**
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   * @returns {boolean} whether it was about a window
   */
  point(event, target) {
    if (event.type === 'pointerdown') return this.#down(event, target);
    const grip = this.#grip;
    if (!grip || grip.pointer !== event.pointerId) return false;
    if (event.type === 'pointermove') {
      const { logStart, logEnd } = grip.lane.scene.log;
      this.needs.moveTo(grip.lane.id, grip.from + Math.round(((event.clientX - grip.x) / grip.strip.w) * (logEnd - logStart)));
    } else this.#grip = null;
    return true;
  }

  /**
   * A press beside the frame brings its middle there; from then on it is held.
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  #down(event, target) {
    const element = target instanceof Element && event.button === 0 ? target.closest('[data-strip]') : null;
    const lane = element instanceof HTMLElement ? this.needs.layout()?.lanes.get(element.dataset.strip ?? '') : null;
    if (!element || !lane || !lane.strip || (target instanceof Element && target.closest('button'))) return false;
    const { strip } = lane;
    const { log } = lane.scene;
    let from = this.needs.first(lane.id);
    if (!(/** @type {Element} */ (target).closest('[data-window]'))) {
      const at = wholeOffset(log, strip.w, event.clientX - element.getBoundingClientRect().left);
      this.needs.moveTo(lane.id, at - Math.floor(lane.capacity / 2));
      from = this.needs.first(lane.id);
    }
    this.#grip = { lane, strip, pointer: event.pointerId, from, x: event.clientX };
    const frame = /** @type {HTMLElement | null} */ (element.querySelector('[data-window]'));
    try {
      frame?.setPointerCapture(event.pointerId);
    } catch {
      // It was let go while this was loaded.
      this.#grip = null;
    }
    frame?.focus({ preventScroll: true });
    event.preventDefault();
    return true;
  }

  /**
   * @param {KeyboardEvent} event
   * @param {EventTarget | null} target
   */
  key(event, target) {
    const element = target instanceof Element ? target.closest('[data-lane]') : null;
    const lane = element instanceof HTMLElement ? this.needs.layout()?.lanes.get(element.dataset.lane ?? '') : null;
    if (!lane) return false;
    const framed = /** @type {Element} */ (target).closest('[data-window]') !== null;
    const step = { '[': 'one', ']': 'one', '{': 'all', '}': 'all' }[event.key] ?? (framed ? ON_FRAME[event.key] : undefined);
    if (step) {
      const by = step === 'all' || event.shiftKey ? lane.capacity : 1;
      this.needs.moveTo(lane.id, this.needs.first(lane.id) + (BACK.has(event.key) ? -by : by));
    } else if (framed && event.key === 'Home') this.needs.moveTo(lane.id, lane.scene.log.logStart);
    else if (framed && event.key === 'End') this.needs.moveTo(lane.id, null);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /**
   * Sideways, or with Shift: what goes up and down is the page's.
   * @param {WheelEvent} event
   * @param {EventTarget | null} target
   */
  wheel(event, target) {
    const element = target instanceof Element ? target.closest('[data-lane]') : null;
    const lane = element instanceof HTMLElement ? this.needs.layout()?.lanes.get(element.dataset.lane ?? '') : null;
    const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (!lane?.strip || by === 0 || Math.abs(by) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    const cells = (by * (event.deltaMode === 1 ? 16 : 1)) / lane.pitch + this.#turned;
    const whole = Math.trunc(cells);
    this.#turned = cells - whole;
    if (whole !== 0) this.needs.moveTo(lane.id, this.needs.first(lane.id) + whole);
  }
}
