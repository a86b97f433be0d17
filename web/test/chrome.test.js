/** What the panels compute before they draw. */

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { clock, instant, left } from '../src/panels/format.js';
import { compose, labelOf, learn, say } from '../src/language.js';
import { fieldAt, from, sayingOf } from '../src/panels/command-line.js';
import { caret } from '../src/terminal/log.js';
import { drawMarks, stripLength } from '../src/panels/timeline.js';
import { known } from '../src/panels/known.js';
import { linesBefore } from '../src/panels/journal.js';
import { Announcer } from '../src/panels/announcer.js';
import { explain } from '../src/player/engine.js';
import { meaning } from '../src/panels/keys.js';
import { tables } from '../src/panels/twin.js';
import * as forms from '../src/panels/forms.js';
import { itemsFor } from '../src/panels/menu.js';
import * as fake from './fake-engine.js';
import { opening, afterCrash, midRebalance, empty, bare } from './fixtures/views.js';

learn(fake);

test('times are read as people read them', () => {
  for (const [ms, text] of /** @type {[number, string][]} */ ([
    [0, '0:00.000'], [12_480.9, '0:12.480'], [75_003, '1:15.003'], [3_723_004, '1:02:03.004'], [-5, '0:00.000'],
  ])) {
    assert.equal(clock(ms), text);
  }
  assert.equal(instant(12_004), '12.004');
  assert.equal(instant(61_000), '1:01.000');
  assert.equal(instant(3_723_456), '1:02:03.456');
});

test('a label is what runs; before the engine is there it is the words alone', () => {
  const sayings = [say('crash', 'my c1'), { verb: 'set', operands: ['c1'], options: [['--by-hand', '']] }];
  const labels = () => sayings.map((saying) => labelOf(/** @type {any} */ (saying)));
  assert.deepEqual(labels(), ['crash "my c1"', 'set c1 --by-hand']);
  learn(null);
  assert.deepEqual(labels(), ['crash my c1', 'set c1 --by-hand']);
  assert.throws(() => compose(say('crash', 'c1')), /not there yet/, 'and nothing can be run by it');
  learn(fake);
  assert.deepEqual(labels(), ['crash "my c1"', 'set c1 --by-hand']);
  assert.equal(labelOf('crash  c1'), 'crash  c1', 'what was typed stays as it is');
});

test('a column finds the field that its word came from', () => {
  /** @type {import('../src/panels/command-line.js').Draft} */
  const draft = { verb: 'set', operands: ['c1', from('settings', 'a=b')], options: [['--topic', from('topic', 'ör ders')], ['--no-by-hand', '']] };
  const composed = compose(sayingOf(draft));
  assert.equal(composed.line, 'set c1 --topic "ör ders" --no-by-hand a=b');
  const field = (/** @type {number | undefined} */ column) => fieldAt(draft, composed, column);
  assert.deepEqual([15, 24, 38, 2, 5, 27, undefined].map(field), ['topic', 'topic', 'settings', null, null, null, null]);
});

test('the caret stands under the wrong word', () => {
  assert.equal(caret('crash c9', { column: 6, length: 2 }), '      ^^');
  assert.equal(caret('crash', { column: 99 }), '     ^');
  assert.equal(caret('crash', {}), null);
});

test('the strip is long enough, with room to go on, and grows in leaps', () => {
  assert.equal(stripLength(0), 15_000);
  assert.equal(stripLength(12_480), 15_000);
  assert.equal(stripLength(14_000), 20_000);
  for (const end of [1, 1e4, 1e5, 1e7, 1e9]) assert.ok(stripLength(end) > end);
});

test('marks become paths of their kind and hue', () => {
  const rest = { thing: null, how: null };
  const drawn = drawMarks(
    [
      { at: 5000, until: null, kind: 'commit', group: 1, count: 1, ...rest },
      { at: 1000, until: 3000, kind: 'rebalance', group: 0, count: 1, ...rest },
      { at: 10_000, until: null, kind: 'crash', group: 0, count: 1, ...rest, thing: 'machine:c1' },
      { at: 0, until: null, kind: 'records', group: null, count: 3, ...rest },
      { at: 2000, until: null, kind: 'takeover', group: 2, count: 1, ...rest, thing: 'machine:c2' },
      { at: 4000, until: null, kind: 'lost', group: 0, count: 5, ...rest, how: 'never' },
      { at: 6000, until: null, kind: 'deleted', group: null, count: 5, ...rest },
      { at: 7000, until: null, kind: /** @type {any} */ ('constructor'), group: null, count: 5, ...rest },
      { at: 9999, until: null, kind: 'rewind', group: 7, count: 1, ...rest },
    ],
    10_000,
    600,
    10_000,
  );
  assert.match(drawn.commit[1], /^M300 /);
  assert.equal(drawn.commit[0], '');
  assert.match(drawn.rebalance[0], /^M60 .*h120/);
  assert.match(drawn.crash[0], /^M596 /);
  assert.match(drawn.records[0], /^M2 /);
  assert.notEqual(drawn.rewind[1], '', 'hues repeat');
  assert.match(drawn.takeover[2], /^M120 /);
  assert.match(drawn.lost[0], /^M236 /);
  assert.match(drawn.deleted[0], /^M360 /);
});

