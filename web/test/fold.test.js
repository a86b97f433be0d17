import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fold } from '../src/player/fold.js';

/** Where the deltas lead to. */
const TO = { at: 12_480, flight: 105, times: new Set(['at']), steps: new Set(['offset']) };

test('deltas make new values of old ones', () => {
  /** @type {[unknown, unknown, unknown][]} */
  const cases = [
    [1, 2, 3],
    [null, 2, 2],
    ['9007199254740993', 2, 2],
    [2, '9007199254740993', '9007199254740993'],
    [9007199254740991, [-1], -1],
    [{ a: 1 }, null, null],
    [null, [{ a: 1 }], { a: 1 }],
    [[1, 2], [[]], []],
    // Of the names in alphabetical order, which are a and b, 1 is the second.
    [{ b: { c: [1] }, a: 1 }, { 1: { 0: [1, [2]] } }, { b: { c: [1, 2] }, a: 1 }],
    [[], [0, ['x']], ['x']],
    [[1, 2, 3, 4], [1, -2, [9]], [1, 9, 4]],
    [[1, 2, 3], [0, -3], []],
    [[{ a: 1 }, { a: 2 }], [1, { 0: 1 }], [{ a: 1 }, { a: 3 }]],
    [[{ a: 1 }], [0, { 0: 2 }], [{ a: 3 }]],
    [[[1], [2]], [1, -1, [[3]]], [[1], [3]]],
  ];
  for (const [old, delta, expected] of cases) assert.deepEqual(fold(old, delta, TO), expected, JSON.stringify(delta));
});

test('instants, numbers of flights and what grows from element to element are distances', () => {
  const old = [{ id: 7, at: 12_000, offset: 3, left: 5 }];
  const grown = fold(old, [0, { 1: -97, 0: 20, 3: 2 }, [{ id: 0, at: -480, offset: 1, left: 1 }, { id: -1, at: 0, offset: 2, left: 1 }]], TO);
  assert.deepEqual(grown, [
    { id: 8, at: 12_500, offset: 5, left: 5 }, { id: 105, at: 12_000, offset: 6, left: 1 }, { id: 104, at: 12_480, offset: 8, left: 1 },
  ]);
  // In a list of their own there is none before the first.
  assert.deepEqual(fold({ records: null, at: 5 }, { 0: 1, 1: [[{ offset: 4 }, { offset: 1 }]] }, TO), { records: [{ offset: 4 }, { offset: 5 }], at: 12_481 });
  assert.deepEqual(fold([{ offset: 9 }], [[{ offset: 4 }]], TO), [{ offset: 4 }]);
});

test('what did not change is shared, and the old value stays', () => {
  const old = { a: { b: 1 }, list: [{ c: 1 }, { c: 2 }] };
  const next = fold(old, { 1: [1, { 0: 1 }] }, TO);
  assert.equal(next.a, old.a);
  assert.equal(next.list[0], old.list[0]);
  assert.deepEqual(next.list[1], { c: 3 });
  assert.deepEqual(old, { a: { b: 1 }, list: [{ c: 1 }, { c: 2 }] });
});

test('a delta that does not fit is damage', () => {
  /** @type {[unknown, unknown][]} */
  const cases = [
    [{ a: 1 }, { 1: 1 }],
    [{ a: 1 }, { a: 1 }],
    [{ a: 1 }, JSON.parse('{"__proto__": {"polluted": 1}}')],
    [{ a: 1 }, { constructor: 1 }],
    [{ a: 1 }, { length: 1 }],
    [{ a: 1 }, [0, 1]],
    [1, { 0: 1 }],
    [[1], { 0: 1 }],
    [[1], [2, [5]]],
    [[1], [0, -2]],
    [[1], [0.5, [2]]],
    [[1], [1, { 0: 1 }]],
    [[1], [Number.MAX_SAFE_INTEGER, []]],
    [[], [0, { 0: 1 }]],
  ];
  for (const [old, delta] of cases) assert.throws(() => fold(old, delta, TO), { name: 'DamagedRecording' }, JSON.stringify(delta));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});
