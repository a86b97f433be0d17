/**
 * What the stage says: the view's things joined and put into words, without
 * a place for them yet. Pure; whatever is a number here came from the view.
 */

import * as words from './words.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').ConsumerView} ConsumerView */
/** @typedef {import('../player/view.js').MemberView} MemberView */
/** @typedef {import('../player/view.js').GroupView} GroupView */
/** @typedef {import('../player/view.js').GroupLaneView} GroupLaneView */
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
 * @property {ReturnType<typeof words.condition>} condition
 * @property {string} right what it owns
 * @property {string} line
 * @property {string} more a second line
 * @property {{ name: string, text: string } | null} error
 * @property {Chip[]} chips
 * @property {number} count of what the chips are the first of
 * @property {Button[]} hand buttons that stay in sight
 * @property {Button[]} buttons
 *
 * @typedef {object} Button
 * @property {string} text
 * @property {string} [command]
 * @property {string} [menu]
 * @property {string} label
 *
 * @typedef {object} GroupScene
 * @property {string} id
 * @property {string} thing
 * @property {number} hue
 * @property {string} state
 * @property {string} meta
 * @property {string | null} until when the rebalance ends at the latest
 * @property {import('../player/view.js').LedgerView} ledger
 * @property {Card[]} cards
 *
 * @typedef {object} Track one group's markers on one lane
 * @property {string} group
 * @property {number} hue
 * @property {GroupLaneView} lane
 * @property {string} lag
 * @property {boolean} settled whether the owner reads: its group is Stable, or it reads on while the others join
 * @property {string | null} reserved the machine that the partition waits for: it is away, or has not heard of it yet
 * @property {boolean} nobodys whether the partition was given up and not handed over yet
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
 * @property {{ name: string, thing: string, client: string, how: string, label: string, places: { partition: number | null, other: boolean }[] }[]} rows
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
        words.count(topic.partitions.length, 'partition'), words.count(topic.records, 'record'), words.kept(topic.retentionMs),
      ].join(' · '),
      shortMeta: words.count(topic.records, 'record'),
      lanes: topic.partitions.map((log) => ({ topic: topic.name, log, tracks: tracksOf(view, topic.name, log.partition) })),
      keys: keysOf(view, topic.name),
    })),
    commits: view.commits.map((commit) => {
      const group = words.clip(commit.group, several ? 8 : 10);
      const place = several ? `${words.clip(commit.topic, 9)}-${commit.partition}` : `${commit.partition}`;
      return {
        key: `${commit.inPartition}/${commit.atOffset}`,
        thing: `commit:${commit.group}/${commit.topic}/${commit.partition}`,
        text: commit.offset === null ? `${group} ${place} gone` : `${group} ${place} → ${commit.offset}`,
        label: commit.offset === null
          ? `${commit.group} no longer has an offset for ${commit.topic}-${commit.partition}`
          : `${commit.group} committed ${commit.offset} for ${commit.topic}-${commit.partition} at ${words.moment(commit.at)}`,
        hue: hues.get(commit.group) ?? 0,
      };
    }),
    groups,
  };
}

/** More keys than these make no table that one compares. */
const KEYS = 8;

/**
 * Where each key goes, as soon as two producers of a topic have different
 * partitioners. What differs from the first producer is marked as such.
 * @param {View} view
 * @param {string} topic
 * @returns {KeysScene | null}
 */
function keysOf(view, topic) {
  const producers = view.producers.filter((one) => one.topic === topic && one.keys.some((key) => key.partition !== null));
  if (new Set(producers.map((one) => `${one.client}/${one.partitioner}`)).size < 2) return null;
  const keys = [...new Map(producers.flatMap((one) => one.keys).map((key) => [key.key, key])).values()].slice(0, KEYS);
  const placeOf = (/** @type {import('../player/view.js').ProducerView} */ producer, /** @type {string} */ key) => (
    producer.keys.find((one) => one.key === key)?.partition ?? null
  );
  return {
    keys: keys.map(({ key, tint }) => ({ text: words.shortKey(key), label: words.keyWords(key), tint })),
    rows: producers.map((producer) => {
      const places = keys.map(({ key }) => {
        const partition = placeOf(producer, key);
        return { partition, other: partition !== placeOf(producers[0], key) };
      });
      const { name } = producer.machine;
      return {
        name, thing: `machine:${name}`, client: producer.client, how: words.partitioner(producer),
        label: `${producer.client}, ${producer.partitioner}`, places,
      };
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
    until: group.rebalanceUntil === null ? null : `the rebalance ends at ${words.moment(group.rebalanceUntil)} at the latest`,
    ledger: group.ledger,
    cards: cardsOf(group, view.consumers.filter((one) => one.group === group.id)),
  }));
  const known = new Set(groups.map((group) => group.id));
  for (const consumer of view.consumers) {
    if (known.has(consumer.group)) continue;
    known.add(consumer.group);
    groups.push({
      id: consumer.group,
      thing: `group:${consumer.group}`,
      hue: groups.length,
      state: '',
      meta: 'the coordinator does not know it yet',
      until: null,
      ledger: { once: 0, again: 0, never: 0 },
      cards: cardsOf(null, view.consumers.filter((one) => one.group === consumer.group)),
    });
  }
  return groups;
}

