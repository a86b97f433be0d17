import assert from 'node:assert/strict';
import { test } from 'node:test';
import { markerSlot, markerX, offsetAt, outOfSight, slotOf, slotsOf } from '../src/stage/lane.js';
import { cellPoint, layoutOf, visibleCells } from '../src/stage/layout.js';
import { sceneOf } from '../src/stage/scene.js';
import { cells, partition } from './fixtures/make.js';
import * as views from './fixtures/views.js';

const WIDTHS = [320, 360, 480, 560, 561, 640, 800, 900, 1024, 1280, 1920, 3840];

/** @param {import('../src/player/view.js').View} view @param {number} width */
function layout(view, width) {
  return layoutOf(sceneOf(view), { width });
}

/** @param {import('../src/stage/layout.js').Box} a @param {import('../src/stage/layout.js').Box} b */
function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

test('an offset lies at the left edge of its cell', () => {
  const slots = slotsOf(partition(0, views.LOG_0), 14, null);
  for (const [offset, slot] of [[0, 0], [6, 6], [10, 10], [11, 11], [13, 13]]) assert.equal(slotOf(slots, offset), slot);
  assert.equal(markerSlot(slots, '9007199254740993'), 11);
  assert.equal(markerSlot(slots, -3), 0);
  assert.equal(markerSlot(slots, '-9007199254740993'), 0);
});

test('a log with gaps keeps its cells side by side', () => {
  const log = { ...partition(0, '', { logEnd: 20, highWatermark: 20, lastStable: 20 }), cells: [...cells('lea', 2), ...cells('tom', 7), ...cells('bo', 18)] };
  const slots = slotsOf(log, 14, null);
  for (const [offset, slot] of [[2, 0], [3, 1], [7, 1], [8, 2], [18, 2], [19, 3], [20, 3], [21, 4]]) assert.equal(slotOf(slots, offset), slot);
  assert.equal(offsetAt(slots, 1), 7);
  assert.equal(offsetAt(slots, 3), 20);
});

test('a long lane shows its newest end, and what somebody scrolled back to', () => {
  const log = partition(0, views.LOG_0);
  const newest = slotsOf(log, 4, null);
  assert.deepEqual(newest.cells.map((cell) => cell.offset), [7, 8, 9, 10]);
  assert.equal(newest.older, true);
  assert.equal(outOfSight(newest, 6), -1);
  assert.equal(outOfSight(newest, 7), 0);
  const back = slotsOf(log, 4, cells(views.LOG_0).slice(2, 6));
  assert.equal(back.atEnd, false);
  assert.equal(outOfSight(back, 6), 0);
  assert.equal(outOfSight(back, 7), 1);
  assert.equal(slotOf(back, 11), 4);
  assert.equal(offsetAt(back, 9), 5);
});

test('more room shows more cells, at the same size', () => {
  assert.deepEqual([360, 640, 1280, 3840].map((width) => visibleCells(width)), [7, 14, 14, 89]);
  for (const width of WIDTHS) assert.ok(visibleCells(width) >= 3);
});

test('nothing lies outside or over something else, at any width', () => {
  for (const [name, make] of Object.entries(views)) {
    if (typeof make !== 'function') continue;
    for (const width of WIDTHS) {
      const placed = layout(make(), width);
      const boxes = [
        ...placed.producers.map((card) => card.box), placed.addProducer, ...placed.topics.flatMap((topic) => [topic.head, topic.panel]),
        ...placed.groups.map((group) => group.box), ...[placed.noTopic, placed.offsets, placed.legend].flatMap((box) => (box ? [box] : [])),
        ...(placed.topics.length > 0 ? [placed.addGroup] : []),
      ];
      boxes.forEach((box, at) => {
        assert.ok(box.x >= 0 && box.x + box.w <= width && box.y + box.h <= placed.height, `${name} at ${width}: inside ${JSON.stringify(box)}`);
        for (const other of boxes.slice(at + 1)) assert.ok(!overlap(box, other), `${name} at ${width}: ${JSON.stringify(box)} over ${JSON.stringify(other)}`);
      });
    }
  }
});

test('cards lie inside their group, lanes inside their panel, cells inside their lane', () => {
  for (const width of WIDTHS) {
    for (const view of [views.troubles(), views.thirtyLanes()]) {
      const placed = layout(view, width);
      for (const group of placed.groups) {
        for (const { box } of group.cards) assert.ok(box.y + box.h <= group.box.y + group.box.h && box.x + box.w <= group.box.x + group.box.w);
      }
      for (const lane of placed.lanes.values()) {
        assert.ok(lane.box.y + 30 < lane.tracks[0]);
        assert.ok(lane.x + (lane.slots.cells.length + 1) * 34 <= lane.right + 4, `${lane.id} at ${width}`);
        if (lane.strip) assert.ok(lane.strip.y > lane.box.y && lane.strip.y + lane.strip.h + 14 === lane.y && lane.strip.x + lane.strip.w <= lane.right);
      }
    }
  }
});

test('every owned partition has a curve to its owner, and only those', () => {
  const stable = layout(views.secondGroup(), 1280).curves;
  assert.equal(stable.length, 6);
  assert.ok(stable.every((curve) => curve.look === ''));
  assert.equal(layout(views.midRebalance(), 1280).curves.length, 0);
  assert.deepEqual(layout(views.troubles(), 1280).curves.map((curve) => curve.look), ['', 'cut', '']);
  assert.equal(layout(views.opening(), 640).curves.length, 0, 'stacked: the cards say it');
  const view = views.opening();
  for (const lane of view.groups[0].lanes) lane.settled = false;
  assert.ok(layout(view, 1280).curves.every((curve) => curve.look === 'dashed'));
});

test('a record in the air aims at the cell that it will have', () => {
  const placed = layout(views.opening(), 1280);
  const lane = placed.lanes.get('orders-1');
  assert.ok(lane);
  assert.deepEqual(cellPoint(placed, 'orders', 1, 10), { x: lane.x + 340, y: lane.y });
  assert.deepEqual(cellPoint(placed, 'orders', 1, 11), { x: lane.x + 374, y: lane.y });
  assert.equal(cellPoint(placed, 'gone', 0, 0), null);
  assert.equal(markerX(lane, 8), lane.x + 8 * 34 - 1);
});
