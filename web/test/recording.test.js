import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Playground } from './fake-engine.js';
import { recorded, recordingOf } from './fake-recording.js';
import { readRecording, Recording } from '../src/player/recording.js';
import { meant } from '../src/mishaps.js';
import { readJournal } from '../src/player/journalled.js';
import { Recorded } from '../src/player/recorded.js';

/** An error of which one reads that. @param {RegExp} sentence */
const says = (sentence) => (/** @type {Error} */ error) => sentence.test(meant(error.message));

const STORY = 'topic create orders --partitions 3\nproduce --topic orders\n@2.000 crash c1';
const [AT, UNTIL] = [5000, 9000];

/** An engine and a recording at the same instant of the same story. */
function both() {
  const engine = new Playground(1, 0);
  for (const row of STORY.split('\n')) engine.scriptLine(row);
  const recording = recordingOf(STORY, AT, UNTIL);
  readJournal(recording, null);
  const source = new Recorded(recording);
  for (const each of [engine, source]) each.advance(AT);
  return { engine, source };
}

test('a recording answers as the engine does, wherever one goes', () => {
  const { engine, source } = both();
  const same = () => {
    const when = `at ${engine.now()} of ${engine.end()}`;
    assert.deepEqual([source.now(), source.end(), source.revision()], [engine.now(), engine.end(), engine.revision()], when);
    assert.deepEqual(source.view(200), engine.view(200), when);
    assert.deepEqual(source.marks(), engine.marks(), when);
    assert.equal(source.journalLength(), engine.journalLength(), when);
    assert.deepEqual(source.journal(3, 5), engine.journal(3, 5), when);
    assert.deepEqual(source.outcome(1), engine.outcome(1), when);
  };
  same();
  for (const each of [engine, source]) each.advance(6234);
  same();
  for (const at of [0, 499, 500, 1999, 2000, 6234, 4000]) {
    for (const each of [engine, source]) each.seek(at);
    same();
  }
  for (let step = 0; step < 8; step += 1) {
    assert.equal(source.step(), engine.step());
    same();
  }
  for (let step = 0; step < 60; step += 1) assert.equal(source.stepBack(), engine.stepBack());
  same();
});

test('a step passes over frames that show nothing new, before the opening instant and after it', () => {
  const data = recorded(STORY, AT, UNTIL);
  const still = (/** @type {any[]} */ frames, /** @type {number[]} */ which) => {
    for (const each of which) frames[each] = [100, 1, 0, {}];
  };
  // 4900 and 4800 show the same, and 4400 what 4300 shows.
  still(data.frames, [43, 48, 50, 53, 54]);
  const source = new Recorded(new Recording(data));
  source.advance(AT);
  source.seek(4150);
  const steps = Array.from({ length: 10 }, () => source.step());
  assert.deepEqual(steps, [4200, 4300, 4500, 4600, 4700, 4800, 5000, 5200, 5300, 5600]);
  const back = Array.from({ length: 10 }, () => source.stepBack());
  assert.deepEqual(back, [5300, 5200, 5000, 4800, 4700, 4600, 4500, 4300, 4200, 4100]);
  // Where nothing flies, what one sees is as old as its frame.
  source.seek(5450);
  assert.deepEqual([source.stepBack(), source.nextDue()], [5200, 5300]);
  source.seek(4950);
  assert.equal(source.stepBack(), 4700);
});

test('a step back goes to where what is seen began, while something flies', () => {
  const data = recorded(STORY, AT, UNTIL);
  const [passed, revisions, newest, [view]] = /** @type {[number, number, number, any[]]} */ (data.frames[52]);
  data.frames[52] = [passed, revisions, newest, [{ ...view, flights: [{ id: 1 }] }]];
  for (const each of [53, 54]) data.frames[each] = [100, 1, 0, /** @type {any} */ ({})];
  const source = new Recorded(new Recording(data));
  source.advance(5550);
  assert.deepEqual([source.stepBack(), source.stepBack(), source.step(), source.step()], [5300, 5200, 5300, 5600]);
});

test('where the rest of a recording shows nothing new, it knows of no next step', () => {
  const data = recorded(STORY, AT, UNTIL);
  data.frames.fill([100, 1, 0, /** @type {any} */ ({})], -3);
  const source = new Recorded(new Recording(data));
  source.advance(8750);
  assert.deepEqual([source.step(), source.nextDue()], [8750, null]);
  assert.equal(source.stepBack(), 8700);
});

test('a recording goes no further than somebody came, and knows no more than it holds', () => {
  const { source } = both();
  source.seek(8000);
  assert.equal(source.now(), AT);
  assert.ok(source.marks().every((mark) => mark.at <= AT));
  source.advance(99_999);
  assert.deepEqual([source.now(), source.end(), source.isOver, source.nextDue()], [UNTIL, UNTIL, true, null]);
  assert.equal(source.step(), UNTIL);
  source.seek(0);
  assert.equal(source.stepBack(), 0);
  assert.ok(source.marks().some((mark) => mark.at > AT), 'what was seen stays known');
});

