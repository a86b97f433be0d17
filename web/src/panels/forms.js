/**
 * The forms: which fields each has, and the command line that it becomes.
 */

import { quote } from '../base.js';
import { resetLine, scenarioOf } from '../stage/reset.js';
import { choices, from } from './command-line.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('./command-line.js').Word} Word */

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {'text' | 'number' | 'select' | 'check' | 'lines'} [kind] `lines` takes one word a line
 * @property {string} [value]
 * @property {[string, string][]} [options]
 * @property {string} [hint]
 * @property {boolean} [required]
 * @property {boolean} [wide]
 * @property {boolean} [more] whether it is shown when one asks for more
 * @property {number} [min]
 * @property {number} [max]
 * @property {number} [step]
 *
 * @typedef {Record<string, string>} Values
 *
 * @typedef {object} Form
 * @property {string} title
 * @property {string} [about]
 * @property {string} submit
 * @property {boolean} [danger]
 * @property {boolean} [waits] whether it stays until the broker has answered
 * @property {string} [more] what else there is to choose, in a few words
 * @property {Field[]} fields
 * @property {(values: Values) => import('./command-line.js').Draft} draft what it says when it is filled in so
 */

/** What is said beside a word that an option takes; a word without stands for itself. */
const COMMITS = {
  auto: 'auto: inside poll, before a rebalance, at close',
  record: 'after each record',
  batch: 'after each batch',
  contiguous: 'contiguous: up to the first record that is not done',
  before: 'before the work',
};
const CLIENTS = { java: 'Java', sarama: 'Sarama', kafkajs: 'KafkaJS' };
const LOOPS = {
  java: 'Java', 'kafka-python': 'Python, kafka-python', 'confluent-kafka': 'Python, confluent-kafka', sarama: 'Go, Sarama',
  kafkajs: 'JavaScript, KafkaJS',
};
/** @type {Record<string, string>} */
const ON_FAILURE = {
  end: 'it ends the loop', skip: 'it is swallowed, and the record skipped', retry: 'the record is tried again',
  'dead-letter': 'the record goes to a dead letter topic',
};
/** @type {Record<string, string>} */
const FINALLY = { close: 'it closes its client', with: 'it closes without a commit (kafka-python’s with)', nothing: 'nothing: the process ends' };
/** @type {Record<string, string>} */
const ON_COMMIT_FAILURE = { end: 'it ends the loop', continue: 'it is caught, and the loop goes on' };
/** @type {Record<string, string>} */
const ON_REVOKE = { commit: 'it commits the positions', nothing: 'nothing' };
/** @type {Record<string, string>} */
const ON_ASSIGN = { beginning: 'it seeks the beginning of new ones', end: 'it seeks the end of new ones', nothing: 'nothing' };
/** @type {Record<string, string>} */
const STYLES = {
  poll: 'poll()', iterator: 'for message in consumer', consume: 'consume(10)', select: 'select on messages and the end', range: 'range over messages',
  message: 'eachMessage', batch: 'eachBatch',
};
const ASSIGNORS = { range: 'range (default)' };
/** @type {[string, string][]} */
const RESETS = [
  ['', 'latest (default)'],
  ['earliest', 'earliest'],
  ['none', 'none: an error'],
];

/**
 * The words that an option takes, to choose from.
 * @param {string} verb
 * @param {string} name
 * @param {Record<string, string>} said
 * @param {string} [unsaid] the word that is meant where nothing is said
 * @returns {[string, string][]}
 */
function wordsOf(verb, name, said, unsaid) {
  return choices(verb, name).map((word) => [word === unsaid ? '' : word, said[word] ?? word]);
}

/**
 * `--option value`, where there is a value.
 * @param {string} option
 * @param {Values} values
 * @param {string} name
 * @param {string} [unit]
 * @returns {[string, Word][]}
 */
function option(option, values, name, unit = '') {
  return values[name] === '' ? [] : [[option, from(name, values[name] + unit)]];
}

/**
 * `--option value` for each line of a field.
 * @param {string} option
 * @param {Values} values
 * @param {string} name
 * @returns {[string, Word][]}
 */
