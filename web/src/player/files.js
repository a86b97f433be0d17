/**
 * The files that are loaded beside the page's code. In the page that is one
 * file, and in the code that is, they are inside.
 */

import { recordingBeside } from '../beside/recordings.js';
import { words } from '../texts/en/figure.js';

/** What the name of a scene's file is made of; anything else names none. */
const NAME = /^[a-z][a-z0-9-]*(\.(journal|narrator)\.[a-z]+)?\.json$/;

const inside = /** @type {Record<string, string> | undefined} */ (/** @type {any} */ (globalThis).__KAFKA_PLAYGROUND_FILES__);

/**
 * The text of a file that is inside of the page or of its code; null where it
 * is not.
 * @param {string} name
 */
export function fileInside(name) {
  return inside && Object.hasOwn(inside, name) ? inside[name] : null;
}

/**
 * The text of a file of the folder of recordings; null where there is none.
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export async function readRecordingFile(name) {
  if (!NAME.test(name)) return null;
  if (inside) return fileInside(name);
  try {
    return await recordingBeside(name);
  } catch {
    return null;
  }
}

/**
 * The text of a file that an author names.
 * @param {string} address
 */
export async function readAuthorsFile(address) {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(words.$cannotRead(address, `${response.status} ${response.statusText}`).trim());
  return response.text();
}
