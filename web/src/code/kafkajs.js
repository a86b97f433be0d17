/**
 * Programs of KafkaJS.
 */

import { copied, indent, line, place, worked } from './lines.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

export const name = 'JavaScript, KafkaJS';
export const language = 'javascript';
export const file = 'main.cjs';

/** @type {Record<string, string[]>} */
export const ways = {
  message: ['auto', 'marks', 'record', 'never'],
  batch: ['auto', 'marks', 'never'],
};

/** Kafka's keys, where each is given, and what it is called there. @type {Record<string, ['consumer' | 'run' | 'subscribe' | 'producer', string]>} */
const NAMES = {
  'auto.offset.reset': ['subscribe', 'fromBeginning'],
  'enable.auto.commit': ['run', 'autoCommit'],
  'auto.commit.interval.ms': ['run', 'autoCommitInterval'],
  'session.timeout.ms': ['consumer', 'sessionTimeout'],
  'heartbeat.interval.ms': ['consumer', 'heartbeatInterval'],
  'max.poll.interval.ms': ['consumer', 'rebalanceTimeout'],
  'isolation.level': ['consumer', 'readUncommitted'],
  'fetch.min.bytes': ['consumer', 'minBytes'],
  'fetch.max.wait.ms': ['consumer', 'maxWaitTimeInMs'],
  'max.partition.fetch.bytes': ['consumer', 'maxBytesPerPartition'],
  'allow.auto.create.topics': ['consumer', 'allowAutoTopicCreation'],
  'enable.idempotence': ['producer', 'idempotent'],
};

/**
 * A setting as this client writes it; null where it has none such.
 * @param {string} key
 * @param {string} value
 * @returns {[string, string] | null}
 */
export function setting(key, value) {
  if (!Object.hasOwn(NAMES, key)) return null;
  if (key === 'auto.offset.reset') return ['fromBeginning', String(value === 'earliest')];
  if (key === 'isolation.level') return ['readUncommitted', String(value !== 'read_committed')];
  return [NAMES[key][1], value];
}

/** @param {Spec} spec @param {string} where */
function given(spec, where) {
  return spec.settings.flatMap(([key, value]) => {
    const own = setting(key, value);
    return own && NAMES[key][0] === where ? [own] : [];
  });
}

