/**
 * The playback state machine: it owns virtual time, and it alone talks to the
 * engine. It knows no DOM, and its clock is handed in.
 *
 * Everything that touches the engine goes through one queue, so that a command,
 * a seek and a frame never interleave, also when a listener calls back. What
 * changed is told once per frame.
 */

import { parseScript } from './scenes.js';

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
/** @typedef {{ message: string, line: string | null, script: string }} Failure */
/** @typedef {{ change?(change: Change): void, command?(entry: Entry): void, failure?(failure: Failure): void }} Hooks */
/** @typedef {{ operation: number, at: number, typed: boolean, settle: (outcome: Outcome | null) => void }} Pending */

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

/** The most real time that one frame may make up for: a tab that comes back from the background goes on, it does not leap. */
const FRAME_LIMIT_MS = 100;

export class Player {
  /** @type {() => Playground} */ #create;
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
  #script = '';
  /** @type {number | null} */ #scrubTo = null;
  #scrubbing = false;
  /** @type {Pending[]} */ #pending = [];
  /** @type {{ test(playground: Playground): boolean, then(): void } | null} */ #armed = null;
  /** @type {Change} */ #change = { view: false, branch: false, playback: false };
  #announced = false;

  /**
   * @param {{ create: () => Playground, clock: Clock, hooks?: Hooks }} options
   */
  constructor({ create, clock, hooks = {} }) {
    this.#create = create;
    this.#clock = clock;
    this.#hooks = hooks;
  }

  /** Whether time goes on, or would if the page were looked at. */
  get playing() {
    return this.#playing || this.#errand;
  }
  /** Whether time goes on only until a typed command has its answer. */
  get #errand() {
    return this.#pending.some((pending) => pending.typed);
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
  /** The history as text. */
  get script() {
    return this.#script;
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
   */
  load(script, at) {
    return this.#perform(() => {
      this.#begin();
      try {
        this.#replay(script, at, true);
      } catch (error) {
        this.#poisoned(error, null);
      }
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
   * until it is answered.
   * @param {string} line
   * @param {{ typed?: boolean }} [options]
   * @returns {Promise<RunResult & { settled: Promise<Outcome | null> }>}
   */
  run(line, options = {}) {
    if (this.#disposed) return Promise.reject(new Error('The playground was disposed.'));
    return this.#perform(() => this.#run(line, options.typed ?? false, false));
  }

  /**
   * Plays until a test is true, instant by instant, and runs a line there.
   * @param {(playground: Playground) => boolean} test
   * @param {string} line
   */
  runWhen(test, line) {
    void this.#perform(() => {
      this.#armed = { test, then: () => void this.run(line).catch(() => {}) };
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
    this.#settleAll();
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
    for (const pending of this.#pending) pending.typed = false;
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
    this.#poll(playground);
  }

  /**
   * @param {string} line
   * @param {boolean} typed
   * @param {boolean} setup whether the scene runs it and not a user
   */
  #run(line, typed, setup) {
    const playground = this.#playground;
    if (!playground) throw new Error('The engine is not there yet.');
    const [at, end, before] = [playground.now(), playground.end(), this.#script];
    /** @type {RunResult} */
    let result;
    try {
      result = playground.run(line);
      this.#script = playground.script();
    } catch (error) {
      const refused = isRefusal(error) ? error : this.#poisoned(error, line);
      this.#tell({ line, at, output: [], operation: null, refused, settled: Promise.resolve(null), setup, fork: false });
      throw refused;
    }
    // A line that changes nothing, such as help, leaves the future where it is.
    const fork = playground.end() < end || !this.#script.startsWith(before);
    if (fork) this.#forked(at);
    const settled = this.#await(result.operation, at, typed);
    this.#touch({ view: true });
    this.#arrived(playground);
    this.#tell({ ...result, at, refused: null, settled, setup, fork });
    return { ...result, settled };
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
    for (const pending of this.#pending.filter((each) => each.at > at)) pending.settle(null);
    this.#pending = this.#pending.filter((each) => each.at <= at);
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
    return new Promise((settle) => this.#pending.push({ operation, at, typed, settle }));
  }

  /** @param {Playground} playground */
  #poll(playground) {
    if (this.#pending.length === 0) return;
    const errand = this.#errand;
    this.#pending = this.#pending.filter((pending) => {
      const outcome = playground.now() >= pending.at ? playground.outcome(pending.operation) : null;
      if (outcome) pending.settle(outcome);
      return !outcome;
    });
    if (errand !== this.#errand) this.#touch({ playback: true });
  }

  #settleAll() {
    for (const pending of this.#pending) pending.settle(null);
    this.#pending = [];
  }

  #begin() {
    this.#free();
    this.#settleAll();
    this.#armed = null;
    this.#scrubTo = null;
    this.#playground = this.#create();
    this.#script = '';
    this.#now = 0;
    this.#end = 0;
    this.#revision = -1;
    this.#epoch += 1;
    this.#touch({ view: true, branch: true, playback: true });
  }

  /**
   * @param {string} script
   * @param {number | null} at
   * @param {boolean} told
   */
  #replay(script, at, told) {
    for (const line of parseScript(script)) {
      const playground = /** @type {Playground} */ (this.#playground);
      if (line.at !== null && line.at > playground.now()) playground.advance(line.at);
      try {
        if (told) this.#run(line.line, false, true);
        else playground.run(line.line);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
    const playground = /** @type {Playground} */ (this.#playground);
    if (at !== null && at > playground.now()) playground.advance(Math.floor(at));
    else if (at !== null && at < playground.now()) playground.seek(Math.floor(at));
    this.#script = playground.script();
    this.#arrived(playground);
  }

  /**
   * A panic has spoilt the instance. A new one takes its place, with the
   * history up to but without the line that it stumbled over: the one that was
   * being run, or else the last.
   * @param {unknown} error
   * @param {string | null} line
   */
  #poisoned(error, line) {
    const lines = this.#script.split('\n').filter((each) => each !== '');
    const dropped = line ?? lines.at(-1) ?? null;
    if (line === null) lines.pop();
    const ended = this.#script.endsWith('\n') || !this.#script ? this.#script : `${this.#script}\n`;
    const report = line === null ? this.#script : `${ended}@${(this.#now / 1000).toFixed(3)} ${line}\n`;
    const now = this.#now;
    this.#playing = false;
    const message = error instanceof Error ? error.message : String(error);
    try {
      // An empty history that cannot be shown will not be shown at the next attempt.
      if (dropped === null) throw error;
      this.#begin();
      this.#replay(lines.join('\n'), line === null ? 0 : now, false);
    } catch {
      // The rest of the history cannot be played either: an empty cluster is better than none.
      try {
        this.#begin();
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
