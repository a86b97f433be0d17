/** Recordings are modules, which every bundler finds, and loads late. */

import { recordings } from '../files/recordings.js';

/**
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export async function recordingBeside(name) {
  return Object.hasOwn(recordings, name) ? (await recordings[name]()).default : null;
}
