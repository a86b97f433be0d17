/**
 * What an element shows whose `link` says it. Loaded where there is one.
 */

import { titleOf } from '../base.js';
import { loadScenes, scriptOf } from '../player/scenes.js';
import { readLink } from './link.js';
import { bringIn } from './restore.js';
import { showState } from './state.js';
import { words } from '../texts/en/link.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/story.js').Element} Element */
/** @typedef {import('../player/story.js').Story} Story */
/** @typedef {import('./link.js').Link} Link */
/** @typedef {(element: Element, awake: boolean, link: null) => Promise<Story>} Find */

/**
 * What is wrong with a link is said, over the scene that would be shown without it.
 * @param {Element} element
 * @param {boolean} awake
 * @param {string} hash
 * @param {Find} find what is shown without a link
 * @returns {Promise<Story>}
 */
export async function linkedStory(element, awake, hash, find) {
  try {
    const link = await readLink(hash);
    if (link) return await storyOf(link, element, awake, find);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { ...(await find(element, awake, null)), open: async (page) => sayOver(page, message) };
  }
  return find(element, awake, null);
}

/**
 * @param {Page} page
 * @param {string} message
 * @returns {false}
 */
function sayOver(page, message) {
  page.say(message, true);
  return false;
}

/**
 * @param {Link} link
 * @param {Element} element
 * @param {boolean} awake
 * @param {Find} find
 * @returns {Promise<Story>}
 */
async function storyOf({ fields, text }, element, awake, find) {
  const { scene, plays, title, values, at, from } = fields;
  const whole = scene === undefined ? text : await wholeText(scene, text);
  // Where the engine does not come, the scene is shown as it was recorded.
  const named = scene === undefined ? element : /** @type {Element} */ (/** @type {unknown} */ ({
    scene, src: '', getAttribute: () => null, early: element.early, querySelector: element.querySelector.bind(element),
  }));
  const otherwise = await find(named, awake, null);
  const { recording } = otherwise;
  if (recording && at !== undefined && at <= recording.until && text.startsWith(`semantics ${recording.semantics},`)) {
    // Nothing was done in it: its recording shows the same, without the engine.
    return { ...otherwise, at: from ?? at, plays: plays ?? false, open: async (page) => showState(page, fields) };
  }
  const own = scene === undefined ? { name: '', title: title ?? '', values: values ?? false, about: null } : {};
  return { ...otherwise, ...own, plays: plays ?? false, readJournal: async () => {}, open };

  /** @param {Page} page */
  async function open(page) {
    try {
      await bringIn(page, whole, 'link');
      if (from !== undefined) await page.player.seek(from);
    } catch (error) {
      return sayOver(page, words.$cannotShow(/** @type {Error} */ (error).message));
    }
    showState(page, fields);
    return true;
  }
}

/**
 * A scene's script with the rows that a link adds.
 * @param {string} name
 * @param {string} text
 */
async function wholeText(name, text) {
  const scenes = await loadScenes();
  if (!Object.hasOwn(scenes, name)) throw new Error(words.$noScene(name));
  const scene = scenes[name];
  const [said, ...rows] = text.split('\n');
  const [header, ...lines] = scriptOf(scene).trim().split('\n');
  const opens = `opens @${(scene.at / 1000).toFixed(3)} after ${scene.script.length}`;
  return [[header, said, opens].filter(Boolean).join(', '), ...lines, ...rows, ''].join('\n');
}

/**
 * What an element shows of a file that holds a script or a saved session.
 * @param {string} text
 * @returns {Story}
 */
export function sourcedStory(text) {
  return {
    name: '', title: titleOf(text), values: false, about: null, script: text, at: null, recording: null,
    readJournal: async () => {}, readAbout: async () => {},
    async open(page) {
      await bringIn(page, text, 'file');
      return true;
    },
  };
}
