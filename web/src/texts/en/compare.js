/** Two branches side by side. */

import { table } from '../../base.js';

export const words = table('compare', {
  $differs: 'What differs',
  $twoBranches: 'Two branches side by side',
  $goOn: (/** @type {string} */ letter) => `Go on with ${letter}`,
  $stop: 'Stop comparing',
  $caption: 'what differs',
  $what: 'what',
  $same: 'same',
  $told: /** @type {Record<string, string>} */ ({
    committed: 'committed', lag: 'lag', position: 'position', owner: 'owner', logStart: 'log start', logEnd: 'log end',
    state: 'state', generation: 'generation', once: 'once', again: 'again', skipped: 'skipped', deleted: 'deleted', never: 'never', status: 'is',
  }),
  $partition: (/** @type {string} */ number) => `partition ${number}`,
  $others: (/** @type {number} */ same, /** @type {number} */ all) =>
    `${same} ${same === all ? 'partitions' : same === 1 ? 'other partition' : 'other partitions'}`,
});