/** @param {number} count */
const journal = (count) => Array.from({ length: count }, (_, index) => ({
  index, at: index, ordinal: 0, step: 1, kind: index % 2 ? 'heartbeat' : 'append', tone: /** @type {const} */ ('plain'), spans: [],
}));

test('the newest lines are found among those that are hidden', () => {
  const all = journal(1000);
  const read = (/** @type {number} */ start, /** @type {number} */ max) => all.slice(start, start + max);
  const passes = (/** @type {{ kind: string }} */ line) => line.kind !== 'heartbeat';
  const { lines, reached } = linesBefore(1000, read, passes, 100);
  assert.ok(lines.length >= 100);
  assert.deepEqual(lines.slice(0, 2).map((line) => line.index), [998, 996]);
  const older = linesBefore(reached, read, passes, 1000);
  const shown = [...lines, ...older.lines].map((line) => line.index);
  assert.deepEqual(shown, all.filter(passes).map((line) => line.index).reverse(), 'none is left out, and none comes twice');
  assert.equal(older.reached, 0);
  assert.deepEqual(linesBefore(0, read, passes), { lines: [], reached: 0 });
  assert.equal(linesBefore(3, read, () => true).lines.length, 3);
});

test('the announcer says what the narrator says, at a rate that one can listen to', () => {
  let now = 0;
  /** @type {string[]} */
  const said = [];
  const announcer = new Announcer((text) => said.push(text), () => now);
  /**
   * @param {string} text
   * @param {number} [until]
   * @param {'plain' | 'quiet' | 'warn'} [tone]
   */
  const says = (text, until, tone = 'warn') => ({
    id: text, tone, since: null, until: until ?? null, why: null, offers: [],
    spans: [{ text, strong: false, thing: null }, ...(until === undefined ? [] : [{ text: '', strong: false, thing: null, until }])],
  });
  announcer.update(says('c1 is dead, until ', 6000), 2000, true);
  assert.deepEqual(said, ['c1 is dead, until 4.0 s']);
  announcer.update(says('c1 is dead, until ', 6000), 3000, true);
  announcer.update(says('billing rebalances'), 3000, true);
  announcer.update(says('c2 goes on'), 3100, true);
  assert.equal(said.length, 1, 'no more than once a second');
  now = 1000;
  announcer.speak();
  assert.deepEqual(said.slice(1), ['c2 goes on'], 'what was over meanwhile is not said');
  now = 5000;
  announcer.update(says('c2 works', undefined, 'quiet'), 5000, true);
  assert.equal(said.length, 2, 'what goes on as it should is not said while time goes on');
  announcer.update(says('c2 works on ana', undefined, 'quiet'), 5000, false);
  assert.deepEqual(said.slice(2), ['c2 works on ana'], 'but it is where time stands');
  announcer.update(null, 5000, false);
});

test('what is left of a wait is read as people read it', () => {
  for (const [ms, text] of /** @type {[number, string][]} */ ([
    [4000, '4.0 s'], [-3, '0.0 s'], [44_949, '44.9 s'], [298_000, '4 min 58 s'], [7_260_000, '2 h 1 min'],
  ])) assert.equal(left(ms), text);
});

test('failures to load are explained', () => {
  const cases = /** @type {[Error, RegExp][]} */ ([
    [new WebAssembly.CompileError("Refused to compile or instantiate WebAssembly module because 'unsafe-eval' is not an allowed source"), /wasm-unsafe-eval/],
    [new TypeError("Failed to execute 'compile': Incorrect response MIME type. Expected 'application/wasm'."), /application\/wasm/],
    [new Error('no WebAssembly'), /no WebAssembly/],
    [new TypeError('Failed to fetch dynamically imported module: x'), /could not be loaded/],
    [new WebAssembly.CompileError('expected magic word 00 61 73 6d'), /not the one/],
    [new Error('the packed file is damaged: it is cut off'), /not the one/],
    [new Error('status 404 for https://a.example/kafka_playground_bg.wasm.lzma'), /could not be loaded/],
    [new Error('odd'), /could not be started \(Error: odd\)/],
  ]);
  for (const [error, words] of cases) assert.match(explain(error), words);
});

