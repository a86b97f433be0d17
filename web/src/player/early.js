/**
 * Asks for a scene's recording before the code is there that reads it. It
 * stands alone, so that nothing has to be loaded for it.
 */

const recordings = new URL('../../pkg/recordings/', import.meta.url);

/**
 * The text of a scene's recording; null where there is none.
 * @param {string} scene
 * @returns {Promise<string | null>}
 */
export async function askEarly(scene) {
  // Anything else names no file.
  if (!/^[a-z][a-z0-9-]*$/.test(scene)) return null;
  try {
    const response = await fetch(new URL(`${scene}.json`, recordings));
    return response.ok ? await response.text() : null;
  } catch {
    return null;
  }
}
