/**
 * The strip: a bar for a fault at each instant of the window. Pointing reads
 * one out, arrows go along them, a click or Enter goes there and does it.
 */

import { attribute, clock, h, s, write } from '../base.js';
import { drawBars, levelsOf, mostOf, nearest, placesOf, scaleOf } from './bars.js';
import { costOf, instantWords } from './words.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../player/playground.js').WhatIfBar} Bar */
/** @typedef {import('./bars.js').Axis} Axis */
/** @typedef {{ bars: readonly Bar[], axis: Axis, own: boolean, fault: string, about: string }} Shown `own` where no timeline below has the same axis */

const HEIGHT = 84;
const KINDS = /** @type {const} */ (['refused', 'none', 'again', 'againMore', 'lost', 'lostMore']);
/** How thick a bar is and how far from its neighbour, where there is room and where there is little. */
const WIDE = { thick: 3, pitch: 4 };
const NARROW = { thick: 2, pitch: 2.2 };
const MOST_TIMES = 10;
const ASIDE = 8;

/**
 * @param {(bar: Bar) => void} goThere
 */
export function createStrip(goThere) {
  const paths = KINDS.map((kind) => s('path', { class: `pg-wi-${kind}` }));
  const zero = s('path', { class: 'pg-wi-zero' });
  const cursor = s('path', { class: 'pg-wi-cursor' });
  const drawing = s('svg', { 'aria-hidden': 'true', width: '100%', height: HEIGHT }, zero, ...paths, cursor);
  const levels = h('div', { class: 'pg-wi-levels', 'aria-hidden': 'true' });
  const times = h('div', { class: 'pg-wi-times', 'aria-hidden': 'true' });
  const tip = h('p', { class: 'pg-wi-tip', hidden: true });
  const empty = h('p', { class: 'pg-wi-empty' });
  const element = h('div', { class: 'pg-wi-plot', role: 'slider', tabindex: 0, 'aria-label': words.$atEach, 'aria-valuemin': 1 },
    drawing, levels, times, tip, empty);
  /** @type {Shown} */
  let shown = { bars: [], axis: { from: 0, length: 1 }, own: true, fault: '', about: '' };
  /** @type {(number | null)[]} */
  let places = [];
  let width = 0;
  /** The bar that is read out, by its instant: more of them come. @type {Bar | null} */
  let here = null;
  let pointed = false;

  const same = (/** @type {Bar} */ bar) => here !== null && bar.at === here.at && bar.ordinal === here.ordinal;

  function draw() {
    const { bars, axis, own } = shown;
    const most = mostOf(bars);
    const scale = scaleOf(most, HEIGHT);
    const span = bars.length > 1 ? ((bars[0].at - bars[bars.length - 1].at) / axis.length) * width : width;
    const { thick, pitch } = bars.length * WIDE.pitch <= span ? WIDE : NARROW;
    places = placesOf(bars, axis, width, pitch);
    const drawn = drawBars(bars, places, scale, thick);
    paths.forEach((path, index) => attribute(path, 'd', drawn[KINDS[index]]));
    attribute(zero, 'd', `M0 ${scale.zero + 0.5}H${width}`);
    levels.replaceChildren(...(bars.length === 0 ? [] : levelsOf(most, scale)).map(({ y, text, kind }) => {
      const level = h('span', { class: `pg-wi-level-${kind}` }, text);
      level.style.top = `${y}px`;
      return level;
    }));
    times.replaceChildren(...(own ? timesOf(axis, width) : []).map(({ x, text }) => {
      const time = h('span', {}, text);
      time.style.left = `${x}px`;
      return time;
    }));
    attribute(element, 'data-own', own);
    point();
  }

  function point() {
    const { bars, fault, about } = shown;
    const index = bars.findIndex(same);
    const bar = bars[index];
    const x = places[index] ?? null;
    attribute(cursor, 'd', x === null ? '' : `M${x} 0V${HEIGHT}`);
    const visible = bar !== undefined && x !== null && (pointed || document.activeElement !== null && element.matches(':focus'));
    attribute(tip, 'hidden', !visible);
    if (bar) {
      const { again, lost, whole } = costOf(bar);
      const parts = again === '' ? [h('span', {}, whole)]
        : [h('b', { class: bar.sum.again > 0 ? 'pg-wi-level-again' : null }, again), ', ',
          h('b', { class: lost.startsWith('0') ? null : 'pg-wi-level-lost' }, lost)];
      tip.replaceChildren(words.$faultAt(fault), h('code', {}, instantWords(bar)), ': ', ...parts,
        bar.refused === null ? h('span', { class: 'pg-wi-do' }, words.$click) : '');
      if (visible) tip.style.left = `${besides(x ?? 0, tip.offsetWidth, width)}px`;
    }
    attribute(element, 'aria-valuemax', Math.max(1, bars.length));
    attribute(element, 'aria-valuenow', bar ? bars.length - index : Math.max(1, bars.length));
    attribute(element, 'aria-valuetext', bar ? words.$atCost(fault, instantWords(bar), costOf(bar).whole) + words.$enter : about);
    attribute(element, 'data-here', bar ? instantWords(bar) : null);
  }

  /** @param {PointerEvent | MouseEvent} event */
  const barAt = (event) => shown.bars[nearest(places, event.clientX - element.getBoundingClientRect().left)] ?? null;
  element.addEventListener('pointermove', (event) => {
    here = barAt(event);
    pointed = true;
    point();
  });
  element.addEventListener('pointerleave', () => {
    pointed = false;
    point();
  });
  for (const type of ['focus', 'blur']) element.addEventListener(type, () => point());
  element.addEventListener('click', (event) => {
    here = barAt(event);
    point();
    if (here && here.refused === null) goThere(here);
  });
  element.addEventListener('keydown', (event) => {
    const { bars } = shown;
    if (event.ctrlKey || event.metaKey || event.altKey || bars.length === 0) return;
    const index = bars.findIndex(same);
    if (event.key === 'Enter' && here && index >= 0) {
      event.preventDefault();
      if (here.refused === null) goThere(here);
      return;
    }
    const by = /** @type {Record<string, number>} */ ({ ArrowLeft: 1, ArrowDown: 1, ArrowRight: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 })[event.key];
    const to = by !== undefined ? (index < 0 ? 0 : index + by) : { Home: bars.length - 1, End: 0 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    here = bars[Math.min(bars.length - 1, Math.max(0, to))];
    point();
  });
  new ResizeObserver(() => {
    if (width === element.clientWidth) return;
    width = element.clientWidth;
    draw();
  }).observe(element);

  return {
    element,
    /** @param {Shown} next @param {string} instead what stands there where there are no bars */
    show(next, instead) {
      shown = next;
      write(empty, next.bars.length === 0 ? instead : '');
      draw();
    },
  };
}

/** Half as wide as a time, in px: none hangs over an end. */
const HALF = 14;

/**
 * Where what is said of a place stands: right of it, or left, or as far as there is room.
 * @param {number} x
 * @param {number} wide
 * @param {number} width
 */
function besides(x, wide, width) {
  if (x + ASIDE + wide <= width) return x + ASIDE;
  return Math.max(0, x - ASIDE - wide >= 0 ? x - ASIDE - wide : width - wide);
}

/**
 * Some times along an axis, with room between them.
 * @param {Axis} axis
 * @param {number} width
 */
export function timesOf({ from, length }, width) {
  const steps = [100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000];
  const step = steps.find((each) => length / each <= Math.min(MOST_TIMES, width / 60)) ?? length;
  const times = [];
  for (let at = Math.ceil(Math.max(0, from) / step) * step; at <= from + length; at += step) {
    const x = Math.round(((at - from) / length) * width);
    times.push({ x: Math.max(HALF, Math.min(x, width - HALF)), text: clock(at).replace(/\.?0+$/, '') });
  }
  return times;
}
