/** The stage as a table. */

import { table } from '../../base.js';

export const words = table('twin', {
  $lanes: ['Partition', 'Log start', 'High watermark', 'Log end', 'Newest records'],
  $segments: 'Segments begin at',
  $of: (/** @type {string} */ group) => [`${group}: committed`, `${group}: position`, `${group}: lag`, `${group}: owner`],
  $noKey: 'no key',
  $deleted: (/** @type {number} */ base) => `${base} deleted`,
  $topic: (/** @type {string} */ name) => `Topic ${name}`,
  $producer: (/** @type {string} */ client, /** @type {string | null} */ topic, /** @type {string} */ partitioner) =>
    `${client} producer${topic === null ? '' : ` to ${topic}`}, ${partitioner}`,
  $sent: (/** @type {number} */ acknowledged, /** @type {number} */ sent, /** @type {number} */ failed) =>
    `${acknowledged} of ${sent} acknowledged${failed > 0 ? `, ${failed} failed` : ''}`,
  $state: (/** @type {string} */ state, /** @type {number} */ generation) => `, ${state}, generation ${generation}`,
  $consumer: (/** @type {string} */ group, /** @type {string | null} */ instance) => `consumer in ${group}${instance === null ? '' : ` as ${instance}`}`,
  $owns: (/** @type {string} */ partitions, /** @type {string} */ doing, /** @type {number} */ hand) =>
    `owns ${partitions || 'nothing'}; ${doing}; holds ${hand}`,
  $tool: 'tool',
  $machines: 'Producers and consumers',
  $head: ['Name', 'Part', 'State', 'What it does'],
  $stalled: 'stalled',
  $cutOff: 'cut off',
  $waits: (/** @type {string} */ member) => `- (waits for ${member})`,
  $keyTo: (/** @type {string} */ key, /** @type {unknown} */ partition) => `${key} to ${partition}`,
});
