/**
 * A text that somebody brings: a file that is dropped or chosen, a script that
 * is pasted, a session that was kept. It is played first, and takes the place of
 * what is shown when that went well.
 */

import { h, titleOf } from '../base.js';
import { adopt, bring } from './restore.js';
import { words } from '../texts/en/link.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/story.js').Story} Story */

/** The longest file, in bytes; the engine reads no longer text. */
const LONGEST = 1024 * 1024;
/** What a file of ours is called. */
const NAMES = '.kafka,.txt,text/plain';

/**
 * @param {Page} page
 * @param {string} text
 * @param {string} what it is called: `file`, `script`, `session`
 * @returns {Promise<boolean>} whether it is shown
 */
export async function openText(page, text, what) {
  const { epoch } = page.player;
  await page.player.pause();
  try {
    const brought = await bring(page, text, what);
    if (epoch !== page.player.epoch) {
      // Something else was chosen meanwhile.
      brought.playground.free();
      return false;
    }
    const title = titleOf(text);
    page.show(/** @type {Story} */ ({
      name: '', title, values: false, about: null, script: '', at: null, recording: null, plays: false,
      readJournal: async () => {}, readAbout: async () => {},
      open: async (opened) => {
        await adopt(opened, brought);
        return true;
      },
    }));
    return true;
  } catch (error) {
    page.say(words.$cannotOpen(what, /** @type {Error} */ (error).message), true);
    return false;
  }
}

/**
 * @param {Page} page
 * @param {File} file
 */
export async function openFile(page, file) {
  if (file.size > LONGEST) return page.say(words.$tooLarge(file.name), true);
  try {
    await openText(page, new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()), 'file');
  } catch {
    page.say(words.$noText(file.name), true);
  }
}

/** @param {Page} page */
export function chooseFile(page) {
  const input = h('input', { type: 'file', accept: NAMES, change: () => {
    const file = input.files?.[0];
    if (file) void openFile(page, file);
  } });
  input.click();
}
