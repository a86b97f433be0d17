/** What can be taken away from the session: its script, and a recording. */

import { h } from '../base.js';

/** @typedef {import('../player/player.js').Player} Player */

/** @param {Pick<Player, 'script'>} player */
export function createCopyButton(player) {
  const copy = h('button', { type: 'button', class: 'pg-quiet', title: 'Copy the history as a script', click }, 'Copy script');
  async function click() {
    try {
      await navigator.clipboard.writeText(player.script);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed here';
    }
    setTimeout(() => (copy.textContent = 'Copy script'), 1500);
  }
  return copy;
}

/**
 * What is on the screen as a file: a page shows it without the engine, from the
 * instant that is shown now to the furthest that was reached.
 * @param {Pick<Player, 'record' | 'now' | 'end'>} player
 */
export function createSaveButton(player) {
  const save = h('button', {
    type: 'button', class: 'pg-quiet', title: 'Save what happened as a recording, for <kafka-playground recording="...">', click,
  }, 'Save recording');
  async function click() {
    try {
      const text = await player.record(Math.floor(player.now), player.end);
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      h('a', { href: address, download: 'recording.json' }).click();
      URL.revokeObjectURL(address);
      save.textContent = 'Saved';
    } catch (error) {
      save.textContent = 'Not possible now';
      save.title = /** @type {Error} */ (error).message;
    }
    setTimeout(() => (save.textContent = 'Save recording'), 1500);
  }
  return save;
}
