/** A recording that goes on: what was done on the stage since it began, and what becomes of it. */

import { h, write } from '../base.js';
import { words } from '../texts/en/builder.js';
import { commandsOf, instantOf, recorded, upTo } from './recording.js';
import { button } from './tools.js';

/** @typedef {import('../player/player.js').Player} Player */

export class Tape {
  /** @type {{ script: import('./recording.js').Script, at: number } | null} */ #since = null;
  #said = h('p', {});
  #rows = h('pre', { tabindex: 0, 'aria-label': words.$record });
  #seen = '';

  /**
   * @param {Player} player
   * @param {object} needs
   * @param {(piece: string) => void} needs.done what is to be put in
   * @param {(text: string) => void} needs.lost
   * @param {() => void} needs.changed whether it runs
   */
  constructor(player, { done, lost, changed }) {
    this.player = player;
    this.done = done;
    this.lost = lost;
    this.changed = changed;
    this.element = h('div', { class: 'pg-builder-tape', role: 'group', 'aria-label': words.$record, hidden: true }, this.#said, this.#rows,
      h('div', { class: 'pg-builder-row' }, button(words.$asSolution, '', () => this.#keep(['solution'])),
        button(words.$withTask, '', () => this.#keep(['do', 'solution'])), button(words.$asTask, '', () => this.#keep(['do'])),
        button(words.$discard, '', () => this.stop())));
  }

  get runs() {
    return this.#since !== null;
  }

  /** From now on. It takes the engine: a recording of a scene has no commands of its own. */
  async begin() {
    const { player } = this;
    try {
      await player.awake();
    } catch (error) {
      return this.lost(/** @type {Error} */ (error).message);
    }
    this.#since = { script: upTo(player.script, player.now), at: player.now };
    write(this.#said, words.$recording(instantOf(player.now)));
    this.#seen = '';
    this.element.hidden = false;
    this.update();
    this.changed();
  }

  stop() {
    this.#since = null;
    this.element.hidden = true;
    this.changed();
  }

  /** What changed on the stage; called once a frame. */
  update() {
    const { player } = this;
    if (!this.#since) return;
    const seen = `${player.epoch} ${player.history.length} ${Math.floor(player.now / 100)} ${player.playing}`;
    if (seen === this.#seen) return;
    this.#seen = seen;
    const rows = this.#recorded;
    write(this.#rows, rows === null ? words.$recordingLost : rows.join('\n') || words.$nothingYet);
  }

  get #recorded() {
    const since = this.#since;
    return since && recorded(since.script, since.at, this.player.script, this.player.now);
  }

  /** @param {('do' | 'solution')[]} blocks whether what was done is asked for, shown, or both */
  #keep(blocks) {
    const rows = this.#recorded;
    if (rows === null) return this.lost(words.$recordingLost);
    if (rows.length === 0) return this.lost(words.$nothingYet);
    const commands = commandsOf(rows).map((line) => `\`${line}\``).join(', ');
    // To let time go on is nothing that can be pressed.
    if (commands === '' && !blocks.includes('solution')) return this.lost(words.$nothingYet);
    const inside = { do: commands && words.$doThis(commands), solution: rows.join('\n') };
    this.stop();
    this.done(blocks.filter((block) => inside[block] !== '').map((block) => `\`\`\`${block}\n${inside[block]}\n\`\`\``).join('\n\n'));
  }
}
