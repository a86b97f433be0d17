/** The stage: what comes with every figure of it. */

import { duration, moment } from '../../stage/words.js';
import { table } from '../tables.js';

export const words = table('stage', {
  $count: (/** @type {number} */ number, /** @type {string} */ noun) => `${number} ${noun}${number === 1 ? '' : 's'}`,
  $keptFor: (/** @type {string} */ time) => `kept for ${time}`,
  $keptEver: 'kept for ever',
  $byHand: 'sends by hand',
  $perSecond: (/** @type {string} */ records) => `${records} a second`,
  $every: (/** @type {number} */ seconds) => `a record every ${seconds} s`,
  $noKey: 'no key',
  $key: (/** @type {string} */ key) => `key ${key}`,
  $doing: doing,
  $ailing: ailing,
  $lag: (/** @type {unknown} */ lag) => `lag ${lag}`,
  $gone: (/** @type {string} */ group, /** @type {string} */ place) => `${group} ${place} gone`,
  $noOffset: (/** @type {string} */ group, /** @type {string} */ topic, /** @type {number} */ partition) =>
    `${group} no longer has an offset for ${topic}-${partition}`,
  $committedAt: (/** @type {string} */ group, /** @type {unknown} */ offset, /** @type {string} */ partition, /** @type {string} */ when) =>
    `${group} committed ${offset} for ${partition} at ${when}`,
  $joinPhase: (/** @type {string} */ when) => `the join phase ends at ${when} at the latest, so far`,
  $unknownGroup: 'the coordinator does not know it yet',
  $generation: (/** @type {number} */ number) => `generation ${number}`,
  $left: (/** @type {unknown} */ machine) => `${machine} left`,
  $timedOut: (/** @type {unknown} */ machine, /** @type {string} */ time) => `${machine} timed out after ${time}`,
  $missed: (/** @type {unknown} */ machine) => `${machine} missed the rebalance`,
  $waitsUntil: (/** @type {string} */ when) => `waits until ${when} so far`,
  $until: (/** @type {boolean} */ kept, /** @type {string} */ when) => `${kept ? 'place kept' : 'member'} until ${when}`,
  $as: (/** @type {string} */ name) => `as ${name}`,
  $leads: 'leads',
  $away: (/** @type {string} */ when) => `away; its place is kept until ${when}`,
  $former: (/** @type {string} */ when) => `its former member id, kept until ${when}`,
  $produceFrom: (/** @type {string} */ name) => `produce a record from ${name}`,
  $rateOf: (/** @type {string} */ name) => `rate and keys of ${name}`,
  $paused: 'paused',
  $batches: (/** @type {number} */ count, /** @type {string} */ places, /** @type {boolean} */ again) =>
    `${count > 1 ? 'batches' : 'batch'} for ${places}${again ? ', again' : ''}`,
  $waitsBatch: (/** @type {string} */ key, /** @type {string} */ topic, /** @type {number} */ partition) =>
    `${key}, waits for its batch to ${topic}-${partition}`,
  $more: (/** @type {string} */ what) => `more for ${what}`,
  $inAll: (/** @type {number} */ count) => `${count} in all`,
  $batchRecords: 'records that wait for their batch',
  $handRecords: (/** @type {string} */ name) => `records in the hands of ${name}`,
  $addTo: (/** @type {string} */ group) => `add a consumer to ${group}`,
  $nobody: 'No members. What it committed stays until it expires.',
  $group: (/** @type {string} */ id, /** @type {string} */ state) => `consumer group ${id}, ${state}`,
  $groupName: (/** @type {string} */ id) => `group ${id}`,
  $partition: (/** @type {string} */ id, /** @type {number} */ end) => `partition ${id}, log end ${end}`,
  $records: (/** @type {string} */ id) => `records of ${id}`,
  $logStart: (/** @type {number} */ offset) => `log start ${offset}: what was before is gone`,
  $value: (/** @type {string} */ value) => `, value ${value}`,
  $worked: (/** @type {string} */ group) => `, being worked on in ${group}`,
  $at: (/** @type {unknown} */ offset, /** @type {string} */ what) => `offset ${offset}, ${what}`,
  $logEnd: (/** @type {number} */ offset) => `log end: the next record gets offset ${offset}`,
  $workedTimes: (/** @type {number} */ offset, /** @type {number} */ times, /** @type {string} */ group) =>
    `offset ${offset} was worked on ${times} times in ${group}`,
  $highWatermark: (/** @type {number} */ offset) => `high watermark ${offset}`,
  $bothMarks: (/** @type {number} */ offset) => `high watermark, last stable ${offset}`,
  $lastStable: (/** @type {number} */ offset) => `last stable ${offset}`,
  $nothing: 'nothing committed',
  $track: (/** @type {string} */ group, /** @type {string} */ lane, /** @type {string} */ lag) => `${group} in ${lane}: ${lag}`,
  $owner: 'the owner',
  $pausedBy: (/** @type {string} */ owner, /** @type {string} */ lane) => `${owner} paused ${lane}`,
  $givenUp: (/** @type {string} */ lane) => `${lane} was given up, and is not handed over yet`,
  $nobodys: 'nobody’s',
  $flag: (/** @type {string} */ group, /** @type {unknown} */ offset, /** @type {string} */ lane) => `${group} committed offset ${offset} in ${lane}`,
  $ring: (/** @type {string} */ group, /** @type {string} */ lane) => `position of ${group} in ${lane}`,
  $follow: (/** @type {string} */ label, /** @type {unknown} */ offset) => `${label}: offset ${offset}. Follow it`,
  $ringHint: (/** @type {unknown} */ offset, /** @type {string} */ owner) =>
    `position ${offset}: the next poll of ${owner} reads here. Drag it to seek, click twice to follow it.`,
  $addProducer: 'add a producer',
  $noTopic: 'No topic yet. Records need one to land in.',
  $createTopic: 'Create a topic',
  $createATopic: 'create a topic',
  $groups: 'Consumer groups',
  $addGroup: 'Add a consumer group',
  $addAGroup: 'add a consumer group',
  $noReader: 'Nobody reads yet. The records stay where they are.',
  $topic: (/** @type {string} */ name) => `topic ${name}`,
  $foldRows: 'fold lanes to rows',
  $rows: 'rows',
  $cellsShow: (/** @type {string} */ topic) => `what the cells of ${topic} show`,
  $show: (/** @type {string} */ what, /** @type {string} */ topic) => `show ${what} of ${topic}`,
  $newest: 'the newest commits',
  $noCommits: 'no commits yet',
  $producers: 'Producers',
  $topics: 'Topics',
  /** What the numbers of a group count: a word and a sentence. */
  $counted: {
    once: ['once', 'records whose work was completed once'],
    again: ['again', 'records whose work was completed more than once'],
    skipped: ['skipped', 'records that a reset policy, a seek or a commit ahead passed over'],
    deleted: ['deleted', 'records that were deleted before the group had come to them'],
    never: ['never', 'records below the committed offset that were read and that nobody completed'],
  },
  $legend: [
    'committed: what a restart asks for',
    'position: the next poll reads here',
    'read, not committed',
  ],
  $inTheAir: (/** @type {number} */ count) => `and ${count} more in the air`,
  $partitionsOf: (/** @type {string} */ topic) => `partitions of ${topic}`,
});

