/**
 * The scenes by name: a script, where to stop at first, and one sentence that
 * says what one sees. They are data (`web/scenes.json`), from which the build
 * makes their recordings; the page asks for them when it has a use for them.
 */

import { fileInside } from '../base.js';
import { scenesBeside } from '../beside/scenes.js';
import { words } from '../texts/en/scenes.js';

/**
 * `about` says what one sees, until something is done; with a line that one may
 * run next.
 * @typedef {{ text: string, label?: string, line?: string }} About
 * @typedef {{
 *   title: string, seed: number, start: number, at: number, until?: number, script: string[], about?: About, cells?: 'values',
 * }} Scene without `until` it has no recording, and the engine plays it
 */

/** Monday, 5 January 2026, nine o'clock: where a script that does not say it begins. */
export const START = Date.UTC(2026, 0, 5, 9);

/** @type {Promise<Record<string, Scene>> | null} */
let loading = null;

/** @returns {Promise<Record<string, Scene>>} */
export function loadScenes() {
  loading ??= load().catch((error) => {
    // A network can come back.
    loading = null;
    throw new Error(words.$notLoaded(error.message));
  });
  return loading;
}

async function load() {
  const kept = fileInside('scenes.json');
  return kept === null ? scenesBeside() : JSON.parse(kept);
}

/**
 * A scene's script as the shell reads it.
 * @param {Scene} scene
 */
export function scriptOf({ seed, start, script }) {
  return [`# kafka-playground script v1, seed ${seed}, start ${start}`, ...script, ''].join('\n');
}

/**
 * What an element shows of a scene that has no recording.
 * @param {string} name
 * @returns {Promise<import('./story.js').Story>}
 */
export async function findScene(name) {
  const scenes = await loadScenes();
  if (!Object.hasOwn(scenes, name)) {
    throw new Error(words.$noScene(name, Object.keys(scenes).join(', ')));
  }
  const scene = scenes[name];
  return {
    name, title: scene.title, values: scene.cells === 'values', about: scene.about ?? null, script: scriptOf(scene), at: scene.at,
    recording: null, readJournal: nothing, readAbout: nothing,
  };
}

async function nothing() {}
