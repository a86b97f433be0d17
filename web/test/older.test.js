import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readRecording } from '../src/player/recording.js';
import { readJournal } from '../src/player/journalled.js';
import { Recorded } from '../src/player/recorded.js';
import { meant } from '../src/mishaps.js';

/** A view as far as a recording looks into it. @param {object} more */
const view = (more) => ({ topics: [], groups: [], flights: [], commitRecords: 0, since: 0, ...more });

/** A recording of the first version, which opens in the middle. */
const first = {
  format: 'kafka-playground recording', version: 1, semantics: 1, id: 'old', title: 'An older one', seed: 1, start: 0, at: 300, until: 900,
  header: '# kafka-playground script v1, seed 1, start 0',
  script: [{ at: 0, line: 'help', verb: 'help', scripted: null, output: [], operation: null, answer: null }],
  times: ['at', 'since', 'until'],
  key: { at: 250, revision: 9, flight: 4, view: view({ commitRecords: 2, since: 200, flights: [{ id: 4, until: 400 }] }) },
  back: [
    // To 200 leads what shows nothing new at 250,
    [50, 1, 0, {}],
    [100, 2, 1, { commitRecords: 1, since: -100, flights: [0, -1, [{ id: 0, until: 50 }]] }],
    [100, 3, 3, { commitRecords: 0, flights: [[]] }],
  ],
  forth: [
    [100, 1, 2, { commitRecords: 7, flights: [1, [{ id: 0, until: 20 }]] }],
    // and what shows nothing new itself.
    [50, 1, 0, {}],
    [100, 1, 0, { flights: [0, -1] }],
  ],
  marks: [[100, [[{ at: 0, until: 50, count: 1 }]]], [300, [0, { count: 4 }]]],
  journal: { en: [[100, 0, 0, 'note', 'plain', ['It began.']]] },
};

const read = (/** @type {object} */ changed = {}) => readRecording(JSON.stringify({ ...first, ...changed }));

test('a recording of the first version shows what it showed', async () => {
  const recording = await read();
  assert.deepEqual([recording.at, recording.until, recording.frames, recording.hasJournal], [300, 900, 7, false]);
  const source = new Recorded(recording);
  source.advance(900);
  const seen = [0, 99, 100, 200, 300, 350, 400, 550].map((at) => {
    source.seek(at);
    const { commitRecords, since, flights } = source.view(9);
    return [source.revision(), commitRecords, since, flights];
  });
  const [older, newer, last] = [{ id: 3, until: 150 }, { id: 4, until: 400 }, { id: 6, until: 370 }];
  assert.deepEqual(seen, [
    [3, 0, 0, []],
    [3, 0, 0, []],
    [6, 1, 0, [older]],
    [8, 2, 200, [newer]],
    [9, 2, 200, [newer]],
    [10, 7, 200, [newer, last]],
    [11, 7, 200, [newer, last]],
    [12, 7, 200, [last]],
  ]);
});

test('its steps pass over the same frames', async () => {
  const source = new Recorded(await read());
  source.advance(900);
  source.seek(0);
  assert.deepEqual(Array.from({ length: 4 }, () => source.step()), [100, 200, 350, 500]);
  source.seek(300);
  assert.equal(source.step(), 350);
});

test('its marks and its journal are there at their instants', async () => {
  const recording = await read();
  readJournal(recording, null);
  assert.deepEqual([recording.marksUntil(99), recording.linesUntil(99)], [[], 0]);
  assert.deepEqual(recording.marksUntil(100), [{ at: 100, until: 150, count: 1 }]);
  assert.deepEqual([recording.marksUntil(400)[0].count, recording.linesUntil(400)], [4, 1]);
});

test('what is wrong with it is said', async () => {
  /** @type {[object, RegExp][]} */
  const cases = [
    [{ times: 'at' }, /“times”/],
    [{ key: null }, /“key”/],
    [{ key: { ...first.key, view: null } }, /no view/],
    [{ back: [] }, /begin at the start/],
    [{ back: [[1]] }, /“back”/],
    [{ forth: [7] }, /“forth”/],
    [{ forth: [[1, 1, 0, { nothing: 1 }]] }, /no field “nothing”/],
    [{ marks: {} }, /“marks”/],
    [{ until: 400 }, /goes on after its end/],
  ];
  for (const [changed, message] of cases) {
    const told = (/** @type {Error} */ error) => error.name === 'DamagedRecording' && message.test(meant(error.message));
    await assert.rejects(read(changed), told, JSON.stringify(changed));
  }
});
