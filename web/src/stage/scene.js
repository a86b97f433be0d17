/**
 * What the stage says: the view's things joined and put into words, without
 * a place for them yet. Pure; whatever is a number here came from the view.
 */

import { say } from '../language.js';
import * as words from './words.js';
import { words as said } from '../texts/en/stage.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').ConsumerView} ConsumerView */
/** @typedef {import('../player/view.js').MachineView} MachineView */
/** @typedef {import('../player/view.js').MemberView} MemberView */
/** @typedef {import('../player/view.js').GroupView} GroupView */
/** @typedef {import('../player/view.js').GroupLaneView} GroupLaneView */
/** @typedef {import('../player/view.js').KeyTableView} KeyTableView */
/** @typedef {import('../player/view.js').KeyPlaceView} KeyPlaceView */
/** @typedef {import('../player/view.js').PartitionView} PartitionView */
/** @typedef {import('../player/view.js').HandView} HandView */

/**
 * @typedef {object} Chip one record on a card
 * @property {string} key
 * @property {string} text
 * @property {string} label
 * @property {number | null} tint
 * @property {string | null} thing
 * @property {string} state
 *
 * @typedef {object} Card a machine's card
 * @property {string} id
 * @property {string} name
 * @property {string} thing
 * @property {string} note beside the name
 * @property {string} status
 * @property {MachineView['condition']} condition
 * @property {string} right what it owns
 * @property {string} line
 * @property {string} more a second line
 * @property {{ name: string, text: string } | null} error
 * @property {Chip[]} chips
 * @property {number} count of what the chips are the first of
 * @property {Button[]} hand buttons that stay in sight
 * @property {Button[]} buttons
 * @property {string | null} [topic] to which a producer sends
 * @property {string} [kind] what it is, where it is no producer among the producers
 *
 * @typedef {object} Button
 * @property {string} text
 * @property {import('../language.js').Saying} [saying] what it runs
 * @property {string} [menu] or the menu that it opens,
 * @property {string} [label] and what that is for
 *
 * @typedef {object} GroupScene
 * @property {string} id
 * @property {string} thing
 * @property {number} hue
 * @property {string} state
 * @property {string} meta
 * @property {string | null} until when the join phase ends at the latest, so far
 * @property {import('../player/view.js').LedgerView} ledger
 * @property {Card[]} cards
 *
 * @typedef {object} Track one group's markers on one lane
 * @property {string} group
 * @property {number} hue
 * @property {GroupLaneView} lane
 * @property {string} lag
 *
 * @typedef {object} LaneScene
 * @property {string} topic
 * @property {PartitionView} log
 * @property {Track[]} tracks
 *
 * @typedef {object} TopicScene
 * @property {string} name
 * @property {string} meta
 * @property {string} shortMeta
 * @property {LaneScene[]} lanes
 * @property {KeysScene | null} keys
 *
 * @typedef {object} KeysScene where each key goes from producers that do not agree
 * @property {{ text: string, label: string, tint: number | null }[]} keys
 * @property {{ name: string, thing: string, client: string, how: string, label: string, places: KeyPlaceView[] }[]} rows
 *
 * @typedef {object} CommitScene
 * @property {string} key
 * @property {string} thing
 * @property {string} text
 * @property {string} label
 * @property {number} hue
 *
 * @typedef {object} Scene
 * @property {Card[]} producers
 * @property {TopicScene[]} topics
 * @property {CommitScene[]} commits
 * @property {GroupScene[]} groups
 */

/**
 * @param {View} view
 * @returns {Scene}
 */
export function sceneOf(view) {
  const groups = groupsOf(view);
  const hues = new Map(groups.map((group) => [group.id, group.hue]));
  const several = view.topics.length > 1;
  return {
    producers: view.producers.map(producerCard),
    topics: view.topics.map((topic) => ({
      name: topic.name,
      meta: [
        words.count(topic.partitions.length, 'partition'), words.count(topic.records, 'record'), words.kept(topic),
      ].join(' · '),
      shortMeta: words.count(topic.records, 'record'),
      lanes: topic.partitions.map((log) => ({ topic: topic.name, log, tracks: tracksOf(view, topic.name, log.partition) })),
      keys: topic.keyTable && keysOf(view, topic.keyTable),
    })),
    commits: view.commits.map((commit) => {
      const group = words.clip(commit.group, several ? 8 : 10);
      const place = several ? `${words.clip(commit.topic, 9)}-${commit.partition}` : `${commit.partition}`;
      return {
        key: `${commit.inPartition}/${commit.atOffset}`,
        thing: `commit:${commit.group}/${commit.topic}/${commit.partition}`,
        text: commit.offset === null ? said.$gone(group, place) : `${group} ${place} → ${commit.offset}`,
        label: commit.offset === null
          ? said.$noOffset(commit.group, commit.topic, commit.partition)
          : said.$committedAt(commit.group, commit.offset, `${commit.topic}-${commit.partition}`, words.moment(commit.at)),
        hue: hues.get(commit.group) ?? 0,
      };
    }),
    groups,
  };
}

