/**
 * Lessons are taken on a page of the playground. An element in an article has no
 * way to them, and so the package has none: a bundler would put all of them into
 * every site.
 */

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function lessonBeside(name) {
  throw new Error(`lessons/${name} is on the site alone`);
}
