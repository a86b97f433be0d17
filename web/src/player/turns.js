/**
 * The one queue through which all that touches a source of views passes, so
 * that a command, a seek and a frame never interleave, also when a listener
 * calls back. Some of it cannot be done by a recording: then it waits for the
 * engine, and what comes after it waits behind it.
 */

/** @typedef {{ run(): void, fail(error: unknown): void }} Turn */

export class Turns {
  /** @type {Turn[]} */ #queue = [];
  /** @type {Turn[]} */ #waiting = [];
  #busy = false;
  #needsEngine;
  #engineIsNeeded;

  /**
   * @param {object} options
   * @param {() => boolean} options.asleep whether there is no engine
   * @param {() => void} options.wake asks for the engine; `served` or `refused` is to follow
   */
  constructor({ asleep, wake }) {
    this.#needsEngine = asleep;
    this.#engineIsNeeded = wake;
  }

  /** Whether something waits for the engine. */
  get waiting() {
    return this.#waiting.length > 0;
  }

  /**
   * Does something when it is its turn.
   * @template T
   * @param {() => T} action
   * @param {{ needs?: () => boolean, waits?: boolean }} [options] whether only the engine can
   *   do it; and whether it may wait behind what waits for the engine
   * @returns {Promise<T>}
   */
  take(action, { needs = () => false, waits = true } = {}) {
    return new Promise((resolve, reject) => {
      /** @type {Turn} */
      const turn = {
        run: () => {
          if (this.#needsEngine() && ((waits && this.waiting) || needs())) return this.#wait(turn);
          try {
            resolve(action());
          } catch (error) {
            reject(error);
          }
        },
        // What a recording can do is done by it.
        fail: (error) => (needs() ? reject(error) : void this.#queue.push(turn)),
      };
      this.#queue.push(turn);
      this.#drain();
    });
  }

  /** The engine has come, or is not needed any more: what waited is done. */
  served() {
    this.#queue.unshift(...this.#waiting.splice(0));
    this.#drain();
  }

  /** The engine does not come. @param {unknown} error */
  refused(error) {
    for (const turn of this.#waiting.splice(0)) turn.fail(error);
    this.#drain();
  }

  /** @param {Turn} turn */
  #wait(turn) {
    this.#waiting.push(turn);
    if (this.#waiting.length === 1) this.#engineIsNeeded();
  }

  #drain() {
    if (this.#busy) return;
    this.#busy = true;
    for (let turn = this.#queue.shift(); turn; turn = this.#queue.shift()) turn.run();
    this.#busy = false;
  }
}
