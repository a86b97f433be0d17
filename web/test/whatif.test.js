/** What if: from results to boxes and words. */

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { drawBars, levelsOf, mostOf, nearest, placesOf, scaleOf } from '../src/whatif/bars.js';
import { drawCases, valuesIn } from '../src/whatif/cases.js';
import { timesOf } from '../src/whatif/strip.js';
import { briefly, costOf, instantWords, measured, refusedWords, summaryWords, totalsOf, worstOf } from '../src/whatif/words.js';
import { costsOf } from '../src/panels/crash-column.js';

/** @typedef {import('../src/player/playground.js').WhatIfBar} Bar */
/** @typedef {import('../src/player/playground.js').WhatIfSummary} Summary */

/**
 * @param {number} at
 * @param {Partial<Bar['sum']>} sum
 * @param {Partial<Bar>} more
 * @returns {Bar}
 */
function bar(at, sum = {}, more = {}) {
  return {
    at, ordinal: null, until: at + 9000, atLeast: false, refused: null, groups: [],
    sum: { once: 0, again: 0, skipped: 0, deleted: 0, never: 0, ...sum }, ...more,
  };
}

/** @param {Partial<Summary>} more @returns {Summary} */
function summary(more = {}) {
  return { instants: 116, none: 28, noneAgain: 28, noneLost: 116, atLeast: 0, refused: 0, again: null, lost: null, ...more };
}

