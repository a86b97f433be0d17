/** A group’s offsets beside the stage. */

import { table } from '../../base.js';

export const words = table('watch', {
  $noLonger: (/** @type {string} */ group) => `Watch ${group} no longer`,
  $close: 'Close',
  $offsets: (/** @type {string} */ group) => `Offsets of ${group}`,
  $partByPart: (/** @type {string} */ group) => `Offsets of ${group}, partition by partition`,
  $gone: 'not there at this instant',
  $nothing: ', nothing committed',
});
