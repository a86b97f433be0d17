/** Why the narrator says what it says. */

import { table } from '../../base.js';

export const words = table('why', {
  $why: 'Why?',
  $value: (/** @type {string} */ value, /** @type {string} */ name) => `${value}, ${name === '' ? 'the broker’s' : `of ${name}`}`,
  $settings: (/** @type {string} */ name) => `Settings of ${name}…`,
});
