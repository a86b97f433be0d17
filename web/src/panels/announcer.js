/**
 * A polite live region that says what the narrator says, at a rate that one can
 * listen to. What only goes on as it should is not said while time goes on.
 */

import { heard } from '../base.js';

/** @typedef {import('../player/playground.js').Narration} Narration */

const PAUSE_MS = 1000;

export class Announcer {
  /** @type {(text: string) => void} */ #say;
  /** @type {() => number} */ #clock;
  /** @type {string | null} */ #waiting = null;
  #last = '';
  #saidAt = -Infinity;

  /**
   * @param {(text: string) => void} say
   * @param {() => number} clock real milliseconds
   */
  constructor(say, clock) {
    this.#say = say;
    this.#clock = clock;
  }

  /**
   * @param {Narration | null} narration
   * @param {number} now
   * @param {boolean} playing
   */
  update(narration, now, playing) {
    if (!narration) return;
    // The same sentence with less time left is no news.
    const key = `${narration.id} ${narration.spans.map((span) => span.until ?? span.text).join('')}`;
    if (key === this.#last) return;
    this.#last = key;
    this.#waiting = playing && narration.tone === 'quiet' ? null : heard(narration, now);
    this.speak();
  }

  /** Says what waits, if the last words have had their time. */
  speak() {
    if (this.#waiting === null || this.#clock() - this.#saidAt < PAUSE_MS) return;
    this.#saidAt = this.#clock();
    this.#say(this.#waiting);
    this.#waiting = null;
  }
}
