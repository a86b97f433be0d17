/**
 * Recordings lie beside the page's code. In the npm package each is a module
 * instead, and another room stands in the place of this one (`web/package/beside`).
 */

const folder = new URL('../../pkg/recordings/', import.meta.url);
/** Those of a page are asked for once, however many figures show them. @type {Record<string, Promise<string | null>>} */
const asked = {};

/**
 * The text of a file of the folder of recordings. Rejects where there is none.
 * @param {string} name
 * @returns {Promise<string | null>}
 */
export function recordingBeside(name) {
  return (asked[name] ??= fetch(new URL(name, folder)).then((response) => (response.ok ? response.text() : null)).catch((error) => {
    // A network can come back.
    delete asked[name];
    throw error;
  }));
}