/**
 * Where each key goes, with the words for its producers.
 * @param {View} view
 * @param {KeyTableView} table
 * @returns {KeysScene}
 */
function keysOf(view, { keys, rows }) {
  return {
    keys: keys.map(({ key, tint }) => ({ text: words.shortKey(key), label: words.keyWords(key), tint })),
    rows: rows.flatMap(({ producer: name, places }) => {
      const producer = view.producers.find((one) => one.machine.name === name);
      return producer ? [{
        name, thing: `machine:${name}`, client: producer.client, how: words.partitioner(producer),
        label: `${producer.client}, ${producer.partitioner}`, places,
      }] : [];
    }),
  };
}

/**
 * A group is drawn as soon as somebody is in it or has the wish to be.
 * @param {View} view
 * @returns {GroupScene[]}
 */
function groupsOf(view) {
  const groups = view.groups.map((group) => ({
    id: group.id,
    thing: `group:${group.id}`,
    hue: group.index,
    state: /** @type {string} */ (group.state),
    meta: metaOf(group),
    until: group.rebalanceUntil === null ? null : said.$joinPhase(words.moment(group.rebalanceUntil)),
    ledger: group.ledger,
    cards: cardsOf(group, view.consumers.filter((one) => one.group === group.id)),
  }));
  const unknown = view.unknownGroups.map(({ id, index }) => ({
    id,
    thing: `group:${id}`,
    hue: index,
    state: '',
    meta: said.$unknownGroup,
    until: null,
    ledger: { once: 0, again: 0, skipped: 0, deleted: 0, never: 0, lost: 0 },
    cards: cardsOf(null, view.consumers.filter((one) => one.group === id)),
  }));
  return [...groups, ...unknown];
}

/** @param {GroupView} group */
function metaOf(group) {
  const parts = [said.$generation(group.generation)];
  if (group.protocol) parts.push(group.protocol);
  if (group.removed) {
    const { machine, reason, silentMs } = group.removed;
    if (reason === 'left') parts.push(said.$left(machine));
    else if (reason === 'session timeout') parts.push(said.$timedOut(machine, words.duration(silentMs)));
    else parts.push(said.$missed(machine));
  } else if (group.rebalanceUntil !== null) {
    parts.push(said.$waitsUntil(words.moment(group.rebalanceUntil)));
  }
  return parts.join(' · ');
}

/**
 * A card for each consumer, in the order in which they were started, and one
 * for each former member id of one that crashed and came back.
 * @param {GroupView | null} group
 * @param {ConsumerView[]} consumers
 * @returns {Card[]}
 */
function cardsOf(group, consumers) {
  const members = group?.members ?? [];
  return [
    ...consumers.map((consumer) => consumerCard(consumer, members.find((one) => one.memberId === consumer.member) ?? null)),
    ...members.filter((member) => member.former).map(ghostCard),
  ];
}

/**
 * @param {ConsumerView} consumer
 * @param {MemberView | null} member
 * @returns {Card}
 */
function consumerCard(consumer, member) {
  const { machine } = consumer;
  const { condition } = machine;
  const off = condition === 'crashed' || condition === 'stopped';
  return {
    id: machine.name,
    name: machine.name,
    thing: `machine:${machine.name}`,
    note: off && member && (consumer.instanceId === null || condition === 'crashed')
      ? said.$until(consumer.instanceId !== null, words.moment(member.sessionUntil))
      : [
        consumer.instanceId === null ? '' : consumer.instanceId === machine.name ? 'static' : said.$as(words.clip(consumer.instanceId, 12)),
        !off && member?.leads ? said.$leads : '',
      ].filter(Boolean).join(', '),
    status: machine.status,
    condition,
    right: !off ? consumer.assignment.join(', ') : consumer.instanceId !== null && member ? member.assignment.join(', ') : '',
    line: condition === 'stopped' && member && consumer.instanceId !== null
      ? said.$away(words.moment(member.sessionUntil))
      : words.doing(consumer),
    more: '',
    error: machine.error && !off ? { name: machine.error.exception, text: machine.error.message } : null,
    chips: consumer.hand.map(handChip),
    count: consumer.handCount,
    hand: consumer.byHand && !off ? [command('poll', machine.name), command('commit', machine.name)] : [],
    buttons: machineButtons(machine, []),
  };
}

