// What the terminal shows, says and runs, without a browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Completing, commonPrefix } from '../src/terminal/completing.js';
import { History } from '../src/terminal/history.js';
import { Lines } from '../src/terminal/lines.js';
import { caret, describe, onBranch, watchable } from '../src/terminal/log.js';
import { rowsOf, textOf, toolOf } from '../src/terminal/output.js';
import { rowsOf as watchRows } from '../src/terminal/watch.js';
import { pageOf } from '../src/terminal/manual.js';
import { ANSWER_MS, FakeTerminal } from './fake-terminal.js';
import { afterCrash, opening } from './fixtures/views.js';

/** @param {string} text @param {'out' | 'err' | 'in'} [stream] */
const printed = (text, stream = 'out') => ({ stream, text });

test('pieces that end anywhere become rows of the screen', () => {
  const output = [printed('one\ntw'), printed('o\n\n'), printed('wrong', 'err'), printed(' and right\n'), printed('>')];
  const { rows, before, open } = rowsOf(output, 0);
  assert.deepEqual(rows.map(textOf), ['one', 'two', '', 'wrong and right', '>']);
  assert.deepEqual(rows[3].pieces.map(({ stream }) => stream), ['err', 'out']);
  assert.equal(before, 0);
  assert.equal(open, true, 'a prompt has no end');
  assert.equal(rowsOf([printed('one\n')], 0).open, false);
  assert.deepEqual(rowsOf([printed('a\u001b[31mb\u0007\r\nc\td\n')], 0).rows.map(textOf), ['ab', 'c\td']);
});

test('of a long output the last rows are shown, and keep their keys while more is printed', () => {
  const output = Array.from({ length: 50 }, (_, index) => printed(`row ${index}\n`));
  const { rows, before } = rowsOf(output, 7, 10);
  assert.equal(before, 40);
  assert.deepEqual([rows.length, textOf(rows[0])], [10, 'row 40']);
  // The oldest pieces are dropped, and others come.
  const later = rowsOf([...output.slice(20), printed('row 50\n')], 27, 10).rows;
  const keys = new Map(rows.map((row) => [row.key, textOf(row)]));
  assert.equal(later.filter((row) => keys.has(row.key)).length, 9);
  for (const row of later) assert.equal(keys.get(row.key) ?? textOf(row), textOf(row));
});

test('a tool is called by its name', () => {
  assert.equal(toolOf('kafka-topics.sh --list'), 'kafka-topics');
  assert.equal(toolOf('echo m0 | bin/kafka-console-producer.sh --topic a'), 'kafka-console-producer');
  assert.equal(toolOf('for i in 1 2; do echo $i; done'), 'for');
});

let ids = 0;
/**
 * @param {string} line
 * @param {Partial<import('../src/player/told.js').Entry>} [over]
 * @returns {import('../src/terminal/log.js').Noted}
 */
const noted = (line, over = {}) => ({
  id: ++ids, outcome: null, page: null,
  entry: {
    line, at: 0, output: [], operation: null, refused: null, settled: Promise.resolve(null), setup: false, fork: false,
    scripted: `@0.000 ${line}`, ...over,
  },
});

/** @param {import('../src/patch.js').Drawn} drawn @returns {string} */
const text = (drawn) => (drawn.text ?? '') + drawn.kids.map(text).join('');
/**
 * The rows of a session, as one reads them.
 * @param {import('../src/patch.js').Drawn} drawn
 * @returns {string[]}
 */
const read = (drawn) => (['pre', 'p', 'button', 'h3'].includes(drawn.tag) ? [text(drawn)] : drawn.kids.flatMap(read));
/** @param {import('../src/patch.js').Drawn[]} kids */
const session = (kids) => kids.flatMap(read);

test('a line has below it what its tool printed by the instant that is shown', () => {
  const terminal = new FakeTerminal();
  const job = terminal.run(1000, 'kafka-topics.sh --create --topic nowhere');
  const all = [noted('kafka-topics.sh --create --topic nowhere', { at: 1000, job })];
  const at = (/** @type {number} */ now) => describe(all, terminal.state(now), now).kids;
  assert.deepEqual(session(at(1000)), ['$ kafka-topics.sh --create --topic nowhere']);
  const after = at(1000 + ANSWER_MS);
  assert.deepEqual(session(after).slice(1), ["Error while executing topic command : Topic 'nowhere' does not exist as expected", 'exit 1']);
  const row = after[0].kids.at(-1)?.kids[0];
  assert.equal(row?.attrs['data-stream'], 'err', 'an error has a shape of its own, besides its colour');
  // Back in time nothing was printed yet, and the line is later than now.
  const [back] = at(500);
  assert.deepEqual([read(back).length, back.attrs['data-later']], [1, true]);
  assert.deepEqual(session(at(1000 + ANSWER_MS)), session(after));
});

