import { test } from 'node:test';
import assert from 'node:assert/strict';
import { learn } from '../src/language.js';
import { Player } from '../src/player/player.js';
import * as fake from './fake-engine.js';
import { FakeClock } from './fake-clock.js';

const { Playground } = fake;

learn(fake);

const HEADER = '# kafka-playground script v1, seed 1, start 0';
const SCENE = 'topic create orders --partitions 3\n@2.000 consume --topic orders --group billing';

/** A player on a fake engine, with all that it told. */
async function made(script = SCENE, at = 5000) {
  const clock = new FakeClock();
  /** @type {Playground[]} */
  const engines = [];
  const told = { changes: /** @type {any[]} */ ([]), entries: /** @type {any[]} */ ([]), failures: /** @type {any[]} */ ([]) };
  const player = new Player({
    load: async () => ({ create: (script) => /** @type {any} */ (engines[engines.push(Playground.forScript(script, 1, 0)) - 1]), semantics: 1 }),
    clock,
    hooks: {
      change: (change) => told.changes.push(change),
      command: (entry) => told.entries.push(entry),
      failure: (failure) => told.failures.push(failure),
    },
  });
  await player.load(script, at);
  return { player, clock, told, engine: () => /** @type {Playground} */ (engines.at(-1)), engines };
}

test('a scene is played up to its instant', async () => {
  const { player, told } = await made();
  assert.equal(player.now, 5000);
  assert.equal(player.script, `${HEADER}\n@0.000 topic create orders --partitions 3\n@2.000 consume --topic orders --group billing\n`);
  assert.deepEqual(player.history.map(({ at, verb, own }) => [at, verb, own]), [[0, 'topic create', false], [2000, 'consume', false]]);
  assert.deepEqual(told.entries.map((entry) => [entry.at, entry.setup]), [[0, true], [2000, true]]);
});

test('time goes on only while it plays, at the chosen speed', async () => {
  const { player, clock } = await made();
  clock.tick(50);
  assert.equal(player.now, 5000);
  await player.play();
  clock.tick(50);
  assert.equal(player.now, 5050);
  player.setSpeed(4);
  clock.tick(50);
  assert.equal(player.now, 5250);
  player.setSpeed(3);
  assert.equal(player.speed, 4, 'a speed that is not offered is passed over');
  await player.pause();
  clock.tick(50);
  clock.tick(50);
  assert.equal(player.now, 5250);
  assert.equal(clock.wanted, false, 'nothing is asked for while nothing happens');
});

test('fractions of a millisecond add up', async () => {
  const { player, clock, engine } = await made();
  player.setSpeed(0.25);
  await player.play();
  for (let frame = 0; frame < 8; frame += 1) clock.tick(17);
  assert.equal(player.now, 5034);
  assert.equal(engine().now(), 5034);
});

test('a tab that comes back goes on and does not leap', async () => {
  const { player, clock } = await made();
  await player.play();
  clock.tick(60_000);
  assert.equal(player.now, 5100);
});

test('holds stop the time and give it back without a leap', async () => {
  const { player, clock } = await made();
  await player.play();
  player.hold('hidden', true);
  player.hold('off screen', true);
  clock.tick(50);
  clock.tick(50);
  assert.equal(player.now, 5000);
  assert.equal(player.playing, true, 'the user did not pause');
  assert.equal(clock.wanted, false);
  player.hold('hidden', false);
  assert.equal(clock.wanted, false);
  player.hold('off screen', false);
  clock.tick(16);
  assert.equal(player.now, 5016);
});

test('changes are told once a frame', async () => {
  const { player, clock, told } = await made();
  clock.tick();
  told.changes.length = 0;
  await player.run('crash c1');
  await player.run('start c1');
  await player.seek(3000);
  assert.equal(told.changes.length, 0);
  clock.tick();
  assert.equal(told.changes.length, 1);
  assert.equal(told.changes[0].view, true);
});

test('of many instants under a finger only the last is gone to', async () => {
  const { player, clock, engine } = await made();
  await player.play();
  for (const at of [1000, 2000, 3000]) player.scrub(at);
  assert.equal(player.scrubbing, true);
  clock.tick();
  assert.equal(engine().calls.seek, 1);
  assert.equal(player.now, 3000, 'time stands while it is scrubbed');
  player.scrub(4000);
  player.scrubEnd();
  assert.equal(player.now, 4000, 'the last is not lost');
  assert.equal(player.scrubbing, false);
  clock.tick(16);
  assert.equal(player.now, 4016);
});

