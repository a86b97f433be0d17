// What comes of a click that is a tool's line.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labelOf, learn, say } from '../src/language.js';
import { itemsFor } from '../src/panels/menu.js';
import * as forms from '../src/panels/forms.js';
import { sayingOf } from '../src/panels/command-line.js';
import { Player } from '../src/player/player.js';
import { resetLine, scenarioOf } from '../src/stage/reset.js';
import { busyGroup, complaintOf } from '../src/terminal/complaint.js';
import { isEmpty, runningIn, whenEmpty } from '../src/terminal/emptied.js';
import { awaitJob } from '../src/terminal/errand.js';
import * as fake from './fake-engine.js';
import { FakeClock } from './fake-clock.js';
import { ANSWER_MS, FakeTerminal } from './fake-terminal.js';
import { afterCrash, opening } from './fixtures/views.js';

/** @typedef {import('../src/player/playground.js').TerminalState} TerminalState */

const ACTIVE = "\nError: Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.\n\n"
  + 'GROUP           TOPIC           PARTITION  NEW-OFFSET\n';
/** What the tools say of a group that has members, and of an offset beyond the log's end. */
const NOT_EMPTY = "Error: Deletion of some consumer groups failed:\n* Group 'a' could not be deleted due to: "
  + 'org.apache.kafka.common.errors.GroupNotEmptyException: The group is not empty.';
const OUT_OF_RANGE = 'partition: a-0\terror: org.apache.kafka.common.errors.OffsetOutOfRangeException: '
  + 'The requested offset is not within the range of offsets maintained by the server.';
const TABLE = [
  'Option                                  Description                            ',
  '------                                  -----------',
  '--all-groups  Apply to all.\n',
].join('\n');

/** @param {number} exit @param {string} out @param {string} [err] */
const job = (exit, out, err = '') => ({
  exit, output: [{ stream: /** @type {const} */ ('out'), text: out }, { stream: /** @type {const} */ ('err'), text: err }],
});

test('a tool that fails is heard, also where it exits with 0', () => {
  for (const [ended, said] of /** @type {[ReturnType<typeof job>, string | null][]} */ ([
    [job(0, 'Created topic orders.\n'), null],
    [job(0, "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide.\nCreated topic a.b.\n"), null],
    [job(1, "Error while executing topic command : Topic 'orders' already exists.\n"), "Error while executing topic command : Topic 'orders' already exists."],
    [job(1, "WARNING: Due to limitations\nError while executing topic command : no\n"), 'Error while executing topic command : no'],
    [job(0, ACTIVE), "Error: Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable."],
    [job(0, `\n${NOT_EMPTY}\n\nThese consumer groups were deleted successfully: 'b'\n`), NOT_EMPTY],
    [job(0, `Executing records delete operation\nRecords delete operation completed:\n${OUT_OF_RANGE}\n`), OUT_OF_RANGE],
    [job(0, 'Executing records delete operation\nRecords delete operation completed:\npartition: a-0\tlow_watermark: 6\n'), null],
    [job(1, '', `Missing required argument "[topic]"\n${TABLE}`), 'Missing required argument "[topic]"'],
    [job(1, '', "Error while executing config command with args '--alter'\njava.util.concurrent.ExecutionException: org.x.E: "
      + 'Unknown topic config name: no.such\nCaused by: org.x.E: Unknown topic config name: no.such\n'),
      "Error while executing config command with args '--alter'\njava.util.concurrent.ExecutionException: org.x.E: Unknown topic config name: no.such"],
    [job(130, ''), 'exit 130'],
  ])) assert.equal(complaintOf(ended), said);
  assert.equal(complaintOf({ exit: 0, output: [{ stream: 'in', text: 'Error: typed\n' }] }), null, 'what was typed is no complaint');
});

test('a group that has members can be emptied', () => {
  assert.equal(busyGroup(/** @type {string} */ (complaintOf(job(0, ACTIVE)))), 'billing');
  assert.equal(busyGroup("* Group 'it's' could not be deleted due to: org.apache.kafka.common.errors.GroupNotEmptyException: The group is not empty."), "it's");
  const unknown = 'org.apache.kafka.common.errors.GroupIdNotFoundException: The group id does not exist.';
  assert.equal(busyGroup(`* Group 'a' could not be deleted due to: ${unknown}`), null);
  const view = afterCrash();
  assert.deepEqual(runningIn(view, 'billing'), [{ name: 'c2', tool: false }], 'who has crashed is not stopped');
  const tool = opening();
  Object.assign(tool.consumers[0].machine, { tool: { name: 'kafka-console-consumer' } });
  assert.deepEqual(runningIn(tool, 'billing').map((each) => each.tool), [true, false]);
  assert.equal(isEmpty(view, 'billing'), false);
  assert.equal(isEmpty(view, 'nobody'), true);
  view.groups[0].state = 'Empty';
  assert.equal(isEmpty(view, 'billing'), true);
});