/**
 * @param {MemberView} member
 * @returns {Card}
 */
function ghostCard(member) {
  return {
    id: member.memberId,
    name: member.machine,
    thing: `machine:${member.machine}`,
    note: member.leads ? said.$leads : '',
    status: 'gone',
    condition: 'stopped',
    right: member.assignment.join(', '),
    line: said.$former(words.moment(member.sessionUntil)),
    more: '',
    error: null,
    chips: [],
    count: 0,
    hand: [],
    buttons: [],
  };
}

/**
 * @param {HandView} record
 * @returns {Chip}
 */
function handChip(record) {
  const thing = `record:${record.topic}/${record.partition}/${record.offset}`;
  return {
    key: thing,
    text: words.shortKey(record.key),
    label: `${record.topic}-${record.partition} ${said.$at(record.offset, `${words.keyWords(record.key)}, ${record.state}`)}`,
    tint: record.tint,
    thing,
    state: record.state,
  };
}

/**
 * @param {import('../player/view.js').ProducerView} producer
 * @returns {Card}
 */
function producerCard(producer) {
  const { machine, batches } = producer;
  const { condition } = machine;
  const well = condition === 'well' || condition === 'stalled';
  const places = batches.map((batch) => `${batch.topic}-${batch.partition}`);
  const again = batches.some((batch) => batch.attempts > 0);
  const sending = producer.topic !== null && producer.ratePerKs > 0;
  /** @type {Button[]} */
  const first = [{ text: 'produce', menu: `produce:${machine.name}`, label: said.$produceFrom(machine.name) }];
  if (sending || producer.paused) {
    const verb = producer.paused ? 'resume' : 'pause';
    first.push(command(verb, machine.name));
  }
  first.push({ text: 'rate', menu: `rate:${machine.name}`, label: said.$rateOf(machine.name) });
  return {
    id: machine.name,
    name: machine.name,
    thing: `machine:${machine.name}`,
    note: '',
    topic: producer.topic,
    status: machine.status,
    condition,
    right: '',
    line: well ? (producer.paused ? said.$paused : words.rate(producer.ratePerKs)) : said.$ailing(machine),
    more: places.length > 0 ? said.$batches(places.length, places.join(', '), again) : '',
    error: machine.error ? { name: machine.error.exception, text: machine.error.message } : null,
    chips: batches.flatMap((batch) => batch.records.map((record, at) => ({
      key: `${batch.topic}/${batch.partition}/${at}`,
      text: words.shortKey(record.key),
      label: said.$waitsBatch(words.keyWords(record.key), batch.topic, batch.partition),
      tint: record.tint,
      thing: null,
      state: 'waiting',
    }))),
    count: producer.waiting,
    hand: [],
    buttons: machine.status === 'running'
      ? [...first, { text: '⋯', menu: `machine:${machine.name}`, label: said.$more(machine.name) }]
      : machineButtons(machine, []),
  };
}

/**
 * What a beginner does to a machine; the menu has the rest.
 * @param {import('../player/view.js').MachineView} machine
 * @param {Button[]} first
 */
function machineButtons(machine, first) {
  const { name } = machine;
  const more = { text: '⋯', menu: `machine:${name}`, label: said.$more(name) };
  if (machine.status === 'crashed' || machine.status === 'stopped') {
    return [command('start', name), command('remove', name), more];
  }
  return [
    ...first,
    command('crash', name),
    command('stop', name),
    machine.stalled ? command('unstall', name) : command('stall', name),
    machine.cut ? command('heal', name) : command('cut', name),
    more,
  ];
}

/**
 * @param {string} verb
 * @param {string} name of the machine
 * @returns {Button}
 */
function command(verb, name) {
  return { text: verb, saying: say(verb, name) };
}

/**
 * @param {View} view
 * @param {string} topic
 * @param {number} partition
 * @returns {Track[]}
 */
function tracksOf(view, topic, partition) {
  return view.groups.flatMap((group) => group.lanes
    .filter((lane) => lane.topic === topic && lane.partition === partition)
    .map((lane) => ({ group: group.id, hue: group.index, lane, lag: lagWords(lane.lag) })));
}

/**
 * The lag in the words of the look; the number is the view's.
 * @param {import('../player/view.js').Offset | null} lag
 */
export function lagWords(lag) {
  if (lag === null) return '-';
  return said.$lag(lag);
}
