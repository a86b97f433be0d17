/**
 * Programs of `confluent-kafka`, which is librdkafka.
 */

import { copied, indent, line, only, place, settingsOf, worked } from './lines.js';
import { around, python, refusable, TRIES } from './python.js';
import * as workers from './python-workers.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

export const name = 'Python, confluent-kafka';
export const language = 'python';
export const file = 'main.py';

/** @type {Record<string, string[]>} */
export const ways = {
  poll: ['auto', 'before', 'marks', 'record', 'record-noargs', 'never'],
  consume: ['auto', 'before', 'marks', 'record', 'record-noargs', 'batch', 'never'],
};

/** The ways of a loop with workers. */
export const handed = ['auto', 'before', 'marks', 'record', 'record-noargs', 'batch', 'contiguous', 'never'];
/** How many records may wait for them: its polls return few. */
const WAITING = 100;

/** What librdkafka calls otherwise, and what it does not have. @type {Record<string, string>} */
const RENAMED = { 'fetch.max.wait.ms': 'fetch.wait.max.ms' };
const LACKS = new Set(['max.poll.records', 'default.api.timeout.ms', 'group.protocol']);

/** @param {string} name of Java's class */
function strategy(name) {
  if (/round/i.test(name)) return 'roundrobin';
  return /sticky/i.test(name) ? 'cooperative-sticky' : 'range';
}

/**
 * A setting as this client writes it; null where it has none such.
 * @param {string} key
 * @param {string} value
 * @returns {[string, string] | null}
 */
export function setting(key, value) {
  if (LACKS.has(key)) return null;
  if (key === 'partition.assignment.strategy') return [key, python(value.split(',').map(strategy).join(','))];
  return [RENAMED[key] ?? key, python(value)];
}

/** @param {Spec} spec @returns {Line[]} */
export function consumer(spec) {
  const hands = spec.workers > 0 ? handsOver(spec) : null;
  const own = () => (spec.style === 'consume' ? consumes(spec) : polls(spec));
  const loop = hands ? workers.loop(spec, hands) : own();
  return [...head(spec), ...(hands ? workers.definitions(spec, hands) : []), ...around(spec, [
    line(`consumer.subscribe([${(spec.pattern ? [`^(?:${spec.pattern})$`] : spec.topics).map((topic) => JSON.stringify(topic)).join(', ')}])`, 'subscribe'),
    ...loop,
  ])];
}

/** @param {Spec} spec @returns {import('./python-workers.js').Client} */
function handsOver(spec) {
  const many = spec.style === 'consume';
  const commits = [line('if messages:'), ...indent('    ', caught(spec, [line('consumer.commit(asynchronous=False)', 'commit')], ['continue']))];
  return {
    poll: [
      line('while True:', 'idle'),
      ...indent('    ', [
        line(many ? 'messages = consumer.consume(num_messages=10, timeout=1.0)' : 'messages = consumer.consume(num_messages=1, timeout=1.0)', 'poll', 'auto'),
        ...place(spec, 'before', commits, '# before the work: consumer.commit(asynchronous=False)'),
        line('for record in messages:', 'for'),
      ]),
    ],
    by: '        ', work: work(spec, 'record', ['log(failed)']), partition: '(record.topic(), record.partition())', offset: 'record.offset()',
    to: (offset) => `TopicPartition(*place, ${offset})`, of: ['[', ']'],
    after: '[TopicPartition(record.topic(), record.partition(), record.offset() + 1)]',
    store: 'consumer.store_offsets(message=record)',
    commit: (offsets) => (offsets === null ? 'consumer.commit(asynchronous=False)' : `consumer.commit(offsets=${offsets}, asynchronous=False)`),
    pauses: ['consumer.pause(consumer.assignment())', 'consumer.resume(consumer.assignment())'],
    most: WAITING + spec.workers, caught: (lines) => caught(spec, lines),
  };
}

