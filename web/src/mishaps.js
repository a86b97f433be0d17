/** What is said when the engine, which has come, or an attribute is not as it should be. */

import { words as damage } from './texts/en/damage.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {(message: string, script: string | null) => void} Report tells the page around, too */

/**
 * The engine took the place of a recording that says otherwise, or was made before it was corrected.
 * @param {Page} page
 * @param {import('./player/told.js').Swap} swap
 * @param {string} script
 * @param {Report} report
 */
export function swapped(page, { difference, corrected }, script, report) {
  if (corrected) page.say('The engine has been corrected since this recording was made: from now on it shows what Kafka does.', true);
  if (difference === null) return;
  const message = `The recording and the engine differ: ${difference}. The engine is right.`;
  page.say(message, true);
  report(message, script);
}

/**
 * What a message means: that of a damaged recording is only the name of what is wrong with it.
 * @param {string} message
 */
export function explained(message) {
  const [, what, about] = /^recording (\w+) (.*)$/s.exec(message) ?? [];
  return Object.hasOwn(damage.$wrong, what) ? damage.$wrong[what](about) : message;
}

/** @param {string | null} word of `without` */
export function meansNothing(word) {
  return `without="${word}" means nothing here; there is legend, add.`;
}

/** @param {string | null} at */
export function tooFar(at) {
  return `at="${at}" is more than an hour away: the scene opens where it says itself.`;
}

/**
 * The engine panicked, and a new one has taken its place.
 * @param {Page} page
 * @param {import('./player/player.js').Failure} failure
 * @param {Report} report
 */
export function stumbled(page, { message, line, script }, report) {
  const left = line === null ? '' : ` It was rebuilt without its last line, “${line}”.`;
  page.say(`The engine stumbled over a mistake of its own (${message}).${left}`, true);
  page.offer('Copy a report', () => void navigator.clipboard?.writeText(script));
  report(message, script);
}
