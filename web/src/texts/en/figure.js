/** What comes with every figure: what is around its stage, and what is said where something fails. */

import { table } from '../tables.js';

export const words = table('figure', {
  $playground: 'Kafka playground',
  /** What the panels below the stage are called, in the order of their tabs. @type {Record<string, string>} */
  $panels: {
    terminal: 'Command line',
    journal: 'Journal',
    code: 'Code',
    table: 'The stage as a table',
    whatif: 'What if',
    inspector: 'Inspector',
  },
  $table: 'Table',
  $skip: 'Skip',
  $narrator: 'Narrator',
  $back: 'One event back',
  $backKey: 'Step back (left arrow)',
  $forth: 'One event on',
  $forthKey: 'Step (right arrow)',
  $play: 'Play',
  $pause: 'Pause',
  $playKey: 'Play or pause (space)',
  $speed: 'Speed',
  $playback: 'Playback',
  $timeline: 'Timeline',
  $dismiss: 'Dismiss',
  $scene: (/** @type {string} */ title) => `Scene: ${title}`,
  $untitled: 'Untitled scene',
  $lacking: (/** @type {string} */ what) => `${what} could not be loaded: the network is away, or a file is missing beside this page.`,
  $again: 'Try again',
  $lackingPage: 'The page',
  $lackingRest: 'What belongs here',
  $lackingAsked: 'What was asked for',
  $needsEngine: (/** @type {string} */ message) => `This needs the engine, and there is none. ${message} What was recorded still plays.`,
  $cannotRead: (/** @type {string} */ address, /** @type {string} */ why) => `“${address}” cannot be read: ${why}`,
});