test('a place in a log has the names of the tool', () => {
  const start = Date.UTC(2026, 0, 5, 9);
  assert.deepEqual(scenarioOf(4, start), ['--to-offset', '4']);
  assert.deepEqual(scenarioOf('9007199254740993', start), ['--to-offset', '9007199254740993']);
  assert.deepEqual(scenarioOf('beginning', start), ['--to-earliest', '']);
  assert.deepEqual(scenarioOf('end', start), ['--to-latest', '']);
  assert.deepEqual(scenarioOf('@12.480', start), ['--to-datetime', '2026-01-05T09:00:12.480']);
  assert.deepEqual(scenarioOf('@8.029', 0), ['--to-datetime', '1970-01-01T00:00:08.029']);
  learn(null);
  assert.equal(
    labelOf(resetLine('billing', 'orders:0', scenarioOf(4, start))),
    'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --reset-offsets --to-offset 4 --topic orders:0 --execute',
  );
});

test('the same is offered without a drag', () => {
  const view = opening();
  for (const thing of ['group:billing', 'commit:billing/orders/1']) {
    const form = itemsFor(view, thing).find((item) => item.label.startsWith('Reset'))?.form?.();
    assert.ok(form, thing);
    const line = labelOf(sayingOf(form.draft({ partition: form.fields[0].value ?? 'orders:0', to: 'end' })));
    assert.match(line, /--group billing --reset-offsets --to-latest --topic orders:[01] --execute$/);
  }
  assert.equal(forms.resetForm(view, 'billing').fields[0].options?.length, 3);
});

/** A clock that is lent, and frames that are stepped. */
function stage() {
  const terminal = new FakeTerminal();
  /** @type {(() => void)[]} */
  const frames = [];
  const player = {
    now: 1000, playing: false, epoch: 1, history: [{ at: 1000, verb: '', scripted: '@1.000 x', own: true }],
    /** @param {(playground: any) => any} what */
    ask: (what) => what({ terminal: () => terminal.state(player.now) }),
    async play() { player.playing = true; },
    async pause() { player.playing = false; },
  };
  const lent = { typed: 0, updates: 0 };
  const clock = { typed: async () => void (lent.typed += 1), update: () => void (lent.updates += 1) };
  const frame = (/** @type {() => void} */ look) => void frames.push(look);
  return {
    player, terminal, lent,
    /** @param {string} line */
    click: (line) => awaitJob(player, clock, { at: player.now, job: terminal.run(player.now, line), scripted: '@1.000 x' }, frame),
    /** @param {number} now */
    async show(now) {
      player.now = now;
      await new Promise((resolve) => setImmediate(resolve));
      for (const look of frames.splice(0)) look();
    },
  };
}

test('a click waits for its tool, and time is lent to it', async () => {
  const { click, show, lent } = stage();
  const ended = click('kafka-topics.sh --create --topic a');
  await show(1200);
  const { updates } = lent;
  await show(1200);
  assert.equal(lent.updates, updates, 'where nothing has changed, nothing is read');
  await show(1000 + ANSWER_MS);
  assert.deepEqual(await ended, { ok: true, text: '' });
  assert.equal(lent.typed, 1);
});

test('what a tool says went wrong comes back in its words', async () => {
  const { click, show } = stage();
  const ended = click('kafka-topics.sh --alter --topic nowhere');
  await show(1000);
  await show(1000 + ANSWER_MS);
  assert.deepEqual(await ended, { ok: false, text: "Error while executing topic command : Topic 'nowhere' does not exist as expected" });
});

test('before its line nothing has come of it, and on another branch nothing ever does', async () => {
  const { click, show, player } = stage();
  const ended = click('kafka-topics.sh --create --topic a');
  await show(200);
  player.epoch += 1;
  player.history = [];
  await show(200);
  assert.equal(await ended, null);
});

test('a line waits until a group is Empty, and runs there', async () => {
  learn(fake);
  const clock = new FakeClock();
  const player = new Player({
    load: async () => ({ create: (script) => /** @type {any} */ (fake.Playground.forScript(script, 1, 0)), semantics: 1 }),
    clock,
  });
  await player.load('topic create orders --partitions 3\nproduce --topic orders\n@5.000', 5000);
  /** @type {(() => void)[]} */
  const frames = [];
  const frame = (/** @type {() => void} */ look) => void frames.push(look);
  const looks = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    for (const look of frames.splice(0)) look();
  };
  const never = whenEmpty(player, 'billing', say('crash', 'c2'), frame);
  for (let ticks = 0; ticks < 20; ticks += 1) clock.tick(50);
  await looks();
  assert.equal(player.waiting, true);
  await player.pause();
  await looks();
  assert.equal(await never, null, 'whoever pauses has given it up');
  const ran = whenEmpty(player, 'nobody', say('crash', 'c2'), frame);
  for (let ticks = 0; ticks < 20; ticks += 1) clock.tick(50);
  await looks();
  assert.match((await ran)?.scripted ?? '', /crash c2$/);
  assert.equal(player.waiting, false);
});
