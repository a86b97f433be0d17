/**
 * The window of cells on a lane's log: its frame is dragged, the strip beside
 * it clicked, the wheel turned over the lane, `[` and `]` pressed in it.
 */

import { wholeOffset } from '../base.js';

/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * What is held: the whole, or an end.
 * @typedef {{ lane: LaneLayout, strip: import('./layout.js').Box, width: number, pointer: number, from: number, x: number, end: -1 | 0 | 1 }} Grip
 *   `width` is the strip's in pixels of the window, which are not its own where a page has scaled the figure
 */

/** What keys do on a focused frame, in cells; null follows the log end. */
const ON_FRAME = /** @type {Record<string, 'one' | 'all'>} */ ({
  ArrowLeft: 'one', ArrowDown: 'one', ArrowRight: 'one', ArrowUp: 'one', PageUp: 'all', PageDown: 'all',
});
const BACK = new Set(['ArrowLeft', 'ArrowDown', 'PageDown', '[', '{']);
/** What they do to the room that a cell takes, in pixels. */
const ZOOM = /** @type {Record<string, number>} */ ({ '+': 6, '=': 6, '-': -6 });
/** How far from a frame's end one holds that end. */
const END = 7;

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

  /** @param {EventTarget | null} target */
  #laneOf(target) {
    const element = target instanceof Element ? target.closest('[data-lane]') : null;
    return element instanceof HTMLElement ? this.needs.layout()?.lanes.get(element.dataset.lane ?? '') : undefined;
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
    if (event.type === 'pointermove' && grip.end !== 0) this.#resize(grip, event.clientX);
    else if (event.type === 'pointermove') {
      const { logStart, logEnd } = grip.lane.scene.log;
      this.needs.moveTo(grip.lane.id, grip.from + Math.round(((event.clientX - grip.x) / grip.width) * (logEnd - logStart)));
    } else if (event.type !== 'pointerover') this.#grip = null;
    return true;
  }

  /**
   * A press beside the frame brings its middle there; from then on it is held.
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  #down(event, target) {
    const element = target instanceof Element && event.button === 0 ? target.closest('[data-strip]') : null;
    const lane = element && this.#laneOf(element);
    if (!element || !lane || !lane.strip || (target instanceof Element && target.closest('button'))) return false;
    const { strip } = lane;
    const { log } = lane.scene;
    const { left, width } = element.getBoundingClientRect();
    let from = this.needs.first(lane.id);
    const framed = /** @type {Element} */ (target).closest('[data-window]');
    if (!framed) {
      const at = wholeOffset(log, width, event.clientX - left);
      this.needs.moveTo(lane.id, at - Math.floor(lane.capacity / 2));
      from = this.needs.first(lane.id);
    }
    this.#grip = { lane, strip, width, pointer: event.pointerId, from, x: event.clientX, end: framed ? endAt(framed, event.clientX) : 0 };
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
   * The end that is held goes with the pointer, the other one stays: there are
   * more or fewer cells, and each takes less or more room.
   * @param {Grip} grip
   * @param {number} x in pixels of the window
   */
  #resize({ lane, strip, width, from, x: began, end }, x) {
    const { log } = lane.scene;
    const { atEnd, cells } = lane.slots;
    const moved = Math.round(((x - began) / width) * (log.logEnd - log.logStart));
    const count = Math.max(1, cells.length + (end < 0 ? -moved : moved));
    this.needs.resize(lane.scene.topic, Math.floor(strip.w / (count + (atEnd ? 1 : 0))));
    if (end > 0 || !atEnd) this.needs.moveTo(lane.id, end < 0 ? from + moved : from);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {EventTarget | null} target
   */
  key(event, target) {
    const lane = this.#laneOf(target);
    if (!lane) return false;
    const framed = /** @type {Element} */ (target).closest('[data-window]') !== null;
    const ring = /** @type {Element} */ (target).closest('[data-ring]');
    if (event.key === 'f' && ring instanceof HTMLElement && ring.dataset.group) {
      this.needs.follow(lane.id, ring.dataset.group);
      return true;
    }
    const step = { '[': 'one', ']': 'one', '{': 'all', '}': 'all' }[event.key] ?? (framed ? ON_FRAME[event.key] : undefined);
    if (step) {
      const by = step === 'all' || event.shiftKey ? lane.capacity : 1;
      this.needs.moveTo(lane.id, this.needs.first(lane.id) + (BACK.has(event.key) ? -by : by));
    } else if (framed && event.key === 'Home') this.needs.moveTo(lane.id, lane.scene.log.logStart);
    else if (framed && event.key === 'End') this.needs.moveTo(lane.id, null);
    else if (framed && ZOOM[event.key]) this.needs.resize(lane.scene.topic, lane.pitch + ZOOM[event.key]);
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
    const lane = this.#laneOf(target);
    const by = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
    if (!lane?.strip || by === 0 || Math.abs(by) < Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
    event.preventDefault();
    const cells = (by * (event.deltaMode === 1 ? 16 : 1)) / lane.pitch + this.#turned;
    const whole = Math.trunc(cells);
    this.#turned = cells - whole;
    if (whole !== 0) this.needs.moveTo(lane.id, this.needs.first(lane.id) + whole);
  }
}

/**
 * Which end of a frame is under a pointer. Of a narrow one the middle is held.
 * @param {Element} frame
 * @param {number} x in pixels of the window
 * @returns {-1 | 0 | 1}
 */
function endAt(frame, x) {
  const { left, right } = frame.getBoundingClientRect();
  if (x < Math.min(left + END, (left * 2 + right) / 3)) return -1;
  return x > Math.max(right - END, (left + right * 2) / 3) ? 1 : 0;
}
