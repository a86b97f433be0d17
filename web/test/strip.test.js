import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeOffset, wholeX } from '../src/stage/lane.js';
import { layoutOf } from '../src/stage/layout.js';
import { sceneOf } from '../src/stage/scene.js';
import { bordersOf, frameOf, rowOf, strip } from '../src/stage/strip.js';
import { REACH } from '../src/stage/thread.js';
import { cells, lane, partition } from './fixtures/make.js';
import * as views from './fixtures/views.js';

/** @typedef {import('../src/patch.js').Drawn} Drawn */

/**
 * A lane of a hundred records, with what its group did to them.
 * @param {object} [over]
 * @param {import('../src/stage/layout.js').LayoutOptions['back']} [back]
 */
function long(over = {}, back = undefined) {
  const view = views.opening();
  view.topics[0].partitions[0] = partition(0, Array(80).fill('tom').join(' '), { from: 20, logStart: 20 });
  view.groups[0].lanes[0] = { ...lane('orders/0', 60, 70, 40, 'c1'), ...over };
  const layout = layoutOf(sceneOf(view), { width: 1280, back });
  const placed = layout.lanes.get('orders-0');
  assert.ok(placed?.strip);
  return { layout, lane: placed, box: placed.strip, drawn: strip(placed)[0] };
}

/** @param {Drawn} drawn @param {string} name @returns {Drawn[]} */
function having(drawn, name) {
  return [...(drawn.attrs[name] === undefined || drawn.attrs[name] === null ? [] : [drawn]), ...drawn.kids.flatMap((kid) => having(kid, name))];
}

test('a place on the whole log and its offset undo each other', () => {
  const log = { logStart: 20, logEnd: 120 };
  for (const offset of [20, 21, 70, 119, 120]) assert.equal(wholeOffset(log, 500, wholeX(log, 500, offset)), offset);
  assert.deepEqual([wholeX(log, 500, 3), wholeX(log, 500, '9007199254740993'), wholeOffset(log, 500, -9), wholeOffset(log, 500, 999)], [0, 500, 20, 120]);
  assert.equal(wholeX({ logStart: 7, logEnd: 7 }, 500, 7), 0);
});

test('strips come for all lanes of a topic at once, and only for a topic that needs them', () => {
  const opening = layoutOf(sceneOf(views.opening()), { width: 1280 });
  assert.ok([...opening.lanes.values()].every((one) => one.strip === null));
  assert.ok([...long().layout.lanes.values()].every((one) => one.strip !== null));
  const [orders, payments] = layoutOf(sceneOf(views.twoTopics()), { width: 360 }).topics;
  assert.ok(orders.lanes.every((one) => one.strip) && payments.lanes.every((one) => !one.strip));
  assert.ok([...layoutOf(sceneOf(views.logStart()), { width: 1280 }).lanes.values()].every((one) => one.strip), 'a log start that is not 0');
});

test('the frame is the cells, and never too narrow to be held', () => {
  const { lane, box } = long();
  const frame = frameOf(lane, box.w);
  assert.deepEqual([frame.from, frame.to], [100 - lane.capacity, 100]);
  assert.equal(frame.x + frame.w, box.w);
  const moved = long({}, { 'orders-0': cells(Array(14).fill('tom').join(' '), 40) });
  assert.deepEqual([frameOf(moved.lane, box.w).from, frameOf(moved.lane, box.w).to], [40, 54]);
  assert.equal(frameOf(moved.lane, box.w).x, wholeX({ logStart: 20, logEnd: 100 }, box.w, 40));
  assert.ok(frameOf(moved.lane, 20).w >= 14 && frameOf(lane, 20).x + frameOf(lane, 20).w <= 20);
});

test('borders of segments stand where one can tell them apart', () => {
  const segments = [20, 40, 41, 60].map((base) => ({ base, end: base + 1, bytes: 1, active: false }));
  const log = { ...partition(0, '', { logStart: 20, logEnd: 100 }), segments };
  assert.deepEqual(bordersOf(log, 80).map((one) => one.base), [40, 60]);
  assert.deepEqual(bordersOf(log, 800).map((one) => one.base), [40, 41, 60]);
});

test('a group’s line says where flag and ring are, what was done again and what was lost, and how', () => {
  const { drawn, box } = long({ doneAgain: [{ from: 30, to: 34 }], lost: [{ from: 40, to: 41, how: 'never' }, { from: 50, to: 60, how: 'skipped' }] });
  const [thread] = having(drawn, 'data-thread');
  const x = (/** @type {number} */ offset) => `${REACH + wholeX({ logStart: 20, logEnd: 100 }, box.w, offset)}px`;
  assert.deepEqual([thread.attrs['data-committed'], thread.attrs['data-position'], thread.attrs['--a'], thread.attrs['--r']], [60, 70, x(60), x(70)]);
  assert.deepEqual([thread.attrs['--b'], thread.attrs['--c'], thread.attrs['--u']], [x(60), x(70), x(70)]);
  assert.deepEqual(thread.kids.map(({ attrs }) => [attrs['data-stretch'], attrs['data-from'], attrs['data-to']]),
    [['again', 30, 34], ['never', 40, 41], ['skipped', 50, 60]]);
  assert.deepEqual(thread.kids.map((kid) => kid.attrs.title), [
    'billing did offsets 30 to 33 again', 'billing: offset 40 never done, though committed', 'billing: offsets 50 to 59 skipped',
  ]);
  const none = having(long({ committed: null, position: null }).drawn, 'data-thread')[0];
  assert.deepEqual([none.attrs['data-committed'], none.attrs['--a'], none.attrs['--r']], [null, '-20px', '-20px']);
});

test('what is gone stands at the left, the end at the right', () => {
  const { drawn } = long();
  assert.deepEqual(having(drawn, 'data-gone').map((one) => one.text), ['20 gone']);
  assert.deepEqual(having(drawn, 'data-strip-end').map((one) => [one.text, one.attrs['data-strip-end']]), [['end 100', 100]]);
});

test('the lines of some groups share a strip', () => {
  for (const count of [1, 2, 3, 4, 6]) {
    const rows = Array.from({ length: count }, (_, at) => rowOf(at, count, 13));
    assert.ok(rows.every((y) => y >= -1 && y + 5 <= 14), String(rows));
    assert.deepEqual([...rows].sort((a, b) => a - b), rows);
  }
});
