/** What can be taken away from the session: its script, and a recording. */

import { h } from '../base.js';
import { copyFrom, say } from '../panels/copy.js';
import { saveAs } from '../panels/save.js';
import { words } from '../texts/en/terminal.js';

/** @typedef {import('../player/player.js').Player} Player */

/** @param {Pick<Player, 'script'>} player */
export function createCopyButton(player) {
  const copy = h('button', { type: 'button', class: 'pg-quiet', title: words.$copyHint, click: () => void copyFrom(copy, player.script, words) }, words.$copy);
  return copy;
}

/**
 * What is on the screen as a file: a page shows it without the engine, from the
 * instant that is shown now to the furthest that was reached.
 * @param {Pick<Player, 'record' | 'now' | 'end'>} player
 */
export function createSaveButton(player) {
  const save = h('button', {
    type: 'button', class: 'pg-quiet', title: words.$saveHint, click,
  }, words.$save);
  async function click() {
    try {
      const text = await player.record(Math.floor(player.now), player.end);
      saveAs('recording.json', text, 'application/json');
      say(save, words.$saved);
    } catch (error) {
      say(save, words.$notNow);
      save.title = /** @type {Error} */ (error).message;
    }
  }
  return save;
}
