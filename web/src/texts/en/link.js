/** Links, files and the last session: what is said when they come, and why one cannot be opened. */

import { table } from '../../base.js';

export const words = table('link', {
  $tooLarge: (/** @type {string} */ name) => `“${name}” is too long: a file has at most 1 MB.`,
  $noText: (/** @type {string} */ name) => `“${name}” is no text, and so no file of a playground.`,
  $kept: (/** @type {string} */ title, /** @type {number} */ commands) =>
    `Your last session is kept: ${title || 'untitled'}, ${commands === 1 ? 'one command' : `${commands} commands`}.`,
  $goOn: 'Go on with it',
  $notNow: 'Not now',
  $cannotPack: 'This browser cannot pack links (it has no CompressionStream for deflate-raw). '
    + 'A current Chromium, Firefox or Safari can; a file holds the same.',
  $newer: (/** @type {number} */ version, /** @type {number} */ reads) =>
    `This link was made by a newer playground: it has version ${version}, and this page reads version ${reads}.`,
  $tooLong: (/** @type {number} */ length, /** @type {number} */ most) => `This link is too long: it has ${length} characters, and a link has at most ${most}.`,
  $foreign: 'there is something in it that no link has',
  $cutOff: 'it has been cut',
  $cannotUnpack: 'it cannot be unpacked',
  $broken: (/** @type {string} */ why) => `This link is broken: ${why}. Perhaps a part of it was lost on its way.`,
  $noLink: (/** @type {number} */ most) => `This link is no link of a playground: unpacked, it is longer than ${most} characters.`,
  $noScene: (/** @type {string} */ name) => `This link is about a scene that this page does not have: “${name}”.`,
  $takesLong: (/** @type {string} */ what) => `This ${what} takes long, and was stopped: what is shown is as far as it came.`,
  $beingOpened: (/** @type {string} */ what, /** @type {number} */ done, /** @type {number} */ of) => `The ${what} is being opened: ${done} of ${of} lines.`,
  $stop: 'Stop',
  $moreRefused: (/** @type {number} */ count) => `${count} more of its lines were refused.`,
  $correctedSince: (/** @type {string} */ what, /** @type {boolean} */ same) => (
    `The engine has been corrected since this ${what} was made: `
    + `${same ? 'what its author saw here is still the same' : 'this is what Kafka does, and not all that its author saw'}.`
  ),
  $cannotOpen: (/** @type {string} */ what, /** @type {string} */ message) => `This ${what} cannot be opened. ${message}`,
  $cannotShow: (/** @type {string} */ message) => `This link cannot be shown. ${message}`,
});