test('the open row of the tool that reads is the prompt; what was typed for it stands in its output', () => {
  const terminal = new FakeTerminal();
  const line = 'kafka-console-producer.sh --topic orders';
  const job = terminal.run(0, line);
  const all = [noted(line, { job })];
  assert.equal(textOf(/** @type {any} */ (describe(all, terminal.state(0), 0).prompt)), '>');
  terminal.run(100, 'type hello');
  all.push(noted('type hello', { at: 100, job }));
  const drawn = describe(all, terminal.state(100), 100);
  assert.deepEqual(session(drawn.kids), [`$ ${line}`, '>hello'], 'and is no line of its own');
  assert.equal(textOf(/** @type {any} */ (drawn.prompt)), '>');
  terminal.run(200, 'eof');
  const over = describe(all, terminal.state(200), 200);
  assert.equal(over.prompt, null);
  assert.deepEqual(session(over.kids), [`$ ${line}`, '>hello', '>']);
});

test('Ctrl-C and a job in the background are said', () => {
  const terminal = new FakeTerminal();
  const all = [noted('kafka-console-consumer.sh --topic a', { job: terminal.run(0, 'kafka-console-consumer.sh --topic a') })];
  terminal.run(700, 'interrupt');
  assert.deepEqual(session(describe(all, terminal.state(700), 700).kids).slice(-3), ['lea\torder 1', 'Processed a total of 2 messages', 'Ctrl-C, exit 130']);
  const background = 'kafka-console-consumer.sh --topic b &';
  all.push(noted(background, { at: 800, job: terminal.run(800, background) }));
  assert.deepEqual(session(describe(all, terminal.state(800), 800).kids).slice(-2), [`$ ${background}`, '[2] kafka-console-consumer runs in the background']);
  terminal.run(900, 'kill %2');
  assert.equal(session(describe(all, terminal.state(900), 900).kids).at(-1), 'killed, exit 143');
});

test('no more than some hundred rows are drawn, the newest', () => {
  const jobs = [1, 2, 3].map((job) => ({
    job, line: `cat ${job}`, started: 0, ended: 0, exit: 0, background: false, reads: false, dropped: job === 1 ? 5 : 0,
    output: Array.from({ length: 300 }, (_, index) => printed(`${job}: ${index}\n`)),
  }));
  const all = jobs.map(({ job, line }) => noted(line, { job }));
  const rows = session(describe(all, { foreground: null, jobs, files: [] }, 0).kids);
  assert.ok(rows.length < 420, `${rows.length}`);
  assert.equal(rows.at(-1), '3: 299');
  assert.ok(rows.includes('3: 0') && rows.includes('200 lines before') && rows.includes('2: 299') && !rows.includes('2: 0'));
});

test('a line of another branch is not there, nor what its job printed', () => {
  const all = [noted('crash c1', { scripted: '@1.000 crash c1' }), noted('stop c1', { scripted: '@2.000 stop c1' }), noted('help', { scripted: null }),
    noted('poll c1', { scripted: '@3.000 poll c1' }), noted('poll c1', { scripted: '@3.000 poll c1' })];
  const shown = (/** @type {string[]} */ ...history) => onBranch(all, history.map((scripted) => ({ scripted }))).map(({ entry }) => entry.line);
  assert.deepEqual(shown('@1.000 crash c1', '@3.000 poll c1'), ['crash c1', 'help', 'poll c1']);
  assert.deepEqual(shown('@2.000 stop c1'), ['stop c1', 'help']);
  // A job with the same number ran at another instant.
  const job = { job: 1, line: 'cat a', started: 5, ended: 5, exit: 0, background: false, reads: false, dropped: 0, output: [printed('a\n')] };
  assert.deepEqual(session(describe([noted('cat b', { at: 4, job: 1 })], { foreground: null, jobs: [job], files: [] }, 9).kids), ['$ cat b']);
});

test('an answer is there from when it came', () => {
  const one = { ...noted('topic create a'), outcome: { ok: true, text: 'Created topic a.', at: 500 } };
  assert.deepEqual(session(describe([one], null, 499).kids), ['$ topic create a']);
  assert.deepEqual(session(describe([one], null, 500).kids), ['$ topic create a', 'Created topic a.']);
  assert.deepEqual(session(describe([one], null, 499).kids), ['$ topic create a']);
});

test('what a command is called in clients is said under it', () => {
  const called = [{ client: 'Java', code: 'consumer.seek(tp, 4)' }, { client: 'Python', code: 'consumer.seek(tp, 4)' }];
  const { kids } = describe([noted('seek c1 orders-0 4', { called })], null, 0);
  assert.deepEqual(session(kids), ['$ seek c1 orders-0 4', 'Java consumer.seek(tp, 4)Python consumer.seek(tp, 4)']);
});

