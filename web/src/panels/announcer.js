/**
 * A polite live region that tells the story at a rate that one can listen to.
 */

/** @typedef {import('../player/playground.js').JournalLine} JournalLine */

/** What a listener wants to hear of; the rest is in the journal. */
const TOLD = new Set(['rebalance', 'member', 'fault', 'topic', 'seek', 'error', 'group']);
const PAUSE_MS = 3000;
const QUEUED = 3;

/** @param {JournalLine} line */
export function isTold(line) {
  return TOLD.has(line.kind) || line.tone === 'bad' || line.tone === 'warn';
}

export class Announcer {
  /** @type {(text: string) => void} */ #say;
  /** @type {() => number} */ #clock;
  /** @type {string[]} */ #queue = [];
  #left = 0;
  #saidAt = -Infinity;
  #epoch = -1;
  #read = 0;

  /**
   * @param {(text: string) => void} say
   * @param {() => number} clock real milliseconds
   */
  constructor(say, clock) {
    this.#say = say;
    this.#clock = clock;
  }

  /**
   * Takes in what is new in the journal. After a jump in time nothing is told:
   * who jumped knows where.
   * @param {number} epoch
   * @param {number} length
   * @param {(from: number, max: number) => JournalLine[]} read
   * @param {boolean} playing
   */
  update(epoch, length, read, playing) {
    const jumped = epoch !== this.#epoch || length < this.#read || length - this.#read > 200;
    if (!jumped && length > this.#read) {
      for (const line of read(this.#read, length - this.#read)) if (isTold(line)) this.add(line.spans.map((span) => span.text).join(''));
    }
    if (jumped && playing === false) this.#queue = [];
    this.#epoch = epoch;
    this.#read = length;
    this.speak();
  }

  /**
   * Something to say when there is room for it.
   * @param {string} text
   */
  add(text) {
    this.#queue.push(text);
    while (this.#queue.length > QUEUED) {
      this.#queue.shift();
      this.#left += 1;
    }
  }

  /** Says what waits, if the last words have had their time. */
  speak() {
    if (this.#queue.length === 0 || this.#clock() - this.#saidAt < PAUSE_MS) return;
    this.#saidAt = this.#clock();
    const more = this.#left > 0 ? ` (${this.#left} more in the journal)` : '';
    this.#say(`${this.#queue.join('. ')}.${more}`);
    this.#queue = [];
    this.#left = 0;
  }
}
