/** A clock that goes on when it is told to. */
export class FakeClock {
  #now = 1000;
  #next = 1;
  /** @type {Map<number, () => void>} */
  #frames = new Map();

  now() {
    return this.#now;
  }

  /** @param {() => void} callback */
  frame(callback) {
    this.#frames.set(this.#next, callback);
    return this.#next++;
  }

  /** @param {number} handle */
  cancel(handle) {
    this.#frames.delete(handle);
  }

  /** Whether a frame was asked for. */
  get wanted() {
    return this.#frames.size > 0;
  }

  /**
   * Real time passes, and then a frame comes.
   * @param {number} ms
   */
  tick(ms = 16) {
    this.#now += ms;
    const due = [...this.#frames.values()];
    this.#frames.clear();
    for (const callback of due) callback();
  }
}
