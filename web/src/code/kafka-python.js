/**
 * Programs of `kafka-python`.
 */

import { copied, indent, line, only, place, worked } from './lines.js';
import { around, python, refusable, TRIES } from './python.js';
import * as workers from './python-workers.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

export const name = 'Python, kafka-python';
export const language = 'python';
export const file = 'main.py';

/** @type {Record<string, string[]>} */
export const ways = {
  iterator: ['auto', 'record', 'never'],
  poll: ['auto', 'before', 'record', 'record-noargs', 'batch', 'never'],
};

/** The ways of a loop with workers. */
export const handed = ['auto', 'before', 'record', 'record-noargs', 'batch', 'contiguous', 'never'];

const STRATEGY = 'partition.assignment.strategy';

/** @param {string} name of Java's class */
function assignor(name) {
  if (/round/i.test(name)) return 'RoundRobinPartitionAssignor';
  return /sticky/i.test(name) ? 'StickyPartitionAssignor' : 'RangePartitionAssignor';
}

/** A setting as this client writes it. @param {string} key @param {string} value @returns {[string, string]} */
export function setting(key, value) {
  const name = key.replaceAll('.', '_');
  return key === STRATEGY ? [name, `[${value.split(',').map(assignor).join(', ')}]`] : [name, python(value)];
}

/** @param {Spec} spec @returns {Line[]} */
export function consumer(spec) {
  if (spec.workers > 0) {
    const says = hands(spec);
    return [...head(spec), ...workers.definitions(spec, says), ...closed(spec, workers.loop(spec, says))];
  }
  const loop = spec.style === 'poll' ? polls(spec) : iterates(spec);
  return [...head(spec), ...closed(spec, loop)];
}

/** @param {Spec} spec @returns {import('./python-workers.js').Client} */
function hands(spec) {
  const partition = 'TopicPartition(record.topic, record.partition)';
  return {
    poll: [
      line('while True:', 'idle'),
      ...indent('    ', [
        line('batch = consumer.poll(timeout_ms=500)', 'subscribe poll', 'auto'),
        ...before(spec),
        line('for records in batch.values():'),
        line('    for record in records:', 'for'),
      ]),
    ],
    by: '            ', work: work(spec, 'record', ['log(failed)']), partition, offset: 'record.offset',
    to: (offset) => `OffsetAndMetadata(${offset}, "", -1)`, of: ['{place: ', '}'], store: null,
    after: `{${partition}: OffsetAndMetadata(record.offset + 1, "", -1)}`,
    commit: (offsets) => `consumer.commit(${offsets ?? ''})`,
    pauses: ['consumer.pause(*consumer.assignment())', 'consumer.resume(*consumer.paused())'],
    most: workers.bound(spec), caught: (lines) => caught(spec, lines),
  };
}

