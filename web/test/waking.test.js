import { test } from 'node:test';
import assert from 'node:assert/strict';
import { learn } from '../src/language.js';
import { Player } from '../src/player/player.js';
import { Recording } from '../src/player/recording.js';
import * as fake from './fake-engine.js';
import { FakeClock } from './fake-clock.js';
import { recorded, recordingOf } from './fake-recording.js';

learn(fake);

const STORY = 'topic create orders --partitions 3\nproduce --topic orders\n@2.000 crash c1';
const [AT, UNTIL] = [5000, 9000];

/** A player that shows a recording, and an engine that comes when it is let. */
async function shown(recording = recordingOf(STORY, AT, UNTIL), { semantics = 1 } = {}) {
  const clock = new FakeClock();
  const told = {
    entries: /** @type {any[]} */ ([]), swaps: /** @type {any[]} */ ([]), failures: /** @type {any[]} */ ([]), asleep: /** @type {string[]} */ ([]),
  };
  /** @type {fake.Playground[]} */
  const engines = [];
  /** @type {{ come(): void, fail(error: Error): void }[]} */
  const loads = [];
  const engine = {
    create: (/** @type {string} */ script) => /** @type {any} */ (engines[engines.push(fake.Playground.forScript(script, 1, 0)) - 1]),
    semantics,
  };
  const player = new Player({
    load: () => new Promise((resolve, reject) => loads.push({ come: () => resolve(engine), fail: reject })),
    clock,
    hooks: {
      command: (entry) => told.entries.push(entry),
      failure: (failure) => told.failures.push(failure),
      awake: (swap) => told.swaps.push(swap),
      asleep: (error) => told.asleep.push(error.message),
    },
  });
  await player.show(recording);
  return { player, clock, told, loads, engines };
}

/** Lets all happen that waits for nothing. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a recording is shown where it opens, and its script is told', async () => {
  const { player, told, loads } = await shown();
  assert.deepEqual([player.now, player.end, player.isAwake, loads.length], [AT, AT, false, 0]);
  assert.deepEqual(told.entries.map((entry) => [entry.line, entry.at, entry.setup]), [
    ['topic create orders --partitions 3', 0, true], ['produce --topic orders', 0, true], ['crash c1', 2000, true],
  ]);
  assert.deepEqual(await told.entries[0].settled, { ok: true, text: 'Created topic orders.' });
  assert.equal(player.history.length, 3);
  assert.match(player.script, /^# kafka-playground script v1, seed 1, start 0\n@0\.000 topic create/);
});

test('time goes on and back on a recording without an engine', async () => {
  const { player, clock, loads } = await shown();
  await player.play();
  clock.tick(50);
  assert.equal(player.now, AT + 50);
  await player.step();
  assert.equal(player.now, AT + 100);
  await player.stepBack();
  await player.seek(1234);
  assert.deepEqual([player.now, player.end, player.read((source) => source.now())], [1234, AT + 100, 1234]);
  assert.equal(loads.length, 0);
});

test('the engine takes the place of a recording unseen', async () => {
  const { player, clock, told, loads, engines } = await shown();
  await player.seek(3000);
  await player.play();
  const awake = player.awake();
  clock.tick(50);
  loads[0].come();
  await awake;
  assert.equal(player.isAwake, true);
  assert.deepEqual([player.now, player.end, player.playing, player.epoch], [3050, AT, true, 1]);
  assert.deepEqual([engines[0].now(), engines[0].end()], [3050, AT]);
  assert.deepEqual(told.swaps, [{ difference: null, corrected: false }]);
  assert.equal(told.entries.length, 3, 'nothing is told twice');
  clock.tick(50);
  assert.equal(player.now, 3100);
  await player.awake();
  assert.equal(loads.length, 1);
});

test('what is asked for before the engine is there is done then, in its order and at its instant', async () => {
  const { player, clock, told, loads } = await shown();
  await player.play();
  clock.tick(50);
  const first = player.run('stop c1');
  const back = player.seek(3000);
  const second = player.run('start c1');
  clock.tick(50);
  clock.tick(50);
  assert.deepEqual([player.now, player.playing], [AT + 50, true], 'time stands and is not paused');
  loads[0].come();
  assert.equal((await first).at, AT + 50);
  await back;
  assert.equal((await second).at, 3000);
  assert.deepEqual(told.entries.slice(3).map((entry) => [entry.line, entry.at, entry.setup, entry.fork]), [
    ['stop c1', AT + 50, false, false], ['start c1', 3000, false, true],
  ]);
  clock.tick(50);
  assert.equal(player.now, 3050);
});

test('without an engine the recording plays on, and it is said why nothing else can be done', async () => {
  const { player, clock, told, loads } = await shown();
  const ran = player.run('crash c1');
  loads[0].fail(new Error('It is blocked.'));
  await assert.rejects(ran, /needs the engine.*It is blocked\./);
  assert.match(told.entries.at(-1).refused.message, /It is blocked\./);
  assert.deepEqual([told.entries.at(-1).line, told.entries.at(-1).setup], ['crash c1', false]);
  await player.play();
  clock.tick(50);
  assert.equal(player.now, AT + 50);
  // A network can come back.
  const again = player.run('stop c1');
  loads[1].come();
  assert.equal((await again).at, AT + 50);
});

/** A frame of which the engine says something else. @param {any[]} frame */
function otherwise(frame) {
  frame[3] = [{ ...frame[3][0], commitRecords: 4711 }];
}

