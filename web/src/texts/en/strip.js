/** Whole logs over the cells, and segments. */

import { table } from '../../base.js';

export const words = table('strip', {
  $wholeLog: (/** @type {string} */ lane, /** @type {number} */ start, /** @type {number} */ end, /** @type {number} */ segments) => (
    `the whole log of ${lane}: offsets ${start} to ${end}, ${segments} ${segments === 1 ? 'segment' : 'segments'}`
  ),
  $deleted: (/** @type {string} */ file, /** @type {number} */ from, /** @type {number} */ to) =>
    `segment ${file} with offsets ${from} to ${to}: retention deleted it`,
  $gone: ' gone',
  $end: (/** @type {string} */ offset) => `end ${offset}`,
  $newest: (/** @type {string} */ end, /** @type {string} */ lane) => `${end}: newest records of ${lane}, follow the log end`,
  $logStart: (/** @type {number} */ offset) => `log start ${offset}: what was before is gone`,
  $follows: (/** @type {string} */ whom) => `follows ${whom}`,
  $window: (/** @type {string} */ lane) => `window of ${lane}`,
  $inSight: (/** @type {number} */ from, /** @type {number} */ to, /** @type {boolean} */ newest) => `offsets ${from} to ${to}${newest ? ', the newest' : ''}`,
  $noRecords: 'no records',
  $hint: 'The cells below are these records. Drag it or its ends, click beside it, or use [ ] + -; End follows the log end.',
  $segment: (/** @type {string} */ file, /** @type {boolean} */ active, /** @type {number} */ bytes) =>
    `segment ${file}${active ? ', active' : ''}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`,
  $active: 'active',
  $didAgain: (/** @type {string} */ group, /** @type {string} */ range) => `${group} did ${range} again`,
  $lost: { skipped: 'skipped', deleted: 'deleted unread', never: 'never done, though committed' },
  $offset: (/** @type {unknown} */ offset) => `offset ${offset}`,
  $offsets: (/** @type {unknown} */ from, /** @type {number} */ to) => `offsets ${from} to ${to}`,
});
