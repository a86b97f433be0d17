/**
 * Moving a ring is a seek, and moving a flag resets what the group has
 * committed: to a cell, over the strip to any offset of the log, to the words
 * at the strip's ends, or over the timeline to an instant. While it is held, a
 * ghost and the command stand for what will happen; the ring or the flag itself
 * moves when the engine says so.
 */

import { hueClass, labelOf, markerSlot, markerX, offsetAt, outOfSight, placeIn, say, wholeOffset, wholeX } from '../base.js';
import { writeLine } from '../panels/line.js';
import { resetLine, scenarioOf } from './reset.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * @typedef {object} Grip
 * @property {HTMLElement} mark the ring or the flag
 * @property {boolean} flag which of them
 * @property {LaneLayout} lane
 * @property {number} at which of the lane's tracks
 * @property {string} owner whose it is: a machine's ring, a group's flag
 * @property {Target} from where it began
 * @property {Target} to
 * @property {number | null} pointer
 * @property {number} [x] where the pointer is, in pixels of the window
 * @property {number} [beside] how far the pointer took it beside its place, in pixels
 *
 * @typedef {import('../player/view.js').Offset | 'beginning' | 'end'} Target also an instant, as the language writes it: `@12.480`
 */

/** What a key does to the ghost, in records. */
const STEPS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity,
});

