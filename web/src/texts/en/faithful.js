/** What the engine is held to; the names of the outcomes are those of the build’s results. */

import { table } from '../../base.js';

export const words = table('faithful', {
  $outcomes: {
    equal: ['equal', 'every answer is Kafka’s'],
    textDiffers: ['text differs', 'the same behaviour; a message has other words'],
    differs: ['differs', 'an answer is not Kafka’s'],
    owed: ['owed', 'equal as far as it goes; the rest needs what is not built yet'],
  },
  $faithful: 'How faithful is this?',
  $simplified: 'What is simplified, and why',
  $noList: 'The build has left no list of what is simplified; it is in the README.',
  $yourself: 'To see it for yourself',
  $clone: 'In a clone of the project this plays all recordings and says for each difference what Kafka answered and what the engine did:',
  $noResults: 'This build has no results: conformance.json is missing. The conformance run of the build writes it.',
  $about: (/** @type {string} */ kafka, /** @type {number} */ cases, /** @type {number} */ equal, /** @type {number} */ owed) => (
    `What a real Apache Kafka ${kafka} answered was recorded, and is played on this page’s engine: the same calls, `
    + `the same clock. Of the ${cases} cases that it plays to their end, ${equal} are equal in every step. `
    + `${owed} more are owed: equal up to a step that needs what is not built yet.`
  ),
  $area: 'area',
  $all: 'all',
  $steps: (/** @type {number} */ equal, /** @type {number} */ steps) => (equal === steps ? `${steps}` : `${equal} of ${steps}`),
  $unit: /** @type {(steps: number) => string} */ ((steps) => (steps === 1 ? ' step' : ' steps')),
});
