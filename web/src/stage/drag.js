/**
 * Moving a ring is a seek. While it is held, a ghost and the command stand for
 * what will happen; the ring itself moves when the engine says so.
 */

import { PITCH, hueClass, labelOf, markerSlot, markerX, offsetAt, say } from '../base.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * @typedef {object} Grip
 * @property {HTMLElement} ring
 * @property {LaneLayout} lane
 * @property {number} at which of the lane's tracks
 * @property {string} owner
 * @property {number} from the slot where it began
 * @property {number} slot
 * @property {number | null} pointer
 */

/** What a key does to the ghost, in slots. */
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
});

const RING = '[role="slider"][data-ring]';

export class Drag {
  /** @type {Grip | null} */
  #grip = null;
  #ghost = document.createElement('span');
  #tip = document.createElement('span');
  /** Whether the last pointer that let go had moved the ring: its click is no pick. */
  moved = false;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} layer
   * @param {{ layout: () => Layout | null, onCommand: (saying: import('../language.js').Saying) => void }} outside
   */
  constructor(root, layer, outside) {
    this.root = root;
    this.layer = layer;
    this.outside = outside;
    this.#tip.className = 'kp-tip';
    this.#tip.setAttribute('role', 'status');
  }

  /** After a draw: the lane may have moved on under the ghost, or the ring may be gone. */
  refresh() {
    const grip = this.#grip;
    if (!grip) return;
    const now = grip.ring.isConnected ? this.#take(grip.ring) : null;
    if (!now || now.owner !== grip.owner) {
      this.drop();
      return;
    }
    const slot = markerSlot(now.lane.slots, offsetAt(grip.lane.slots, grip.slot));
    this.#grip = { ...now, slot, pointer: grip.pointer };
    this.#show();
  }

  drop() {
    this.#grip?.ring.classList.remove('kp-held');
    this.#grip = null;
    this.#ghost.remove();
    this.#tip.remove();
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
      const slot = markerSlot(lane.slots, track.lane.position);
      return { ring, lane, at, owner: track.lane.owner, from: slot, slot, pointer: null };
    }
    return null;
  }

  #show() {
    const grip = this.#grip;
    if (!grip) return;
    const { lane, at, slot } = grip;
    const x = markerX(lane, offsetAt(lane.slots, slot));
    const y = lane.tracks[at];
    grip.ring.classList.add('kp-held');
    this.#ghost.className = `kp-ghost ${hueClass(lane.scene.tracks[at].hue)}`;
    this.#ghost.style.translate = `${x}px ${y}px`;
    this.#tip.textContent = labelOf(sayingOf(grip));
    this.layer.append(this.#ghost, this.#tip);
    const room = this.root.clientWidth - this.#tip.offsetWidth - 4;
    this.#tip.style.translate = `${Math.max(4, Math.min(x + 14, room))}px ${y + 10}px`;
  }

  #apply() {
    const grip = this.#grip;
    this.drop();
    if (grip && grip.slot !== grip.from) this.outside.onCommand(sayingOf(grip));
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
    const x = event.clientX - this.root.getBoundingClientRect().left;
    grip.slot = within(grip, Math.round((x - grip.lane.x) / PITCH));
    this.#show();
  }

  /** @param {PointerEvent} event */
  #up(event) {
    const grip = this.#grip;
    if (!grip || grip.pointer !== event.pointerId) return;
    this.moved = grip.slot !== grip.from;
    this.#apply();
  }

  /**
   * Arrows move the ghost, Enter lets it go, Escape puts it back.
   * @param {KeyboardEvent} event
   * @param {EventTarget | null} target
   */
  key(event, target) {
    if (!(target instanceof HTMLElement) || !target.matches(RING)) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      this.#grip ??= this.#take(target);
      if (!this.#grip) return;
      this.#grip.slot = within(this.#grip, this.#grip.slot + step);
      this.#show();
    } else if (event.key === 'Enter' && this.#grip) this.#apply();
    else if (event.key === 'Escape' && this.#grip) this.drop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {Grip} grip */
function sayingOf(grip) {
  return say('seek', grip.owner, grip.lane.id, String(offsetAt(grip.lane.slots, grip.slot)));
}

/**
 * @param {Grip} grip
 * @param {number} slot
 */
function within(grip, slot) {
  return Math.max(0, Math.min(slot, grip.lane.slots.cells.length));
}
