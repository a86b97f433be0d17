/** The inspector around what the engine says of a thing. */

import { table } from '../../base.js';

export const words = table('inspector', {
  $invitation: 'Pick a record, a flag, a member or a flight on the stage: all that is known about it stands here.',
  $inspector: 'Inspector',
  $closeIt: 'Close the inspector',
  $close: 'Close',
  $known: 'What is known',
  $gone: 'It is not there at this instant.',
  $life: 'Its life',
  $goTo: 'Go to this instant',
  $works: 'Its newest works, the newest last',
  $order: 'The order of its work, the newest last',
  $work: (/** @type {string} */ place, /** @type {number} */ offset, /** @type {string} */ key, /** @type {string} */ machine, /** @type {number} */ times) => (
    `${place} offset ${offset}, ${key}, done by ${machine}${times > 1 ? `, ${times} times by now` : ''}`
  ),
  $noLonger: 'no longer in the log',
});
