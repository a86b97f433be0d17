/** What is said when the engine, which has come, or an attribute is not as it should be. */

import { adopt, h } from './base.js';
import { css } from './styles/failed.js';
import { words as damage } from './texts/en/damage.js';
import { words } from './texts/en/mishaps.js';

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
  if (corrected) page.say(words.$corrected, true);
  if (difference === null) return;
  const message = words.$differ(difference);
  page.say(message, true);
  report(message, script);
}

/**
 * What can be done about it. There is no message where the browser is too old.
 * @param {string} message
 * @param {unknown} cause of a module that has not come
 * @returns {Promise<string>}
 */
export async function explained(message, cause) {
  if (message === '') return words.$tooOld;
  if (cause) return (await (await import('./player/diagnosis.js')).diagnosed(cause)) ?? message;
  return meant(message);
}

/**
 * What a message means: that of a damaged recording is only the name of what is wrong with it.
 * @param {string} message
 */
export function meant(message) {
  const [, what, about] = /^recording (\w+) (.*)$/s.exec(message) ?? [];
  return Object.hasOwn(damage.$wrong, what) ? damage.$wrong[what](about) : message;
}

/**
 * What stands in the place of a playground that cannot start.
 * @param {string} message
 * @param {ShadowRoot} root
 */
export function failure(message, root) {
  adopt(root, css);
  return h('div', { class: 'pg-wait pg-failed', role: 'alert' }, h('strong', {}, words.$cannotStart), h('p', {}, message));
}

/**
 * What is wrong with an attribute that is made of words.
 * @param {string} name
 * @param {string} value
 * @param {string[]} known
 */
export function meansNothing(name, value, known) {
  const list = known.join(' ');
  if (value.includes(',')) return words.$comma(name, value, list);
  return words.$nothing(name, value.split(/\s+/).find((word) => word && !known.includes(word)) ?? '', list);
}

/** @param {string | null} at */
export function tooFar(at) {
  return words.$tooFar(at);
}

/**
 * The engine panicked, and a new one has taken its place.
 * @param {Page} page
 * @param {import('./player/player.js').Failure} failure
 * @param {Report} report
 */
export function stumbled(page, { message, line, script }, report) {
  const left = line === null ? '' : words.$rebuilt(line);
  page.say(words.$stumbled(message, left), true);
  page.offer(words.$report, () => void navigator.clipboard?.writeText(script));
  report(message, script);
}
