/** Lessons are modules. */

import { others } from '../files/others.js';

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function lessonBeside(name) {
  const file = `lessons/${name}`;
  if (!Object.hasOwn(others, file)) throw new Error(file);
  return JSON.parse((await others[file]()).default);
}
