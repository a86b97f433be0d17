/**
 * What is shown, and how it came about: the source of views, the script that
 * was played on it, and the answers that are still to come. It does at once
 * what it is told; whose turn it is, and how time goes on, is the player's.
 */

import { compose, labelOf, linesOf, rowOf } from '../language.js';
import { Answers } from './answers.js';
import { Recorded } from './recorded.js';
import { isRefusal } from './refusal.js';
import { words } from '../texts/en/figure.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').Source} Source */
/** @typedef {import('./playground.js').RunResult} RunResult */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./told.js').Change} Change */
/** @typedef {import('./told.js').Engine} Engine */
/** @typedef {import('./told.js').Given} Given */
/** @typedef {import('./told.js').Hooks} Hooks */
/** @typedef {import('../language.js').Command} Command */

/** How often a script that is played looks for answers: the engine keeps the last few hundred. */
const POLL_LINES = 100;

export class Session {
  /** @type {Playground | Recorded | null} */ #source = null;
  /** The first line of the script, which says on which cluster it is played. */ #header = '';
  /** @type {Given[]} */ #history = [];
  /** What the scene itself had given when it opened, and when that was. */
  /** @type {{ given: Given[], at: number }} */ opening = { given: [], at: 0 };
  #answers = new Answers();
  /** @type {Hooks} */ #hooks;
  /** @type {(change: Partial<Change>) => void} */ #touch;
  /** @type {() => void} */ #opened;
  /** @type {() => void} */ #halt;
  /** @type {() => void} */ #restart;
  /** Once it has been loaded. @type {Engine | null} */ engine = null;
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
    this.#hooks = hooks;
    this.#touch = touch;
    this.#opened = opened;
    this.#halt = halt;
    this.#restart = restart;
  }

  get source() {
    return this.#source;
  }
  /** The engine, where it is what is shown. */
  get playground() {
    return this.#source instanceof Recorded ? null : this.#source;
  }
  /** The recording, where it is one that is shown. */
  get recorded() {
    return this.#source instanceof Recorded ? this.#source : null;
  }
  /** Whether somebody at the terminal waits for an answer. */
  get awaited() {
    return this.#answers.typed;
  }
  /** The first line of its script. */
  get header() {
    return this.#header;
  }
  /** @type {readonly Given[]} */
  get history() {
    return this.#history;
  }
  get script() {
    return this.#scriptOf(this.#history.map((given) => given.scripted));
  }

  /**
   * Plays a script on an empty cluster, and goes to an instant.
   * @param {string} script
   * @param {number | null} at
   * @param {number} own how many of its last commands are the user's own
   */
  load(script, at, own) {
    this.#begin(script);
    try {
      this.#replay(linesOf(script), at, true);
    } catch (error) {
      // A line that a panic came of is left out already, with what follows it.
      if (/** @type {any} */ (error).code !== 'panicked') this.#poisoned(error, null);
    }
    for (const given of own > 0 ? this.#history.slice(-own) : []) given.own = true;
    this.#begun();
  }

  /**
   * @param {Recording} recording
   * @param {number} at
   */
  show(recording, at) {
    const recorded = new Recorded(recording);
    this.open(recorded, recording.header);
    for (const row of recording.rows) {
      if (row.scripted !== null) this.#history.push({ at: row.at, verb: row.verb, scripted: row.scripted, own: false });
      this.#hooks.command?.({ ...row, refused: null, settled: this.#await(row.operation, row.at, false), setup: true, fork: false });
    }
    recorded.advance(Math.max(at, recording.rows.at(-1)?.at ?? 0));
    this.guard((source) => this.go(source, at));
    this.#begun();
  }

  /**
   * The engine takes the place of a recording, and goes where that is. What it
   * says otherwise is told.
   * @param {Recorded} recorded
   * @param {Playground} playground that has caught up, or nearly so
   * @param {number} semantics
   * @param {(recorded: Recorded, playground: Playground) => string | null} difference
   */
  replace(recorded, playground, semantics, difference) {
    if (this.#source !== recorded) return playground.free();
    playground.advance(recorded.end());
    playground.seek(recorded.now());
    const corrected = semantics !== recorded.recording.semantics;
    const differs = corrected ? null : difference(recorded, playground);
    this.#source = playground;
    recorded.free();
    this.#touch({ view: true });
    this.arrived(playground);
    this.#hooks.awake?.({ difference: differs, corrected });
  }

  /** Takes the engine away, if that is what is shown. */
  take() {
    const { playground } = this;
    if (playground) this.#source = null;
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
    this.#touch({ view: revision !== this.#revision });
    this.#revision = revision;
    const errand = this.#answers.typed;
    this.#answers.poll(source);
    if (errand !== this.#answers.typed) this.#touch({ playback: true });
  }

  /**
   * Calls the source; a panic of the engine is told and survived.
   * @template T
   * @param {(source: Playground | Recorded) => T} what
   * @returns {T | null}
   */
  guard(what) {
    if (!this.#source) return null;
    try {
      return what(this.#source);
    } catch (error) {
      if (!isRefusal(error)) this.#poisoned(error, null);
      return null;
    }
  }

  /**
   * @param {Command} command
   * @param {boolean} typed
   * @param {boolean} [setup] whether it is a line of the scene's script, and not a user's command
   * @returns {RunResult & { settled: Promise<Outcome | null> }}
   */
  run(command, typed, setup = false) {
    const { playground } = this;
    if (!playground) throw new Error('The engine is not there yet.');
    const [began, end] = [playground.now(), playground.end()];
    /** @type {RunResult} */
    let ran;
    try {
      const line = typeof command === 'string' ? command : compose(command).line;
      ran = setup ? playground.scriptLine(line) : playground.run(line);
    } catch (error) {
      const line = labelOf(command);
      if (setup) this.now = began;
      const refused = isRefusal(error) ? error : this.#poisoned(error, line, setup ? line : rowOf(began, line));
      this.refuse(line, refused, setup);
      throw refused;
    }
    const { at, verb, scripted } = ran;
    if (scripted !== null) this.#history.splice(ran.commands - 1, Infinity, { at, verb, scripted, own: !setup });
    if (ran.forked) this.#forked(at);
    const settled = this.#await(ran.operation, at, typed);
    this.#touch({ view: true });
    // A script is long, and looks for answers by itself.
    if (!setup) this.arrived(playground);
    // Time that was known and in which nothing happened is taken back without a fork.
    this.#hooks.command?.({ ...ran, refused: null, settled, setup, fork: ran.forked || playground.end() < end });
    return { ...ran, settled };
  }

  /**
   * Tells of a line that is not run.
   * @param {string} line
   * @param {Error} refused
   * @param {boolean} [setup]
   */
  refuse(line, refused, setup = false) {
    const at = this.#source?.now() ?? 0;
    this.#hooks.command?.({ line, at, output: [], operation: null, refused, settled: Promise.resolve(null), setup, fork: false });
  }

  /**
   * Another history is shown, from its beginning.
   * @param {Playground | Recorded} source
   * @param {string} header the first line of its script
   */
  open(source, header) {
    this.close();
    this.#opened();
    this.#source = source;
    this.#header = header;
    this.#history = [];
    this.now = 0;
    this.end = 0;
    this.#revision = -1;
    this.epoch += 1;
    this.#touch({ view: true, branch: true, playback: true });
  }

  /**
   * Another branch is shown, or another place of it.
   * @param {Playground} playground
   * @param {Given[]} history
   */
  moved(playground, history) {
    this.#history = [...history];
    this.now = playground.now();
    this.#forked(this.now);
    this.arrived(playground);
  }

  /** Nobody waits at the terminal any more. */
  untype() {
    this.#answers.untype();
  }

  close() {
    this.#answers.forget();
    const source = this.#source;
    this.#source = null;
    try {
      source?.free();
    } catch {
      // A spoilt instance cannot be freed; its memory is lost until the page goes.
    }
  }

  #begun() {
    this.opening = { given: this.#history.filter((given) => !given.own), at: Math.floor(this.now) };
  }

  /**
   * What was to come is no longer on this branch, and so will not be answered.
   * @param {number} at
   */
  #forked(at) {
    this.epoch += 1;
    this.#touch({ branch: true, view: true });
    this.#answers.forget(at);
  }

  /**
   * @param {number | null} operation
   * @param {number} at
   * @param {boolean} typed
   * @returns {Promise<Outcome | null>}
   */
  #await(operation, at, typed) {
    if (operation === null) return Promise.resolve(null);
    this.#restart();
    return this.#answers.await(operation, at, typed);
  }

  /** @param {string} script whose header says what cluster it wants */
  #begin(script) {
    const { create } = /** @type {Engine} */ (this.engine);
    /** @type {Error | null} */
    let refused = null;
    /** @type {Playground} */
    let playground;
    try {
      playground = create(script);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      refused = new Error(error.message);
      playground = create('');
    }
    this.open(playground, playground.script().trim());
    if (refused) this.refuse("# the script's header", refused, true);
  }

  /** @param {string[]} lines */
  #scriptOf(lines) {
    return [this.#header, ...lines, ''].join('\n');
  }

  /**
   * @param {string[]} lines
   * @param {number | null} at
   * @param {boolean} told
   */
  #replay(lines, at, told) {
    for (const [index, line] of lines.entries()) {
      try {
        if (told) this.run(line, false, true);
        else this.#again(line);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      if (index % POLL_LINES === 0 && this.#source) this.arrived(this.#source);
    }
    const playground = /** @type {Playground} */ (this.playground);
    const now = playground.now();
    if (at !== null && at < now) playground.seek(Math.floor(at));
    // Also where time stands, what is due with the last line is to happen.
    else playground.advance(Math.floor(at ?? now));
    this.arrived(playground);
  }

  /** @param {string} line of the history, run on an engine that takes the place of a spoilt one */
  #again(line) {
    const { at, verb, scripted } = /** @type {Playground} */ (this.playground).scriptLine(line);
    if (scripted !== null) this.#history.push({ at, verb, scripted, own: true });
  }

  /**
   * A panic has spoilt the instance. A new one takes its place, with the
   * history up to but without the line that it stumbled over: the one that was
   * being run, or else the last.
   * @param {unknown} error
   * @param {string | null} line
   * @param {string | null} [row] the line as the script would have it
   */
  #poisoned(error, line, row = line) {
    const message = error instanceof Error ? error.message : String(error);
    if (this.recorded) return this.#damaged(message);
    const [now, header, history] = [this.now, this.#header, this.#history];
    const lines = history.map((given) => given.scripted);
    const dropped = line ?? lines.at(-1) ?? null;
    const report = this.#scriptOf(row === null ? lines : [...lines, row]);
    if (line === null) lines.pop();
    this.#halt();
    try {
      // An empty history that cannot be shown will not be shown at the next attempt.
      if (dropped === null) throw error;
      this.#begin(header);
      this.#replay(lines, line === null ? 0 : now, false);
      this.#history.forEach((given, index) => { given.own = history[index].own; });
    } catch {
      // The rest of the history cannot be played either: an empty cluster is better than none.
      try {
        this.#begin(header);
      } catch {
        this.close();
      }
      if (dropped === null) this.close();
    }
    this.#hooks.failure?.({ message, line: dropped, script: report });
    return Object.assign(new Error(words.$leftOut(message)), { code: 'panicked' });
  }

  /**
   * A recording cannot be shown: nothing is.
   * @param {string} message
   */
  #damaged(message) {
    const { script } = this;
    this.#halt();
    this.close();
    this.#hooks.failure?.({ message, line: null, script });
    return new Error(message);
  }
}
