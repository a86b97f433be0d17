/**
 * The playback state machine: it owns virtual time and says whose turn it is.
 * What it plays is a recording at first, and the engine from when somebody
 * acts; it does not know which. It knows no DOM, and its clock is handed in.
 *
 * Everything that touches what is shown goes through one queue (`turns.js`).
 * What changed is told once per frame (`frames.js`).
 */

import { labelOf } from '../language.js';
import { Frames } from './frames.js';
import { Recorded } from './recorded.js';
import { Session } from './session.js';
import { SPEEDS } from './speeds.js';
import { Turns } from './turns.js';
import { words } from '../texts/en/figure.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').Source} Source */
/** @typedef {import('./playground.js').RunResult} RunResult */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./told.js').Breathe} Breathe */
/** @typedef {import('./told.js').Change} Change */
/** @typedef {import('./told.js').Clock} Clock */
/** @typedef {import('./told.js').Engine} Engine */
/** @typedef {import('./told.js').Entry} Entry */
/** @typedef {import('./told.js').Failure} Failure */
/** @typedef {import('./told.js').Given} Given */
/** @typedef {import('./told.js').Hooks} Hooks */
/** @typedef {import('../language.js').Command} Command */

/** What only the engine can do. */
const ENGINE = { needs: () => true };
/** What waits for nothing. */
const AT_ONCE = { waits: false };

export class Player {
  /** @type {() => Promise<Engine>} */ #load;
  /** @type {Breathe} */ #breathe;
  /** @type {Hooks} */ #hooks;
  /** @type {Frames} */ #frames;
  /** @type {Session} */ #session;
  #turns = new Turns({ asleep: () => this.#session.recorded !== null, wake: () => this.#needEngine() });
  /** @type {Promise<void> | null} */ #waking = null;
  /** Whether time may go on past the end of a recording: somebody is there who wants that. */
  eager = false;
  /** The stretch of time that is shown, in milliseconds: nothing leads out of it. */
  bounds = { from: 0, until: Infinity };
  /** Instants at which playback stops, in milliseconds. @type {number[]} */
  stops = [];
  #disposed = false;
  #playing = false;
  #speed = 1;
  /** @type {number | null} */ #scrubTo = null;
  #scrubbing = false;
  /** @type {{ test(playground: Playground): boolean, then(): void } | null} */ #armed = null;