test('keys mean something only where nobody types', () => {
  const press = { key: ' ', modified: false, typing: false, pressing: false, steering: false };
  assert.equal(meaning(press), 'toggle');
  assert.equal(meaning({ ...press, pressing: true }), null);
  assert.equal(meaning({ ...press, typing: true }), null);
  assert.equal(meaning({ ...press, key: 'ArrowLeft' }), 'back');
  assert.equal(meaning({ ...press, key: 'ArrowLeft', steering: true }), null);
  assert.equal(meaning({ ...press, key: 'ArrowLeft', modified: true }), null);
  assert.equal(meaning({ ...press, key: 'q' }), null);
  assert.equal(meaning({ ...press, key: 'x' }), 'next x');
  assert.equal(meaning({ ...press, key: 'X', shift: true }), 'last x');
  assert.equal(meaning({ ...press, key: 'ArrowLeft', shift: true }), 'command back');
  assert.equal(meaning({ ...press, shift: true }), 'backwards');
  assert.equal(meaning({ ...press, key: 'z', modified: true, control: true }), 'undo');
  assert.equal(meaning({ ...press, key: 'Z', modified: true, control: true, shift: true }), 'redo');
  assert.equal(meaning({ ...press, key: 'z', modified: true, control: true, typing: true }), null);
  assert.deepEqual(['+', '=', '-', 'b'].map((key) => meaning({ ...press, key })), ['nearer', 'nearer', 'further', 'branches']);
  assert.equal(meaning({ ...press, key: '3' }), '3');
  assert.equal(meaning({ ...press, key: '7' }), null);
  assert.equal(meaning({ ...press, key: 'n' }), 'next');
  assert.equal(meaning({ ...press, key: 'n', typing: true }), null);
  assert.equal(meaning({ ...press, key: '3', modified: true }), null);
});

test('the table says what the stage shows', () => {
  const [orders, machines] = tables(opening());
  assert.equal(orders.caption, 'Topic orders');
  assert.deepEqual(orders.rows[0].slice(-4), ['6', '9', '5', 'c1']);
  for (const row of orders.rows) assert.equal(row.length, orders.head.length);
  for (const row of machines.rows) assert.equal(row.length, machines.head.length);
  assert.equal(tables(bare())[0].head.length, 5);
});

test('what a view knows of a thing is said in the words of the engine', () => {
  const view = opening();
  const rows = (/** @type {string} */ thing) => Object.fromEntries(known(view, thing)?.rows ?? []);
  const title = (/** @type {string} */ thing) => known(view, thing)?.title ?? null;
  assert.equal(title('record:orders/0/10'), 'Record 10 of orders-0');
  assert.equal(rows('record:orders/0/10').key, 'lea');
  assert.equal(title('partition:orders/1'), 'Partition orders-1');
  assert.equal(rows('partition:orders/1')['log end offset'], '10');
  assert.equal(rows('topic:orders').partitions, '3');
  assert.equal(rows('group:billing').state, 'Stable');
  assert.equal(title('commit:billing/orders/0'), 'Committed offset of billing in orders-0');
  assert.equal(rows('commit:billing/orders/0').offset, '6');
  assert.equal(rows('position:billing/orders/0').position, '9');
  assert.equal(title('machine:c1'), 'Consumer c1');
  assert.equal(rows('machine:c1').owns, 'orders-0, orders-1');
  assert.equal(title('machine:checkout'), 'Producer checkout');
  assert.equal(title('flight:13'), 'OffsetCommit request');
  assert.equal(rows('flight:13').left, '12.400 s');
  for (const thing of ['record:orders/0/99', 'record:else/0/1', 'group:x', 'machine:x', 'flight:99', 'position:billing/orders/9', 'odd', 'odd:']) {
    assert.equal(known(view, thing), null, thing);
  }
});

