import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clients } from '../src/code/clients.js';
import { textOf } from '../src/code/lines.js';

/** @type {import('../src/code/lines.js').Spec} */
const USUAL = {
  name: 'c1', topics: ['orders'], group: 'billing', style: 'poll', commit: 'batch', onFailure: 'end', finally: 'close',
  onCommitFailure: 'end', onAssign: 'nothing', onRevoke: 'nothing', workers: 0, deadLetter: null, settings: [],
};
/** What a loop stands at sooner or later, whatever it is. */
const ALWAYS = ['subscribe', 'poll', 'for', 'work'];

/** @param {(client: import('../src/code/clients.js').Client, spec: import('../src/code/lines.js').Spec, name: string) => void} look */
function each(look) {
  for (const [name, client] of Object.entries(clients)) {
    for (const [style, ways] of Object.entries(client.ways)) {
      for (const commit of ways) look(client, { ...USUAL, style, commit }, `${name} ${style} ${commit}`);
    }
  }
}

test('every loop has a line for each step at which it can stand', () => {
  each((client, spec, name) => {
    const shown = client.consumer(spec).filter((line) => line.shown && line.active);
    const ops = new Set(shown.flatMap((line) => line.ops.split(' ')));
    const commits = !['auto', 'marks', 'never'].includes(spec.commit);
    for (const op of [...ALWAYS, ...(commits ? ['commit'] : [])]) assert.ok(ops.has(op), `${name} has no line for ${op}`);
  });
});

test('the flag stands where it commits, and nowhere else twice', () => {
  each((client, spec, name) => {
    const places = client.consumer(spec).filter((line) => line.place !== '').map((line) => line.place);
    assert.deepEqual(places, [...new Set(places)], name);
    if (spec.commit !== 'never') assert.ok(places.includes(spec.commit), `${name}: ${places}`);
    for (const place of places) assert.ok(client.ways[spec.style].includes(place), `${name} offers ${place}`);
  });
});

test('what is copied is what is shown, without what could stand there', () => {
  const lines = clients.java.consumer({ ...USUAL, commit: 'record' });
  const text = textOf(lines);
  for (const line of lines.filter(({ shown, active }) => shown && active)) assert.ok(text.includes(line.text));
  assert.doesNotMatch(text, /after the batch/);
  assert.match(text, /record\.offset\(\) \+ 1/);
  assert.match(text, /"enable\.auto\.commit", "false"/);
});

test('a setting has the name and the value that its client has for it, or none', () => {
  const all = (/** @type {string} */ key, /** @type {string} */ value) =>
    Object.values(clients).map((client) => client.setting(key, value)?.join(' = ') ?? null);
  assert.deepEqual(all('auto.offset.reset', 'earliest'), [
    'auto.offset.reset = earliest', 'auto_offset_reset = "earliest"', 'auto.offset.reset = "earliest"', 'Consumer.Offsets.Initial = sarama.OffsetOldest',
    'fromBeginning = true',
  ]);
  assert.deepEqual(all('max.poll.records', '10'), ['max.poll.records = 10', 'max_poll_records = 10', null, null, null]);
  assert.deepEqual(all('session.timeout.ms', '6500'), [
    'session.timeout.ms = 6500', 'session_timeout_ms = 6500', 'session.timeout.ms = 6500', 'Consumer.Group.Session.Timeout = 6500 * time.Millisecond',
    'sessionTimeout = 6500',
  ]);
});

test('names from strangers stay inside their quotes', () => {
  for (const [name, client] of Object.entries(clients)) {
    const text = textOf(client.consumer({ ...USUAL, style: Object.keys(client.ways)[0], commit: 'auto', topics: ['a"b'], group: 'g\\"' }));
    assert.ok(text.includes('a\\"b'), name);
    assert.ok(text.includes('g\\\\\\"'), name);
  }
});

test('a pattern stands for whole names, where a library looks for it anywhere, too', () => {
  const subscribes = Object.entries(clients).map(([name, client]) => {
    const text = textOf(client.consumer({ ...USUAL, style: Object.keys(client.ways)[0], commit: 'auto', pattern: 'a|"b"' }));
    return [name, text.split('\n').find((line) => line.includes('a|'))?.trim() ?? null];
  });
  assert.deepEqual(Object.fromEntries(subscribes), {
    java: 'consumer.subscribe(java.util.regex.Pattern.compile("a|\\"b\\""));',
    'kafka-python': 'consumer.subscribe(pattern="^(?:a|\\"b\\")$")',
    'confluent-kafka': 'consumer.subscribe(["^(?:a|\\"b\\")$"])',
    sarama: null,
    kafkajs: 'await consumer.subscribe({ topics: [new RegExp("^(?:a|\\"b\\")$")] })',
  });
});