/** @param {Spec} spec @returns {Line[]} */
export function consumer(spec) {
  const topics = spec.pattern ? `new RegExp(${JSON.stringify(`^(?:${spec.pattern})$`)})` : spec.topics.map((topic) => JSON.stringify(topic)).join(', ');
  const subscribes = [`topics: [${topics}]`, ...given(spec, 'subscribe').map(([key, value]) => `${key}: ${value}`)];
  return [
    ...head(spec),
    ...indent('  ', [
      line(`await consumer.subscribe({ ${subscribes.join(', ')} })`, 'subscribe'),
      line('await consumer.run({', spec.commit === 'record' ? 'poll idle' : 'poll idle commit', 'auto'),
      ...indent('  ', [
        ...place(spec, 'marks', [line(`autoCommitInterval: ${interval(spec)},`)], '// every interval: autoCommitInterval: 5000,'),
        ...(spec.commit === 'record' || spec.commit === 'never' ? [line('autoCommit: false,')] : []),
        ...(spec.style === 'batch' ? batch(spec) : message(spec)),
      ]),
      line('})'),
      ...ends(spec),
    ]),
    ...copied(`
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
`),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function ends(spec) {
  if (spec.finally === 'nothing') return [];
  return [
    line("process.once('SIGINT', async () => {"),
    line('  await consumer.disconnect()', 'close'),
    line('  process.exit(0)'),
    line('})'),
  ];
}

/** @param {Spec} spec */
function interval(spec) {
  return spec.settings.find(([key]) => key === 'auto.commit.interval.ms')?.[1] ?? '5000';
}

/** @param {Spec} spec @returns {Line[]} */
function message(spec) {
  return [
    line('eachMessage: async ({ topic, partition, message }) => {', 'for'),
    ...indent('  ', [
      ...work(spec),
      ...place(spec, 'record', [
        line('await consumer.commitOffsets([{ topic, partition,', 'commit'),
        line('  offset: String(Number(message.offset) + 1) }])'),
      ], '// after each record: await consumer.commitOffsets([…])'),
      ...place(spec, 'never', [], '// or not at all'),
    ]),
    line('},'),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function batch(spec) {
  return [
    ...(spec.commit === 'auto' ? [] : [line('eachBatchAutoResolve: false,')]),
    line('eachBatch: async ({ batch, resolveOffset, heartbeat, isRunning, isStale }) => {'),
    ...indent('  ', [
      line('for (const message of batch.messages) {', 'for'),
      ...indent('  ', [
        line('if (!isRunning() || isStale()) break'),
        ...work(spec),
        ...(spec.commit === 'auto' ? [] : [line('resolveOffset(message.offset)', 'mark')]),
        line('await heartbeat()'),
      ]),
      line('}'),
      ...place(spec, 'never', [], '// or not at all'),
    ]),
    line('},'),
  ];
}

/** @type {import('./lines.js').Tries} */
const TRIES = {
  step: '  ', loop: 'while (true) {', attempt: 'try {', leave: 'break', caught: '} catch (failed) {',
  rest: 'await new Promise((later) => setTimeout(later, 1000))', close: [line('}')],
};

/** @param {Spec} spec @returns {Line[]} */
function work(spec) {
  return worked(spec, 'await work(message.key, message.value)', TRIES, {
    letter: [line(`await producer.send({ topic: ${JSON.stringify(spec.deadLetter)}, messages: [message] })`, 'dead-letter')],
    skip: ['console.error(failed)', spec.style === 'batch' ? 'continue' : 'return'],
  });
}

/** @param {Spec} spec */
function head(spec) {
  const own = [['groupId', JSON.stringify(spec.group)], ...given(spec, 'consumer')];
  const letters = spec.onFailure === 'dead-letter' ? '\n  const producer = kafka.producer()\n  await producer.connect()' : '';
  return copied(`
const { Kafka } = require('kafkajs')

async function work(key, value) {
  console.log(String(key), String(value))
}

async function main() {
  const kafka = new Kafka({ brokers: ['localhost:9092'] })
  const consumer = kafka.consumer({
${own.map(([key, value]) => `    ${key}: ${value},`).join('\n')}
  })
  await consumer.connect()${letters}
`);
}

/**
 * A program that sends.
 * @param {{ topic: string, keys: string[], everyMs: number, settings: [string, string][] }} spec
 * @returns {Line[]}
 */
export function producer({ topic, keys, everyMs, settings }) {
  const own = settings.flatMap(([key, value]) => {
    const one = setting(key, value);
    return one && NAMES[key][0] === 'producer' ? [`${one[0]}: ${one[1]}`] : [];
  });
  const acks = settings.find(([key]) => key === 'acks')?.[1];
  return [
    ...copied(`
const { Kafka } = require('kafkajs')

async function main() {
  const producer = new Kafka({ brokers: ['localhost:9092'] }).producer(${own.length > 0 ? `{ ${own.join(', ')} }` : ''})
  await producer.connect()
  const keys = [${keys.map((key) => JSON.stringify(key)).join(', ')}]
`),
    ...indent('  ', [
      line('for (let n = 1; ; n += 1) {'),
      line(`  const key = ${keys.length > 0 ? 'keys[Math.floor(Math.random() * keys.length)]' : 'null'}`),
      line('  producer.send({', 'send'),
      line(`    topic: ${JSON.stringify(topic)},${acks === undefined ? '' : ` acks: ${acks === 'all' ? -1 : acks},`}`),
      line('    messages: [{ key, value: `m${n}` }],'),
      line('  }).catch((failed) => console.error(failed))', 'answer'),
      line(`  await new Promise((later) => setTimeout(later, ${everyMs}))`, 'wait'),
      line('}'),
    ]),
    ...copied(`
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
`),
  ];
}
