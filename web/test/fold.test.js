import { test } from 'node:test';
import assert from 'node:assert/strict';
import { fold } from '../src/player/fold.js';

test('deltas make new values of old ones', () => {
  /** @type {[unknown, unknown, unknown][]} */
  const cases = [
    [1, 2, 2],
    [{ a: 1 }, null, null],
    [null, [{ a: 1 }], { a: 1 }],
    [[1, 2], [[]], []],
    [{ a: 1, b: { c: [1] } }, { b: { c: [1, [2]] } }, { a: 1, b: { c: [1, 2] } }],
    [[], [0, ['x']], ['x']],
    [[1, 2, 3, 4], [1, -2, [9]], [1, 9, 4]],
    [[1, 2, 3], [0, -3], []],
    [[{ a: 1 }, { a: 2 }], [1, { a: 3 }], [{ a: 1 }, { a: 3 }]],
    [[{ a: 1 }], [0, { a: 3 }], [{ a: 3 }]],
    [[[1], [2]], [1, -1, [[3]]], [[1], [3]]],
  ];
  for (const [old, delta, expected] of cases) assert.deepEqual(fold(old, delta), expected, JSON.stringify(delta));
});

test('what did not change is shared, and the old value stays', () => {
  const old = { a: { b: 1 }, list: [{ c: 1 }, { c: 2 }] };
  const next = fold(old, { list: [1, { c: 3 }] });
  assert.equal(next.a, old.a);
  assert.equal(next.list[0], old.list[0]);
  assert.deepEqual(old, { a: { b: 1 }, list: [{ c: 1 }, { c: 2 }] });
});

test('a delta that does not fit is damage', () => {
  /** @type {[unknown, unknown][]} */
  const cases = [
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, JSON.parse('{"__proto__": {"polluted": 1}}')],
    [{ a: 1 }, { constructor: 1 }],
    [{ a: 1 }, [0, 1]],
    [1, { a: 1 }],
    [[1], { a: 1 }],
    [[1], [2, [5]]],
    [[1], [0, -2]],
    [[1], [0.5, [2]]],
    [[1], [1, { a: 1 }]],
    [[1], [Number.MAX_SAFE_INTEGER, []]],
    [[], [0, { a: 1 }]],
  ];
  for (const [old, delta] of cases) assert.throws(() => fold(old, delta), { name: 'DamagedRecording' }, JSON.stringify(delta));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});