/** @param {GroupView} group */
function metaOf(group) {
  const parts = [`generation ${group.generation}`];
  if (group.protocol) parts.push(group.protocol);
  if (group.removed) {
    const { machine, reason, silentMs } = group.removed;
    if (reason === 'left') parts.push(`${machine} left`);
    else if (reason === 'session timeout') parts.push(`${machine} timed out after ${words.duration(silentMs)}`);
    else parts.push(`${machine} missed the rebalance`);
  } else if (group.rebalanceUntil !== null) {
    parts.push(`waits until ${words.moment(group.rebalanceUntil)}`);
  }
  return parts.join(' · ');
}

/**
 * Joins members and consumers by machine, in the order in which the consumers
 * were started. A machine that crashed and came back has two member ids until
 * the first one times out; the former one gets a card of its own.
 * @param {GroupView | null} group
 * @param {ConsumerView[]} consumers
 * @returns {Card[]}
 */
function cardsOf(group, consumers) {
  /** @type {Card[]} */
  const cards = [];
  const joined = new Set();
  for (const consumer of consumers) {
    const free = (group?.members ?? []).filter((member) => !consumers.some((other) => other !== consumer && other.memberId === member.memberId));
    const member = free.find((one) => one.memberId === consumer.memberId)
      // Before it has heard its id it may wait in a join already.
      ?? free.find((one) => one.machine === consumer.machine.name && one.joining)
      // Who left without a word is still a member by its instance id.
      ?? free.find((one) => consumer.instanceId !== null && one.instanceId === consumer.instanceId);
    if (member) joined.add(member.memberId);
    cards.push(consumerCard(consumer, member ?? null));
  }
  for (const member of group?.members ?? []) {
    if (!joined.has(member.memberId)) cards.push(ghostCard(member));
  }
  return cards;
}

/**
 * @param {ConsumerView} consumer
 * @param {MemberView | null} member
 * @returns {Card}
 */