test('a view has as many cells as are asked for', () => {
  const data = recorded(STORY, AT, UNTIL);
  const again = [{ offset: 1, times: 2 }, { offset: 3, times: 2 }];
  const cells = Array.from({ length: 6 }, (_, offset) => ({ offset: offset < 2 ? offset : offset + 4, key: 'a', tint: 0, value: null }));
  const log = { .../** @type {any} */ (data.first.view.topics[0].partitions[0]), logStart: 0, logEnd: 10, cells };
  const view = { ...data.first.view, topics: [{ ...data.first.view.topics[0], name: 'orders', partitions: [{ ...log, partition: 0 }] }] };
  const lane = /** @type {any} */ (data.first.view.groups[0].lanes[0]);
  const group = { ...data.first.view.groups[0], lanes: [{ ...lane, topic: 'orders', partition: 0, again }] };
  const source = new Recorded(new Recording({ ...data, first: { ...data.first, view: { ...view, groups: [group] } }, frames: [] }));
  source.advance(AT);
  const seen = (/** @type {number} */ width) => {
    const shown = source.view(width);
    return [shown.topics[0].partitions[0].cells.map((cell) => cell.offset), shown.groups[0].lanes[0].again.map((one) => one.offset)];
  };
  assert.deepEqual(seen(100), [[0, 1, 6, 7, 8, 9], [1, 3]]);
  assert.deepEqual(seen(9), [[1, 6, 7, 8, 9], [1, 3]]);
  assert.deepEqual(seen(7), [[6, 7, 8, 9], [3]]);
  assert.deepEqual(seen(1), [[9], []]);
  assert.deepEqual(source.cells('orders', 0, 1, 3).map((cell) => cell.offset), [1, 6, 7]);
  assert.deepEqual(source.cells('orders', 5, 0, 3), []);
});

test('the journal comes later, and only that of the same recording', () => {
  const { journal, ...data } = recorded(STORY, AT, UNTIL);
  const recording = new Recording(data);
  const source = new Recorded(recording);
  source.advance(AT);
  assert.deepEqual([recording.hasJournal, source.journalLength(), source.journal(0, 9)], [false, 0, []]);
  const file = { format: 'kafka-playground journal', version: 1, id: 'fake', lines: journal.en };
  assert.throws(() => readJournal(recording, JSON.stringify({ ...file, id: 'other' })), says(/another recording/));
  assert.throws(() => readJournal(recording, '{}'), says(/no journal/));
  assert.throws(() => readJournal(recording, JSON.stringify({ ...file, lines: [[1]] })), says(/Line 0/));
  readJournal(recording, JSON.stringify(file));
  assert.deepEqual([recording.hasJournal, source.journalLength() > 0], [true, true]);
});

test('what is no recording is refused, with what is wrong', async () => {
  const data = recorded(STORY, AT, UNTIL);
  /** @type {[string, RegExp][]} */
  const cases = [
    ['', /no JSON/],
    ['{', /no JSON/],
    ['null', /no recording/],
    ['[]', /no recording/],
    [JSON.stringify({ ...data, format: 'cast' }), /no recording/],
    [JSON.stringify({ ...data, version: 3 }), /version 3 /],
    [JSON.stringify({ ...data, semantics: 'x' }), /“semantics”/],
    [JSON.stringify({ ...data, times: 'at' }), /“times”/],
    [JSON.stringify({ ...data, until: -1 }), /“until”/],
    [JSON.stringify({ ...data, until: 6000 }), /goes on after its end/],
    [JSON.stringify({ ...data, at: 9999 }), /ends before/],
    [JSON.stringify({ ...data, script: [{}] }), /“script”/],
    [JSON.stringify({ ...data, steps: null }), /“steps”/],
    [JSON.stringify({ ...data, first: null }), /no view/],
    [JSON.stringify({ ...data, first: { revision: 1, flight: 0, view: null } }), /no view/],
    [JSON.stringify({ ...data, first: { ...data.first, flight: -1 } }), /“first”/],
    [JSON.stringify({ ...data, frames: [[1]] }), /“frames”/],
    [JSON.stringify({ ...data, frames: [7] }), /“frames”/],
    [JSON.stringify({ ...data, marks: {} }), /“marks”/],
    ['"'.padEnd(33 * 2 ** 20, 'x'), /32 MB/],
  ];
  for (const [text, message] of cases) {
    const told = (/** @type {Error} */ error) => error.name === 'DamagedRecording' && message.test(meant(error.message));
    await assert.rejects(readRecording(text), told, text.slice(0, 60));
  }
});

test('a damaged frame is found when it is looked at', () => {
  const data = recorded(STORY, AT, UNTIL);
  data.frames[53] = [100, 1, 0, /** @type {any} */ ({ 99: 1 })];
  const source = new Recorded(new Recording(data));
  source.advance(AT);
  source.view(60);
  source.advance(AT + 1000);
  assert.throws(() => source.view(60), { name: 'DamagedRecording' });
});