test('what the engine says otherwise is told', async () => {
  const data = recorded(STORY, AT, UNTIL);
  otherwise(data.frames[49]);
  const { player, told, loads } = await shown(new Recording(data));
  const awake = player.awake();
  loads[0].come();
  await awake;
  assert.deepEqual(told.swaps, [{ difference: 'at 5000 ms they differ in view.commitRecords', corrected: false }]);
  assert.equal(player.isAwake, true);
});

test('an engine that was corrected since goes its own way, and that is said', async () => {
  const data = recorded(STORY, AT, UNTIL);
  otherwise(data.frames[49]);
  const { player, told, loads } = await shown(new Recording(data), { semantics: 2 });
  const awake = player.awake();
  loads[0].come();
  await awake;
  assert.deepEqual(told.swaps, [{ difference: null, corrected: true }]);
});

test('at its end a recording stops where nobody is there, and Play goes on with the engine', async () => {
  const { player, clock, loads } = await shown();
  player.setSpeed(16);
  await player.play();
  for (let frame = 0; frame < 10; frame += 1) clock.tick(100);
  assert.deepEqual([player.now, player.playing, loads.length], [UNTIL, false, 0]);
  const goesOn = player.play();
  assert.equal(loads.length, 1);
  loads[0].come();
  await goesOn;
  clock.tick(100);
  assert.deepEqual([player.playing, player.isAwake, player.now], [true, true, UNTIL + 1600]);
});

test('for somebody who is there it goes on by itself', async () => {
  const { player, clock, told, loads } = await shown();
  player.eager = true;
  player.setSpeed(16);
  await player.play();
  for (let frame = 0; frame < 10; frame += 1) clock.tick(100);
  assert.deepEqual([player.now, player.playing, loads.length], [UNTIL, true, 1]);
  loads[0].fail(new Error('It is offline.'));
  await settled();
  assert.deepEqual([player.playing, told.asleep.length], [false, 1]);
  assert.match(told.asleep[0], /It is offline/);
});

test('a step past the last frame is one of the engine', async () => {
  const { player, loads } = await shown(recordingOf(STORY, UNTIL, UNTIL));
  assert.equal(player.now, UNTIL);
  const step = player.step();
  loads[0].come();
  await step;
  assert.equal(player.now, UNTIL + 100);
});

test('a command that waits for its moment waits for the engine first', async () => {
  const { player, clock, told, loads } = await shown();
  player.runWhen((playground) => playground.now() === 5700, 'stop c1');
  assert.equal(player.playing, false);
  loads[0].come();
  await settled();
  assert.deepEqual([player.playing, player.waiting], [true, true]);
  for (let frame = 0; frame < 8; frame += 1) clock.tick(100);
  assert.deepEqual([told.entries.at(-1).line, told.entries.at(-1).at], ['stop c1', 5700]);
});

test('a damaged recording is told of, and nothing is shown', async () => {
  const data = recorded(STORY, AT, UNTIL);
  data.frames[50] = [100, 1, 0, /** @type {any} */ ({ 99: 1 })];
  const { player, clock, told } = await shown(new Recording(data));
  await player.play();
  for (let frame = 0; frame < 2; frame += 1) {
    clock.tick(100);
    player.read((source) => source.view(60));
  }
  assert.match(told.failures[0].message, /^recording field 99/);
  assert.deepEqual([player.playing, player.read((source) => source.now())], [false, null]);
});

test('what waited for the engine is not done on another scene', async () => {
  const { player, told, loads } = await shown();
  const ran = player.run('crash c1');
  await player.show(recordingOf('topic create orders', 1000, UNTIL));
  await assert.rejects(ran, /Another scene/);
  loads[0].come();
  await player.awake();
  assert.deepEqual([player.isAwake, player.now, player.history.length], [true, 1000, 1]);
  assert.deepEqual(told.swaps, [{ difference: null, corrected: false }]);
});

test('an engine that comes too late is let go', async () => {
  const { player, loads, engines } = await shown();
  const awake = player.awake();
  player.dispose();
  loads[0].come();
  await awake;
  assert.deepEqual([engines.length, player.isAwake], [0, false]);
});
