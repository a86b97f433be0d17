/** What is said of a tool that was clicked. */

import { table } from '../../base.js';

export const words = table('errand', {
  $stopAndDo: 'Stop its members and do it',
  $list: (/** @type {string[]} */ names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`),
  $leaving: (/** @type {string} */ names, /** @type {number} */ count, /** @type {string} */ group) =>
    `${names} ${count === 1 ? 'leaves' : 'leave'} ${group}. When it is Empty, the line runs.`,
  $nobody: (/** @type {string} */ group) => `Nobody in ${group} runs, and it has members yet. When it is Empty, the line runs.`,
  $giveUp: 'Give it up',
  $still: (/** @type {string} */ names, /** @type {number} */ count) => ` ${names} ${count === 1 ? 'is' : 'are'} stopped.`,
  $done: 'Done.',
  $notDone: 'Not done.',
  $startAgain: 'Start again',
});
