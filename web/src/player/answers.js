/** The answers that commands wait for: they come with time, or never. */

/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./playground.js').Source} Source */

export class Answers {
  /** @type {{ operation: number, at: number, typed: boolean, settle: (outcome: Outcome | null) => void }[]} */
  #pending = [];

  /** Whether something that was typed waits: time goes on until it has its answer. */
  get typed() {
    return this.#pending.some((pending) => pending.typed);
  }

  /**
   * @param {number} operation
   * @param {number} at when it began
   * @param {boolean} typed
   * @returns {Promise<Outcome | null>}
   */
  await(operation, at, typed) {
    return new Promise((settle) => this.#pending.push({ operation, at, typed, settle }));
  }

  /**
   * Looks for what has come.
   * @param {Source} source
   */
  poll(source) {
    if (this.#pending.length === 0) return;
    const now = source.now();
    this.#pending = this.#pending.filter((pending) => {
      if (now < pending.at) return true;
      const outcome = source.outcome(pending.operation);
      const over = outcome !== null || source.isForgotten(pending.operation);
      if (over) pending.settle(outcome);
      return !over;
    });
  }

  /** Nobody waits at the terminal any more. */
  untype() {
    for (const pending of this.#pending) pending.typed = false;
  }

  /**
   * What began later than an instant will not be answered.
   * @param {number} at
   */
  forget(at = -Infinity) {
    for (const pending of this.#pending) if (pending.at > at) pending.settle(null);
    this.#pending = this.#pending.filter((each) => each.at <= at);
  }
}
