/** Rows and squares, where there are more than six lanes. */

import { table } from '../../base.js';

export const words = table('rows', {
  $groups: 'Consumer groups',
  $add: 'add something',
  $topics: 'Topics',
  $showCells: 'show partitions with their cells',
  $cells: 'cells',
  $grew: 'lag grew in the last 10 s',
  $legend: { owns: 'owns it', works: 'works on it', idle: 'lag 0', dead: 'assigned, not read' },
  $dead: 'dead',
  $group: (/** @type {string} */ id, /** @type {string} */ state) => `consumer group ${id}, ${state}`,
  $membersOf: (/** @type {string} */ id) => `members of ${id}`,
  $members: (/** @type {number} */ count) => `${count} ${count === 1 ? 'member' : 'members'}`,
  $moreGroup: (/** @type {string} */ id) => `more for group ${id}`,
  $byKey: 'the newest records, by key',
  $wholeLog: 'the whole log; its length to scale in its topic',
  $lag: 'lag',
  $topic: (/** @type {string} */ name) => `topic ${name}`,
  $moreTopic: (/** @type {string} */ name) => `more for topic ${name}`,
  $producer: (/** @type {string} */ name, /** @type {string} */ line) => `producer ${name}, ${line}`,
  $by: (/** @type {string} */ owner) => ` by ${owner}`,
  $partition: (/** @type {string} */ id, /** @type {number} */ end, /** @type {string} */ groups) => `partition ${id}, log end ${end}, ${groups}`,
  $said: { dead: 'is assigned, but does not read,', works: 'works on', idle: 'has lag 0 in', owns: 'owns' },
});
