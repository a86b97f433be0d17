/**
 * The playback state machine: it owns virtual time, and it alone talks to the
 * engine. It knows no DOM, and its clock is handed in.
 *
 * Everything that touches the engine goes through one queue, so that a command,
 * a seek and a frame never interleave, also when a listener calls back. What
 * changed is told once per frame.
 */

import { compose, labelOf, linesOf, rowOf } from '../language.js';
import { Answers } from './answers.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').RunResult} RunResult */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {{ now(): number, frame(callback: () => void): number, cancel(handle: number): void }} Clock */
/**
 * What changed since the last frame: `view` all but the time, `branch` that
 * another history is shown, `playback` what the buttons show.
 * @typedef {{ view: boolean, branch: boolean, playback: boolean }} Change
 */
/**
 * @typedef {object} Entry a line that ran, or was refused
 * @property {string} line
 * @property {number} at
 * @property {string[]} output
 * @property {number | null} operation
 * @property {Error | null} refused
 * @property {Promise<Outcome | null>} settled
 * @property {boolean} setup whether the scene ran it and not a user
 * @property {boolean} fork whether it left a future behind
 */
/**
 * A command of the history. One is the user's `own`, and not the scene's.
 * @typedef {{ at: number, verb: string, scripted: string, own: boolean }} Given
 */
/** @typedef {{ message: string, line: string | null, script: string }} Failure */
/** @typedef {{ change?(change: Change): void, command?(entry: Entry): void, failure?(failure: Failure): void }} Hooks */
/** @typedef {import('../language.js').Command} Command */

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** The most real time that one frame may make up for: a tab that comes back from the background goes on, it does not leap. */
const FRAME_LIMIT_MS = 100;

/** How often a script that is played looks for answers: the engine keeps the last few hundred. */
const POLL_LINES = 100;

export class Player {
  /** @type {(script: string) => Playground} */ #create;
  /** @type {Clock} */ #clock;
  /** @type {Hooks} */ #hooks;
  /** @type {Playground | null} */ #playground = null;
  /** @type {(() => void)[]} */ #queue = [];
  #busy = false;
  #disposed = false;
  #playing = false;
  #speed = 1;
  /** @type {Set<string>} */ #holds = new Set();
  /** @type {number | null} */ #handle = null;
  #lastFrame = 0;
  #now = 0;
  #end = 0;
  #revision = -1;
  #epoch = 0;
  /** The first line of the script, which says on which cluster it is played. */ #header = '';
  /** @type {Given[]} */ #history = [];
  /** @type {number | null} */ #scrubTo = null;
  #scrubbing = false;
  #answers = new Answers();
  /** @type {{ test(playground: Playground): boolean, then(): void } | null} */ #armed = null;
  /** @type {Change} */ #change = { view: false, branch: false, playback: false };
  #announced = false;

  /**
   * @param {object} options
   * @param {(script: string) => Playground} options.create the empty cluster that a script is played on
   * @param {Clock} options.clock
   * @param {Hooks} [options.hooks]
   */
  constructor({ create, clock, hooks = {} }) {
    this.#create = create;
    this.#clock = clock;
    this.#hooks = hooks;
  }

  /** Whether time goes on, or would if the page were looked at. */
  get playing() {
    return this.#playing || this.#answers.typed;
  }
  get speed() {
    return this.#speed;
  }
  /** Elapsed milliseconds, with the fraction that the engine does not know. */
  get now() {
    return this.#now;
  }
  get end() {
    return this.#end;
  }
  get scrubbing() {
    return this.#scrubbing;
  }
  /** Changes whenever another history is shown: what was read of the old one is void. */
  get epoch() {
    return this.#epoch;
  }
  /** The commands of the branch that is shown, also those later than now. @type {readonly Given[]} */
  get history() {
    return this.#history;
  }
  /** The history as text, as the engine writes it. */
  get script() {
    return this.#scriptOf(this.#history.map((given) => given.scripted));
  }
  /** Whether a command waits for its moment (see `runWhen`). */
  get waiting() {
    return this.#armed !== null;
  }