/** @param {Spec} spec @returns {Line[]} */
function polls(spec) {
  return [
    line('while True:', 'idle'),
    ...indent('    ', [
      line('message = consumer.poll(1.0)', 'poll', 'auto'),
      line('if message is None or message.error():'),
      line('    continue', 'for'),
      ...place(spec, 'before', caught(spec, [line('consumer.commit(message=message, asynchronous=False)', 'commit')], ['continue']),
        '# before the work: consumer.commit(message=message)'),
      ...afterWork(spec),
      ...place(spec, 'never', [], '# or not at all'),
    ]),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function consumes(spec) {
  return [
    line('while True:', 'idle'),
    ...indent('    ', [
      line('messages = consumer.consume(num_messages=10, timeout=1.0)', 'poll', 'auto'),
      ...place(spec, 'before', [line('if messages:'), ...indent('    ', caught(spec, [line('consumer.commit(asynchronous=False)', 'commit')], ['continue']))],
        '# before the work: consumer.commit(asynchronous=False)'),
      line('for message in messages:', 'for'),
      ...indent('    ', afterWork(spec)),
      ...place(spec, 'batch', [line('if messages:'), ...indent('    ', caught(spec, [line('consumer.commit(asynchronous=False)', 'commit')]))],
        '# after the batch: consumer.commit(asynchronous=False)'),
      ...place(spec, 'never', [], '# or not at all'),
    ]),
  ];
}

/** The work on one record, and what follows it. @param {Spec} spec @returns {Line[]} */
function afterWork(spec) {
  return [
    ...work(spec, 'message'),
    ...place(spec, 'marks', [line('consumer.store_offsets(message=message)', 'mark')], '# marks, in the background: consumer.store_offsets(message=message)'),
    ...place(spec, 'record', caught(spec, [line('consumer.commit(message=message, asynchronous=False)', 'commit')]),
      '# after each record: consumer.commit(message=message)'),
    ...only(spec, 'record-noargs', caught(spec, [line('consumer.commit(asynchronous=False)', 'commit')])),
  ];
}

/** @param {Spec} spec @param {string} record @param {string[]} [skip] @returns {Line[]} */
function work(spec, record, skip = ['log(failed)', 'continue']) {
  return worked(spec, `work(${record}.key(), ${record}.value())`, TRIES, { letter: [
    line(`producer.produce(${JSON.stringify(spec.deadLetter)}, ${record}.value(), ${record}.key())`, 'dead-letter'), line('producer.flush()'),
  ], skip });
}

/** @param {Spec} spec @param {Line[]} lines @param {string[]} [more] */
const caught = (spec, lines, more = []) => refusable(spec, 'KafkaException', lines, more);

/** @param {Spec} spec @returns {Line[]} */
function head(spec) {
  const background = spec.commit === 'auto' || spec.commit === 'marks';
  const own = [['group.id', JSON.stringify(spec.group)], ['enable.auto.commit', background ? 'True' : 'False'],
    ...(spec.commit === 'marks' ? [['enable.auto.offset.store', 'False']] : []), ...settingsOf(spec.settings, setting)];
  const letters = spec.onFailure === 'dead-letter' ? '\nproducer = Producer({"bootstrap.servers": "localhost:9092"})' : '';
  return copied(`
import sys
import time
${spec.workers > 0 ? workers.IMPORTS : ''}from confluent_kafka import Consumer, KafkaException, Producer${spec.workers > 0 ? ', TopicPartition' : ''}


def work(key, value):
    print(key, value)


def log(what):
    print(what, file=sys.stderr)


consumer = Consumer({
    "bootstrap.servers": "localhost:9092",
${own.map(([key, value]) => `    ${JSON.stringify(key)}: ${value},`).join('\n')}
})${letters}
`);
}

/**
 * A program that sends.
 * @param {{ topic: string, keys: string[], everyMs: number, settings: [string, string][] }} spec
 * @returns {Line[]}
 */
export function producer({ topic, keys, everyMs, settings }) {
  const own = settingsOf(settings, setting).map(([key, value]) => `\n    ${JSON.stringify(key)}: ${value},`).join('');
  return [
    ...copied(`
import itertools
import random
import sys
from confluent_kafka import Producer

producer = Producer({
    "bootstrap.servers": "localhost:9092",${own}
})
keys = [${keys.map((key) => JSON.stringify(key)).join(', ')}]


def answered(error, message):
    if error is not None:
        print(error, file=sys.stderr)


`),
    line('for n in itertools.count(1):'),
    line(`    key = ${keys.length > 0 ? 'random.choice(keys)' : 'None'}`),
    line(`    producer.produce(${JSON.stringify(topic)}, f"m{n}", key, on_delivery=answered)`, 'send'),
    line(`    producer.poll(${everyMs / 1000})`, 'wait answer'),
  ];
}
