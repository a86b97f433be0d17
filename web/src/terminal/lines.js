/**
 * Lines on their way to the engine, one after the other, as a terminal has
 * them: what is typed while a tool runs that does not read is for later, what
 * is typed while one reads is for it, and a text that is not finished waits for
 * its next line.
 */

/** @typedef {{ job: number, line: string, reads: boolean }} Front the tool that runs in the foreground */

/**
 * @typedef {object} LinesNeeds
 * @property {() => Front | null} front
 * @property {(text: string) => boolean} more whether a text is not finished
 * @property {(line: string) => Promise<unknown>} run also where it is refused, it resolves
 * @property {(text: string) => Promise<unknown>} type a line for the tool in the foreground
 * @property {(line: string) => boolean} own whether it is a command of the playground's own, which is no tool's business
 * @property {() => void} changed what waits, or what is begun, has changed
 * @property {() => Promise<void> | void} breathe
 */

export class Lines {
  #needs;
  /** Rows of a text that is not finished. @type {string[]} */ #begun = [];
  /** What is for later. @type {string[]} */ #waiting = [];
  #busy = false;
  /** How many rows were done since there was nothing to do, for who watches. */ done = 0;

  /** @param {LinesNeeds} needs */
  constructor(needs) {
    this.#needs = needs;
  }

  /** @type {readonly string[]} */
  get begun() {
    return this.#begun;
  }
  /** @type {readonly string[]} */
  get waiting() {
    return this.#waiting;
  }

  /**
   * Rows that were typed or pasted.
   * @param {string[]} rows
   */
  async enter(...rows) {
    const [row] = rows;
    const front = this.#needs.front();
    const over = front && !front.reads && rows.length === 1 && this.#waiting.length === 0;
    if (over && this.#needs.own(row)) return void (await this.#needs.run(row));
    this.#waiting.push(...rows);
    this.#needs.changed();
    await this.goOn();
  }

  /** Nothing of what waits is wanted any more. */
  forget() {
    const some = this.#begun.length + this.#waiting.length > 0;
    this.#begun = [];
    this.#waiting = [];
    if (some) this.#needs.changed();
    return some;
  }

  /** What can be done now is done: a tool may have ended. */
  async goOn() {
    if (this.#busy) return;
    this.#busy = true;
    let some = false;
    try {
      while (this.#waiting.length > 0 && (await this.#next())) {
        some = true;
        this.done += 1;
        this.#needs.changed();
        await this.#needs.breathe();
      }
    } finally {
      this.#busy = false;
      if (this.#waiting.length === 0) this.done = 0;
      if (some) this.#needs.changed();
    }
  }

  /** @returns {Promise<boolean>} whether it was its turn */
  async #next() {
    const front = this.#needs.front();
    if (front && !front.reads) return false;
    const row = /** @type {string} */ (this.#waiting.shift());
    if (front) {
      await this.#needs.type(row);
      return true;
    }
    if (row.trim() === '' && this.#begun.length === 0) return true;
    this.#begun.push(row);
    const text = this.#begun.join('\n');
    if (this.#needs.more(text)) return true;
    this.#begun = [];
    await this.#needs.run(text);
    return true;
  }
}
