/**
 * Reads lessons in a thread of its own (`lesson-worker.js`). There is one text
 * at a time; of those that come meanwhile the newest is read next. A text that
 * takes too long is given up, and the thread with it: nothing else stops it.
 */

import { words } from '../texts/en/builder.js';

/** @typedef {import('../lessons/lesson.js').Lesson} Lesson */
/** @typedef {import('../lessons/lesson.js').Mistake} Mistake */
/** @typedef {{ lesson: Lesson, mistakes: Mistake[] }} Read */
/** @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>} Thread */
/** @typedef {{ text: string, resolve: (read: Read | null) => void, reject: (error: Error) => void }} Asked */

/** How long a text may take, in real milliseconds; the longest lessons take a tenth of it on a slow phone. */
const PATIENCE_MS = 5000;

export class Reader {
  /** @type {Thread | null} */ #thread = null;
  #ready = false;
  /** @type {Asked | null} */ #now = null;
  /** @type {Asked | null} */ #next = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #watch;
  #id = 0;

  /**
   * @param {object} [options]
   * @param {() => Thread} [options.make]
   * @param {number} [options.patience]
   */
  constructor({ make = makeThread, patience = PATIENCE_MS } = {}) {
    this.make = make;
    this.patience = patience;
  }

  /**
   * @param {string} text
   * @returns {Promise<Read | null>} null where a newer text came; rejects where it cannot be read
   */
  read(text) {
    return new Promise((resolve, reject) => {
      this.#next?.resolve(null);
      this.#next = { text, resolve, reject };
      this.#go();
    });
  }

  /** The thread goes, and what it was asked for. */
  stop() {
    this.#drop();
    this.#now?.resolve(null);
    this.#next?.resolve(null);
    this.#now = this.#next = null;
  }

  #go() {
    if (!this.#thread) return this.#begin();
    if (!this.#ready || this.#now || !this.#next) return;
    this.#now = this.#next;
    this.#next = null;
    this.#id += 1;
    this.#thread.postMessage({ id: this.#id, text: this.#now.text });
    this.#watch = setTimeout(() => this.#fail(words.$stopped(Math.round(this.patience / 1000))), this.patience);
  }

  #begin() {
    try {
      const thread = this.make();
      thread.onmessage = ({ data }) => this.#heard(data);
      thread.onerror = (event) => {
        event.preventDefault?.();
        this.#fail(words.$noReader(event.message ?? ''));
      };
      this.#thread = thread;
    } catch (error) {
      this.#fail(words.$noReader(/** @type {Error} */ (error).message));
    }
  }

  /** @param {import('./lesson-worker.js').Said} said */
  #heard(said) {
    if ('ready' in said) this.#ready = true;
    else if ('failed' in said) return this.#fail(words.$noReader(said.failed));
    else if (said.id === this.#id) {
      clearTimeout(this.#watch);
      this.#now?.resolve(JSON.parse(said.json));
      this.#now = null;
    }
    this.#go();
  }

  /**
   * What is wrong with this thread need not be wrong with the next one.
   * @param {string} why
   */
  #fail(why) {
    const failed = this.#now ?? this.#next;
    if (failed === this.#next) this.#next = null;
    this.#now = null;
    this.#drop();
    failed?.reject(new Error(why));
    if (this.#next) this.#go();
  }

  #drop() {
    clearTimeout(this.#watch);
    this.#thread?.terminate();
    this.#thread = null;
    this.#ready = false;
  }
}

function makeThread() {
  return new Worker(new URL('../../src/builder/lesson-worker.js', import.meta.url), { type: 'module' });
}