  /**
   * Starts over from a script and goes to an instant, or stays where the script
   * ends. A line that is refused is told and passed over.
   * @param {string} script
   * @param {number | null} at
   * @param {number} [own] how many of its last commands are the user's own
   */
  load(script, at, own = 0) {
    return this.#perform(() => {
      this.#begin(script);
      try {
        this.#replay(linesOf(script), at, true);
      } catch (error) {
        // A line that a panic came of is left out already, with what follows it.
        if (/** @type {any} */ (error).code !== 'panicked') this.#poisoned(error, null);
      }
      for (const given of own > 0 ? this.#history.slice(-own) : []) given.own = true;
    });
  }

  play() {
    return this.#perform(() => {
      this.#playing = true;
      this.#lastFrame = this.#clock.now();
      this.#touch({ playback: true });
    });
  }

  pause() {
    return this.#perform(() => this.#stop());
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  /** @param {number} speed one of SPEEDS; anything else is passed over */
  setSpeed(speed) {
    if (!SPEEDS.includes(speed) || speed === this.#speed) return;
    this.#speed = speed;
    this.#touch({ playback: true });
  }

  /** Pauses and goes to the next instant at which something happens. */
  step() {
    return this.#move((playground) => playground.step());
  }

  /** Pauses and goes to the instant before this one at which something happened. */
  stepBack() {
    return this.#move((playground) => playground.stepBack());
  }

  /**
   * Goes to an instant.
   * @param {number} at elapsed milliseconds
   */
  seek(at) {
    return this.#perform(() => this.#guard((playground) => this.#go(playground, at)));
  }

  /**
   * Goes to an instant at the next frame, and forgets those asked for before:
   * for a finger on the timeline.
   * @param {number} at
   */
  scrub(at) {
    this.#scrubTo = at;
    this.#scrubbing = true;
    this.hold('scrub', true);
    this.#schedule();
  }

  scrubEnd() {
    if (!this.#scrubbing) return;
    void this.#perform(() => {
      this.#scrubbing = false;
      this.#touch({ view: true });
    });
    this.hold('scrub', false);
  }

  /**
   * Keeps time from going on for a reason, such as a hidden page.
   * @param {string} reason
   * @param {boolean} on
   */
  hold(reason, on) {
    if (on) this.#holds.add(reason);
    else if (this.#holds.delete(reason)) this.#lastFrame = this.#clock.now();
    if (!this.#disposed) this.#schedule();
  }

  /**
   * Runs a command line: the only way in. Rejects with the refusal when it is
   * refused; then nothing changed. What was `typed` keeps the clock running
   * until it is answered. Words become a line only when it is their turn.
   * @param {Command} command
   * @param {{ typed?: boolean }} [options]
   * @returns {Promise<RunResult & { settled: Promise<Outcome | null> }>}
   */
  run(command, options = {}) {
    if (this.#disposed) return Promise.reject(new Error('The playground was disposed.'));
    return this.#perform(() => this.#run(command, options.typed ?? false, false));
  }

  /**
   * Plays until a test is true, instant by instant, and runs a command there.
   * @param {(playground: Playground) => boolean} test
   * @param {Command} command
   */
  runWhen(test, command) {
    void this.#perform(() => {
      this.#armed = { test, then: () => void this.run(command).catch(() => {}) };
      this.#playing = true;
      this.#lastFrame = this.#clock.now();
      this.#touch({ playback: true });
    });
  }

  /**
   * Reads from the engine; null when there is none.
   * @template T
   * @param {(playground: Playground) => T} what
   * @returns {T | null}
   */
  read(what) {
    if (!this.#playground) return null;
    try {
      return what(this.#playground);
    } catch (error) {
      if (isRefusal(error)) return null;
      this.#poisoned(error, null);
      return null;
    }
  }

  dispose() {
    this.#disposed = true;
    if (this.#handle !== null) this.#clock.cancel(this.#handle);
    this.#handle = null;
    this.#answers.forget();
    this.#free();
  }

  /**
   * @template T
   * @param {() => T} action
   * @returns {Promise<T>}
   */
  #perform(action) {
    return new Promise((resolve, reject) => {
      this.#queue.push(() => {
        try {
          // A finger or a frame may come late; only a command has to be told.
          if (this.#disposed) return resolve(/** @type {T} */ (undefined));
          this.#flushScrub();
          resolve(action());
        } catch (error) {
          reject(error);
        }
      });
      if (this.#busy) return;
      this.#busy = true;
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) next();
      this.#busy = false;
    });
  }

  /**
   * Calls the engine; a panic is told and survived.
   * @param {(playground: Playground) => void} what
   */
  #guard(what) {
    if (!this.#playground) return;
    try {
      what(this.#playground);
    } catch (error) {
      this.#poisoned(error, null);
    }
  }

  /** @param {(playground: Playground) => number} how */
  #move(how) {
    return this.#perform(() => {
      this.#stop();
      this.#guard((playground) => {
        this.#now = how(playground);
        this.#arrived(playground);
      });
    });
  }

  #stop() {
    this.#playing = false;
    this.#now = Math.floor(this.#now);
    this.#armed = null;
    this.#answers.untype();
    this.#touch({ playback: true });
  }

  /**
   * @param {Playground} playground
   * @param {number} at
   */
  #go(playground, at) {
    this.#armed = null;
    playground.seek(Math.min(Math.max(0, Math.floor(at)), playground.end()));
    this.#now = playground.now();
    this.#arrived(playground);
  }

  #flushScrub() {
    const at = this.#scrubTo;
    if (at === null) return;
    this.#scrubTo = null;
    this.#guard((playground) => this.#go(playground, at));
  }

  /**
   * Takes over the engine's time after it moved.
   * @param {Playground} playground
   */
  #arrived(playground) {
    const now = playground.now();
    // Within its millisecond our own time goes on smoothly.
    if (Math.floor(this.#now) !== now) this.#now = now;
    this.#end = playground.end();
    const revision = playground.revision();
    this.#touch({ view: revision !== this.#revision });
    this.#revision = revision;
    const errand = this.#answers.typed;
    this.#answers.poll(playground);
    if (errand !== this.#answers.typed) this.#touch({ playback: true });
  }

  /**
   * @param {Command} command
   * @param {boolean} typed
   * @param {boolean} setup whether it is a line of the scene's script, and not a user's command
   */
  #run(command, typed, setup) {
    const playground = this.#playground;
    if (!playground) throw new Error('The engine is not there yet.');
    const [began, end] = [playground.now(), playground.end()];
    /** @type {RunResult} */
    let ran;
    try {
      const line = typeof command === 'string' ? command : compose(command).line;
      ran = setup ? playground.scriptLine(line) : playground.run(line);
    } catch (error) {
      const line = labelOf(command);
      if (setup) this.#now = began;
      const refused = isRefusal(error) ? error : this.#poisoned(error, line, setup ? line : rowOf(began, line));
      this.#refuse(line, refused, setup);
      throw refused;
    }
    const { at, verb, scripted } = ran;
    if (scripted !== null) this.#history.splice(ran.commands - 1, Infinity, { at, verb, scripted, own: !setup });
    if (ran.forked) this.#forked(at);
    const settled = this.#await(ran.operation, at, typed);
    this.#touch({ view: true });
    // A script is long, and looks for answers by itself.
    if (!setup) this.#arrived(playground);
    // Time that was known and in which nothing happened is taken back without a fork.
    this.#tell({ ...ran, refused: null, settled, setup, fork: ran.forked || playground.end() < end });
    return { ...ran, settled };
  }

  /**
   * @param {string} line
   * @param {Error} refused
   * @param {boolean} setup
   */
  #refuse(line, refused, setup) {
    const at = this.#playground?.now() ?? 0;
    this.#tell({ line, at, output: [], operation: null, refused, settled: Promise.resolve(null), setup, fork: false });
  }

  /** @param {Entry} entry */
  #tell(entry) {
    this.#hooks.command?.(entry);
  }

  /**
   * What was to come is no longer on this branch, and so will not be answered.
   * @param {number} at
   */
  #forked(at) {
    this.#epoch += 1;
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
    this.#lastFrame = this.#clock.now();
    return this.#answers.await(operation, at, typed);
  }

  /** @param {string} script whose header says what cluster it wants */
  #begin(script) {
    this.#free();
    this.#answers.forget();
    this.#armed = null;
    this.#scrubTo = null;
    try {
      this.#playground = this.#create(script);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#playground = this.#create('');
      this.#refuse("# the script's header", new Error(error.message), true);
    }
    this.#header = this.#playground.script().trim();
    this.#history = [];
    this.#now = 0;
    this.#end = 0;
    this.#revision = -1;
    this.#epoch += 1;
    this.#touch({ view: true, branch: true, playback: true });
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
        if (told) this.#run(line, false, true);
        else this.#again(line);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
      if (index % POLL_LINES === 0 && this.#playground) this.#arrived(this.#playground);
    }
    const playground = /** @type {Playground} */ (this.#playground);
    const now = playground.now();
    if (at !== null && at < now) playground.seek(Math.floor(at));
    // Also where time stands, what is due with the last line is to happen.
    else playground.advance(Math.floor(at ?? now));
    this.#arrived(playground);
  }

  /** @param {string} line of the history, run on an engine that takes the place of a spoilt one */
  #again(line) {
    const { at, verb, scripted } = /** @type {Playground} */ (this.#playground).scriptLine(line);
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
    const [now, header, history] = [this.#now, this.#header, this.#history];
    const lines = history.map((given) => given.scripted);
    const dropped = line ?? lines.at(-1) ?? null;
    const report = this.#scriptOf(row === null ? lines : [...lines, row]);
    if (line === null) lines.pop();
    this.#playing = false;
    const message = error instanceof Error ? error.message : String(error);
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
        this.#free();
      }
      if (dropped === null) this.#free();
    }
    this.#hooks.failure?.({ message, line: dropped, script: report });
    return Object.assign(new Error(`The engine stumbled over this line (${message}). It was left out.`), { code: 'panicked' });
  }

  #free() {
    const playground = this.#playground;
    this.#playground = null;
    try {
      playground?.free();
    } catch {
      // A spoilt instance cannot be freed; its memory is lost until the page goes.
    }
  }

  /** @param {Partial<Change>} change */
  #touch(change) {
    this.#change = {
      view: this.#change.view || (change.view ?? false),
      branch: this.#change.branch || (change.branch ?? false),
      playback: this.#change.playback || (change.playback ?? false),
    };
    this.#announced = false;
    this.#schedule();
  }

  #schedule() {
    const needed = !this.#announced || this.#scrubTo !== null || (this.playing && this.#holds.size === 0);
    if (this.#disposed || !needed || this.#handle !== null) return;
    this.#handle = this.#clock.frame(() => {
      this.#handle = null;
      void this.#perform(() => this.#frame()).catch(() => {});
      if (!this.#disposed) this.#schedule();
    });
  }

  #frame() {
    const real = this.#clock.now();
    const passed = Math.min(Math.max(0, real - this.#lastFrame), FRAME_LIMIT_MS);
    this.#lastFrame = real;
    const runs = this.playing && this.#holds.size === 0;
    if (runs) this.#guard((playground) => this.#advance(playground, this.#now + passed * this.#speed));
    const change = this.#change;
    this.#announced = true;
    this.#change = { view: false, branch: false, playback: false };
    this.#hooks.change?.(change);
  }

  /**
   * @param {Playground} playground
   * @param {number} to
   */
  #advance(playground, to) {
    const target = Math.floor(to);
    // A command that waits for its moment must not miss it, however fast we play.
    while (this.#armed && playground.now() < target) {
      playground.advance(Math.min(target, Math.max(playground.nextDue() ?? target, playground.now() + 1)));
      if (!this.#armed.test(playground)) continue;
      const { then } = this.#armed;
      this.#armed = null;
      this.#now = playground.now();
      this.#arrived(playground);
      then();
      return;
    }
    if (target > playground.now()) playground.advance(target);
    this.#now = to;
    this.#arrived(playground);
  }
}

/**
 * Whether the engine said no, in which case nothing is broken.
 * @param {unknown} error
 * @returns {error is Error & { code: string, column?: number, length?: number }}
 */
export function isRefusal(error) {
  return /** @type {any} */ (error)?.name === 'KafkaPlaygroundError';
}
