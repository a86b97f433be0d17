/**
 * Recordings and what travels with them are texts from strangers: each thing is
 * what it has to be, or the recording is damaged.
 */

import { DamagedRecording } from './fold.js';

/** What no recording of a scene comes near, and no tab is harmed by. */
const LONGEST = 32 * 2 ** 20;

/**
 * @param {string} source
 * @returns {any}
 */
export function parsed(source) {
  expect(source.length <= LONGEST, 'long', LONGEST / 2 ** 20);
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new DamagedRecording('json', /** @type {Error} */ (error).message);
  }
}

/**
 * @param {unknown} condition
 * @param {string} what
 * @param {unknown} [about]
 * @returns {asserts condition}
 */
export function expect(condition, what, about) {
  if (!condition) throw new DamagedRecording(what, about);
}

/**
 * @param {unknown} value
 * @param {string} what
 */
export function whole(value, what) {
  expect(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0, 'number', what);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 */
export function text(value, what) {
  expect(typeof value === 'string', 'text', what);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {any[]}
 */
export function list(value, what) {
  expect(Array.isArray(value), 'list', what);
  return value;
}
