/** What a fault leads to at each instant. */

import { table } from '../../base.js';

export const words = table('whatif', {
  $notPossible: (/** @type {string} */ why) => `not possible: ${why}`,
  $least: 'at least ',
  $skipped: 'skipped',
  $deleted: 'deleted',
  $doneAgain: (/** @type {number} */ count) => `${count} done again`,
  $never: (/** @type {number} */ count) => `${count} never`,
  $again: (/** @type {number} */ count) => `${count} again`,
  $atLeast: ' at least',
  $noInstant: 'no instant at which it can happen',
  $totalAgain: (/** @type {number} */ instants, /** @type {number} */ none, /** @type {string | null} */ least) => (
    ` ${instants === 1 ? 'instant' : 'instants'}: 0 again in ${least === null ? 'all' : `${none}, up to ${least}`}`
  ),
  $totalLost: (/** @type {number} */ none, /** @type {string} */ least) => `0 never in ${none}, up to ${least}`,
  $someBoth: 'some again, some never',
  $atLeastOnce: 'at least once',
  $atMostOnce: 'at most once',
  $nothing: 'nothing again, nothing lost here',
  $worst: (/** @type {string} */ what) => `worst ${what}`,
  $none: (/** @type {number} */ none, /** @type {number} */ instants) => `none at ${none} of ${instants} instants`,
  $refused: (/** @type {number} */ count, /** @type {string} */ line, /** @type {string} */ why) =>
    `${count === 1 ? 'Refused' : `${count} lines refused, such as`}: ${line} (${why})`,
  $modes: /** @type {Record<string, [name: string, about: string]>} */ ({
    auto: ['auto', 'enable.auto.commit'],
    record: ['each record', 'after every record'],
    batch: ['batch', 'after each poll’s records'],
    before: ['commit first', 'commit, then work'],
    never: ['no commit', 'no commit at all'],
  }),
  $cancelledAfter: (/** @type {number} */ count) => `cancelled after ${count} instants`,
  $waitsTurn: 'waits for its turn',
  $soFar: (/** @type {number} */ count) => `${count} instants so far`,
  $asItIs: (/** @type {string} */ name) => `${name}: as it is`,
  $triedInstants: 'Instants that were tried',
  $stop: 'Stop',
  $progress: (/** @type {number} */ tried, /** @type {number} */ percent) => `${tried} instants, ${percent} %`,
  $acts: /** @type {[string, string][]} */ ([['crash', 'crashed'], ['stop', 'stopped'], ['stall', 'stalled'], ['cut', 'cut off'], ['', 'a command …']]),
  $whyDifferent: 'The history is played again from its start with this setting. '
    + 'Instants lie between two steps: who commits more often takes more steps, so there are more of them.',
  $machine: 'Machine',
  $whatHappens: 'What happens to it',
  $inTheLast: 'In the last',
  $lastSeconds: (/** @type {string} */ time) => `last ${time}`,
  $command: 'Command',
  $atEach: 'What if, at each instant',
  $atEachComma: 'What if, at each instant,',
  $legendAgain: '↑ done again',
  $legendNever: '↓ never done',
  $otherWays: 'Other ways to commit, and other settings',
  $setting: 'Setting',
  $values: 'Its values',
  $whatif: 'What if',
  $orWith: 'Or with',
  $try: 'Try',
  $isTried: 'It is tried.',
  $note: (/** @type {string} */ last, /** @type {string} */ act, /** @type {string} */ machine) =>
    `the same ${last} and the same ${act} in five commit modes, all to one scale; click one to make it ${machine}’s`,
  $tried: (/** @type {number} */ count, /** @type {number} */ percent) => `${count} instants tried, ${percent} %`,
  $isRefused: 'refused',
  $cancelled: (/** @type {number} */ count) => `cancelled: ${count} instants were tried`,
  $cancel: 'Cancel',
  $goOn: 'Go on',
  $tryAgain: 'Try again',
  $worstOf: (/** @type {string} */ fault, /** @type {string} */ last, /** @type {string} */ summary) =>
    `${fault} at each instant of the last ${last}: ${summary}.`,
  $atCost: (/** @type {string} */ fault, /** @type {string} */ when, /** @type {string} */ cost) => `${fault} at ${when}: ${cost}`,
  $faultAt: (/** @type {string} */ fault) => `${fault} at `,
  $click: 'click to go there and do it',
  $enter: '. Enter goes there and does it.',
  $notKept: (/** @type {string} */ fault) => `The branch on which ${fault} was tried is not kept any more.`,
  $crashCost: (/** @type {string} */ cost, /** @type {number} */ instants, /** @type {string} */ when) => (
    `a crash on this line: ${cost ? `up to ${cost}` : 'nothing again, nothing lost'}; `
    + `tried at ${instants === 1 ? 'the instant' : `${instants} instants until`} ${when}`
  ),
});
