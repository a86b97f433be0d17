import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compact, compactView } from '../src/compare/compact.js';
import { commitsOf, markedOf, sectionsOf } from '../src/compare/sections.js';
import { layoutOf } from '../src/stage/layout.js';
import { sceneOf } from '../src/stage/scene.js';
import * as views from './fixtures/views.js';

/** @param {string} what @param {string} thing @param {string | null} left @param {string | null} right @param {string | null} [group] */
const differs = (what, thing, left, right, group = 'billing') => /** @type {any} */ ({ what, thing, left, right, group });
/** @param {Record<string, number>} topics */
const view = (topics) => /** @type {any} */ ({
  topics: Object.entries(topics).map(([name, count]) => ({ name, partitions: Array.from({ length: count }, (_, partition) => ({ partition })) })),
});

test('what differs is by partition, then by group, then by machine, and what does not is the same', () => {
  const differences = [
    differs('status', 'machine:c1', 'well', 'crashed', null),
    differs('again', 'group:billing', '3', '0'),
    differs('lag', 'partition:orders/0', '5', '2'),
    differs('committed', 'partition:orders/0', '6', '9'),
    differs('owner', 'partition:orders/0', null, 'c2'),
  ];
  const sections = sectionsOf(differences, [view({ orders: 2 }), view({ orders: 2 })]);
  assert.deepEqual(sections.map(({ title, rows }) => [title, rows.map(({ what, left, right }) => [what, left, right])]), [
    ['partition 0', [['committed', '6', '9'], ['lag', '5', '2'], ['owner', '-', 'c2']]],
    ['partition 1', []],
    ['billing', [['again', '3', '0']]],
    ['c1', [['is', 'well', 'crashed']]],
  ]);
  assert.equal(sections[2].rows[0].tone, 'warn');
});

test('lanes of several topics say their topic, rows of several groups their group', () => {
  const differences = [
    differs('committed', 'partition:orders/1', '6', '9'),
    differs('committed', 'partition:orders/1', '1', '2', 'audit'),
  ];
  const [, second, third] = sectionsOf(differences, [view({ orders: 2 }), view({ orders: 2, bills: 1 })]);
  assert.equal(second.title, 'orders-1');
  assert.deepEqual(second.rows.map(({ what }) => what), ['committed · billing', 'committed · audit']);
  assert.deepEqual(third, { title: 'bills-0', thing: 'partition:bills/0', rows: [] });
});

test('many partitions that are the same are counted', () => {
  const sections = sectionsOf([differs('lag', 'partition:orders/3', '5', '2')], [view({ orders: 12 }), view({ orders: 12 })]);
  assert.deepEqual(sections.map(({ title }) => title), ['partition 3', '11 other partitions']);
});

test('lanes that differ are marked, and the records between two flags', () => {
  const { lanes, things } = markedOf([
    differs('committed', 'partition:my-topic/0', '9', '6'), differs('lag', 'partition:my-topic/2', '5', '2'),
    differs('committed', 'partition:my-topic/1', null, '1'), differs('committed', 'partition:my-topic/3', '0', '9000'),
    differs('again', 'group:billing', '3', '0'),
  ]);
  assert.deepEqual([...lanes], ['my-topic-0', 'my-topic-2', 'my-topic-1', 'my-topic-3']);
  assert.deepEqual([...things], [
    'committed:billing/my-topic/0', 'record:my-topic/0/6', 'record:my-topic/0/7', 'record:my-topic/0/8',
    'committed:billing/my-topic/1', 'record:my-topic/1/0', 'committed:billing/my-topic/3', 'again:billing',
  ]);
});

test('who owns a lane differs on the cards of both owners', () => {
  const { lanes, things } = markedOf([differs('owner', 'partition:orders/0', null, 'c2'), differs('status', 'machine:c1', 'well', 'crashed', null)]);
  assert.deepEqual([[...lanes], [...things]], [['orders-0'], ['machine:c2', 'machine:c1']]);
});

test('how members commit is said where it is not alike', () => {
  const of = (/** @type {string[]} */ ...ways) => /** @type {any} */ ({ consumers: ways.map((commit) => ({ commit })) });
  assert.deepEqual(commitsOf([of('batch', 'batch'), of('before', 'batch')]), ['commit=batch', 'commit=batch, commit=before']);
  assert.deepEqual(commitsOf([of('batch'), of('batch', 'batch')]), ['', '']);
});

test('a compact stage has its lanes as they were, and its members beside each other', () => {
  const [wide, close] = [0, 1].map(() => layoutOf(sceneOf(compactView(views.afterCrash())), { width: 500, without: new Set(['legend', 'add']) }));
  compact(close);
  assert.ok(close.height < wide.height);
  assert.equal(close.offsets, null);
  const inside = (/** @type {import('../src/stage/layout.js').Layout} */ { lanes }) => (
    [...lanes.values()].map(({ box, y, tracks }) => [box.h, y - box.y, tracks[0] - y]));
  assert.deepEqual(inside(close), inside(wide));
  const [{ box, cards }] = close.groups;
  assert.ok(cards.length > 1);
  assert.equal(cards[0].box.y, cards[1].box.y);
  assert.ok(cards[1].box.x >= cards[0].box.x + cards[0].box.w);
  for (const card of cards) assert.ok(card.box.x + card.box.w <= box.x + box.w && card.box.y + card.box.h <= box.y + box.h);
});