/**
 * What a consumer is doing, in a few words.
 * @param {import('../../player/view.js').ConsumerView} consumer
 */
function doing(consumer) {
  const { machine } = consumer;
  if (machine.status === 'crashed' && consumer.doneUncommitted > 0) return `${ailing(machine, '')}; ${consumer.doneUncommitted} done, not committed`;
  const ails = ailing(machine, 'stopping: closes its client');
  if (ails) return ails;
  if (consumer.pollOverdue) return 'no heartbeat: max.poll.interval.ms is exceeded';
  if (machine.stalled) return `stands still${/^s/.test(consumer.membership) ? ', heart beats' : ''}`;
  if (machine.blocked && (consumer.byHand || !['poll', 'commitSync'].includes(machine.blocked.call))) {
    return `in ${machine.blocked.call}() since ${moment(machine.blocked.since)}`;
  }
  if (consumer.handingOver.length > 0) return `gave up ${consumer.handingOver.join(', ')}, joins again`;
  if (consumer.membership === 'joining') return consumer.cooperative && consumer.assignment.length > 0 ? 'joins again, reads on' : 'joins the group';
  if (consumer.membership === 'syncing') return 'waits for its assignment';
  switch (consumer.doing) {
    case 'working': return consumer.workMs > 0 ? `working, ${duration(consumer.workMs)} each` : 'working';
    case 'committing': return 'commits';
    case 'closing': return 'stopping: closes its client';
    case 'waiting': return consumer.handCount > 0 ? 'has records; waits for you' : 'waits for you to poll';
    case 'off': return 'off';
    default: return 'waiting for records';
  }
}

/**
 * What keeps a machine from working; nothing where it works.
 * @param {import('../../player/view.js').MachineView} machine
 * @param {string} stopping what it does while it stops
 */
function ailing(machine, stopping = 'stopping: sends what it has') {
  if (machine.status === 'crashed') return `crashed at ${moment(machine.since)}`;
  if (machine.status === 'stopped') return `stopped at ${moment(machine.since)}`;
  return machine.status === 'stopping' ? stopping : machine.cut ? 'network cut' : '';
}
