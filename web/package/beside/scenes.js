/** The list of scenes is a module. */

import { others } from '../files/others.js';

export async function scenesBeside() {
  return JSON.parse((await others['scenes.json']()).default);
}
