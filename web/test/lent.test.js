// The clock of a tool that was typed, with a player whose own clock is stepped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn } from '../src/language.js';
import { Player } from '../src/player/player.js';
import { Lent } from '../src/terminal/foreground.js';
import * as fake from './fake-engine.js';
import { FakeClock } from './fake-clock.js';
import { ANSWER_MS, FakeTerminal } from './fake-terminal.js';

learn(fake);

const CREATE = 'kafka-topics.sh --create --topic a';
const CONSUME = 'kafka-console-consumer.sh --topic a';

/** A player at 5 s with a terminal, and what is said beside its play button. */
async function made() {
  const clock = new FakeClock();
  const terminal = new FakeTerminal();
  const said = { word: /** @type {string | null} */ (null) };
  const player = new Player({
    load: async () => ({ create: (script) => /** @type {any} */ (fake.Playground.forScript(script, 1, 0)), semantics: 1 }),
    clock,
    hooks: {
      change: () => {
        lent.update(front());
        if (next?.(front())) next = null;
      },
    },
  });
  /** @type {((shown: ReturnType<typeof front>) => unknown) | null} */
  let next = null;
  const lent = new Lent(player, (line) => (said.word = line));
  const front = () => {
    const { foreground, jobs } = terminal.state(player.now);
    return jobs.find((job) => job.job === foreground) ?? null;
  };
  await player.load('topic create orders --partitions 3', 5000);
  clock.tick();
  /** @param {string} line @param {boolean} [played] */
  const type = async (line, played = player.playing && !lent.on) => {
    terminal.run(player.now, line);
    await lent.typed(front(), played);
  };
  /** @param {number} ms */
  const pass = async (ms) => {
    for (let left = ms; left > 0; left -= 50) {
      clock.tick(Math.min(50, left));
      await Promise.resolve();
    }
  };
  /** @param {NonNullable<typeof next>} what is done with a frame, until it says that it was */
  const when = (what) => void (next = what);
  return { player, clock, said, type, pass, when };
}

test('while a tool runs that was typed, time goes on; when it ends, playback is paused as it was', async () => {
  const { player, said, type, pass } = await made();
  await type(CREATE);
  assert.equal(player.playing, true);
  assert.equal(said.word, CREATE, 'and the page says for what');
  await pass(ANSWER_MS - 100);
  assert.equal(player.playing, true);
  await pass(200);
  assert.deepEqual([player.playing, said.word], [false, null]);
  const { now } = player;
  assert.ok(now >= 5000 + ANSWER_MS && now < 5000 + ANSWER_MS + 100, `${now}`);
  await pass(500);
  assert.equal(player.now, now);
});

test('where playback went on, it goes on', async () => {
  const { player, said, type, pass } = await made();
  await player.play();
  await type(CREATE);
  assert.equal(said.word, null);
  await pass(ANSWER_MS + 200);
  assert.equal(player.playing, true);
});

test('Ctrl-C ends it, and with it the clock', async () => {
  const { player, type, pass } = await made();
  await type(CONSUME);
  await pass(5000);
  assert.equal(player.playing, true);
  await type('interrupt');
  await pass(50);
  assert.equal(player.playing, false);
});

test('whoever pauses has paused, until something is typed for the tool', async () => {
  const { player, said, type, pass } = await made();
  await type('kafka-console-producer.sh --topic a');
  await pass(200);
  await player.pause();
  await pass(200);
  assert.deepEqual([player.playing, said.word], [false, null]);
  await type('type hello');
  assert.equal(player.playing, true);
  await type('eof');
  await pass(50);
  assert.equal(player.playing, false);
});

test('whoever pauses and plays has said that time goes on', async () => {
  const { player, type, pass } = await made();
  await type(CREATE);
  await player.pause();
  await pass(50);
  await player.play();
  await pass(ANSWER_MS + 200);
  assert.equal(player.playing, true);
});

test('a tool that begins when another has ended has the clock, too', async () => {
  const { player, type, pass, when, said } = await made();
  await type(CREATE);
  // As a line does that has waited for it: in the same frame.
  when((front) => front === null && type(CONSUME));
  await pass(ANSWER_MS + 500);
  assert.deepEqual([player.playing, said.word], [true, CONSUME]);
  assert.ok(player.now > 5000 + ANSWER_MS + 200, `${player.now}`);
});

test('what runs in the background needs no clock', async () => {
  const { player, type, pass } = await made();
  await type(`${CONSUME} &`);
  await pass(300);
  assert.equal(player.playing, false);
  await type('fg %1');
  assert.equal(player.playing, true);
});

test('back where the tool does not run, time stands', async () => {
  const { player, type, pass } = await made();
  await type(CONSUME);
  await pass(2000);
  await player.seek(6000);
  await pass(50);
  assert.equal(player.playing, true, 'there it runs');
  await player.seek(3000);
  await pass(50);
  assert.equal(player.playing, false);
  const { now } = player;
  await pass(500);
  assert.equal(player.now, now);
});
