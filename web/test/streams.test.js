import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from '../src/player/streams.js';

/** A module with one function, as crates/xtask/src/streams.rs parts it: `(local.get 0) (i32.const 300) end`. */
const MODULE = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 10, 9, 1, 7, 0, 0x20, 0, 0x41, 0xac, 2, 0x0b, 11, 1, 0];
const PARTS = [MODULE.slice(0, 8), MODULE.slice(19), [1, 0], [0x20, 0x41, 0x0b], [0], [0xac, 2], [], [], [], [], [], [], []];

/** @param {number[][]} parts */
function parted(parts) {
  return Uint8Array.from([...parts.flatMap((part) => [part.length, 0, 0, 0]), ...parts.flat()]);
}

test('parts become the module again', async () => {
  assert.deepEqual([...await join(parted(PARTS), () => {})], MODULE);
});

test('parts that are not as long as they say are refused', async () => {
  const wrong = parted(PARTS);
  wrong[4] += 1;
  await assert.rejects(join(wrong, () => {}), /is damaged/);
});

test('the functions of a large module are put together in slices', async () => {
  const count = 500;
  // Each: no locals, i64.const -1, drop, end.
  const code = [0xf4, 3, ...Array.from({ length: count }, () => [6, 0, 0x42, 0x7f, 0x1a, 0x01, 0x0b]).flat()];
  const size = [(code.length & 127) | 128, code.length >> 7];
  const parts = PARTS.map(() => /** @type {number[]} */ ([]));
  parts[0] = MODULE.slice(0, 8);
  parts[2] = [0xf4, 3, ...Array(count).fill(0)];
  parts[3] = Array.from({ length: count }, () => [0x42, 0x1a, 0x01, 0x0b]).flat();
  parts[9] = Array(count).fill(0x7f);
  let rests = 0;
  const bytes = parts.flatMap((part) => [part.length & 255, part.length >> 8, 0, 0]);
  const joined = await join(Uint8Array.from([...bytes, ...parts.flat()]), () => void (rests += 1));
  assert.deepEqual([...joined], [...MODULE.slice(0, 8), 10, ...size, ...code]);
  assert.ok(rests >= 7);
});
