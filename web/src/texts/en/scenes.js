/** Scenes that cannot be found. */

import { table } from '../../base.js';

export const words = table('scenes', {
  $notLoaded: (/** @type {string} */ message) => `The list of scenes could not be loaded (${message}).`,
  $noScene: (/** @type {string} */ name, /** @type {string} */ names) => `There is no scene “${name}”. There are: ${names}, and inline.`,
});
