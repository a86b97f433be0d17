import assert from 'node:assert/strict';
import { test } from 'node:test';

import { markedOf, sectionsOf } from '../src/compare/sections.js';

/** @param {string} what @param {string} thing @param {string | null} left @param {string | null} right @param {string | null} [group] */
const differs = (what, thing, left, right, group = 'billing') => /** @type {any} */ ({ what, thing, left, right, group });
/** @param {Record<string, number>} topics */
const view = (topics) => /** @type {any} */ ({
  topics: Object.entries(topics).map(([name, count]) => ({ name, partitions: Array.from({ length: count }, (_, partition) => ({ partition })) })),
});

test('what differs is by partition, then by group and machine, and what does not is the same', () => {
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
    ['c1', [['is', 'well', 'crashed']]],
    ['billing', [['again', '3', '0']]],
  ]);
  assert.equal(sections[3].rows[0].tone, 'warn');
});

test('lanes of several topics say their topic, rows of several groups their group', () => {
  const differences = [
    differs('committed', 'partition:orders/1', '6', '9'),
    differs('committed', 'partition:orders/1', '1', '2', 'audit'),
  ];
  const [, second, third] = sectionsOf(differences, [view({ orders: 2 }), view({ orders: 2, bills: 1 })]);
  assert.equal(second.title, 'orders-1');
  assert.deepEqual(second.rows.map(({ what }) => what), ['committed · billing', 'committed · audit']);
  assert.deepEqual(third, { title: 'bills-0', rows: [] });
});

test('many partitions that are the same are counted', () => {
  const sections = sectionsOf([differs('lag', 'partition:orders/3', '5', '2')], [view({ orders: 12 }), view({ orders: 12 })]);
  assert.deepEqual(sections.map(({ title }) => title), ['partition 3', '11 other partitions']);
});

test('lanes that differ are marked, and the records between two flags', () => {
  const { lanes, records } = markedOf([
    differs('committed', 'partition:my-topic/0', '9', '6'), differs('lag', 'partition:my-topic/2', '5', '2'),
    differs('committed', 'partition:my-topic/1', null, '1'), differs('committed', 'partition:my-topic/3', '0', '9000'),
    differs('again', 'group:billing', '3', '0'),
  ]);
  assert.deepEqual([...lanes], ['my-topic-0', 'my-topic-2', 'my-topic-1', 'my-topic-3']);
  assert.deepEqual([...records], ['record:my-topic/0/6', 'record:my-topic/0/7', 'record:my-topic/0/8', 'record:my-topic/1/0']);
});
