/** Lessons lie beside the page's code, as the build made them. */

const folder = new URL('../../pkg/lessons/', import.meta.url);

/**
 * @param {string} name of a file of the folder of lessons
 * @returns {Promise<any>}
 */
export async function lessonBeside(name) {
  const response = await fetch(new URL(name, folder));
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return response.json();
}
