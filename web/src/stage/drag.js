/**
 * Moving a ring is a seek: to a cell, over the strip to any offset of the log,
 * to the words at the strip's ends, or over the timeline to an instant. While it is held, a ghost and the
 * command stand for what will happen; the ring itself moves when the engine
 * says so.
 */

import { hueClass, labelOf, markerSlot, markerX, offsetAt, outOfSight, say, wholeOffset, wholeX } from '../base.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * @typedef {object} Grip
 * @property {HTMLElement} ring
 * @property {LaneLayout} lane
 * @property {number} at which of the lane's tracks
 * @property {string} owner
 * @property {Target} from where it began
 * @property {Target} to
 * @property {number | null} pointer
 * @property {number} [x] where the pointer is, in pixels of the window
 *
 * @typedef {import('../player/view.js').Offset | 'beginning' | 'end'} Target also an instant, as the language writes it: `@12.480`
 */

/** What a key does to the ghost, in records. */
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
});

const RING = '[data-ring]';
/** How far from the strip a ring is still over it, and how wide its words are. */
const OVER = 9;
const WORD = 66;
/** How far from the timeline a ring is still over it. */
const AXIS = 10;

export class Drag {
  /** @type {Grip | null} */
  #grip = null;
  #ghost = document.createElement('span');
  #tip = document.createElement('span');
  #needle = document.createElement('span');
  #words = /** @type {const} */ (['beginning', 'end']).map((word) => {
    const element = document.createElement('span');
    element.className = 'kp-word';
    element.textContent = word;
    element.dataset.word = word;
    return element;
  });
  /** Where a ring was dropped: it is there until the program has made the call. @type {Grip | null} */
  #dropped = null;
  #shade = document.createElement('span');
  /** Whether the last pointer that let go had moved the ring: its click is no pick. */
  moved = false;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} layer
   * @param {Pick<import('./approach.js').HandsNeeds, 'layout' | 'onCommand' | 'timeline'>} outside
   */
  constructor(root, layer, outside) {
    this.root = root;
    this.layer = layer;
    this.outside = outside;
    this.#tip.className = 'kp-tip';
    this.#tip.setAttribute('role', 'status');
    this.#needle.className = 'kp-needle';
  }

  /** After a draw: the lane may have moved on under the ghost, or the ring may be gone. */
  refresh() {
    this.#showDropped();
    const grip = this.#grip;
    if (!grip) return;
    const now = grip.ring.isConnected ? this.#take(grip.ring) : null;
    if (!now || now.owner !== grip.owner) {
      this.drop();
      return;
    }
    this.#grip = { ...now, to: grip.to, pointer: grip.pointer, x: grip.x };
    this.#show();
  }

  drop() {
    this.#grip?.ring.classList.remove('kp-held');
    this.#grip = null;
    this.#ghost.remove();
    this.#tip.remove();
    this.#needle.remove();
    for (const word of this.#words) word.remove();
  }

  /**
   * @param {EventTarget | null} target
   * @returns {Grip | null}
   */
  #take(target) {
    const ring = target instanceof HTMLElement ? /** @type {HTMLElement | null} */ (target.closest(RING)) : null;
    const layout = this.outside.layout();
    if (!ring || !layout) return null;
    const place = (ring.dataset.thing ?? '').slice('position:'.length);
    for (const lane of layout.lanes.values()) {
      const at = lane.scene.tracks.findIndex((one) => `${one.group}/${lane.scene.topic}/${lane.scene.log.partition}` === place);
      const track = lane.scene.tracks[at];
      if (!track || track.lane.position === null || track.lane.owner === null) continue;
      const { position, owner } = track.lane;
      return { ring, lane, at, owner, from: position, to: position, pointer: null };
    }
    return null;
  }

  #show() {
    const grip = this.#grip;
    if (!grip) return;
    const { lane, at, to } = grip;
    const { x, y } = placeOf(grip);
    grip.ring.classList.add('kp-held');
    this.#ghost.className = `kp-ghost ${hueClass(lane.scene.tracks[at].hue)}`;
    this.#ghost.style.translate = `${x}px ${y}px`;
    this.#tip.textContent = labelOf(sayingOf(grip));
    const axis = isInstant(to) ? this.outside.timeline?.element : null;
    if (axis) return this.#showOnAxis(axis, grip.x ?? 0);
    this.#needle.remove();
    this.layer.append(this.#ghost, this.#tip);
    const room = this.root.clientWidth - this.#tip.offsetWidth - 4;
    this.#tip.style.translate = `${Math.max(4, Math.min(x + 14, room))}px ${y + 10}px`;
    const { strip } = lane;
    if (!strip) return;
    for (const [nth, word] of this.#words.entries()) {
      word.classList.toggle('kp-chosen', word.dataset.word === to);
      word.style.translate = `${nth === 0 ? strip.x - WORD - 6 : strip.x + strip.w + 6}px ${strip.y - 5}px`;
      this.layer.append(word);
    }
  }

  /**
   * What the log has at that instant is for the broker to say: nothing stands
   * for it on the lane.
   * @param {HTMLElement} axis
   * @param {number} x in pixels of the window
   */
  #showOnAxis(axis, x) {
    this.#ghost.remove();
    axis.append(this.#needle, this.#tip);
    const { left, width } = axis.getBoundingClientRect();
    const at = Math.max(8, Math.min(width - 8, x - left));
    this.#needle.style.translate = `${at}px 0`;
    this.#tip.style.translate = `${Math.min(at + 8, width - this.#tip.offsetWidth)}px -18px`;
  }

  #apply() {
    const grip = this.#grip;
    this.drop();
    if (!grip || grip.to === grip.from) return;
    const made = this.outside.onCommand(sayingOf(grip));
    if (isInstant(grip.to) || !made) return;
    this.#settle();
    this.#dropped = grip;
    this.#showDropped();
    void made.then(() => this.#dropped === grip && this.#settle());
  }

  #settle() {
    this.#dropped?.ring.classList.remove('kp-held');
    this.#dropped = null;
    this.#shade.remove();
  }

  /**
   * Time may stand, or the program may be in a poll: the seek waits, and the
   * ring is where it was dropped.
   */
  #showDropped() {
    const dropped = this.#dropped;
    if (!dropped) return;
    const now = dropped.ring.isConnected ? this.#take(dropped.ring) : null;
    if (!now || now.owner !== dropped.owner || now.from === dropped.to) return this.#settle();
    const { x, y } = placeOf({ ...now, to: dropped.to });
    dropped.ring.classList.add('kp-held');
    this.#shade.className = `kp-ghost kp-dropped ${hueClass(now.lane.scene.tracks[now.at].hue)}`;
    this.#shade.style.translate = `${x}px ${y}px`;
    this.layer.append(this.#shade);
  }

  /**
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  point(event, target) {
    if (event.type === 'pointerdown') this.#down(event, target);
    if (event.type === 'pointermove') this.#move(event);
    if (event.type === 'pointerup') this.#up(event);
    if (event.type === 'pointercancel') this.drop();
  }

  /** @param {EventTarget | null} target what lost the focus */
  left(target) {
    if (this.#grip?.pointer === null && target === this.#grip.ring) this.drop();
  }

  /**
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  #down(event, target) {
    this.moved = false;
    const taken = event.button === 0 ? this.#take(target) : null;
    if (!taken) return;
    this.drop();
    this.#grip = { ...taken, pointer: event.pointerId };
    try {
      taken.ring.setPointerCapture(event.pointerId);
    } catch {
      // It was let go while this was loaded: its end comes next.
    }
    taken.ring.focus({ preventScroll: true });
    event.preventDefault();
    this.#show();
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const grip = this.#grip;
    if (!grip || grip.pointer !== event.pointerId) return;
    const corner = this.root.getBoundingClientRect();
    grip.x = event.clientX;
    grip.to = this.#instantAt(event) ?? targetAt(grip.lane, event.clientX - corner.left, event.clientY - corner.top);
    this.#show();
  }

  /**
   * The instant that a pointer over the timeline stands for.
   * @param {PointerEvent} event
   * @returns {string | null}
   */
  #instantAt({ clientX, clientY }) {
    const { timeline } = this.outside;
    const box = timeline?.element.getBoundingClientRect();
    const over = box && clientX >= box.left && clientX <= box.right && clientY >= box.top - AXIS && clientY <= box.bottom + AXIS;
    return timeline && over ? `@${(timeline.instantAt(clientX) / 1000).toFixed(3)}` : null;
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const grip = this.#grip;
    if (!grip || grip.pointer !== event.pointerId) return;
    this.moved = grip.to !== grip.from;
    this.#apply();
  }

  /**
   * Arrows move the ghost, Enter lets it go, Escape puts it back.
   * @param {KeyboardEvent} event
   * @param {EventTarget | null} target
   */
  key(event, target) {
    if (!(target instanceof HTMLElement) || !target.matches(RING) || target.localName === 'button') return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      this.#grip ??= this.#take(target);
      if (!this.#grip) return;
      this.#grip.to = stepped(this.#grip, step);
      this.#show();
    } else if (event.key === 'Enter' && this.#grip) this.#apply();
    else if (event.key === 'Escape' && this.#grip) this.drop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {Target} to */
function isInstant(to) {
  return typeof to === 'string' && to.startsWith('@');
}

/** @param {Grip} grip */
function sayingOf({ owner, lane, to }) {
  return say('seek', owner, lane.id, String(to));
}

/**
 * Where the ghost is: on its track, or on the strip where the cells do not
 * reach, or on one of the words.
 * @param {Grip} grip
 */
function placeOf({ lane, at, to }) {
  const { strip, scene, slots } = lane;
  if (strip && typeof to === 'string' && (to === 'beginning' || to === 'end')) {
    return { x: to === 'end' ? strip.x + strip.w : strip.x, y: strip.y + 6 };
  }
  const offset = to === 'beginning' ? scene.log.logStart : to === 'end' ? scene.log.logEnd : to;
  if (strip && outOfSight(slots, offset) !== 0) return { x: strip.x + wholeX(scene.log, strip.w, offset), y: strip.y + 6 };
  return { x: markerX(lane, offset), y: lane.tracks[at] };
}

/**
 * What a place on a lane stands for.
 * @param {LaneLayout} lane
 * @param {number} x
 * @param {number} y
 * @returns {Target}
 */
function targetAt(lane, x, y) {
  const { strip, slots } = lane;
  if (strip && y < strip.y + strip.h + OVER) {
    if (x < strip.x - 6) return 'beginning';
    if (x > strip.x + strip.w + 6) return 'end';
    return wholeOffset(lane.scene.log, strip.w, x - strip.x);
  }
  return offsetAt(slots, Math.round((x - lane.x) / lane.pitch));
}

/**
 * Over the cells a step is a cell; outside of them it is an offset. Where there
 * is a strip, Home and End are its words.
 * @param {Grip} grip
 * @param {number} step
 * @returns {Target}
 */
function stepped({ lane, to }, step) {
  const { slots, scene, strip } = lane;
  const { logStart, logEnd } = scene.log;
  if (strip && !Number.isFinite(step)) return step < 0 ? 'beginning' : 'end';
  const at = to === 'beginning' ? logStart : to === 'end' ? logEnd : Number(to);
  const slot = markerSlot(slots, at) + step;
  const inside = outOfSight(slots, at) === 0 && slot >= 0 && slot < slots.cells.length + (slots.atEnd ? 1 : 0);
  if (inside || !strip) return offsetAt(slots, slot);
  return Math.max(logStart, Math.min(logEnd, at + step));
}
