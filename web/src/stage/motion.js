/**
 * Settling and sliding: short animations on elements that are already where
 * they belong. Leaving them out changes nothing but the way there.
 */

import { markerX, slotOf } from '../base.js';

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

const SETTLE = 150;
const SLIDE = 200;
const EASE = 'cubic-bezier(.3, 0, .2, 1)';

/**
 * @param {HTMLElement} root
 * @param {Layout | null} before
 * @param {Layout} after
 * @param {boolean} reduced
 */
export function animate(root, before, after, reduced) {
  if (!before || before.width !== after.width) return;
  for (const lane of after.lanes.values()) {
    const old = before.lanes.get(lane.id);
    if (!old || old.scrolled !== lane.scrolled || old.pitch !== lane.pitch) continue;
    const strip = newCells(old, lane) || moved(old, lane) ? find(root, `[data-cells="${lane.id}"]`) : null;
    if (strip) {
      settle(strip, old, lane, reduced);
      if (!reduced) shift(strip, old, lane);
    }
    markers(root, old, lane, reduced);
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 */
function find(root, selector) {
  return /** @type {HTMLElement | null} */ (root.querySelector(selector));
}

/**
 * @param {LaneLayout} lane
 */
function newest(lane) {
  const { cells } = lane.slots;
  return cells.length > 0 ? cells[cells.length - 1].offset : -1;
}

/**
 * @param {LaneLayout} old
 * @param {LaneLayout} lane
 */
function newCells(old, lane) {
  return lane.slots.atEnd && newest(lane) > newest(old);
}

/**
 * How far the cells that stayed have moved.
 * @param {LaneLayout} old
 * @param {LaneLayout} lane
 */
function moved(old, lane) {
  const { cells } = old.slots;
  if (cells.length === 0) return 0;
  const last = cells[cells.length - 1].offset;
  const slot = slotOf(lane.slots, last);
  return lane.slots.cells[slot]?.offset === last ? (cells.length - 1 - slot) * lane.pitch + old.x - lane.x : 0;
}

/**
 * @param {HTMLElement} strip
 * @param {LaneLayout} old
 * @param {LaneLayout} lane
 * @param {boolean} reduced
 */
function settle(strip, old, lane, reduced) {
  const since = newest(old);
  const born = lane.slots.cells.filter((cell) => cell.offset > since).slice(-12);
  for (const cell of born) {
    const element = find(strip, `[data-cell][data-offset="${cell.offset}"]`);
    if (!element) continue;
    if (reduced) outline(element);
    else element.animate([{ transform: 'scale(1.12)', opacity: 0.6 }, { transform: 'none', opacity: 1 }], { duration: SETTLE, easing: EASE });
  }
}

/**
 * @param {HTMLElement} strip
 * @param {LaneLayout} old
 * @param {LaneLayout} lane
 */
function shift(strip, old, lane) {
  const by = moved(old, lane);
  if (by === 0 || Math.abs(by) > lane.capacity * lane.pitch) return;
  strip.animate([{ transform: `translateX(${by}px)` }, { transform: 'none' }], { duration: SLIDE, easing: EASE });
}

/**
 * Flags and rings slide along the track, back as well as forth, so that the
 * eye sees the way of a rewind.
 * @param {HTMLElement} root
 * @param {LaneLayout} old
 * @param {LaneLayout} lane
 * @param {boolean} reduced
 */
function markers(root, old, lane, reduced) {
  for (const track of lane.scene.tracks) {
    const was = old.scene.tracks.find((one) => one.group === track.group);
    if (!was) continue;
    const place = `${track.group}/${lane.scene.topic}/${lane.scene.log.partition}`;
    slide(root, `[data-flag][data-thing="${CSS.escape(`commit:${place}`)}"]`, lane, was.lane.committed, track.lane.committed, reduced);
    slide(root, `[data-ring][data-thing="${CSS.escape(`position:${place}`)}"]`, lane, was.lane.position, track.lane.position, reduced);
  }
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 * @param {LaneLayout} lane
 * @param {import('../player/view.js').Offset | null} from
 * @param {import('../player/view.js').Offset | null} to
 * @param {boolean} reduced
 */
function slide(root, selector, lane, from, to, reduced) {
  if (from === null || to === null || from === to) return;
  const element = find(root, selector);
  if (!element) return;
  if (reduced) return outline(element);
  const by = markerX(lane, from) - markerX(lane, to);
  if (by !== 0) element.animate([{ transform: `translateX(${by}px)` }, { transform: 'none' }], { duration: SLIDE, easing: EASE });
}

/** @param {HTMLElement} element */
function outline(element) {
  element.animate([{ outline: '2px solid currentColor', outlineOffset: '2px' }, { outline: '2px solid transparent', outlineOffset: '2px' }], { duration: 600 });
}