/** The boxes of a path: x, y, width, height. @param {string} path */
function boxes(path) {
  return [...path.matchAll(/M(-?[\d.]+) (-?[\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map((found) => found.slice(1).map(Number));
}

test('again goes upwards, lost downwards, nothing is a tick, and what was not quiet is hollow', () => {
  const bars = [bar(4000, { again: 8 }), bar(3000, { never: 1, skipped: 1 }), bar(2000), bar(1000, { again: 2 }, { atLeast: true }),
    bar(0, {}, { refused: 'no' })];
  assert.deepEqual(mostOf(bars), { again: 8, lost: 2 });
  const scale = scaleOf(mostOf(bars), 58);
  assert.deepEqual(scale, { unit: 5, zero: 44 });
  const places = placesOf(bars, { from: 0, length: 4000 }, 400, 4);
  assert.deepEqual(places, [400, 300, 200, 100, 0]);
  const drawn = drawBars(bars, places, scale, 2);
  assert.deepEqual(boxes(drawn.again), [[399, 4, 2, 40]]);
  assert.deepEqual(boxes(drawn.lost), [[299, 44, 2, 10]]);
  assert.deepEqual(boxes(drawn.none), [[199, 42, 2, 4]]);
  assert.deepEqual(boxes(drawn.againMore), [[99, 34, 2, 10]]);
  assert.equal(boxes(drawn.refused).length, 1);
  assert.equal(drawn.lostMore, '');
});

test('instants of one millisecond stand side by side, and what is out of sight nowhere', () => {
  const bars = [bar(9000), bar(5000, {}, { ordinal: 2 }), bar(5000, {}, { ordinal: 1 }), bar(5000, {}, { ordinal: 0 }), bar(1000)];
  const places = placesOf(bars, { from: 4000, length: 2000 }, 100, 4);
  assert.deepEqual(places, [null, 58, 54, 50, null]);
  assert.equal(nearest(places, 55), 2);
  assert.equal(nearest(places, 1000), 1);
  assert.equal(nearest([null], 5), -1);
  const many = placesOf(Array.from({ length: 50 }, (_, index) => bar(5000, {}, { ordinal: 50 - index })), { from: 4000, length: 2000 }, 100, 4);
  assert.ok(many.every((place) => place !== null && place >= 50 && place <= 62), 'none is far from its instant');
});

test('the numbers beside the bars have room', () => {
  const scale = scaleOf({ again: 8, lost: 4 }, 84);
  const levels = levelsOf({ again: 8, lost: 4 }, scale);
  assert.deepEqual(levels.map(({ text }) => text), ['0', '8', '4', '4']);
  assert.deepEqual(levels.map(({ kind }) => kind), ['none', 'again', 'lost', 'again']);
  assert.deepEqual(levelsOf({ again: 0, lost: 0 }, scaleOf({ again: 0, lost: 0 }, 84)).map(({ text }) => text), ['0']);
  assert.deepEqual(timesOf({ from: 12_000, length: 10_000 }, 1000).map(({ text }) => text),
    Array.from({ length: 11 }, (_, index) => `0:${index + 12}`));
});

test('a bar in words', () => {
  assert.equal(costOf(bar(1, { again: 3 })).whole, '3 done again, 0 never');
  assert.equal(costOf(bar(1, { never: 1, skipped: 2 }, { atLeast: true })).whole, 'at least 0 done again, 3 never (2 skipped)');
  assert.equal(costOf(bar(1, {}, { refused: 'c1 does not run.' })).whole, 'not possible: c1 does not run.');
  assert.equal(instantWords({ at: 13_505, ordinal: null }), '0:13.505');
  assert.equal(instantWords({ at: 13_505, ordinal: 3 }), '0:13.505+3');
  assert.equal(briefly({ again: 0, lost: 0 }), '0');
  assert.equal(briefly({ again: 1, lost: 2, atLeast: true }), '1 again, 2 never at least');
});

test('many bars in words', () => {
  const some = summary({ again: { count: 8, at: { at: 13_505, ordinal: null } } });
  assert.equal(summaryWords(some), 'worst 8 again; none at 28 of 116 instants');
  assert.deepEqual(totalsOf(some), { instants: '116', again: [' instants: 0 again in 28, up to ', '8'], lost: ['0 never', ''] });
  assert.equal(measured(some), 'at least once');
  assert.deepEqual(worstOf(some), { at: { at: 13_505, ordinal: null }, again: 8, lost: 0 });
  const lost = summary({ noneAgain: 116, noneLost: 26, lost: { count: 4, at: { at: 1, ordinal: 2 } }, atLeast: 3 });
  assert.deepEqual(totalsOf(lost), { instants: '116', again: [' instants: 0 again in all', ''], lost: ['0 never in 26, up to at least ', '4'] });
  assert.equal(measured(lost), 'at most once');
  assert.equal(worstOf(summary()), null);
  assert.equal(measured(summary()), 'nothing again, nothing lost here');
  assert.equal(measured(summary({ instants: 0 })), '');
  assert.equal(refusedWords([]), '');
  assert.equal(refusedWords([{ line: '@9 x', why: 'No.' }]), 'Refused: @9 x (No.)');
  assert.equal(refusedWords([{ line: '@9 x', why: 'No.' }, { line: '@10 y', why: 'No.' }]), '2 lines refused, such as: @9 x (No.)');
});

test('all small pictures have one scale', () => {
  /** @param {Bar[]} bars */
  const asked = (bars) => /** @type {any} */ ({ state: 'done', bars, from: 0, to: 1000, refusal: '',
    series: { summary: summary({ instants: bars.length }), refused: [] } });
  const one = (/** @type {string} */ key, /** @type {Bar[]} */ bars, own = false) => ({
    key, name: key, about: '', option: /** @type {[string, string]} */ (['--commit', key]), own, command: `set c1 --commit ${key}`, asked: asked(bars),
  });
  const drawn = drawCases([one('batch', [bar(500, { again: 2 })], true), one('never', [bar(500, { again: 10 })]), one('before', [bar(500, { never: 4 })])], []);
  const heights = drawn.map(({ kids }) => kids[1].kids.filter(({ key }) => key === 'again' || key === 'lost')
    .map(({ attrs }) => boxes(String(attrs.d))[0]?.[3] ?? 0));
  assert.deepEqual(heights, [[8, 0], [40, 0], [0, 16]]);
  assert.deepEqual(drawn.map(({ attrs }) => attrs['aria-pressed']), ['true', 'false', 'false']);
  assert.equal(drawn[1].attrs.title, 'set c1 --commit never');
});

test('the values of a setting are what somebody wrote, once each', () => {
  assert.deepEqual(valuesIn('1, 4,500 4;  7'), ['1', '4', '500', '7']);
  assert.deepEqual(valuesIn(' '), []);
});

test('what a crash on a line costs', () => {
  const costs = costsOf([
    { line: 'work', at: { at: 12_480, ordinal: null }, instants: 5, again: 2, lost: 0, atLeast: false },
    { line: 'poll', at: { at: 11_000, ordinal: 1 }, instants: 1, again: 0, lost: 0, atLeast: false },
    { line: 'commit', at: { at: 10_000, ordinal: null }, instants: 2, again: 0, lost: 13, atLeast: true },
  ]);
  assert.deepEqual([...costs].map(([line, { text, kind }]) => [line, text, kind]), [
    ['work', '2 again', 'again'], ['poll', '0', 'none'], ['commit', '13 never at least', 'lost'],
  ]);
  assert.equal(costs.get('poll')?.title, 'a crash on this line: nothing again, nothing lost; tried at the instant 0:11.000+1');
});