/** @param {Spec} spec @returns {Line[]} */
function iterates(spec) {
  return [
    line('for message in consumer:', 'subscribe poll for idle', 'auto'),
    ...indent('    ', [
      ...work(spec, 'message'),
      ...place(spec, 'record', caught(spec, [line('consumer.commit()', 'commit')]), '# after each record: consumer.commit()'),
      ...place(spec, 'never', [], '# or not at all'),
    ]),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function polls(spec) {
  return [
    line('while True:', 'idle'),
    ...indent('    ', [
      line('batch = consumer.poll(timeout_ms=500)', 'subscribe poll', 'auto'),
      ...before(spec),
      line('for partition, records in batch.items():'),
      ...indent('    ', [
        line('for record in records:', 'for'),
        ...indent('    ', [
          ...work(spec, 'record'),
          ...place(spec, 'record', caught(spec, [
            line('consumer.commit({partition:', 'commit'),
            line('    OffsetAndMetadata(record.offset + 1, "", -1)})'),
          ]), '# after each record: consumer.commit({partition: …})'),
          ...only(spec, 'record-noargs', caught(spec, [line('consumer.commit()', 'commit')])),
        ]),
      ]),
      ...place(spec, 'batch', [line('if batch:'), ...indent('    ', caught(spec, [line('consumer.commit()', 'commit')]))],
        '# after the batch: consumer.commit()'),
      ...place(spec, 'never', [], '# or not at all'),
    ]),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function before(spec) {
  const commits = [line('if batch:'), ...indent('    ', caught(spec, [line('consumer.commit()', 'commit')], ['continue']))];
  return place(spec, 'before', commits, '# before the work: consumer.commit()');
}

/** @param {Spec} spec @param {string} record @param {string[]} [skip] @returns {Line[]} */
function work(spec, record, skip = ['log(failed)', 'continue']) {
  return worked(spec, `work(${record}.key, ${record}.value)`, TRIES, { letter: [
    line(`producer.send(${JSON.stringify(spec.deadLetter)}, ${record}.value, ${record}.key).get()`, 'dead-letter'),
  ], skip });
}

/** @param {Spec} spec @param {Line[]} lines @param {string[]} [more] */
const caught = (spec, lines, more = []) => refusable(spec, 'KafkaError', lines, more);

/** @param {Spec} spec @param {Line[]} loop @returns {Line[]} */
function closed(spec, loop) {
  if (spec.finally !== 'with') return around(spec, loop);
  return [line(spec.workers > 0 ? 'with consumer, workers:' : 'with consumer:', 'close'), ...indent('    ', loop)];
}

const ASSIGNORS = ['range.Range', 'roundrobin.RoundRobin', 'sticky.sticky_assignor.Sticky'].map((path) => {
  const [, module, name] = /^(.*)\.(.*)$/.exec(path) ?? [];
  return `\nfrom kafka.coordinator.assignors.${module} import ${name}PartitionAssignor`;
}).join('');

/** @param {Spec} spec @returns {Line[]} */
function head(spec) {
  const own = [['group_id', JSON.stringify(spec.group)], ['enable_auto_commit', spec.commit === 'auto' ? 'True' : 'False'],
    ...spec.settings.map(([key, value]) => setting(key, value))];
  const letters = spec.onFailure === 'dead-letter' ? '\nproducer = KafkaProducer(bootstrap_servers="localhost:9092")' : '';
  const imports = spec.settings.some(([key]) => key === STRATEGY) ? ASSIGNORS : '';
  return copied(`
import sys
import time
${spec.workers > 0 ? workers.IMPORTS : ''}from kafka import KafkaConsumer, KafkaProducer, OffsetAndMetadata${spec.workers > 0 ? ', TopicPartition' : ''}
from kafka.errors import KafkaError${imports}


def work(key, value):
    print(key, value)


def log(what):
    print(what, file=sys.stderr)


consumer = KafkaConsumer(
${spec.pattern ? '' : `    ${spec.topics.map((topic) => JSON.stringify(topic)).join(', ')},
`}    bootstrap_servers="localhost:9092",
${own.map(([key, value]) => `    ${key}=${value},`).join('\n')}
)${letters}${spec.pattern ? `
consumer.subscribe(pattern=${JSON.stringify(`^(?:${spec.pattern})$`)})` : ''}
`);
}

/**
 * A program that sends.
 * @param {{ topic: string, keys: string[], everyMs: number, settings: [string, string][] }} spec
 * @returns {Line[]}
 */
export function producer({ topic, keys, everyMs, settings }) {
  const own = settings.map(([key, value]) => setting(key, value)).map(([key, value]) => `\n    ${key}=${value},`).join('');
  return [
    ...copied(`
import itertools
import random
import sys
import time
from kafka import KafkaProducer

producer = KafkaProducer(
    bootstrap_servers="localhost:9092",${own}
)
keys = [${keys.map((key) => `${JSON.stringify(key)}.encode()`).join(', ')}]


def failed(error):
    print(error, file=sys.stderr)


`),
    line('for n in itertools.count(1):'),
    line(`    key = ${keys.length > 0 ? 'random.choice(keys)' : 'None'}`),
    line(`    sent = producer.send(${JSON.stringify(topic)}, f"m{n}".encode(), key)`, 'send'),
    line('    sent.add_errback(failed)', 'answer'),
    line(`    time.sleep(${everyMs / 1000})`, 'wait'),
  ];
}