  /**
   * @param {object} options
   * @param {() => Promise<Engine>} options.load loads the engine, or rejects with what can be done about it
   * @param {Clock} options.clock
   * @param {Hooks} [options.hooks]
   * @param {Breathe} [options.breathe]
   */
  constructor({ load, clock, hooks = {}, breathe = () => {} }) {
    this.#load = load;
    this.#breathe = breathe;
    this.#hooks = hooks;
    const frames = new Frames(clock, {
      runs: () => this.playing,
      draw: () => void this.#perform(() => this.#frame(), AT_ONCE).catch(() => {}),
    });
    this.#frames = frames;
    this.#session = new Session(hooks, {
      touch: (change) => frames.touch(change),
      restart: () => frames.restart(),
      halt: () => (this.#playing = false),
      opened: () => {
        this.#armed = null;
        this.#scrubTo = null;
        // What waits for the engine was meant for the history that was shown before.
        this.#turns.refused(new Error('Another scene was chosen.'));
      },
    });
  }

  /** Whether time goes on, or would if the page were looked at. */
  get playing() {
    return this.#playing || this.#session.awaited;
  }
  get speed() {
    return this.#speed;
  }
  /** Elapsed milliseconds, with the fraction that the engine does not know. */
  get now() {
    return this.#session.now;
  }
  get end() {
    return this.#session.end;
  }
  /** The last instant that one can go to. */
  get last() {
    return this.bounds.until < Infinity ? this.bounds.until : this.end;
  }
  get scrubbing() {
    return this.#scrubbing;
  }
  /** Changes whenever another history is shown: what was read of the old one is void. */
  get epoch() {
    return this.#session.epoch;
  }
  /** The commands of the branch that is shown, also those later than now. */
  get history() {
    return this.#session.history;
  }
  /** The history as text, as the engine writes it. */
  get script() {
    return this.#session.script;
  }
  /** Whether a command waits for its moment (see `runWhen`). */
  get waiting() {
    return this.#armed !== null;
  }
  /** Whether it is the engine that is shown, and not a recording. */
  get isAwake() {
    return this.#session.playground !== null;
  }
  /** The recording that is shown, if it is one. */
  get recording() {
    return this.#session.recorded?.recording ?? null;
  }

  /**
   * Starts over from a script and goes to an instant, or stays where the script
   * ends. A line that is refused is told and passed over. Rejects where the
   * engine cannot be loaded.
   * @param {string} script
   * @param {number | null} at
   * @param {number} [own] how many of its last commands are the user's own
   */
  async load(script, at, own = 0) {
    const works = await this.#equip();
    return this.#perform(() => works.load(this.#session, script, at, own), AT_ONCE);
  }

  /**
   * Starts over from a recording and goes to an instant that it holds.
   * @param {Recording} recording
   * @param {number} [at]
   */
  show(recording, at = recording.at) {
    return this.#perform(() => this.#session.show(recording, at), AT_ONCE);
  }

  /**
   * Does something to what is shown, as one step.
   * @template T
   * @param {(session: Session) => T} what
   * @returns {Promise<T>}
   */
  move(what) {
    return this.#perform(() => what(this.#session), AT_ONCE);
  }

  /**
   * Sees to it that it is the engine that is shown. Rejects where it cannot be
   * loaded, with what can be done about it.
   * @returns {Promise<void>}
   */
  awake() {
    if (!this.#session.recorded) return Promise.resolve();
    this.#waking ??= this.#wake().finally(() => (this.#waking = null));
    return this.#waking;
  }

  /**
   * What was done as a recording.
   * @param {number} at the instant at which it opens, in milliseconds
   * @param {number} until its end
   * @returns {Promise<string>}
   */
  async record(at, until) {
    await this.awake();
    return this.#perform(() => /** @type {Playground} */ (this.#session.playground).record(at, until), AT_ONCE);
  }

  /** What is shown is drawn again: more is known of it. */
  refresh() {
    this.#frames.touch({ view: true, branch: true });
  }

  /** What changed is told at once, and not with the next frame. */
  flush() {
    this.#hooks.change?.(this.#frames.take());
  }

  play() {
    return this.#orSay(this.#perform(() => this.#start(), { needs: () => this.#session.recorded?.isOver ?? false }));
  }

  pause() {
    return this.#perform(() => this.#stop(), AT_ONCE);
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  /** @param {number} speed one of SPEEDS; anything else is passed over */
  setSpeed(speed) {
    if (!SPEEDS.includes(speed) || speed === this.#speed) return;
    this.#speed = speed;
    this.#frames.touch({ playback: true });
  }

  /** Pauses and goes to the next instant at which something can be seen to change. */
  step() {
    return this.#move((source) => source.step(), () => this.#session.recorded?.nextDue() === null);
  }

  /** Pauses and goes back to the last instant at which something was seen to change. */
  stepBack() {
    return this.#move((source) => source.stepBack());
  }

  /**
   * Goes to an instant.
   * @param {number} at elapsed milliseconds
   * @param {boolean} [reaches] whether time goes on to there, where it has not come so far yet; a stretch that has an end can be
   *   entered anywhere
   */
  seek(at, reaches = this.bounds.until < Infinity) {
    return this.#perform(() => this.#go(at, reaches), { needs: () => reaches && this.#within(at) > (this.recording?.until ?? Infinity) });
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
    this.#frames.schedule(true);
  }

  scrubEnd() {
    if (!this.#scrubbing) return;
    void this.#perform(() => {
      this.#scrubbing = false;
      this.#frames.touch({ view: true });
    });
    this.hold('scrub', false);
  }

  /**
   * Keeps time from going on for a reason, such as a hidden page.
   * @param {string} reason
   * @param {boolean} on
   */
  hold(reason, on) {
    this.#frames.hold(reason, on);
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
    return this.#perform(() => this.#works.run(this.#session, command, options.typed ?? false), ENGINE).catch((error) => {
      // What waited for an engine that does not come is told like what the engine refuses.
      if (this.#session.recorded) this.#session.refuse(labelOf(command), error);
      throw error;
    });
  }

  /**
   * Plays until a test is true, instant by instant, and runs a command there.
   * @param {(playground: Playground) => boolean} test
   * @param {Command} command
   */
  runWhen(test, command) {
    void this.#orSay(this.#perform(() => {
      this.#armed = { test, then: () => void this.run(command).catch(() => {}) };
      this.#start();
    }, ENGINE));
  }

  /**
   * Reads from what is shown; null when there is nothing.
   * @template T
   * @param {(source: Source) => T} what
   * @returns {T | null}
   */
  read(what) {
    return this.#session.guard(what);
  }

  /**
   * Asks the engine what a recording does not know; null where it is not there.
   * @template T
   * @param {(playground: Playground) => T} what
   * @returns {T | null}
   */
  ask(what) {
    const { playground } = this.#session;
    return playground && this.read(() => what(playground));
  }

  dispose() {
    this.#disposed = true;
    this.#frames.stop();
    this.#session.close();
  }

  /**
   * @template T
   * @param {() => T} action
   * @param {{ needs?: () => boolean, waits?: boolean }} [options] see `Turns.take`
   * @returns {Promise<T>}
   */
  #perform(action, options) {
    return this.#turns.take(() => {
      // A finger or a frame may come late; only a command has to be told.
      if (this.#disposed) return /** @type {T} */ (undefined);
      this.#flushScrub();
      return action();
    }, options);
  }

  /** Something cannot go on without the engine: time waits for it. */
  #needEngine() {
    this.hold('engine', true);
    this.#hooks.waiting?.(true);
    void this.awake().catch(() => {});
  }

  /**
   * What cannot happen without the engine is told, with the reason.
   * @template T
   * @param {Promise<T>} promise
   * @returns {Promise<T | void>}
   */
  #orSay(promise) {
    return promise.catch((error) => this.#hooks.asleep?.(error));
  }

  /** Loads the engine, and what is done with it. */
  async #equip() {
    const session = this.#session;
    const [engine, { works }] = await Promise.all([session.engine ?? this.#load(), import('./works.js')]);
    session.engine = engine;
    return (session.works = works);
  }

  get #works() {
    if (!this.#session.works) throw new Error('The engine is not there yet.');
    return this.#session.works;
  }

  /** Lets the engine catch up with the recording, and take its place. */
  async #wake() {
    const session = this.#session;
    try {
      const works = await this.#equip().catch(missed);
      // Another recording may be chosen meanwhile.
      while (session.recorded && !this.#disposed) {
        const { recorded } = session;
        const playground = /** @type {Engine} */ (session.engine).create(recorded.recording.header);
        await works.catchUp(playground, recorded, this.#breathe);
        await this.#perform(() => works.replace(session, recorded, playground), AT_ONCE);
      }
    } catch (error) {
      this.#turns.refused(error);
      throw error;
    } finally {
      this.hold('engine', false);
      this.#hooks.waiting?.(false);
    }
    this.#turns.served();
  }

  /**
   * @param {(source: Source) => number} how
   * @param {() => boolean} [needs] whether only the engine knows where that leads
   */
  #move(how, needs) {
    return this.#orSay(this.#perform(() => {
      this.#stop();
      this.#session.guard((source) => {
        const to = how(source);
        if (to !== this.#within(to)) return this.#session.go(source, this.#within(to));
        this.#session.now = to;
        this.#session.arrived(source);
      });
    }, { needs }));
  }

  #start() {
    const { from, until } = this.bounds;
    // At its end a stretch is played from its beginning.
    if (this.now >= until) this.#go(from);
    this.#playing = true;
    this.#frames.restart();
    this.#frames.touch({ playback: true });
  }

  #stop() {
    this.#playing = false;
    this.#armed = null;
    this.#session.now = Math.floor(this.#session.now);
    this.#session.untype();
    this.#frames.touch({ playback: true });
  }

  /**
   * @param {number} at
   * @param {boolean} [reaches]
   */
  #go(at, reaches = this.bounds.until < Infinity) {
    this.#armed = null;
    this.#session.guard((source) => {
      const to = this.#within(at);
      if (reaches && to > source.end()) source.advance(Math.floor(to));
      this.#session.go(source, to);
    });
  }

  /**
   * The nearest instant of the stretch that is shown.
   * @param {number} at
   */
  #within(at) {
    return Math.max(this.bounds.from, Math.min(at, this.bounds.until));
  }

  #flushScrub() {
    const at = this.#scrubTo;
    if (at === null) return;
    this.#scrubTo = null;
    this.#go(at);
  }

  #frame() {
    const passed = this.#frames.passed();
    if (this.#frames.running) this.#session.guard((source) => this.#advanceBy(source, passed * this.#speed));
    this.#hooks.change?.(this.#frames.take());
  }

  /**
   * Time goes on, at most to where it is to stop.
   * @param {Playground | Recorded} source
   * @param {number} passed
   */
  #advanceBy(source, passed) {
    const { now } = this;
    const stop = Math.min(this.bounds.until, ...this.stops.filter((at) => at > now));
    this.#advance(source, Math.min(now + passed, stop));
    if (this.now < stop || !this.#playing) return;
    this.#stop();
    this.#hooks.stopped?.(stop);
  }

  /**
   * @param {Playground | Recorded} source
   * @param {number} to
   */
  #advance(source, to) {
    const target = Math.floor(to);
    if (source instanceof Recorded) {
      source.advance(target);
      this.#session.now = source.isOver ? source.now() : to;
      this.#session.arrived(source);
      if (source.isOver) this.#over();
      return;
    }
    const armed = this.#armed;
    if (armed && this.#works.meets(source, armed.test, target)) {
      this.#armed = null;
      this.#session.now = source.now();
      this.#session.arrived(source);
      return armed.then();
    }
    if (target > source.now()) source.advance(target);
    // Where the history is as long as it may be, time stands still, and so does playback.
    if (source.now() < target) return this.#stop();
    this.#session.now = to;
    this.#session.arrived(source);
  }

  /** The recording is over: whoever only watches has seen it, whoever is here goes on with the engine. */
  #over() {
    if (!this.eager) return this.#stop();
    void this.#orSay(this.#perform(() => {}, ENGINE).catch((error) => {
      this.#stop();
      throw error;
    }));
  }
}

/**
 * @param {Error} error
 * @returns {never}
 */
function missed({ message }) {
  throw new Error(words.$needsEngine(message));
}