test('carets are under the wrong word, in a text of several rows under its row', () => {
  assert.equal(caret('crash c9', { column: 6, length: 2 }), '      ^^');
  const refused = Object.assign(new Error('There is no command ech.'), { column: 15, length: 3 });
  const [, row, carets, next, sentence] = session(describe([noted('for i in 1; do\nech $i\ndone', { refused, scripted: null })], null, 0).kids);
  assert.deepEqual([row, carets, next, sentence], ['> ech $i', '  ^^^', '> done', 'There is no command ech.']);
});

test('a group can be watched whose offsets were described', () => {
  assert.equal(watchable('kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing'), 'billing');
  assert.equal(watchable("bin/kafka-consumer-groups --group='my group' --describe"), null, 'a name is a word');
  assert.equal(watchable("kafka-consumer-groups --group='billing' --describe --offsets"), 'billing');
  for (const line of ['kafka-consumer-groups.sh --list', 'kafka-consumer-groups.sh --describe --group a --state', 'kafka-topics.sh --describe --group a',
    'kafka-consumer-groups.sh --describe --all-groups', 'echo kafka-consumer-groups.sh --describe --group a']) assert.equal(watchable(line), null, line);
});

test('the table that is watched has what the tool prints', () => {
  assert.deepEqual(watchRows(opening(), 'billing')?.[0], ['orders', '0', '6', '11', '5', 'consumer-c1-1-5f0c', 'c1']);
  assert.equal(watchRows(opening(), 'nobody'), null);
  const view = afterCrash();
  view.groups[0].lanes[0] = { ...view.groups[0].lanes[0], assigned: null, lag: null, committed: null };
  view.groups[0].lanes[1] = { ...view.groups[0].lanes[1], assigned: null };
  const rows = watchRows(view, 'billing') ?? [];
  assert.deepEqual([rows.length, rows[0].slice(-2)], [view.groups[0].lanes.length - 1, ['-', '-']], 'what nobody has and nothing was committed of has no row');
});

test('a page of the manual has its examples as lines that run', () => {
  const [page] = pageOf(/** @type {any} */ (FakeTerminal.manual('kafka-consumer-groups')));
  const runs = (/** @type {import('../src/patch.js').Drawn} */ drawn) =>
    /** @type {any[]} */ ([drawn.attrs['data-run'], ...drawn.kids.flatMap(runs)].filter(Boolean));
  assert.deepEqual(runs(page), ['kafka-consumer-groups.sh --describe --group billing', 'kafka-consumer-groups.sh --list']);
});

test('Tab goes as far as all agree, then from one to the next', () => {
  assert.equal(commonPrefix(['--topic', '--topics-with-overrides', '--to']), '--to');
  assert.equal(commonPrefix([]), '');
  const completing = new Completing(FakeTerminal.complete);
  const end = (/** @type {string} */ line) => ({ line, caret: line.length });
  assert.deepEqual(completing.tab(end('kafka-t')), end('kafka-topics.sh '), 'one is taken, with a blank');
  assert.equal(completing.offered, null);
  assert.deepEqual(completing.tab(end('kafka-con')), end('kafka-cons'), 'no further than all agree');
  assert.deepEqual(completing.offered?.map(({ text }) => text), ['kafka-console-producer.sh', 'kafka-console-consumer.sh', 'kafka-consumer-groups.sh']);
  assert.deepEqual(completing.tab(end('kafka-cons')), end('kafka-console-producer.sh'));
  assert.deepEqual(completing.move(1), end('kafka-console-consumer.sh'));
  assert.deepEqual(completing.move(-2), end('kafka-cons'), 'back to what was typed');
  assert.deepEqual(completing.move(-1), end('kafka-consumer-groups.sh'), 'and around');
  assert.deepEqual(completing.take(), end('kafka-consumer-groups.sh '));
  assert.equal(completing.offered, null);
  assert.equal(completing.tab(end('nothing')), null);
});

test('what is typed narrows the list; Escape leaves what stood there', () => {
  const completing = new Completing(FakeTerminal.complete);
  const line = 'kafka-topics.sh --';
  completing.tab({ line, caret: line.length });
  assert.equal(completing.offered?.length, 4);
  completing.typed({ line: `${line}t`, caret: line.length + 1 });
  assert.deepEqual(completing.offered?.map(({ text }) => text), ['--topic']);
  completing.move(1);
  assert.deepEqual(completing.leave(), { line: `${line}t`, caret: line.length + 1 });
  assert.equal(completing.offered, null);
  completing.typed({ line: `${line}t`, caret: line.length + 1 });
  assert.equal(completing.offered, null, 'what is closed stays closed');
});

