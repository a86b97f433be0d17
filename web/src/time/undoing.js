/**
 * Undo and redo: moves on the timeline, to a line without what was done last and
 * back to the line with it. The engine knows which lines those are.
 */

import { attribute } from '../base.js';
import { redo, undo } from '../player/moves.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('../player/told.js').Change} Change */

export class Undoing {
  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.page = timeline.page;
    this.player = timeline.player;
    const { root } = this.page;
    this.buttons = { undo: root.querySelector('.pg-undo'), redo: root.querySelector('.pg-redo') };
    this.buttons.undo?.addEventListener('click', () => void this.undo());
    this.buttons.redo?.addEventListener('click', () => void this.redo());
  }

  /** @param {Change} change */
  update(change) {
    if (!change.view && !change.branch) return;
    const { player, buttons } = this;
    const kept = player.history.filter((given) => !given.own).length;
    const moves = player.ask((playground) => playground.moves(kept));
    this.#draw(buttons.undo, words.$undo, words.$undoKeys, moves?.undo ?? null);
    this.#draw(buttons.redo, words.$redo, words.$redoKeys, moves?.redo ?? null);
  }

  async undo() {
    const moved = await undo(this.player).catch((error) => this.#missed(error));
    if (moved === null) return this.page.say(words.$nothingToUndo);
    if (!moved) return;
    if (moved.forked && moved.line) this.timeline.branches.without(moved.line);
    this.#say(words.$undone(moved.line || words.$over), words.$redo, () => this.redo());
  }

  async redo() {
    const moved = await redo(this.player).catch((error) => this.#missed(error));
    if (moved === null) return this.page.say(words.$nothingToRedo);
    if (!moved) return;
    this.#say(words.$doneAgain(moved.line || words.$over), words.$undo, () => this.undo());
  }

  /** The engine does not come. @param {Error} error */
  #missed(error) {
    this.page.say(error.message, true);
  }

  /**
   * @param {string} text
   * @param {string} label of the way back
   * @param {() => unknown} act
   */
  #say(text, label, act) {
    this.page.say(text);
    this.page.offer(label, () => void act());
  }

  /**
   * @param {Element | null} button
   * @param {string} name
   * @param {string} keys
   * @param {string | null} line what it would move; null for nothing
   */
  #draw(button, name, keys, line) {
    if (!button) return;
    // A disabled button would lose the focus.
    attribute(button, 'aria-disabled', line === null ? 'true' : null);
    attribute(button, 'title', line === null ? `${name} (${keys})` : `${name}: ${line || words.$over} (${keys})`);
  }
}
