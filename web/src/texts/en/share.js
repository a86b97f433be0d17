/** This moment as a link or a file. */

import { table } from '../../base.js';

export const words = table('share', {
  $tabs: /** @type {Record<string, string>} */ ({
    terminal: 'Terminal', journal: 'Journal', table: 'Table', inspector: 'Inspector', code: 'Code', whatif: 'What if',
  }),
  $saved: 'Saved',
  $save: 'Save as a file',
  $embed: 'Copy embed',
  $share: 'Share this moment',
  $holds: 'The link holds the seed, your commands and the instant. Nothing is sent anywhere.',
  $long: (/** @type {number} */ most, /** @type {boolean} */ branches) =>
    `This is longer than a link may be, which is ${most} characters: ${branches ? 'leave the other branches out, or ' : ''}save it as a file.`,
  $onlyFile: 'Here a moment can only be saved as a file.',
  $seeBoth: 'What they will see. In an article it is a figure 640 wide.',
  $seeFigure: 'In an article: a figure 640 wide.',
  $commands: (/** @type {number} */ own) =>
    (own === 0 ? 'nothing was done yet' : own === 1 ? 'your command at its instant' : `your ${own} commands, each at its instant`),
  $freeze: 'Freeze at this moment',
  $freezeAbout: (/** @type {string} */ at) => `opens paused at ${at}; Play goes on`,
  $play: 'Play from here',
  $playAbout: (/** @type {string} */ at, /** @type {number} */ speed) => `starts by itself at ${at}, at ${speed}×`,
  $start: 'Play from the start',
  $offsetsOf: (/** @type {string} */ group) => `the offsets of ${group}`,
  $withPanel: (/** @type {string} */ panel, /** @type {string} */ of) => `With the open panel: ${panel}${of ? `, of ${of}` : ''}`,
  $withPicked: (/** @type {string} */ of) => `With what is picked: ${of}`,
  $andBeside: (/** @type {string} */ panel, /** @type {string} */ beside) => `${panel}; and ${beside}`,
  $withBeside: (/** @type {string} */ beside) => `With ${beside}`,
  $withBranches: (/** @type {number} */ count) => `With my other branches (${count})`,
  $how: 'How it opens',
  $copyIt: (/** @type {string} */ name) => `Copy ${name}`,
  $copy: 'Copy',
  $characters: (/** @type {number} */ length) => `${length.toLocaleString('en')} characters`,
  $copied: 'Copied',
  $ctrlC: 'Ctrl+C',
});
