/** What is wrong with the attributes of a figure, said over it. */

import { table } from '../../base.js';

export const words = table('slips', {
  $ownWay: 'You have gone your own way, and the story is not told of it.',
  $backToStory: 'Back to the story',
  $noCaptions: (/** @type {string} */ value) =>
    `captions: “${value}” does not begin with an instant. A sentence follows its instant, as in “@12.300 c1 crashes.”; or it is the address of a .vtt file.`,
  $noVtt: (/** @type {string} */ address) => `captions: “${address}” is no WebVTT file: it does not begin with WEBVTT.`,
  $outside: (/** @type {string} */ at) => `captions: @${at} lies outside of what is shown.`,
  $badStop: (/** @type {string} */ word) => `pause-at: “${word}” is no instant in seconds; or it is captions.`,
  $order: (/** @type {number} */ start, /** @type {number} */ end) => `end="${end}" does not come after start="${start}".`,
  $beyond: (/** @type {number} */ end, /** @type {string} */ until) => `end="${end}" is later than the recording, which ends at ${until}.`,
  $noEnd: 'loop: what is played on needs an end="…" to begin again.',
  $noGroup: (/** @type {string} */ name, /** @type {string} */ known) => `groups: there is no “${name}” here${known ? `; there is ${known}` : ''}.`,
  $badPlayground: (/** @type {string} */ address) => `playground: “${address}” is not the address of a page.`,
  $badGoal: (/** @type {string} */ message) => `goal: ${message}`,
});
