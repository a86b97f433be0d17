/** The list of scenes lies beside the page's code. */

/** @returns {Promise<Record<string, import('../player/scenes.js').Scene>>} */
export async function scenesBeside() {
  const response = await fetch(new URL('../../scenes.json', import.meta.url));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.json();
}
