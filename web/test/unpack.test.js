import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unpack } from '../src/player/unpack.js';
import * as packed from './fixtures/packed.js';

/** How each damage begins to be told. */
const DAMAGED = /^Error: the packed file is damaged: it /;

/** @param {string} base64 */
function bytes(base64) {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** @param {string} text */
function ascii(text) {
  return new Uint8Array(Buffer.from(text, 'ascii'));
}

async function never() {
  assert.fail('there is no time between two looks at this clock');
}

/** Unpacks without waiting. @param {Uint8Array} file */
function atOnce(file) {
  return unpack(file, never, () => 0);
}

test('what xz packed is unpacked', async () => {
  const cases = /** @type {[string, Uint8Array][]} */ ([
    [packed.NOTHING, ascii('')],
    [packed.BYTE, ascii('a')],
    [packed.TEXT, ascii('An order, and another order, and no other.')],
    [packed.SAME, new Uint8Array(5000).fill(65)],
    [packed.NOISE, packed.noise(100)],
    [packed.RECORDS, packed.records(300)],
    [packed.RECORDS_BY_PLACE, packed.records(300)],
    [packed.FAR, packed.far()],
  ]);
  for (const [file, expected] of cases) assert.ok(Buffer.from(expected).equals(await atOnce(bytes(file))), file);
});

test('the packed file may lie anywhere in its memory', async () => {
  const file = bytes(packed.TEXT);
  const memory = new Uint8Array(file.length + 7);
  memory.set(file, 3);
  assert.equal(Buffer.from(await atOnce(memory.subarray(3, 3 + file.length))).toString(), 'An order, and another order, and no other.');
});

test('a file that is cut off is refused, wherever', async () => {
  for (const file of [bytes(packed.TEXT), bytes(packed.SAME), bytes(packed.RECORDS)]) {
    for (let length = 0; length < file.length; length += 1) {
      await assert.rejects(atOnce(file.subarray(0, length)), DAMAGED, `${length} of ${file.length}`);
    }
  }
});

test('what follows the end is refused', async () => {
  for (const more of [[0], [1], [0, 0, 0, 0, 0]]) {
    await assert.rejects(atOnce(Uint8Array.from([...bytes(packed.TEXT), ...more])), /does not end where it should/);
  }
});

test('a wrong bit is found, wherever it is not the first thing said', async () => {
  for (const file of [bytes(packed.TEXT), bytes(packed.RECORDS)]) {
    for (let at = 0; at < file.length; at += 1) {
      for (let place = 0; place < 8; place += 1) {
        const other = file.slice();
        other[at] ^= 1 << place;
        // How far a packer looks back does not matter where everything is kept, and what the
        // first bytes are is told in bits that are as likely 0 as 1: there another is as good.
        if ((at >= 1 && at < 5) || (at >= 14 && at < 20)) await atOnce(other).catch(() => {});
        else await assert.rejects(atOnce(other), DAMAGED, `bit ${place} of byte ${at}`);
      }
    }
  }
});

test('noise is refused', async () => {
  const header = bytes(packed.RECORDS).subarray(0, 14);
  for (let length = 0; length < 400; length += 1) {
    const file = packed.noise(length + 14);
    await assert.rejects(atOnce(file), DAMAGED);
    file.set(header);
    await assert.rejects(atOnce(file), DAMAGED);
  }
});

test('a size beyond the limit is refused before memory is taken', async () => {
  const file = bytes(packed.TEXT);
  for (const [at, value] of [[8, 5], [9, 1], [12, 255]]) {
    const other = file.slice();
    other[at] = value;
    await assert.rejects(atOnce(other), /would be too large/);
  }
});

test('a pause is made whenever a slice has taken its time', async () => {
  let looks = 0;
  let pauses = 0;
  // From one look at the clock to the next it is 3 ms, so that a slice is over at its third.
  const unpacked = await unpack(bytes(packed.RECORDS), async () => void (pauses += 1), () => 3 * (looks += 1));
  assert.ok(Buffer.from(packed.records(300)).equals(unpacked));
  // Each slice looks once more, when it begins.
  assert.equal(pauses, Math.floor((looks - 1) / 4));
  assert.ok(pauses > 5);
});

test('without being told how, it pauses by itself', async () => {
  let now = 0;
  const unpacked = await unpack(bytes(packed.RECORDS), undefined, () => (now += 100));
  assert.ok(Buffer.from(packed.records(300)).equals(unpacked));
});