test('a seek keeps within what is known', async () => {
  const { player } = await made();
  await player.seek(99_999);
  assert.equal(player.now, 5000);
  await player.seek(-5);
  assert.equal(player.now, 0);
});

test('steps pause', async () => {
  const { player } = await made();
  await player.play();
  await player.step();
  assert.equal(player.playing, false);
  assert.equal(player.now, 5100);
  await player.stepBack();
  assert.equal(player.now, 5000);
});

test('a refusal is told and changes nothing', async () => {
  const { player, told } = await made();
  const before = player.script;
  await assert.rejects(player.run('crasj c1'), { name: 'KafkaPlaygroundError', column: 0, length: 5 });
  assert.equal(player.script, before);
  assert.equal(told.entries.at(-1).refused.column, 0);
  assert.equal(told.failures.length, 0);
});

test('commands and seeks of a listener wait for their turn', async () => {
  const clock = new FakeClock();
  /** @type {string[]} */
  const order = [];
  /** @type {Player} */
  const player = new Player({
    load: async () => ({ create: () => /** @type {any} */ (new Playground()), semantics: 1 }),
    clock,
    hooks: {
      command: (entry) => {
        order.push(`${entry.line} at ${entry.at}`);
        if (entry.line !== 'crash c1') return;
        void player.run('start c1');
        void player.seek(1000);
        void player.run('stop c1');
        order.push('listener done');
      },
    },
  });
  await player.load('', 2000);
  await player.run('crash c1');
  assert.deepEqual(order, ['crash c1 at 2000', 'listener done', 'start c1 at 2000', 'stop c1 at 1000']);
});

test('acting in the past forks: another history, and what was to come is not awaited', async () => {
  const { player } = await made();
  const later = await player.run('topic create later');
  await player.seek(3000);
  const epoch = player.epoch;
  await player.run('crash c1');
  assert.ok(player.epoch > epoch);
  assert.equal(await later.settled, null);
  assert.equal(player.end, 3000);
});

test('what a line was is what the engine says of it', async () => {
  const { player, told, engine } = await made();
  const ran = await player.run('crash c1');
  assert.deepEqual([ran.verb, ran.forked, ran.branch, ran.at], ['crash', false, 0, 5000]);
  assert.deepEqual(player.history.at(-1), { at: 5000, verb: 'crash', scripted: '@5.000 crash c1', own: true });
  await player.seek(1000);
  const before = [player.epoch, player.history.length];
  await player.run('help');
  assert.deepEqual([player.epoch, player.history.length], before, 'who only asks keeps the future');
  const forked = await player.run('stop c1');
  assert.deepEqual([forked.forked, forked.branch, told.entries.at(-1).fork], [true, 1, true]);
  assert.equal(player.script, engine().script());
  assert.deepEqual(player.history.map((given) => given.scripted), ['@0.000 topic create orders --partitions 3', '@1.000 stop c1']);
});

test('words become a line when it is their turn', async () => {
  const { player, told } = await made();
  await player.run({ verb: 'produce', options: [['--topic', 'orders'], ['--key', '--x']] });
  assert.equal(told.entries.at(-1).line, 'produce --topic orders --key "--x"');
  await assert.rejects(player.run({ verb: 'crash', operands: ['c9'] }), { column: 6 });
  assert.equal(told.entries.at(-1).line, 'crash c9');
});

test('a long script is read once, and each of its lines is run once', async () => {
  const rows = Array.from({ length: 5000 }, (_, index) => `@${index}.000 topic create t${index}`);
  const { player, told, engine } = await made(rows.join('\n'), null);
  assert.equal(engine().calls.run, 5000);
  assert.ok((engine().calls.outcome ?? 0) < 20_000, `${engine().calls.outcome} outcomes were asked for`);
  assert.equal(engine().calls.script, 1);
  assert.equal(told.entries.length, 5000);
  assert.equal(player.history.length, 5000);
});