test('forms become command lines', () => {
  const view = opening();
  const line = (/** @type {forms.Form | null} */ form, values = {}) => {
    assert.ok(form);
    const defaults = Object.fromEntries(form.fields.map((field) => [field.name, field.value ?? field.options?.[0]?.[0] ?? '']));
    return compose(sayingOf(form.draft({ ...defaults, ...values }))).line;
  };
  assert.equal(
    line(forms.recordForm(view), { key: 'lea', value: 'two words', headers: 'a=1\nb=2', partition: '1' }),
    'produce --topic orders --from checkout --key lea --value "two words" --header a=1 --header b=2 --partition 1',
  );
  assert.equal(line(forms.producerForm(view), { keys: '', rate: '2' }), 'produce --topic orders --rate 2/s');
  assert.equal(line(forms.producerForm(view), { keys: 'ana', rate: '1', client: 'sarama' }), 'produce --topic orders --keys ana --rate 1/s --client sarama');
  assert.equal(
    line(forms.consumerForm(view), { group: 'audit', assignor: 'cooperative-sticky' }),
    'consume --topic orders --group audit --work 300ms --commit batch --assignor cooperative-sticky --set auto.offset.reset=earliest',
  );
  assert.equal(
    line(forms.consumerForm(view, { group: 'audit' }), { members: '2', hand: 'on', settings: 'max.poll.records=5' }),
    'consume --topic orders --group audit --members 2 --work 300ms --commit batch --by-hand --set auto.offset.reset=earliest '
      + '--set max.poll.records=5',
  );
  assert.equal(
    line(forms.settingsForm(view, 'c1'), { work: '100', settings: 'auto.offset.reset=earliest\nmax.poll.records=1' }),
    'set c1 --work 100ms max.poll.records=1',
  );
  assert.equal(line(forms.recordForm(view), { from: '', key: '--x', value: '-1' }), 'produce --topic orders --key "--x" --value "-1"');
  assert.equal(line(forms.settingsForm(view, 'checkout'), { keys: '', rate: '3' }), 'set checkout --rate 3/s --no-keys');
  assert.equal(line(forms.topicForm(), { topic: 'payments' }), 'topic create payments --partitions 3');
  assert.equal(line(forms.partitionsForm(view, 'orders')), 'topic alter orders --partitions 4');
  assert.equal(
    line(forms.topicSettingsForm('orders'), { config: 'retention.ms=60000\n\nsegment.bytes=1000', unset: 'cleanup.policy' }),
    'topic alter orders --config retention.ms=60000 --config segment.bytes=1000 --unset cleanup.policy',
  );
  assert.equal(line(forms.deleteRecordsForm(view, 'orders'), { partition: 'orders-1', offset: '3' }), 'records delete orders-1=3');
  assert.equal(line(forms.deleteTopicForm('orders')), 'topic delete orders');
  assert.equal(line(forms.deleteGroupForm('billing')), 'group delete billing');
  assert.equal(line(forms.seekForm(view, 'c1', 'orders-0'), { to: '5' }), 'seek c1 orders-0 5');
  assert.equal(line(forms.timesForm(view, 'c1', 'orders-0'), { time: '@12.5' }), 'offsets-for-times c1 orders-0 @12.5');
  assert.equal(line(forms.stopForm('c1')), 'stop c1');
  assert.equal(line(forms.stopForm('c1'), { membership: '--remain', timeout: '5000' }), 'stop c1 --remain --timeout 5000ms');
  assert.equal(
    line(forms.consumerForm(view), { group: 'audit', pattern: 'orders.*' }),
    'consume --pattern orders.* --group audit --work 300ms --commit batch --set auto.offset.reset=earliest',
  );
  assert.equal(forms.formFor(view, 'new:consumer/billing')?.fields[1].value, 'billing');
  assert.equal(forms.formFor(view, 'new:group')?.fields[1].value, 'audit');
  assert.equal(forms.formFor(view, 'machine:c1'), null);
  assert.equal(forms.settingsForm(view, 'nobody'), null);
});

test('a menu offers what can be done now', () => {
  const lines = (/** @type {string} */ thing, view = opening()) => itemsFor(view, thing).map((item) => (item.saying ? labelOf(item.saying) : item.label));
  assert.ok(lines('machine:c1').includes('crash c1'));
  assert.ok(lines('machine:c1', afterCrash()).includes('start c1'));
  assert.ok(!lines('machine:c1', afterCrash()).includes('crash c1'));
  assert.ok(lines('machine:checkout').includes('pause checkout'));
  assert.deepEqual(lines('flight:1'), ['Inspect']);
  assert.ok(lines('machine:checkout').includes('flush checkout'));
  const { owner } = opening().groups[0].lanes[0];
  assert.ok(lines('position:billing/orders/0').includes(`pause ${owner} orders-0`));
  assert.deepEqual(itemsFor(empty(), 'new:').map((item) => item.label), ['Topic…']);
});
