/**
 * Programs of `kafka-python`.
 */

import { copied, indent, line, only, place } from './lines.js';
import { python } from './python.js';

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
  const loop = spec.style === 'poll' ? polls(spec) : iterates(spec);
  return [...head(spec), ...around(spec, loop)];
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
      ...place(spec, 'before', [line('if batch:'), ...indent('    ', caught(spec, [line('consumer.commit()', 'commit')], ['continue']))],
        '# before the work: consumer.commit()'),
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

/** @param {Spec} spec @param {string} record @returns {Line[]} */
function work(spec, record) {
  const does = line(`work(${record}.key, ${record}.value)`, 'work');
  if (spec.onFailure === 'end') return [does];
  if (spec.onFailure === 'retry') {
    return [
      line('while True:'),
      line('    try:'),
      { ...does, text: `        ${does.text}` },
      line('        break'),
      line('    except Exception as failed:'),
      line('        time.sleep(1)'),
    ];
  }
  return [
    line('try:'),
    { ...does, text: `    ${does.text}` },
    line('except Exception as failed:'),
    ...indent('    ', spec.onFailure === 'dead-letter'
      ? [line(`producer.send(${JSON.stringify(spec.deadLetter)}, ${record}.value, ${record}.key).get()`, 'dead-letter')]
      : [line('log(failed)'), line('continue')]),
  ];
}

/** @param {Spec} spec @param {Line[]} lines @param {string[]} [more] */
function caught(spec, lines, more = []) {
  if (spec.onCommitFailure === 'end') return lines;
  return [
    line('try:'),
    ...indent('    ', lines),
    line('except KafkaError as refused:'),
    ...indent('    ', ['log(refused)', ...more].map((text) => line(text))),
  ];
}

/** @param {Spec} spec @param {Line[]} loop @returns {Line[]} */
function around(spec, loop) {
  if (spec.finally === 'nothing') return loop;
  if (spec.finally === 'with') return [line('with consumer:', 'close'), ...indent('    ', loop)];
  return [
    line('try:'),
    ...indent('    ', loop),
    line('except KeyboardInterrupt:'),
    line('    log("Ctrl-C")'),
    line('finally:'),
    line('    consumer.close()', 'close'),
  ];
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
from kafka import KafkaConsumer, KafkaProducer, OffsetAndMetadata
from kafka.errors import KafkaError${imports}


def work(key, value):
    print(key, value)


def log(what):
    print(what, file=sys.stderr)


consumer = KafkaConsumer(
    ${spec.topics.map((topic) => JSON.stringify(topic)).join(', ')},
    bootstrap_servers="localhost:9092",
${own.map(([key, value]) => `    ${key}=${value},`).join('\n')}
)${letters}
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
