/**
 * Recordings lie beside the page's code. In the npm package each is a module
 * instead, and another room stands in the place of this one (`web/package/beside`).
 */

const folder = new URL('../../pkg/recordings/', import.meta.url);

/**
 * The text of a file of the folder of recordings. Rejects where there is none.
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export async function recordingBeside(name) {
  const response = await fetch(new URL(name, folder));
  return response.ok ? response.text() : null;
}
