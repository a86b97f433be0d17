/**
 * Hands on the timeline: a finger that goes to an instant, two that zoom, the
 * wheel, and the frame of the overview.
 */

import { wholeLength } from './span.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */

/** One notch of a wheel, and how much it makes of the length. */
const NOTCH = 100;
const PER_NOTCH = 1.25;
/** How near to a side of the frame a hand is on its grip. */
const GRIP = 8;
/** The keys of the line go so far, in milliseconds. */
const KEY_MS = 1000;

/** @param {Timeline} timeline */
export function listenToHands(timeline) {
  onLine(timeline);
  onOverview(timeline);
  const { element } = timeline;
  element.addEventListener('wheel', (event) => {
    event.preventDefault();
    const delta = event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY;
    // A wheel that goes sideways moves the stretch.
    if (Math.abs(event.deltaX) > Math.abs(delta)) timeline.span.put(timeline.span.from + (event.deltaX / timeline.width) * timeline.span.length);
    else timeline.span.zoom(PER_NOTCH ** (delta / NOTCH), timeline.timeAt(event.clientX), timeline.player.end);
    timeline.redraw();
  }, { passive: false });
  element.addEventListener('dblclick', () => timeline.fit());
  element.addEventListener('pointerleave', () => timeline.tip.hide());
}

/** @param {Timeline} timeline */
function onLine(timeline) {
  const { player, span } = timeline;
  const { line } = timeline.drawing;
  /** @type {Map<number, number>} the fingers that are on it */
  const fingers = new Map();
  /** How far two fingers were apart, and the middle between them. */
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { apart: Math.max(10, Math.abs(a - b)), middle: (a + b) / 2 };
  };
  line.addEventListener('pointerdown', (event) => {
    event.stopPropagation();
    if (event.button !== 0) return;
    line.focus({ preventScroll: true });
    line.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event.clientX);
    if (fingers.size > 1) return player.scrubEnd();
    player.scrub(timeline.instantAt(event.clientX));
    timeline.tell(event.clientX);
  });
  line.addEventListener('pointermove', (event) => {
    event.stopPropagation();
    if (!fingers.has(event.pointerId)) return timeline.tell(event.clientX);
    const before = fingers.size > 1 ? spread() : null;
    fingers.set(event.pointerId, event.clientX);
    if (!before) {
      player.scrub(timeline.instantAt(event.clientX));
      return timeline.tell(event.clientX);
    }
    const after = spread();
    const around = timeline.timeAt(before.middle);
    span.zoom(before.apart / after.apart, around, player.end);
    if (!span.fits) span.put(span.from - ((after.middle - before.middle) / timeline.width) * span.length);
    timeline.redraw();
  });
  line.addEventListener('lostpointercapture', (event) => {
    event.stopPropagation();
    fingers.delete(event.pointerId);
    if (fingers.size === 0) player.scrubEnd();
    if (event.pointerType !== 'mouse') timeline.tip.hide();
  });
  line.addEventListener('keydown', (event) => press(timeline, event));
}

/**
 * @param {Timeline} timeline
 * @param {KeyboardEvent} event
 */
function press(timeline, event) {
  const { player, jumps } = timeline;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const by = (/** @type {number} */ ms) => player.seek(player.now + ms);
  /** @type {Record<string, () => unknown>} */
  const ways = {
    ArrowLeft: () => (event.shiftKey ? jumps.command(-1) : jumps.stepBack()),
    ArrowRight: () => (event.shiftKey ? jumps.command(1) : jumps.step()),
    ArrowDown: () => by(-KEY_MS),
    ArrowUp: () => by(KEY_MS),
    PageDown: () => by(-10 * KEY_MS),
    PageUp: () => by(10 * KEY_MS),
    Home: () => player.seek(0),
    End: () => player.seek(player.end),
  };
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  event.stopPropagation();
  way();
}

/** @param {Timeline} timeline */
function onOverview(timeline) {
  const { over } = timeline.drawing;
  const { span, player } = timeline;
  /** What a hand does: moves the frame, or one of its sides. @type {((at: number) => void) | null} */
  let held = null;
  const at = (/** @type {number} */ x) => Math.min(1, Math.max(0, timeline.partAt(x))) * wholeLength(player.end);
  over.addEventListener('pointerdown', (event) => {
    event.stopPropagation();
    if (event.button !== 0) return;
    over.setPointerCapture(event.pointerId);
    const began = at(event.clientX);
    const { from, length } = span;
    const near = (GRIP / timeline.width) * wholeLength(player.end);
    if (Math.abs(began - from) < near && length > 3 * near) held = (to) => to < from + length && span.put(to, from + length - to);
    else if (Math.abs(began - from - length) < near && length > 3 * near) held = (to) => to > from && span.put(from, to - from);
    else {
      const inside = began >= from && began <= from + length;
      const offset = inside ? began - from : length / 2;
      held = (to) => span.put(Math.min(to - offset, Math.max(0, wholeLength(player.end) - length)));
      if (!inside) held(began);
    }
    timeline.redraw();
  });
  over.addEventListener('pointermove', (event) => {
    event.stopPropagation();
    timeline.tellOver(event.clientX);
    if (!held) return;
    held(at(event.clientX));
    timeline.redraw();
  });
  over.addEventListener('lostpointercapture', (event) => {
    event.stopPropagation();
    held = null;
  });
}
