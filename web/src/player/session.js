/**
 * What is shown, and how it came about: the source of views, the script that
 * was played on it, and the answers that are still to come. It does at once
 * what it is told; whose turn it is, and how time goes on, is the player's. What
 * takes an engine comes with it (works.js).
 */

import { Answers } from './answers.js';
import { Recorded } from './recorded.js';
import { isRefusal } from './refusal.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').Source} Source */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./told.js').Change} Change */
/** @typedef {import('./told.js').Engine} Engine */
/** @typedef {import('./told.js').Given} Given */
/** @typedef {import('./told.js').Hooks} Hooks */
/** What takes an engine. @typedef {typeof import('./works.js').works} Works */

export class Session {
  /** @type {Playground | Recorded | null} */ source = null;
  /** The first line of the script, which says on which cluster it is played. */ header = '';
  /** @type {Given[]} */ history = [];
  /** What the scene itself had given when it opened, and when that was. */
  /** @type {{ given: Given[], at: number }} */ opening = { given: [], at: 0 };
  #answers = new Answers();
  /** @type {() => void} */ #opened;
  /** @type {() => void} */ #restart;
  /** Once it has been loaded. @type {Engine | null} */ engine = null;
  /** As soon as there is an engine. @type {Works | null} */ works = null;
  /** Elapsed milliseconds, with the fraction that no source knows. */ now = 0;
  end = 0;
  #revision = -1;
  /** Changes whenever another history is shown. */ epoch = 0;

  /**
   * @param {Hooks} hooks
   * @param {object} player
   * @param {(change: Partial<Change>) => void} player.touch something has changed
   * @param {() => void} player.opened another history is shown
   * @param {() => void} player.halt time stands
   * @param {() => void} player.restart time goes on from now
   */
  constructor(hooks, { touch, opened, halt, restart }) {
    this.hooks = hooks;
    this.touch = touch;
    this.halt = halt;
    this.#opened = opened;
    this.#restart = restart;
  }

  /** The engine, where it is what is shown. */
  get playground() {
    return this.source instanceof Recorded ? null : this.source;
  }
  /** The recording, where it is one that is shown. */
  get recorded() {
    return this.source instanceof Recorded ? this.source : null;
  }
  /** Whether somebody at the terminal waits for an answer. */
  get awaited() {
    return this.#answers.typed;
  }
  get script() {
    return this.scriptOf(this.history.map((given) => given.scripted));
  }

  /**
   * @param {Recording} recording
   * @param {number} at
   */
  show(recording, at) {
    const recorded = new Recorded(recording);
    this.open(recorded, recording.header);
    for (const row of recording.rows) {
      if (row.scripted !== null) this.history.push({ at: row.at, verb: row.verb, scripted: row.scripted, own: false });
      this.hooks.command?.({ ...row, refused: null, settled: this.settled(row.operation, row.at, false), setup: true, fork: false });
    }
    recorded.advance(Math.max(at, recording.rows.at(-1)?.at ?? 0));
    this.guard((source) => this.go(source, at));
    this.begun();
  }

  /** Takes the engine away, if that is what is shown. */
  take() {
    const { playground } = this;
    if (playground) this.source = null;
    return playground;
  }

  /**
   * @param {Source} source
   * @param {number} at
   */
  go(source, at) {
    source.seek(Math.min(Math.max(0, Math.floor(at)), source.end()));
    this.now = source.now();
    this.arrived(source);
  }

  /**
   * Takes over the source's time after it moved.
   * @param {Source} source
   */
  arrived(source) {
    const now = source.now();
    // Within its millisecond our own time goes on smoothly.
    if (Math.floor(this.now) !== now) this.now = now;
    this.end = source.end();
    const revision = source.revision();
    this.touch({ view: revision !== this.#revision });
    this.#revision = revision;
    const errand = this.#answers.typed;
    this.#answers.poll(source);
    if (errand !== this.#answers.typed) this.touch({ playback: true });
  }

  /**
   * Calls the source; a panic of the engine is told and survived.
   * @template T
   * @param {(source: Playground | Recorded) => T} what
   * @returns {T | null}
   */
  guard(what) {
    if (!this.source) return null;
    try {
      return what(this.source);
    } catch (error) {
      if (!isRefusal(error)) this.#stumbled(error);
      return null;
    }
  }

  /**
   * Tells of a line that is not run.
   * @param {string} line
   * @param {Error} refused
   * @param {boolean} [setup]
   */
  refuse(line, refused, setup = false) {
    const at = this.source?.now() ?? 0;
    this.hooks.command?.({ line, at, output: [], operation: null, refused, settled: Promise.resolve(null), setup, fork: false });
  }

  /**
   * Another history is shown, from its beginning.
   * @param {Playground | Recorded} source
   * @param {string} header the first line of its script
   */
  open(source, header) {
    this.close();
    this.#opened();
    this.source = source;
    this.header = header;
    this.history = [];
    this.now = 0;
    this.end = 0;
    this.#revision = -1;
    this.epoch += 1;
    this.touch({ view: true, branch: true, playback: true });
  }

  /**
   * Another branch is shown, or another place of it.
   * @param {Playground} playground
   * @param {Given[]} history
   */
  moved(playground, history) {
    this.history = [...history];
    this.now = playground.now();
    this.forked(this.now);
    this.arrived(playground);
  }

  /** Nobody waits at the terminal any more. */
  untype() {
    this.#answers.untype();
  }

  close() {
    this.#answers.forget();
    const source = this.source;
    this.source = null;
    try {
      source?.free();
    } catch {
      // A spoilt instance cannot be freed; its memory is lost until the page goes.
    }
  }

  begun() {
    this.opening = { given: this.history.filter((given) => !given.own), at: Math.floor(this.now) };
  }

  /**
   * What was to come is no longer on this branch, and so will not be answered.
   * @param {number} at
   */
  forked(at) {
    this.epoch += 1;
    this.touch({ branch: true, view: true });
    this.#answers.forget(at);
  }

  /**
   * @param {number | null} operation
   * @param {number} at
   * @param {boolean} typed
   * @returns {Promise<Outcome | null>}
   */
  settled(operation, at, typed) {
    if (operation === null) return Promise.resolve(null);
    this.#restart();
    return this.#answers.await(operation, at, typed);
  }

  /** @param {string[]} lines */
  scriptOf(lines) {
    return [this.header, ...lines, ''].join('\n');
  }

  /**
   * An engine that panicked is put together anew; where a recording cannot be
   * shown, nothing is.
   * @param {unknown} error
   */
  #stumbled(error) {
    const { script, playground } = this;
    if (playground) return void this.works?.poisoned(this, error, null);
    this.halt();
    this.close();
    this.hooks.failure?.({ message: error instanceof Error ? error.message : String(error), line: null, script });
  }
}
