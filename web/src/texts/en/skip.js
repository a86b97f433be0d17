/** On the way to what happens next. */

import { table } from '../../base.js';

export const words = table('skip', {
  $next: (/** @type {string} */ what) => `the next ${what}`,
  $none: (/** @type {string} */ what) => `No ${what} came within an hour.`,
  $onTheWay: (/** @type {string} */ where, /** @type {string} */ clock) => `On the way to ${where}: ${clock}.`,
  $stop: 'Stop',
});
