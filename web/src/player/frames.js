/**
 * When something is drawn: in the next frame after something has changed, and
 * in each frame while time goes on. What changed is told once per frame.
 */

/** @typedef {import('./told.js').Change} Change */
/** @typedef {import('./told.js').Clock} Clock */

/** The most real time that one frame may make up for: a tab that comes back from the background goes on, it does not leap. */
const FRAME_LIMIT_MS = 100;
const NOTHING = { view: false, branch: false, playback: false };

export class Frames {
  #clock;
  #runs;
  #draw;
  /** Why time stands. @type {Set<string>} */ #holds = new Set();
  /** @type {number | null} */ #handle = null;
  #last = 0;
  #stopped = false;
  /** @type {Change} */ #change = NOTHING;
  #told = false;

  /**
   * @param {Clock} clock
   * @param {object} options
   * @param {() => boolean} options.runs whether time goes on, if nothing holds it
   * @param {() => void} options.draw a frame has come
   */
  constructor(clock, { runs, draw }) {
    this.#clock = clock;
    this.#runs = runs;
    this.#draw = draw;
  }

  get running() {
    return this.#runs() && this.#holds.size === 0;
  }

  /**
   * @param {string} reason
   * @param {boolean} on
   */
  hold(reason, on) {
    if (on) this.#holds.add(reason);
    else if (this.#holds.delete(reason)) this.restart();
    this.schedule();
  }

  /** Real time counts from now on. */
  restart() {
    this.#last = this.#clock.now();
  }

  /** How many real milliseconds the last frame stood. */
  passed() {
    const real = this.#clock.now();
    const passed = Math.min(Math.max(0, real - this.#last), FRAME_LIMIT_MS);
    this.#last = real;
    return passed;
  }

  /** @param {Partial<Change>} change */
  touch(change) {
    this.#change = {
      view: this.#change.view || (change.view ?? false),
      branch: this.#change.branch || (change.branch ?? false),
      playback: this.#change.playback || (change.playback ?? false),
    };
    this.#told = false;
    this.schedule();
  }

  /** What changed, which is told now. */
  take() {
    const change = this.#change;
    this.#told = true;
    this.#change = NOTHING;
    return change;
  }

  /** Asks for the next frame, where one is needed. */
  schedule(needed = !this.#told || this.running) {
    if (this.#stopped || !needed || this.#handle !== null) return;
    this.#handle = this.#clock.frame(() => {
      this.#handle = null;
      this.#draw();
      this.schedule();
    });
  }

  stop() {
    this.#stopped = true;
    if (this.#handle !== null) this.#clock.cancel(this.#handle);
    this.#handle = null;
  }
}
