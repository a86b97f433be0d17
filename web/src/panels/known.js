/**
 * What a view itself says of a thing, in the words of the engine's own
 * inspection: enough until the engine is there, which knows more.
 */

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/playground.js').Inspected} Inspected */
/** @typedef {[string, string | number | bigint | null | undefined]} Row without a value where the view has none */

/**
 * @param {View} view
 * @param {string} thing such as `record:orders/0/8`
 * @returns {Inspected | null} null where the view does not show it
 */
export function known(view, thing) {
  const [, kind, name] = /^([a-z]+):(.*)$/s.exec(thing) ?? [];
  const [first, ...rest] = (name ?? '').split('/');
  switch (kind) {
    case 'record': return record(view, first, Number(rest[0]), Number(rest[1]));
    case 'partition': return partition(view, first, Number(rest[0]));
    case 'topic': return topic(view, name);
    case 'group': return group(view, name);
    case 'commit': return commit(view, first, rest[0], Number(rest[1]));
    case 'position': return position(view, first, rest[0], Number(rest[1]));
    case 'machine': return machine(view, name);
    case 'flight': return flight(view, Number(name));
    default: return null;
  }
}

/**
 * @param {string} title
 * @param {Row[]} rows
 * @returns {Inspected}
 */
function sheet(title, rows) {
  return {
    title,
    rows: rows.flatMap(([name, value]) => (value === null || value === undefined ? [] : [/** @type {[string, string]} */ ([name, String(value)])])),
  };
}

/** @param {readonly unknown[]} items */
function listed(items) {
  return items.join(', ') || 'none';
}

/** @param {number} ms */
function elapsed(ms) {
  return `${(ms / 1000).toFixed(3)} s`;
}

/**
 * @param {View} view
 * @param {string} topic
 * @param {number} partition
 */
function logOf(view, topic, partition) {
  return view.topics.find((each) => each.name === topic)?.partitions.find((each) => each.partition === partition);
}

/**
 * @param {View} view
 * @param {string} topic
 * @param {number} partition
 * @param {number} offset
 */
function record(view, topic, partition, offset) {
  const here = (/** @type {{ topic: string, partition: number, offset: number | null }} */ each) => (
    each.topic === topic && each.partition === partition && each.offset === offset
  );
  // A lane that was scrolled back, or a hand, holds what the newest cells do not.
  const found = logOf(view, topic, partition)?.cells.find((cell) => cell.offset === offset)
    ?? view.consumers.flatMap((consumer) => consumer.hand).find(here);
  if (!found) return null;
  return sheet(`Record ${offset} of ${topic}-${partition}`, [
    ['topic', topic], ['partition', partition], ['offset', offset], ['key', found.key ?? 'null'],
  ]);
}

/**
 * @param {View} view
 * @param {string} topic
 * @param {number} partition
 */
function partition(view, topic, partition) {
  const log = logOf(view, topic, partition);
  if (!log) return null;
  return sheet(`Partition ${topic}-${partition}`, [
    ['log start offset', log.logStart], ['last stable offset', log.lastStable], ['high watermark', log.highWatermark],
    ['log end offset', log.logEnd], ['segments', log.segments.length],
    ['active segment from', log.segments.find((segment) => segment.active)?.base],
  ]);
}

/**
 * @param {View} view
 * @param {string} name
 */
function topic(view, name) {
  const found = view.topics.find((each) => each.name === name);
  if (!found) return null;
  return sheet(`Topic ${name}`, [
    ['partitions', found.partitions.length], ['records', found.records],
    ['log end offsets', listed(found.partitions.map((log) => `${name}-${log.partition} ${log.logEnd}`))],
    ['cleanup.policy', found.cleanupPolicy], ['retention.ms', found.retentionMs],
  ]);
}

/**
 * @param {View} view
 * @param {string} id
 */
function group(view, id) {
  const found = view.groups.find((each) => each.id === id);
  if (!found) return null;
  return sheet(`Group ${id}`, [
    ['state', found.state], ['generation', found.generation], ['assignor', found.protocol || 'none'],
    ['leader', found.members.find((member) => member.leads)?.memberId ?? 'none'], ['members', found.members.length],
    ...found.members.map((member) => /** @type {Row} */ ([`member ${member.machine}`, `${member.memberId}; ${listed(member.assignment)}`])),
    ['records done once', found.ledger.once], ['records done again', found.ledger.again],
    ['records skipped', found.ledger.skipped], ['records deleted unread', found.ledger.deleted], ['records never done', found.ledger.never],
  ]);
}