test('columns are characters, and what stands behind the word stays', () => {
  const completing = new Completing((line, column) => ({ from: column - 1, to: column, candidates: [{ text: 'a', about: '' }] }));
  const line = '😀😀b --x';
  assert.deepEqual(completing.tab({ line, caret: 5 }), { line: '😀😀a --x', caret: 5 });
});

test('what was typed is found again', () => {
  const history = new History();
  for (const line of ['crash c1', 'help', 'help', 'start c1']) history.add(line);
  assert.equal(history.move(-1, 'dra'), 'start c1');
  assert.equal(history.move(-1, ''), 'help');
  assert.equal(history.move(-1, ''), 'crash c1');
  assert.equal(history.move(-1, ''), 'crash c1');
  for (let step = 0; step < 2; step += 1) history.move(1, '');
  assert.equal(history.move(1, ''), 'dra', 'and what was begun is not lost');
  assert.deepEqual(history.find('c1'), { line: 'start c1', place: 2 });
  assert.deepEqual(history.find('c1', 2), { line: 'crash c1', place: 0 });
  assert.equal(history.find('c1', 0), null);
  assert.equal(history.find(''), null);
});

/** Lines for a terminal that stands at an instant. */
function lines() {
  const terminal = new FakeTerminal();
  const told = /** @type {string[]} */ ([]);
  const clock = { now: 0 };
  const run = async (/** @type {string} */ line) => void (told.push(line), terminal.run(clock.now, line));
  const queue = new Lines({
    front: () => {
      const { foreground, jobs } = terminal.state(clock.now);
      return jobs.find((job) => job.job === foreground) ?? null;
    },
    more: FakeTerminal.needsMore, run, type: (text) => run(`type ${text}`), own: (line) => line.startsWith('crash'), changed: () => {}, breathe: () => {},
  });
  return { queue, told, clock, terminal };
}

test('what is pasted into a running producer is a record a line', async () => {
  const { queue, told } = lines();
  await queue.enter('kafka-console-producer.sh --topic orders');
  await queue.enter('a', '', 'for i in 1');
  assert.deepEqual(told, ['kafka-console-producer.sh --topic orders', 'type a', 'type ', 'type for i in 1']);
});

test('a text over several lines is collected; finished ones run one after the other', async () => {
  const { queue, told } = lines();
  await queue.enter('cat <<EOF');
  assert.deepEqual([told, queue.begun], [[], ['cat <<EOF']]);
  await queue.enter('one');
  await queue.enter('EOF');
  assert.deepEqual([told, queue.begun], [['cat <<EOF\none\nEOF'], []]);
  await queue.enter('for i in 1 2', 'do', '  echo $i', 'done', 'echo "a', 'b"', '', 'echo c');
  assert.deepEqual(told.slice(1), ['for i in 1 2\ndo\n  echo $i\ndone', 'echo "a\nb"', 'echo c']);
  await queue.enter('echo "never');
  assert.equal(queue.forget(), true, 'Ctrl-C');
  await queue.enter('echo d');
  assert.equal(told.at(-1), 'echo d');
});

test('what waits is not asked for without end', async () => {
  const terminal = new FakeTerminal();
  terminal.run(0, 'kafka-console-consumer.sh --topic a');
  let changes = 0;
  /** @type {Lines} */
  const queue = new Lines({
    front: () => terminal.state(0).jobs[0], more: () => false, run: async () => {}, type: async () => {}, own: () => false, breathe: () => {},
    // Whoever draws looks whether something can be done now.
    changed: () => void ((changes += 1) < 100 && queue.goOn()),
  });
  await queue.enter('echo later');
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(changes < 5, `${changes}`);
});

test('what is typed while a tool runs that does not read is for later; our own commands are not', async () => {
  const { queue, told, clock } = lines();
  await queue.enter('kafka-topics.sh --create --topic a', 'kafka-console-producer.sh --topic a', 'x', 'y');
  assert.deepEqual([told.length, queue.waiting.length], [1, 3]);
  clock.now = ANSWER_MS - 1;
  await queue.goOn();
  assert.equal(told.length, 1);
  clock.now = ANSWER_MS;
  await queue.goOn();
  assert.deepEqual(told.slice(1), ['kafka-console-producer.sh --topic a', 'type x', 'type y']);

  const other = lines();
  await other.queue.enter('kafka-console-consumer.sh --topic a');
  await other.queue.enter('crash c1');
  await other.queue.enter('echo later');
  await other.queue.enter('crash c2');
  assert.deepEqual(other.told, ['kafka-console-consumer.sh --topic a', 'crash c1'], 'what waits is not overtaken');
  assert.deepEqual(other.queue.waiting, ['echo later', 'crash c2']);
  assert.equal(other.queue.forget(), true);
  assert.deepEqual(other.queue.waiting, []);
});
