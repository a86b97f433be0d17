/** What is said when the engine, which has come, or an attribute is not as it should be. */

import { table } from '../../base.js';

export const words = table('mishaps', {
  $corrected: 'The engine has been corrected since this recording was made: from now on it shows what Kafka does.',
  $differ: (/** @type {string} */ difference) => `The recording and the engine differ: ${difference}. The engine is right.`,
  $nothing: (/** @type {string} */ name, /** @type {string} */ word, /** @type {string} */ known) =>
    `${name}: “${word}” means nothing here; there is ${known}.`,
  $comma: (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ known) =>
    `${name}="${value}": the words stand apart by spaces, without commas; there is ${known}.`,
  $tooFar: (/** @type {string | null} */ at) => `at="${at}" is more than an hour away: the scene opens where it says itself.`,
  $rebuilt: (/** @type {string} */ line) => ` It was rebuilt without its last line, “${line}”.`,
  $stumbled: (/** @type {string} */ message, /** @type {string} */ left) => `The engine stumbled over a mistake of its own (${message}).${left}`,
  $report: 'Copy a report',
  $tooOld: 'This browser is older than what the figure is drawn with. Chromium 123, Firefox 121, Safari 17.5 and all later ones have it.',
  $cannotStart: 'The playground cannot start.',
});
