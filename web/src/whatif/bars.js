/**
 * What a fault at each instant leads to as a drawing: done again is a bar
 * upwards, lost one downwards, nothing a tick; what was not quiet in time is
 * hollow. From results to boxes, without a document.
 */

/** @typedef {import('../player/playground.js').WhatIfBar} Bar */
/** @typedef {{ from: number, length: number }} Axis in milliseconds */
/** @typedef {{ unit: number, zero: number }} Scale how high one record is, and where nothing is, in pixels */
/** @typedef {{ again: string, againMore: string, lost: string, lostMore: string, none: string, refused: string }} Drawn */

/** One record is not higher than this, and bars keep so far from the edges. */
const MOST = 14;
const EDGE = 4;
/** How far a bar may stand from its instant to leave room for its neighbour. */
const ASIDE = 12;
const TICK = 2;

/** @param {Bar} bar */
export function lostOf({ sum }) {
  return sum.skipped + sum.deleted + sum.never;
}

/**
 * The most that is done again and that is lost.
 * @param {readonly Bar[]} bars
 */
export function mostOf(bars) {
  let [again, lost] = [0, 0];
  for (const bar of bars) {
    again = Math.max(again, bar.sum.again);
    lost = Math.max(lost, lostOf(bar));
  }
  return { again, lost };
}

/**
 * One scale for all that is drawn at a height.
 * @param {{ again: number, lost: number }} most
 * @param {number} height
 * @returns {Scale}
 */
export function scaleOf({ again, lost }, height) {
  const room = height - 2 * EDGE;
  const unit = again + lost === 0 ? MOST : Math.min(MOST, room / (again + lost));
  return { unit, zero: Math.round(height - EDGE - lost * unit) };
}

/**
 * Where each bar stands, in pixels; null for those out of sight. Instants that
 * are too near to each other stand side by side, as far as there is room.
 * @param {readonly Bar[]} bars newest first
 * @param {Axis} axis
 * @param {number} width
 * @param {number} pitch
 * @returns {(number | null)[]}
 */
export function placesOf(bars, axis, width, pitch) {
  /** @type {(number | null)[]} */
  const places = Array(bars.length).fill(null);
  let last = -Infinity;
  for (let index = bars.length - 1; index >= 0; index -= 1) {
    const true_ = ((bars[index].at - axis.from) / axis.length) * width;
    if (true_ < -1 || true_ > width + 1) continue;
    const beside = Math.max(true_, last + pitch);
    const x = beside - true_ > ASIDE ? true_ : beside;
    places[index] = Math.round(Math.min(x, width) * 10) / 10;
    last = x;
  }
  return places;
}

/**
 * The bar that is nearest to a place; -1 where there is none.
 * @param {readonly (number | null)[]} places
 * @param {number} x
 */
export function nearest(places, x) {
  let [found, distance] = [-1, Infinity];
  places.forEach((place, index) => {
    const away = place === null ? Infinity : Math.abs(place - x);
    if (away < distance) [found, distance] = [index, away];
  });
  return found;
}

/**
 * @param {readonly Bar[]} bars
 * @param {readonly (number | null)[]} places of their middles
 * @param {Scale} scale
 * @param {number} thick
 * @returns {Drawn}
 */
export function drawBars(bars, places, { unit, zero }, thick) {
  /** @type {Drawn} */
  const drawn = { again: '', againMore: '', lost: '', lostMore: '', none: '', refused: '' };
  const box = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ height) => (
    `M${round(x - thick / 2)} ${round(y)}h${thick}v${round(height)}h-${thick}z`
  );
  bars.forEach((bar, index) => {
    const x = places[index];
    if (x === null) return;
    const [again, lost] = [bar.sum.again, lostOf(bar)];
    if (bar.refused !== null) drawn.refused += box(x, zero - 0.5, 1);
    else if (again === 0 && lost === 0 && !bar.atLeast) drawn.none += box(x, zero - TICK, 2 * TICK);
    else if (again === 0 && lost === 0) drawn.againMore += box(x, zero - TICK, 2 * TICK);
    if (again > 0) drawn[bar.atLeast ? 'againMore' : 'again'] += box(x, zero - again * unit, again * unit);
    if (lost > 0) drawn[bar.atLeast ? 'lostMore' : 'lost'] += box(x, zero, lost * unit);
  });
  return drawn;
}

/**
 * What stands at the right of the bars: some round numbers with their heights.
 * @param {{ again: number, lost: number }} most
 * @param {Scale} scale
 * @returns {{ y: number, text: string, kind: 'again' | 'none' | 'lost' }[]}
 */
export function levelsOf({ again, lost }, { unit, zero }) {
  /** @type {{ y: number, text: string, kind: 'again' | 'none' | 'lost' }[]} */
  const levels = [{ y: zero, text: '0', kind: 'none' }];
  const add = (/** @type {number} */ count, /** @type {'again' | 'lost'} */ kind) => {
    const y = round(zero + (kind === 'again' ? -count : count) * unit);
    if (count > 0 && levels.every((level) => Math.abs(level.y - y) >= 13)) levels.push({ y, text: String(count), kind });
  };
  add(again, 'again');
  add(lost, 'lost');
  if (again % 2 === 0) add(again / 2, 'again');
  return levels;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
