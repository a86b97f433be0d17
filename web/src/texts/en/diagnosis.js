/** What is said of a module that has not come. */

import { table } from '../../base.js';

export const words = table('diagnosis', {
  $missing: (/** @type {string} */ file, /** @type {string} */ status) =>
    `The server has no ${file} (${status}): all files of the playground have to lie beside each other.`,
  $wrongType: (/** @type {string} */ file, /** @type {string} */ type) =>
    `The server sends ${file} as ${type || 'a file without a type'}, and a browser takes a module only as text/javascript.`,
});
