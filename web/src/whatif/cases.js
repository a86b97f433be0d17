/**
 * The same fault at the same instants, if the machine had been started with
 * another setting: small pictures of one scale, each with its totals. A click
 * on one makes it the machine's.
 */

import { el } from '../base.js';
import { drawBars, mostOf, placesOf, scaleOf } from './bars.js';
import { measured, refusedWords, totalsOf } from './words.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('./asking.js').Asked} Asked */
/** @typedef {import('../patch.js').Drawn} Drawn */
/**
 * @typedef {object} Case
 * @property {string} key
 * @property {string} name
 * @property {string} about
 * @property {[string, string]} option of a `whatif`
 * @property {boolean} own whether the machine is like that
 * @property {string} command what makes the machine like that
 * @property {Asked} asked
 */

/** Ways to commit. */
export const MODES = ['auto', 'record', 'batch', 'before', 'never'];

const KINDS = /** @type {const} */ (['refused', 'none', 'again', 'againMore', 'lost', 'lostMore']);
export const SIZE = { width: 240, height: 64 };
const THICK = 2;

/**
 * What somebody wrote as values of a setting.
 * @param {string} text
 */
export function valuesIn(text) {
  return [...new Set(text.split(/[\s,;]+/).filter(Boolean))].slice(0, 6);
}

/**
 * @param {readonly Case[]} cases all that are drawn to one scale
 * @param {readonly import('../player/playground.js').WhatIfBar[]} own those of the history as it is
 * @returns {Drawn[]}
 */
export function drawCases(cases, own) {
  const most = mostOf([...own, ...cases.flatMap(({ asked }) => asked.bars)]);
  const scale = scaleOf(most, SIZE.height);
  return cases.map((one) => drawCase(one, scale));
}

/**
 * @param {Case} one
 * @param {import('./bars.js').Scale} scale
 * @returns {Drawn}
 */
function drawCase({ key, name, about, own, command, asked }, scale) {
  const { state, bars, series, refusal, from, to } = asked;
  const places = placesOf(bars, { from, length: Math.max(1, to - from) }, SIZE.width, THICK + 0.4);
  const drawn = drawBars(bars, places, scale, THICK);
  const totals = series && totalsOf(series.summary);
  const told = state === 'refused' ? refusal : state === 'done' ? (series && measured(series.summary)) ?? ''
    : state === 'stopped' ? words.$cancelledAfter(bars.length) : bars.length === 0 ? words.$waitsTurn : words.$soFar(bars.length);
  const refused = series ? refusedWords(series.refused) : '';
  return el(key, 'button', 'pg-wi-case', {
    type: 'button', 'data-case': key, 'data-state': state, 'aria-pressed': String(own), disabled: state === 'refused',
    title: own ? words.$asItIs(name) : command,
  }, [
    el('name', 'span', 'pg-wi-name', {}, [el('b', 'b', '', {}, name), el('about', 'span', '', {}, about)]),
    el('picture', 'svg', '', { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, [
      el('zero', 'path', 'pg-wi-zero', { d: `M0 ${scale.zero + 0.5}H${SIZE.width}` }),
      ...KINDS.map((kind) => el(kind, 'path', `pg-wi-${kind}`, { d: drawn[kind] })),
    ]),
    el('again', 'span', 'pg-wi-total', { hidden: bars.length === 0 }, !totals ? [] : [
      el('instants', 'b', '', {}, totals.instants), el('text', 'span', '', {}, totals.again[0]), el('worst', 'b', 'pg-wi-level-again', {}, totals.again[1]),
    ]),
    el('lost', 'span', 'pg-wi-total', { hidden: bars.length === 0 }, !totals ? [] : [
      el('text', 'span', '', {}, totals.lost[0]), el('worst', 'b', 'pg-wi-level-lost', {}, totals.lost[1]),
    ]),
    el('told', 'span', `pg-wi-told${state === 'refused' ? ' pg-wi-level-lost' : ''}`, {}, told),
    el('no', 'span', 'pg-wi-told pg-wi-level-lost', { hidden: refused === '' }, refused),
  ]);
}