function consumerCard(consumer, member) {
  const { machine } = consumer;
  const condition = words.condition(machine);
  const off = condition === 'crashed' || condition === 'stopped';
  return {
    id: machine.name,
    name: machine.name,
    thing: `machine:${machine.name}`,
    note: off && member && (consumer.instanceId === null || condition === 'crashed')
      ? `${consumer.instanceId === null ? 'member' : 'place kept'} until ${words.moment(member.sessionUntil)}`
      : [
        consumer.instanceId === null ? '' : consumer.instanceId === machine.name ? 'static' : `as ${words.clip(consumer.instanceId, 12)}`,
        !off && member?.leads ? 'leads' : '',
      ].filter(Boolean).join(', '),
    status: machine.status,
    condition,
    right: !off ? consumer.assignment.join(', ') : consumer.instanceId !== null && member ? member.assignment.join(', ') : '',
    line: condition === 'stopped' && member && consumer.instanceId !== null
      ? `away; its place is kept until ${words.moment(member.sessionUntil)}`
      : words.doing(consumer),
    more: '',
    error: machine.error && !off ? { name: machine.error.exception, text: machine.error.message } : null,
    chips: consumer.hand.map(handChip),
    count: consumer.handCount,
    hand: consumer.byHand && !off ? [command('poll', `poll ${machine.name}`), command('commit', `commit ${machine.name}`)] : [],
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
    note: member.leads ? 'leads' : '',
    status: 'gone',
    condition: 'stopped',
    right: member.assignment.join(', '),
    line: `its former member id, kept until ${words.moment(member.sessionUntil)}`,
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
    label: `${record.topic}-${record.partition} offset ${record.offset}, ${words.keyWords(record.key)}, ${record.state}`,
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
  const condition = words.condition(machine);
  const well = condition === 'well' || condition === 'stalled';
  const places = batches.map((batch) => `${batch.topic}-${batch.partition}`);
  const again = batches.some((batch) => batch.attempts > 0);
  const sending = producer.topic !== null && producer.ratePerKs > 0;
  /** @type {Button[]} */
  const first = [{ text: 'produce', menu: `produce:${machine.name}`, label: `produce a record from ${machine.name}` }];
  if (sending || producer.paused) {
    const verb = producer.paused ? 'resume' : 'pause';
    first.push(command(verb, `${verb} ${machine.name}`));
  }
  first.push({ text: 'rate', menu: `rate:${machine.name}`, label: `rate and keys of ${machine.name}` });
  return {
    id: machine.name,
    name: machine.name,
    thing: `machine:${machine.name}`,
    note: '',
    status: machine.status,
    condition,
    right: '',
    line: well ? (producer.paused ? 'paused' : words.rate(producer.ratePerKs)) : machineLine(machine),
    more: places.length > 0 ? `${places.length > 1 ? 'batches' : 'batch'} for ${places.join(', ')}${again ? ', again' : ''}` : '',
    error: machine.error ? { name: machine.error.exception, text: machine.error.message } : null,
    chips: batches.flatMap((batch) => batch.records.map((record, at) => ({
      key: `${batch.topic}/${batch.partition}/${at}`,
      text: words.shortKey(record.key),
      label: `${words.keyWords(record.key)}, waits for its batch to ${batch.topic}-${batch.partition}`,
      tint: record.tint,
      thing: null,
      state: 'waiting',
    }))),
    count: batches.reduce((sum, batch) => sum + batch.count, 0),
    hand: [],
    buttons: machine.status === 'running'
      ? [...first, { text: '⋯', menu: `machine:${machine.name}`, label: `more for ${machine.name}` }]
      : machineButtons(machine, []),
  };
}

/** @param {import('../player/view.js').MachineView} machine */
function machineLine(machine) {
  if (machine.status === 'crashed') return `crashed at ${words.moment(machine.since)}`;
  if (machine.status === 'stopped') return `stopped at ${words.moment(machine.since)}`;
  return machine.status === 'stopping' ? 'stopping: sends what it has' : 'network cut';
}

/**
 * What a beginner does to a machine; the menu has the rest.
 * @param {import('../player/view.js').MachineView} machine
 * @param {Button[]} first
 */
function machineButtons(machine, first) {
  const { name } = machine;
  const more = { text: '⋯', menu: `machine:${name}`, label: `more for ${name}` };
  if (machine.status === 'crashed' || machine.status === 'stopped') {
    return [command('start', `start ${name}`), command('remove', `remove ${name}`), more];
  }
  return [
    ...first,
    command('crash', `crash ${name}`),
    command('stop', `stop ${name}`),
    machine.stalled ? command('unstall', `unstall ${name}`) : command('stall', `stall ${name}`),
    machine.cut ? command('heal', `heal ${name}`) : command('cut', `cut ${name}`),
    more,
  ];
}

/**
 * @param {string} text
 * @param {string} line
 * @returns {Button}
 */
function command(text, line) {
  return { text, command: line, label: line };
}

/**
 * @param {View} view
 * @param {string} topic
 * @param {number} partition
 * @returns {Track[]}
 */
function tracksOf(view, topic, partition) {
  /** @type {Track[]} */
  const tracks = [];
  for (const group of view.groups) {
    if (!group.lanes.some((lane) => lane.topic === topic)) continue;
    const lane = group.lanes.find((one) => one.topic === topic && one.partition === partition)
      ?? { topic, partition, committed: null, position: null, readFrom: null, lag: null, owner: null, assigned: null, paused: false, working: null, again: [] };
    const named = (/** @type {string | null} */ name) => view.consumers.find((one) => name !== null && one.machine.name === name);
    const owner = named(lane.owner);
    const heir = lane.owner === null && group.state !== 'PreparingRebalance' ? named(lane.assigned) : undefined;
    const cooperative = view.consumers.some((one) => one.group === group.id && one.cooperative);
    tracks.push({
      group: group.id,
      hue: group.index,
      lane,
      lag: lagWords(lane.lag),
      settled: owner?.cooperative ? lane.assigned === lane.owner : group.state === 'Stable',
      reserved: heir && (heir.cooperative || heir.instanceId !== null) ? lane.assigned : null,
      nobodys: cooperative && lane.owner === null && lane.assigned === null && group.members.some((one) => one.assignment.length > 0),
    });
  }
  return tracks;
}

/**
 * The lag in the words of the look; the number is the view's.
 * @param {bigint | null} lag
 */
export function lagWords(lag) {
  if (lag === null) return '-';
  return lag === 0n ? 'up to date' : `lag ${lag}`;
}