function each(option, values, name) {
  return split(values[name]).map((line) => [option, from(name, line)]);
}

/**
 * @param {boolean} on
 * @param {string} option
 * @returns {[string, Word][]}
 */
function flag(on, option) {
  return on ? [[option, '']] : [];
}

/**
 * @param {string} verb
 * @param {Word[]} operands
 * @param {...[string, Word][]} options
 * @returns {import('./command-line.js').Draft}
 */
function draft(verb, operands, ...options) {
  return { verb, operands, options: options.flat() };
}

/**
 * @param {string} text one word a line
 * @returns {string[]}
 */
function split(text) {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/**
 * @param {View} view
 * @returns {[string, string][]}
 */
function topicOptions(view) {
  return view.topics.map((topic) => [topic.name, topic.name]);
}

/**
 * Whether a thing is a form and not something with a menu; `new:` alone is the
 * menu of what can be added.
 * @param {string} thing
 */
export function isForm(thing) {
  return /^(settings|rate|produce|new):./s.test(thing);
}

/**
 * The form that a thing stands for, if it stands for one.
 * @param {View} view
 * @param {string} thing such as `settings:c1` or `new:consumer/billing`
 * @returns {Form | null}
 */
export function formFor(view, thing) {
  const [, kind, name] = /^([a-z]+):(.*)$/s.exec(thing) ?? [];
  if (kind === 'settings' || kind === 'rate') return settingsForm(view, name);
  if (kind === 'produce') return recordForm(view, { from: name, topic: view.producers.find((each) => each.machine.name === name)?.topic ?? undefined });
  if (kind !== 'new') return null;
  const [what, group] = name.split(/\/(.*)/s);
  if (what === 'topic') return topicForm();
  if (what === 'record') return recordForm(view);
  if (what === 'producer') return producerForm(view);
  if (what === 'group') return consumerForm(view, { group: freeGroup(view) });
  if (what === 'consumer') return consumerForm(view, { group, topic: view.groups.find((each) => each.id === group)?.lanes[0]?.topic });
  return null;
}

/** A name for one more group. @param {View} view */
function freeGroup(view) {
  const taken = new Set(view.groups.map((group) => group.id));
  return ['billing', 'audit', 'shipping', 'search'].find((name) => !taken.has(name)) ?? `group-${taken.size + 1}`;
}

/**
 * One record by hand.
 * @param {View} view
 * @param {{ topic?: string, from?: string, partition?: string }} [chosen]
 * @returns {Form}
 */
export function recordForm(view, chosen = {}) {
  /** @type {[string, string][]} */
  const producers = view.producers.map((producer) => [producer.machine.name, producer.machine.name]);
  return {
    title: 'Produce a record',
    submit: 'Produce',
    fields: [
      { name: 'topic', label: 'Topic', kind: 'select', options: topicOptions(view), value: chosen.topic },
      {
        name: 'from', label: 'Producer', kind: 'select',
        options: [...producers, ['', 'one for this record only']], value: chosen.from ?? producers[0]?.[0] ?? '',
      },
      { name: 'key', label: 'Key', hint: 'One partitioner puts it into one partition, as long as their number stays. Empty is no key.' },
      { name: 'value', label: 'Value', wide: true },
      { name: 'headers', label: 'Headers', kind: 'lines', hint: 'name=value, one a line' },
      { name: 'partition', label: 'Partition', kind: 'number', min: 0, value: chosen.partition, hint: 'Empty: the partitioner chooses.' },
    ],
    draft: (values) =>
      draft(
        'produce',
        [],
        option('--topic', values, 'topic'),
        option('--from', values, 'from'),
        option('--key', values, 'key'),
        option('--value', values, 'value'),
        each('--header', values, 'headers'),
        option('--partition', values, 'partition'),
      ),
  };
}

/**
 * A producer that sends by itself.
 * @param {View} view
 * @param {{ topic?: string }} [chosen]
 * @returns {Form}
 */
export function producerForm(view, chosen = {}) {
  return {
    title: 'Add a producer',
    submit: 'Add',
    fields: [
      { name: 'topic', label: 'Topic', kind: 'select', options: topicOptions(view), value: chosen.topic },
      { name: 'keys', label: 'Keys', value: 'ana,bo,lea', wide: true, hint: 'With commas between. Empty: records without a key.' },
      { name: 'rate', label: 'Records a second', kind: 'number', value: '1', min: 0, step: 0.1, required: true },
      { name: 'name', label: 'Name', hint: 'Empty: one is chosen.' },
      {
        name: 'client', label: 'Client', kind: 'select', options: wordsOf('produce', '--client', CLIENTS, 'java'),
        hint: 'Java, kafka-python and KafkaJS put a key into the same partition; librdkafka and Sarama do not, unless told.',
      },
      { name: 'settings', label: 'Settings', kind: 'lines', hint: "Kafka's names: linger.ms=50, one a line" },
    ],
    draft: (values) =>
      draft(
        'produce',
        [],
        option('--topic', values, 'topic'),
        option('--keys', values, 'keys'),
        option('--rate', values, 'rate', '/s'),
        option('--name', values, 'name'),
        option('--client', values, 'client'),
        each('--set', values, 'settings'),
      ),
  };
}

/**
 * @param {View} view
 * @param {{ topic?: string, group?: string }} [chosen]
 * @returns {Form}
 */
export function consumerForm(view, chosen = {}) {
  return {
    title: 'Add a consumer',
    submit: 'Add',
    fields: [
      { name: 'topic', label: 'Topic', kind: 'select', options: topicOptions(view), value: chosen.topic },
      { name: 'group', label: 'Group', value: chosen.group ?? view.groups[0]?.id ?? 'billing', required: true },
      { name: 'members', label: 'How many', kind: 'number', value: '1', min: 1, required: true },
      { name: 'work', label: 'Work on a record, in ms', kind: 'number', value: '300', min: 0, required: true },
      { name: 'commit', label: 'Commits', kind: 'select', options: wordsOf('consume', '--commit', COMMITS), value: 'batch' },
      {
        name: 'reset', label: 'auto.offset.reset', kind: 'select', options: RESETS, value: 'earliest',
        hint: 'Where to begin if nothing is committed, or the offset is out of range',
      },
      {
        name: 'assignor', label: 'Assignor', kind: 'select', options: wordsOf('consume', '--assignor', ASSIGNORS, 'range'),
        hint: 'How the partitions are shared out',
      },
      { name: 'hand', label: 'By hand: I press poll, commit and seek', kind: 'check' },
      { name: 'settings', label: 'Settings', kind: 'lines', hint: "Kafka's names: max.poll.records=5, one a line" },
      { name: 'pattern', label: 'In place of the topic, all that match', hint: 'A regular expression for the whole name, such as orders.*', more: true },
      { name: 'loop', label: 'Whose loop it is', kind: 'select', options: wordsOf('consume', '--loop', LOOPS, 'java'), more: true },
      ...habitFields('consume'),
    ],
    more: 'The loop, and what it does when something goes wrong',
    draft: (values) =>
      draft(
        'consume',
        [],
        values.pattern === '' ? option('--topic', values, 'topic') : option('--pattern', values, 'pattern'),
        option('--group', values, 'group'),
        values.members === '1' ? [] : option('--members', values, 'members'),
        option('--work', values, 'work', 'ms'),
        option('--commit', values, 'commit'),
        flag(values.hand !== '', '--by-hand'),
        option('--loop', values, 'loop'),
        ...habitOptions(values, {}),
        option('--assignor', values, 'assignor'),
        values.reset === '' ? [] : [['--set', from('reset', `auto.offset.reset=${values.reset}`)]],
        each('--set', values, 'settings'),
      ),
  };
}

/**
 * How a program is written besides when it commits.
 * @param {string} verb
 * @returns {Field[]}
 */
function habitFields(verb) {
  /** @type {[string, string]} */
  const usual = ['', verb === 'set' ? 'as it is' : 'as usual'];
  return [
    { name: 'style', label: 'How it comes by its records', kind: 'select', options: [usual, ...wordsOf(verb, '--style', STYLES)], more: true },
    { name: 'failAt', label: 'The work on this record throws', hint: 'Such as orders-0=13', more: true },
    { name: 'onFailure', label: 'What becomes of the exception', kind: 'select', options: [usual, ...wordsOf(verb, '--on-failure', ON_FAILURE)], more: true },
    { name: 'slowAt', label: 'The work on this record takes long', hint: 'Such as orders-0=13: ten times as long as the others', more: true },
    { name: 'finally', label: 'When the loop is left by an exception or Ctrl-C', kind: 'select',
      options: [usual, ...wordsOf(verb, '--finally', FINALLY)], more: true },
    { name: 'commitFails', label: 'What becomes of a commit that throws', kind: 'select',
      options: [usual, ...wordsOf(verb, '--on-commit-failure', ON_COMMIT_FAILURE)], more: true },
    { name: 'failTimes', label: 'How often it throws before it succeeds', kind: 'number', hint: 'Else each time.', min: 1, more: true },
    { name: 'deadLetter', label: 'Topic for dead letters', hint: 'Else the record’s own topic with -dlt after it.', more: true },
    { name: 'onRevoke', label: 'When partitions are given back', kind: 'select', options: [usual, ...wordsOf(verb, '--on-revoke', ON_REVOKE)], more: true },
    { name: 'onAssign', label: 'When partitions come', kind: 'select', options: [usual, ...wordsOf(verb, '--on-assign', ON_ASSIGN)], more: true },
    { name: 'workers', label: 'Workers that the loop hands its records over to', kind: 'number', min: 0, max: 16,
      hint: 'Of Java, kafka-python (poll) and confluent-kafka; 0 is none.', more: true },
  ];
}

/**
 * What of that was filled in.
 * @param {Values} values
 * @param {Values} before
 * @returns {[string, Word][][]}
 */
function habitOptions(values, before) {
  /** @type {[string, string][]} */
  const named = [
    ['--style', 'style'], ['--fail-at', 'failAt'], ['--on-failure', 'onFailure'], ['--slow-at', 'slowAt'], ['--finally', 'finally'],
    ['--on-commit-failure', 'commitFails'], ['--fail-times', 'failTimes'], ['--dead-letter', 'deadLetter'], ['--on-revoke', 'onRevoke'],
    ['--on-assign', 'onAssign'], ['--workers', 'workers'],
  ];
  return named.map(([name, field]) => (values[field] === undefined || values[field] === (before[field] ?? '') ? [] : option(name, values, field)));
}

/**
 * What can be changed in a machine, and only what was changed is in the line.
 * @param {View} view
 * @param {string} name
 * @returns {Form | null}
 */
export function settingsForm(view, name) {
  const consumer = view.consumers.find((each) => each.machine.name === name);
  const producer = view.producers.find((each) => each.machine.name === name);
  const machine = consumer?.machine ?? producer?.machine;
  if (!machine) return null;
  /** @type {Field[]} */
  const fields = consumer
    ? [
        { name: 'work', label: 'Work on a record, in ms', kind: 'number', value: String(consumer.workMs), min: 0, required: true },
        { name: 'commit', label: 'Commits', kind: 'select', options: wordsOf('consume', '--commit', COMMITS), value: consumer.commit },
        { name: 'hand', label: 'By hand: I press poll, commit and seek', kind: 'check', value: consumer.byHand ? 'on' : '' },
        { name: 'loop', label: 'Whose loop it is', kind: 'select', options: [['', 'as it is'], ...wordsOf('set', '--loop', LOOPS)], more: true },
        ...habitFields('set'),
      ]
    : [
        { name: 'rate', label: 'Records a second', kind: 'number', value: String((producer?.ratePerKs ?? 0) / 1000), min: 0, step: 0.1, required: true },
        { name: 'keys', label: 'Keys', value: (producer?.keys ?? []).map(({ key }) => quote(key)).join(','), hint: 'With commas between.' },
      ];
  const settings = machine.settings.map(([key, value]) => `${key}=${value}`);
  fields.push({ name: 'settings', label: 'Settings', kind: 'lines', value: settings.join('\n'), hint: "Kafka's names, one a line: max.poll.records=5" });
  const before = Object.fromEntries(fields.map((field) => [field.name, field.value ?? '']));
  return {
    title: `Settings of ${name}`,
    submit: 'Change',
    fields,
    more: 'The loop, and what it does when something goes wrong',
    draft: (values) => {
      const changed = (/** @type {string} */ field) => values[field] !== undefined && values[field] !== before[field];
      const added = split(values.settings).filter((setting) => !settings.includes(setting));
      return draft(
        'set',
        [from('settings', name), ...added.map((setting) => from('settings', setting))],
        changed('work') ? option('--work', values, 'work', 'ms') : [],
        changed('commit') ? option('--commit', values, 'commit') : [],
        flag(changed('hand'), values.hand === '' ? '--no-by-hand' : '--by-hand'),
        changed('loop') ? option('--loop', values, 'loop') : [],
        ...habitOptions(values, before),
        changed('rate') ? option('--rate', values, 'rate', '/s') : [],
        flag(changed('keys') && values.keys === '', '--no-keys'),
        changed('keys') ? option('--keys', values, 'keys') : [],
      );
    },
  };
}

/** @returns {Form} */
export function topicForm() {
  return {
    title: 'Create a topic',
    submit: 'Create',
    waits: true,
    fields: [
      { name: 'topic', label: 'Name', required: true },
      { name: 'partitions', label: 'Partitions', kind: 'number', value: '3', min: 1, required: true },
      { name: 'settings', label: 'Configs', kind: 'lines', hint: "Kafka's names: retention.ms=604800000, one a line" },
    ],
    draft: (values) =>
      draft('topic create', [from('topic', values.topic)], option('--partitions', values, 'partitions'), each('--config', values, 'settings')),
  };
}

/**
 * @param {View} view
 * @param {string} topic
 * @returns {Form}
 */
export function partitionsForm(view, topic) {
  const count = view.topics.find((each) => each.name === topic)?.partitions.length ?? 1;
  return {
    title: `Partitions of ${topic}`,
    about: 'Partitions can only become more. A key may go to another partition from then on.',
    submit: 'Change',
    waits: true,
    fields: [{ name: 'partitions', label: 'Partitions', kind: 'number', value: String(count + 1), min: 1, required: true }],
    draft: (values) => draft('topic alter', [from('partitions', topic)], option('--partitions', values, 'partitions')),
  };
}

/**
 * @param {string} topic
 * @returns {Form}
 */
export function topicSettingsForm(topic) {
  return {
    title: `Settings of ${topic}`,
    about: 'What is changed holds from then on; the broker looks for what is too old at 0:30, and every 5 minutes then.',
    submit: 'Change',
    waits: true,
    fields: [
      { name: 'config', label: 'Settings, one a line', kind: 'lines', hint: 'Such as retention.ms=60000', wide: true },
      { name: 'unset', label: 'Back to the broker’s, one a line', kind: 'lines', hint: 'Such as retention.ms', wide: true },
    ],
    draft: (values) => draft('topic alter', [from('config', topic)], each('--config', values, 'config'), each('--unset', values, 'unset')),
  };
}

/**
 * @param {View} view
 * @param {string} topic
 * @returns {Form}
 */
export function deleteRecordsForm(view, topic) {
  const logs = view.topics.find((each) => each.name === topic)?.partitions ?? [];
  return {
    title: `Delete records of ${topic}`,
    about: 'All records below the offset go, also for groups that have not read them. They do not come back.',
    submit: 'Delete records',
    danger: true,
    waits: true,
    fields: [
      {
        name: 'partition', label: 'Partition', kind: 'select',
        options: logs.map(({ partition, logStart, logEnd }) => [`${topic}-${partition}`, `${topic}-${partition}, ${logStart} to ${logEnd}`]),
      },
      { name: 'offset', label: 'Up to this offset', kind: 'number', required: true, hint: 'The first that stays; -1 deletes all' },
    ],
    draft: (values) => draft('records delete', [from('offset', `${values.partition}=${values.offset}`)]),
  };
}

/**
 * @param {string} topic
 * @returns {Form}
 */
export function deleteTopicForm(topic) {
  return {
    title: `Delete topic ${topic}?`,
    about: 'Its records go with it. (Here one can go back in time.)',
    submit: 'Delete',
    danger: true,
    waits: true,
    fields: [],
    draft: () => draft('topic delete', [topic]),
  };
}

/**
 * @param {string} group
 * @returns {Form}
 */
export function deleteGroupForm(group) {
  return {
    title: `Delete group ${group}?`,
    about: 'Its committed offsets go with it. A group that has members is not deleted.',
    submit: 'Delete',
    danger: true,
    waits: true,
    fields: [],
    draft: () => draft('group delete', [group]),
  };
}

/**
 * What a group has committed, and so where its members go on when they start.
 * @param {View} view
 * @param {string} group
 * @param {string} [partition] such as `orders:0`
 * @returns {Form}
 */
export function resetForm(view, group, partition) {
  const lanes = view.groups.find((each) => each.id === group)?.lanes ?? [];
  const partitions = lanes.map((lane) => `${lane.topic}:${lane.partition}`);
  return {
    title: `Reset offsets of ${group}`,
    about: 'The group goes on from there. It has to be without members for it.',
    submit: 'Reset',
    waits: true,
    fields: [
      { name: 'partition', label: 'Partition', kind: 'select', options: partitions.map((each) => [each, each]), value: partition },
      { name: 'to', label: 'To', value: 'beginning', required: true, hint: 'An offset, an instant such as @12.5, beginning or end' },
    ],
    draft: (values) => {
      const [scenario, value] = scenarioOf(values.to, view.start);
      return resetLine(group, from('partition', values.partition), [scenario, value === '' ? '' : from('to', value)]);
    },
  };
}

/**
 * Where a consumer reads next.
 * @param {View} view
 * @param {string} name
 * @param {string} [partition] such as `orders-0`
 * @returns {Form}
 */
export function seekForm(view, name, partition) {
  const consumer = view.consumers.find((each) => each.machine.name === name);
  return {
    title: `Seek ${name}`,
    about: 'The next poll reads from there. What is committed stays until the next commit.',
    submit: 'Seek',
    fields: [
      { name: 'partition', label: 'Partition', kind: 'select', options: (consumer?.assignment ?? []).map((each) => [each, each]), value: partition },
      { name: 'to', label: 'To', value: 'beginning', required: true, hint: 'An offset, an instant such as @12.5, beginning or end' },
    ],
    draft: (values) => draft('seek', [name, from('partition', values.partition), from('to', values.to)]),
  };
}

/**
 * Where the records of a time begin.
 * @param {View} view
 * @param {string} name
 * @param {string} partition such as `orders-0`
 * @returns {Form}
 */
export function timesForm(view, name, partition) {
  const consumer = view.consumers.find((each) => each.machine.name === name);
  return {
    title: `Look up a time with ${name}`,
    about: 'It answers with the first record that is not older: its offset and its timestamp. The position stays.',
    submit: 'Look up',
    fields: [
      { name: 'partition', label: 'Partition', kind: 'select', options: (consumer?.assignment ?? []).map((each) => [each, each]), value: partition },
      { name: 'time', label: 'Time', value: '@0', required: true, hint: 'An instant such as @12.5, or Unix milliseconds' },
    ],
    draft: (values) => draft('offsets-for-times', [name, from('partition', values.partition), from('time', values.time)]),
  };
}

/**
 * How a consumer closes.
 * @param {string} name
 * @returns {Form}
 */
export function stopForm(name) {
  return {
    title: `Stop ${name}`,
    about: 'It closes its client. Only Java’s takes options for that; kafka-python’s takes a timeout.',
    submit: 'Stop',
    fields: [
      {
        name: 'membership', label: 'Its membership', kind: 'select',
        options: [
          ['', 'as usual: it leaves, a static member stays'],
          ['--leave', 'it leaves, also as a static member'],
          ['--remain', 'it stays until its session times out'],
        ],
      },
      { name: 'timeout', label: 'At most so long, in ms', kind: 'number', min: 0, hint: 'Empty: 30 seconds.' },
    ],
    draft: (values) => draft('stop', [name], flag(values.membership !== '', values.membership), option('--timeout', values, 'timeout', 'ms')),
  };
}