/**
 * @param {View} view
 * @param {string} group
 * @param {string} topic
 * @param {number} partition
 */
function laneOf(view, group, topic, partition) {
  return view.groups.find((each) => each.id === group)?.lanes.find((lane) => lane.topic === topic && lane.partition === partition);
}

/**
 * @param {View} view
 * @param {string} group
 * @param {string} topic
 * @param {number} partition
 */
function commit(view, group, topic, partition) {
  const lane = laneOf(view, group, topic, partition);
  const log = logOf(view, topic, partition);
  if (!lane || lane.committed === null) return null;
  const at = Number(lane.committed);
  const out = log && (at < log.logStart ? 'below the log start' : at > log.logEnd ? 'beyond the log end' : null);
  return sheet(`Committed offset of ${group} in ${topic}-${partition}`, [
    ['offset', lane.committed],
    ['means', out ? `${out}: auto.offset.reset decides where a restart resumes` : 'the next record to read; a restart now resumes here'],
    ['log end offset', log?.logEnd], ['lag', lane.lag],
  ]);
}

/**
 * @param {View} view
 * @param {string} group
 * @param {string} topic
 * @param {number} partition
 */
function position(view, group, topic, partition) {
  const lane = laneOf(view, group, topic, partition);
  if (!lane || lane.position === null) return null;
  return sheet(`Position of ${group} in ${topic}-${partition}`, [
    ['owner', lane.owner], ['position', lane.position], ['means', 'the next poll reads from here; it is lost with the process'],
    ['began to read at', lane.readFrom], ['committed', lane.committed ?? '-'],
    ['log end offset', logOf(view, topic, partition)?.logEnd], ['paused', lane.paused ? 'yes' : 'no'],
    ...view.consumers.filter(({ group: of, machine, assignment }) => (
      of === group && machine.name !== lane.owner && /^(runn|stopp)ing$/.test(machine.status) && assignment.includes(`${topic}-${partition}`)
    )).map(({ machine }) => /** @type {Row} */ (['believes too that it owns it', machine.name])),
  ]);
}

/**
 * @param {View} view
 * @param {string} name
 */
function machine(view, name) {
  const consumer = view.consumers.find((each) => each.machine.name === name);
  const producer = view.producers.find((each) => each.machine.name === name);
  const found = consumer?.machine ?? producer?.machine;
  if (!found) return null;
  /** @type {Row[]} */
  const rows = [
    ['client.id', name], ['status', found.status], ['since', elapsed(found.since)],
    ['application', found.stalled ? 'stands still' : null], ['network', found.cut ? 'cut' : null],
  ];
  if (consumer) {
    rows.push(
      ['topics', listed(consumer.topics)], ['commits', consumer.commit],
      ['records in hand', consumer.handCount], ['member id', consumer.memberId], ['membership', consumer.membership],
      ['generation', consumer.generation], ['owns', listed(consumer.assignment)], ['fetched, not yet polled', consumer.buffered],
    );
  }
  if (producer) {
    rows.push(
      ['produces to', producer.topic], ['records sent', producer.sent], ['acknowledged', producer.acknowledged],
      ['failed', producer.failed], ['client', producer.client], ['partitioner', producer.partitioner],
    );
  }
  return sheet(`${consumer ? 'Consumer' : 'Producer'} ${name}`, [...rows, ...found.settings]);
}

/**
 * @param {View} view
 * @param {number} id
 */
function flight(view, id) {
  const found = view.flights.find((each) => each.id === id);
  if (!found) return null;
  return sheet(`${found.api} ${found.response ? 'response' : 'request'}`, [
    [found.response ? 'to' : 'from', found.machine], ['left', elapsed(found.left)], ['arrives', elapsed(found.arrives)],
    ['error', found.error], ['group', found.group],
    ['records', found.count > 0 ? found.count : null],
    ['offsets', found.offsets.length > 0 ? listed(found.offsets.map((at) => `${at.topic}-${at.partition} ${at.offset}`)) : null],
  ]);
}
