/** Where keys go. */

import { table } from '../../base.js';

export const words = table('keys', {
  $partitionOf: 'partition of the key',
  $whereKeys: (/** @type {string} */ topic) => `where the keys of ${topic} go`,
});
