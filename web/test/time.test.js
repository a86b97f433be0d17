/** The page's timeline without a page: stretches of time, marks, branches. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hung, nameOf } from '../src/time/branches.js';
import { drawLine, marksAt, namesWithRoom, ticks } from '../src/time/marks.js';
import { lengthWords, Span, wholeLength } from '../src/time/span.js';

/** @typedef {import('../src/player/playground.js').Mark} Mark */

/**
 * @param {Mark['kind']} kind
 * @param {number} at
 * @param {Partial<Mark>} [rest]
 * @returns {Mark}
 */
const mark = (kind, at, rest = {}) => ({ kind, at, until: null, group: 0, count: 1, thing: null, how: null, ...rest });

test('the handle goes on smoothly, whatever the scale, and stands at its place when the line moves', () => {
  const span = new Span();
  let before = 0;
  for (let now = 0; now < 240_000; now += 50) {
    span.follow(now, now, false);
    const part = span.partOf(now);
    assert.ok(Math.abs(part - before) <= 0.0021, `at ${now} it jumps from ${before} to ${part}`);
    before = part;
  }
  assert.ok(Math.abs(before - 0.8) < 0.001);
  span.fit();
  span.follow(240_000, 240_000, false);
  before = span.partOf(240_000);
  for (let now = 240_000; now < 480_000; now += 50) {
    span.follow(now, now, false);
    assert.ok(Math.abs(span.partOf(now) - before) < 0.001);
    before = span.partOf(now);
  }
});

test('where a hand put the handle, it goes on from', () => {
  const span = new Span();
  span.follow(100_000, 200_000, false);
  const at = span.instantOf(0.93);
  span.follow(at, 200_000, true);
  assert.ok(Math.abs(span.partOf(at) - 0.93) < 1e-9, 'nothing moves under a finger');
  span.follow(at + 50, 200_000, false);
  assert.ok(Math.abs(span.partOf(at + 50) - 0.93) < 1e-9);
});

test('a zoom keeps its instant where it is, and ends at all of time', () => {
  const span = new Span();
  span.follow(100_000, 200_000, false);
  const at = span.instantOf(0.3);
  span.zoom(0.5, at, 200_000);
  assert.ok(Math.abs(span.partOf(at) - 0.3) < 1e-9);
  assert.equal(span.length, 12_500);
  span.step(-1, 100_000, 200_000);
  assert.equal(span.length, 10_000);
  for (let times = 0; times < 20; times += 1) span.step(1, 100_000, 200_000);
  assert.deepEqual([span.fits, span.from, span.length], [true, 0, wholeLength(200_000)]);
  span.step(-1, 100_000, 200_000);
  assert.equal(span.fits, false);
});

test('what a hand moved stays until time goes on', () => {
  const span = new Span();
  span.follow(100_000, 200_000, false);
  span.put(20_000);
  span.follow(100_000, 200_000, false);
  assert.equal(span.from, 20_000);
  span.follow(100_050, 200_000, false);
  assert.ok(span.partOf(100_050) <= 0.81);
});

test('lengths are said in few letters', () => {
  assert.deepEqual([250, 1000, 2500, 25_000, 120_000, 7_200_000].map(lengthWords), ['250 ms', '1 s', '2.5 s', '25 s', '2 min', '2 h']);
});

test('commits that would run into each other are one band', () => {
  const axis = new Span();
  const near = drawLine([mark('commit', 1000), mark('commit', 1050), mark('commit', 1100), mark('commit', 5000)], axis, 1000, 6000).commit[0];
  assert.equal(near.match(/v10/g)?.length, 3, near);
  assert.ok(near.includes('H'), near);
});

test('names stand where they fit, what is worse first', () => {
  const axis = new Span();
  const marks = [mark('rebalance', 9900), mark('crash', 10_000), mark('takeover', 20_000), mark('commit', 15_000)];
  const names = namesWithRoom(marks, axis, 500, ({ kind }) => `the ${kind} of billing`);
  assert.deepEqual(names.map(({ text }) => text), ['the crash of billing', 'the takeover of billing']);
});

test('a pointer means what is near it, the crash before the commit', () => {
  const marks = [mark('commit', 1000), mark('crash', 1020), mark('records', 1000), mark('rebalance', 2000, { until: 4000 })];
  const axis = new Span();
  assert.deepEqual(marksAt(marks, axis, 1000, 40).map(({ index }) => index), [1, 0]);
  assert.deepEqual(marksAt(marks, axis, 1000, 120).map(({ index }) => index), [3]);
});

test('ticks stand at round instants, with room between them', () => {
  const axis = new Span();
  assert.deepEqual(ticks(axis, 500).map(({ text }) => text), ['', '0:05', '0:10', '0:15', '0:20', '']);
  axis.put(59_000, 2000);
  assert.ok(ticks(axis, 500).some(({ text }) => text === '0:59.5'));
});

test('later partings hang nearer to the line that they left', () => {
  /** @param {number} id @param {number | null} parent @param {number} at */
  const branch = (id, parent, at) => ({ id, parent, forked: { at, ordinal: null }, line: `@${at / 1000} crash c1`, commands: 1, end: 9000, present: false });
  const order = hung([branch(0, null, 0), branch(1, 0, 2000), branch(2, 0, 5000), branch(3, 1, 3000), branch(4, 77, 1000)]);
  assert.deepEqual(order.map(({ id }) => id), [0, 2, 1, 3, 4]);
  assert.equal(nameOf(order[1]), 'crash c1 at 0:05');
  assert.equal(nameOf({ ...order[0], line: null }), 'as it happened');
});