const MARK = '[data-ring], [data-flag]';
const FLAG = '[data-flag]';
/** How far a ring is drawn around its place: what is seen above that is a flag behind it. */
const RADIUS = 7;
/** How far from the strip a mark is still over it, and how wide its words are. */
const OVER = 9;
const WORD = 66;
/** How far from the timeline a mark is still over it. */
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
  /** Where a mark was dropped: it is there until the program has made the call, or the tool has ended. @type {Grip | null} */
  #dropped = null;
  #shade = document.createElement('span');
  /** Whether the last pointer that let go had moved a mark: its click is no pick. */
  moved = false;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} layer
   * @param {Pick<import('./approach.js').HandsNeeds, 'layout' | 'onCommand' | 'timeline' | 'pick' | 'view'>} outside
   */
  constructor(root, layer, outside) {
    this.root = root;
    this.layer = layer;
    this.outside = outside;
    this.#tip.className = 'kp-tip';
    this.#tip.setAttribute('role', 'status');
    this.#needle.className = 'kp-needle';
  }

  /** After a draw: the lane may have moved on under the ghost, or the mark may be gone. */
  refresh() {
    this.#showDropped();
    const grip = this.#grip;
    if (!grip) return;
    const now = grip.mark.isConnected ? this.#take(grip.mark) : null;
    if (!now || now.owner !== grip.owner) {
      this.drop();
      return;
    }
    const { to, pointer, x, beside } = grip;
    this.#grip = { ...now, to, pointer, x, beside };
    this.#show();
  }

  drop() {
    this.#grip?.mark.classList.remove('kp-held');
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
    // A flag is a drawing within a button.
    const mark = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(MARK)) : null;
    const layout = this.outside.layout();
    if (!mark || !layout) return null;
    const flag = mark.matches(FLAG);
    const thing = mark.dataset.thing ?? '';
    const place = thing.slice(thing.indexOf(':') + 1);
    for (const lane of layout.lanes.values()) {
      const at = lane.scene.tracks.findIndex((one) => `${one.group}/${lane.scene.topic}/${lane.scene.log.partition}` === place);
      const track = lane.scene.tracks[at];
      const from = flag ? track?.lane.committed : track?.lane.position;
      const owner = flag ? track?.group : track?.lane.owner;
      if (from === undefined || from === null || owner === undefined || owner === null) continue;
      return { mark, flag, lane, at, owner, from, to: from, pointer: null };
    }
    return null;
  }

  #show() {
    const grip = this.#grip;
    if (!grip) return;
    const { lane, at, to } = grip;
    const { x, y } = placeOf(grip);
    grip.mark.classList.add('kp-held');
    this.#ghost.className = `kp-ghost${grip.flag ? ' kp-ghost-flag' : ''} ${hueClass(lane.scene.tracks[at].hue)}`;
    this.#ghost.style.translate = `${x}px ${y}px`;
    writeLine(this.#tip, labelOf(this.#sayingOf(grip)));
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
    const width = axis.offsetWidth;
    const at = Math.max(8, Math.min(width - 8, placeIn(axis, { clientX: x, clientY: 0 }).x));
    this.#needle.style.translate = `${at}px 0`;
    this.#tip.style.translate = `${Math.min(at + 8, width - this.#tip.offsetWidth)}px calc(6px - 100%)`;
  }

  #apply() {
    const grip = this.#grip;
    this.drop();
    if (!grip || grip.to === grip.from) return;
    const made = this.outside.onCommand(this.#sayingOf(grip));
    if (isInstant(grip.to) || !made) return;
    this.#settle();
    this.#dropped = grip;
    this.#showDropped();
    void made.then(() => this.#dropped === grip && this.#settle());
  }

  #settle() {
    this.#dropped?.mark.classList.remove('kp-held');
    this.#dropped = null;
    this.#shade.remove();
  }

  /** @param {Grip} grip */
  #sayingOf({ flag, owner, lane, to }) {
    if (!flag) return say('seek', owner, lane.id, String(to));
    const { topic, log } = lane.scene;
    return resetLine(owner, `${topic}:${log.partition}`, scenarioOf(to, this.outside.view()?.start ?? 0));
  }

  /**
   * Time may stand, or the program may be in a poll: the seek waits, and the
   * ring is where it was dropped. A flag is there until its tool has ended.
   */
  #showDropped() {
    const dropped = this.#dropped;
    if (!dropped) return;
    const now = dropped.mark.isConnected ? this.#take(dropped.mark) : null;
    if (!now || now.owner !== dropped.owner || now.from === dropped.to) return this.#settle();
    const { x, y } = placeOf({ ...now, to: dropped.to });
    dropped.mark.classList.add('kp-held');
    this.#shade.className = `kp-ghost kp-dropped${now.flag ? ' kp-ghost-flag' : ''} ${hueClass(now.lane.scene.tracks[now.at].hue)}`;
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
    if (this.#grip?.pointer === null && target === this.#grip.mark) this.drop();
  }

  /**
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  #down(event, target) {
    this.moved = false;
    const taken = event.button === 0 ? this.#takenAt(event, target) : null;
    if (!taken) return;
    this.drop();
    const { x } = placeIn(this.root, event);
    // One that is out of sight stands at the lane's edge.
    const beside = outOfSight(taken.lane.slots, taken.from) === 0 ? x - markerX(taken.lane, taken.from) : 0;
    this.#grip = { ...taken, pointer: event.pointerId, beside };
    try {
      taken.mark.setPointerCapture(event.pointerId);
    } catch {
      // It was let go while this was loaded: its end comes next.
    }
    taken.mark.focus({ preventScroll: true });
    event.preventDefault();
    this.#show();
  }

  /**
   * A ring lies over the flag of its place, and more of it than is drawn: what
   * is seen under the pointer is what is taken.
   * @param {PointerEvent} event
   * @param {EventTarget | null} target
   */
  #takenAt(event, target) {
    const taken = this.#take(target);
    if (!taken || taken.flag || placeIn(this.root, event).y > taken.lane.tracks[taken.at] - RADIUS) return taken;
    const tree = /** @type {Document | ShadowRoot} */ (this.root.getRootNode());
    const behind = tree.elementsFromPoint(event.clientX, event.clientY).find((element) => element.matches(FLAG));
    return this.#take(behind ?? null) ?? taken;
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const grip = this.#grip;
    if (!grip || grip.pointer !== event.pointerId) return;
    const { x, y } = placeIn(this.root, event);
    grip.x = event.clientX;
    grip.to = this.#instantAt(event) ?? targetAt(grip.lane, x, y, grip.beside);
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
   * Arrows move the ghost, Enter lets it go, Escape puts it back. A mark that is
   * out of sight is a button that goes there.
   * @param {KeyboardEvent} event
   * @param {EventTarget | null} target
   */
  key(event, target) {
    if (!(target instanceof HTMLElement) || !target.matches(MARK) || target.dataset.scroll !== undefined) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      this.#grip ??= this.#take(target);
      if (!this.#grip) return;
      this.#grip.to = stepped(this.#grip, step);
      this.#show();
    } else if (event.key === 'Enter' && this.#grip) this.#apply();
    else if (event.key === 'Escape' && this.#grip) this.drop();
    else if (target.matches(FLAG) && (event.key === 'Enter' || event.key === ' ')) this.outside.pick(target.dataset.thing ?? '');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {Target} to */
function isInstant(to) {
  return typeof to === 'string' && to.startsWith('@');
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
 * @param {number} [beside] how far x is beside the place that is meant, among cells
 * @returns {Target}
 */
function targetAt(lane, x, y, beside = 0) {
  const { strip, slots } = lane;
  if (strip && y < strip.y + strip.h + OVER) {
    if (x < strip.x - 6) return 'beginning';
    if (x > strip.x + strip.w + 6) return 'end';
    return wholeOffset(lane.scene.log, strip.w, x - strip.x);
  }
  return offsetAt(slots, Math.round((x - beside - lane.x) / lane.pitch));
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