test('a script whose header or line is refused is told of, and the rest is played', async () => {
  const { player, told } = await made('# kafka-playground script v9\ncrash c9\n@1.000 crash c1\n@0.500 start c1', 2000);
  assert.deepEqual(told.entries.map((entry) => [entry.line, entry.refused?.message ?? null]), [
    ["# the script's header", '"9" is another version; this one is v1.'],
    ['crash c9', 'There is no machine c9. There are: checkout, c1, c2.'],
    ['crash c1', null],
    ['@0.500 start c1', 'This instant is over already.'],
  ]);
  assert.deepEqual([player.now, player.history.length, told.failures.length], [2000, 1, 0]);
});

test('a kept history comes back on its own cluster, with what was one’s own', async () => {
  const first = await made();
  await first.player.run('crash c1');
  const script = first.player.script.replace('seed 1', 'seed 7');
  const { player, engine } = await made('', 0);
  await player.load(script, 5000, 1);
  assert.equal(engine().seed, 7);
  assert.equal(player.script, script);
  assert.deepEqual(player.history.map((given) => given.own), [false, false, true]);
});

test('a panic in a scene: what comes before it is shown', async () => {
  const { player, told } = await made('topic create orders\n@1.500 panic now\n@2.000 crash c1', null);
  assert.deepEqual(player.history.map((given) => given.scripted), ['@0.000 topic create orders']);
  assert.equal(told.failures.length, 1);
  assert.match(told.failures[0].script, /\n@1\.500 panic now\n$/);
});

test('answers arrive with time', async () => {
  const { player, clock } = await made();
  const { settled } = await player.run('group delete billing');
  await player.play();
  for (let frame = 0; frame < 7; frame += 1) clock.tick(100);
  assert.deepEqual(await settled, { ok: false, text: 'NON_EMPTY_GROUP: the group has members.' });
});

test('a typed command keeps the clock running until it is answered', async () => {
  const { player, clock } = await made();
  await player.run('topic create more', { typed: true });
  assert.equal(player.playing, true);
  for (let frame = 0; frame < 20; frame += 1) clock.tick(100);
  assert.equal(player.playing, false);
  assert.equal(player.now, 5500);
});

test('pause gives up waiting for a typed command', async () => {
  const { player, clock } = await made();
  await player.run('topic create more', { typed: true });
  await player.pause();
  clock.tick(100);
  assert.equal(player.now, 5000);
});

test('a command can wait for its moment, which no speed skips', async () => {
  const { player, clock, told } = await made();
  player.setSpeed(16);
  player.runWhen((playground) => playground.now() === 5700, 'crash c1');
  assert.equal(player.waiting, true);
  clock.tick(100);
  assert.equal(player.waiting, false);
  assert.equal(told.entries.at(-1).line, 'crash c1');
  assert.equal(told.entries.at(-1).at, 5700);
});

test('a panic in a command: the history without it, on a new engine', async () => {
  const { player, told, engines } = await made();
  await assert.rejects(player.run('panic now'), { code: 'panicked' });
  assert.equal(engines.length, 2);
  assert.equal(engines[0].freed, true);
  assert.equal(player.now, 5000);
  assert.equal(player.history.length, 2);
  assert.equal(player.history[0].own, false, 'what is the scene’s stays the scene’s');
  assert.equal(told.failures[0].line, 'panic now');
  assert.match(told.failures[0].script, /@5\.000 panic now\n$/);
  await player.run('crash c1');
});

test('a panic while reading: the history without its last line', async () => {
  const { player, told } = await made();
  await player.run('crash c1');
  const nothing = player.read(() => {
    throw new WebAssembly.RuntimeError('unreachable');
  });
  assert.equal(nothing, null);
  assert.equal(told.failures[0].line, '@5.000 crash c1');
  assert.doesNotMatch(player.script, /crash/);
});

test('nothing happens after it was disposed', async () => {
  const { player, clock, engine } = await made();
  await player.play();
  player.dispose();
  assert.equal(engine().freed, true);
  assert.equal(clock.wanted, false);
  await assert.rejects(player.run('crash c1'));
  assert.equal(player.read((playground) => playground.now()), null);
});

test('where the history is as long as it may be, time stands still, and so does playback', async () => {
  const { player, clock, engine } = await made();
  engine().longest = 5400;
  await player.play();
  for (let frame = 0; frame < 60; frame += 1) clock.tick(16);
  assert.equal(player.playing, false);
  assert.equal(player.now, 5400);
});
