/**
 * The forms: which fields each has, and the command line that it becomes.
 */

import { quote } from '../base.js';
import { resetLine, scenarioOf } from '../stage/reset.js';
import { choices, from } from './command-line.js';
import { words } from '../texts/en/forms.js';

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

/** Names, which are the same in every language. */
const CLIENTS = { java: 'Java', sarama: 'Sarama', kafkajs: 'KafkaJS' };
const LOOPS = {
  java: 'Java', 'kafka-python': 'Python, kafka-python', 'confluent-kafka': 'Python, confluent-kafka', sarama: 'Go, Sarama',
  kafkajs: 'JavaScript, KafkaJS',
};
/** @type {Record<string, string>} */
const STYLES = {
  poll: 'poll()', iterator: 'for message in consumer', consume: 'consume(10)', select: 'select on messages and the end', range: 'range over messages',
  message: 'eachMessage', batch: 'eachBatch',
};

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
    title: words.$produceTitle,
    submit: words.$produce,
    fields: [
      { name: 'topic', label: words.$topic, kind: 'select', options: topicOptions(view), value: chosen.topic },
      {
        name: 'from', label: words.$producer, kind: 'select',
        options: [...producers, ['', words.$onlyThis]], value: chosen.from ?? producers[0]?.[0] ?? '',
      },
      { name: 'key', label: words.$key, hint: words.$keyHint },
      { name: 'value', label: words.$valueLabel, wide: true },
      { name: 'headers', label: words.$headers, kind: 'lines', hint: words.$headersHint },
      { name: 'partition', label: words.$partition, kind: 'number', min: 0, value: chosen.partition, hint: words.$chooses },
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
    title: words.$addProducer,
    submit: words.$addIt,
    fields: [
      { name: 'topic', label: words.$topic, kind: 'select', options: topicOptions(view), value: chosen.topic },
      { name: 'keys', label: words.$keys, value: 'ana,bo,lea', wide: true, hint: words.$keysHint },
      { name: 'rate', label: words.$perSecond, kind: 'number', value: '1', min: 0, step: 0.1, required: true },
      { name: 'name', label: words.$name, hint: words.$oneChosen },
      {
        name: 'client', label: words.$client, kind: 'select', options: wordsOf('produce', '--client', CLIENTS, 'java'),
        hint: words.$clientHint,
      },
      { name: 'settings', label: words.$settings, kind: 'lines', hint: words.$producerSettings },
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
    title: words.$addConsumer,
    submit: words.$addIt,
    fields: [
      { name: 'topic', label: words.$topic, kind: 'select', options: topicOptions(view), value: chosen.topic },
      { name: 'group', label: words.$group, value: chosen.group ?? view.groups[0]?.id ?? 'billing', required: true },
      { name: 'members', label: words.$howMany, kind: 'number', value: '1', min: 1, required: true },
      { name: 'work', label: words.$work, kind: 'number', value: '300', min: 0, required: true },
      { name: 'commit', label: words.$commitsLabel, kind: 'select', options: wordsOf('consume', '--commit', words.$commits), value: 'batch' },
      {
        name: 'reset', label: 'auto.offset.reset', kind: 'select', options: words.$resets, value: 'earliest',
        hint: words.$resetHint,
      },
      {
        name: 'assignor', label: words.$assignor, kind: 'select', options: wordsOf('consume', '--assignor', words.$assignors, 'range'),
        hint: words.$assignorHint,
      },
      { name: 'hand', label: words.$hand, kind: 'check' },
      { name: 'settings', label: words.$settings, kind: 'lines', hint: words.$consumerSettings },
      { name: 'pattern', label: words.$pattern, hint: words.$patternHint, more: true },
      { name: 'loop', label: words.$loop, kind: 'select', options: wordsOf('consume', '--loop', LOOPS, 'java'), more: true },
      ...habitFields('consume'),
    ],
    more: words.$moreLoop,
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
  const usual = ['', verb === 'set' ? words.$asItIs : words.$asUsual];
  return [
    { name: 'style', label: words.$style, kind: 'select', options: [usual, ...wordsOf(verb, '--style', STYLES)], more: true },
    { name: 'failAt', label: words.$throws, hint: words.$throwsHint, more: true },
    { name: 'onFailure', label: words.$exception, kind: 'select', options: [usual, ...wordsOf(verb, '--on-failure', words.$onFailure)], more: true },
    { name: 'slowAt', label: words.$slow, hint: words.$slowHint, more: true },
    { name: 'finally', label: words.$leaves, kind: 'select',
      options: [usual, ...wordsOf(verb, '--finally', words.$finally)], more: true },
    { name: 'commitFails', label: words.$commitThrows, kind: 'select',
      options: [usual, ...wordsOf(verb, '--on-commit-failure', words.$onCommitFailure)], more: true },
    { name: 'failTimes', label: words.$howOften, kind: 'number', hint: words.$eachTime, min: 1, more: true },
    { name: 'deadLetter', label: words.$dead, hint: words.$deadHint, more: true },
    { name: 'onRevoke', label: words.$revoked, kind: 'select', options: [usual, ...wordsOf(verb, '--on-revoke', words.$onRevoke)], more: true },
    { name: 'onAssign', label: words.$assigned, kind: 'select', options: [usual, ...wordsOf(verb, '--on-assign', words.$onAssign)], more: true },
    { name: 'workers', label: words.$workers, kind: 'number', min: 0, max: 16,
      hint: words.$workersHint, more: true },
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
        { name: 'work', label: words.$work, kind: 'number', value: String(consumer.workMs), min: 0, required: true },
        { name: 'commit', label: words.$commitsLabel, kind: 'select', options: wordsOf('consume', '--commit', words.$commits), value: consumer.commit },
        { name: 'hand', label: words.$hand, kind: 'check', value: consumer.byHand ? 'on' : '' },
        { name: 'loop', label: words.$loop, kind: 'select', options: [['', words.$asItIs], ...wordsOf('set', '--loop', LOOPS)], more: true },
        ...habitFields('set'),
      ]
    : [
        { name: 'rate', label: words.$perSecond, kind: 'number', value: String((producer?.ratePerKs ?? 0) / 1000), min: 0, step: 0.1, required: true },
        { name: 'keys', label: words.$keys, value: (producer?.keys ?? []).map(({ key }) => quote(key)).join(','), hint: words.$commas },
      ];
  const settings = machine.settings.map(([key, value]) => `${key}=${value}`);
  fields.push({ name: 'settings', label: words.$settings, kind: 'lines', value: settings.join('\n'), hint: words.$settingsHint });
  const before = Object.fromEntries(fields.map((field) => [field.name, field.value ?? '']));
  return {
    title: words.$settingsOf(name),
    submit: words.$change,
    fields,
    more: words.$moreLoop,
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
    title: words.$createTopic,
    submit: words.$create,
    waits: true,
    fields: [
      { name: 'topic', label: words.$name, required: true },
      { name: 'partitions', label: words.$partitions, kind: 'number', value: '3', min: 1, required: true },
      { name: 'settings', label: words.$configs, kind: 'lines', hint: words.$configsHint },
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
    title: words.$partitionsOf(topic),
    about: words.$onlyMore,
    submit: words.$change,
    waits: true,
    fields: [{ name: 'partitions', label: words.$partitions, kind: 'number', value: String(count + 1), min: 1, required: true }],
    draft: (values) => draft('topic alter', [from('partitions', topic)], option('--partitions', values, 'partitions')),
  };
}

/**
 * @param {string} topic
 * @returns {Form}
 */
export function topicSettingsForm(topic) {
  return {
    title: words.$settingsOf(topic),
    about: words.$holds,
    submit: words.$change,
    waits: true,
    fields: [
      { name: 'config', label: words.$settingsLines, kind: 'lines', hint: words.$retentionEg, wide: true },
      { name: 'unset', label: words.$unset, kind: 'lines', hint: words.$unsetEg, wide: true },
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
    title: words.$deleteRecordsOf(topic),
    about: words.$recordsGo,
    submit: words.$deleteRecords,
    danger: true,
    waits: true,
    fields: [
      {
        name: 'partition', label: words.$partition, kind: 'select',
        options: logs.map(({ partition, logStart, logEnd }) => [`${topic}-${partition}`, words.$fromTo(topic, partition, logStart, logEnd)]),
      },
      { name: 'offset', label: words.$upTo, kind: 'number', required: true, hint: words.$upToHint },
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
    title: words.$deleteTopic(topic),
    about: words.$topicGoes,
    submit: words.$delete,
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
    title: words.$deleteGroup(group),
    about: words.$groupGoes,
    submit: words.$delete,
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
    title: words.$resetOf(group),
    about: words.$goesOn,
    submit: words.$reset,
    waits: true,
    fields: [
      { name: 'partition', label: words.$partition, kind: 'select', options: partitions.map((each) => [each, each]), value: partition },
      { name: 'to', label: words.$to, value: 'beginning', required: true, hint: words.$toHint },
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
    title: words.$seekIt(name),
    about: words.$seekAbout,
    submit: words.$seek,
    fields: [
      { name: 'partition', label: words.$partition, kind: 'select', options: (consumer?.assignment ?? []).map((each) => [each, each]), value: partition },
      { name: 'to', label: words.$to, value: 'beginning', required: true, hint: words.$toHint },
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
    title: words.$lookUpWith(name),
    about: words.$timesAbout,
    submit: words.$lookUp,
    fields: [
      { name: 'partition', label: words.$partition, kind: 'select', options: (consumer?.assignment ?? []).map((each) => [each, each]), value: partition },
      { name: 'time', label: words.$time, value: '@0', required: true, hint: words.$timeHint },
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
    title: words.$stopOne(name),
    about: words.$stopAbout,
    submit: words.$stop,
    fields: [
      {
        name: 'membership', label: words.$membership, kind: 'select',
        options: [
          ['', words.$asUsualLeaves],
          ['--leave', words.$leavesToo],
          ['--remain', words.$remains],
        ],
      },
      { name: 'timeout', label: words.$atMost, kind: 'number', min: 0, hint: words.$thirty },
    ],
    draft: (values) => draft('stop', [name], flag(values.membership !== '', values.membership), option('--timeout', values, 'timeout', 'ms')),
  };
}
