/**
 * Ways along the history: by what changes, by command, to the next or last
 * thing of a kind, and backwards as time went on.
 */

import { attribute, write } from '../base.js';
import { skipToNext } from '../panels/skip.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Mark} Mark */
/** @typedef {import('../player/playground.js').Awaited} Awaited */

/** @typedef {'commit' | 'rebalance' | 'crash' | 'takeover' | 'again' | 'lost'} Kind */

/**
 * Where one can jump to: the kind of mark, the key for the next one and with Shift for the last one.
 * @type {[Kind, string][]}
 */
export const KINDS = [['commit', 'c'], ['rebalance', 'r'], ['crash', 'x'], ['takeover', 't'], ['again', 'a'], ['lost', 'l']];
/** What only a command brings: no time that goes on leads to it. */
const BY_COMMAND = ['crash'];

export class Jumps {
  /** The frame that goes on backwards; 0 where none does. */ #frame = 0;
  /** Where the last of those frames came to. */ #reached = -1;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.player = page.player;
    // Whatever else is pressed has its way, and what would have begun to play stops here.
    page.root.addEventListener('pointerdown', (event) => this.#interrupt(event), { capture: true });
    page.root.addEventListener('click', (event) => this.#interrupt(event), { capture: true });
  }

  /** @param {string | undefined} letter */
  kindOf(letter) {
    return KINDS.find(([, key]) => key === letter)?.[0] ?? null;
  }

  get backwards() {
    return this.#frame !== 0;
  }

  /** One step on that can be seen, within a millisecond, too. */
  step() {
    return this.#fine((playground) => playground.stepFine(), () => this.player.step());
  }

  stepBack() {
    return this.#fine((playground) => playground.stepFineBack(), () => this.player.stepBack());
  }

  /**
   * To the instant of the next command of the branch, or of the last one.
   * @param {1 | -1} by
   */
  async command(by) {
    const { player } = this;
    const { history } = player;
    const now = Math.floor(player.now);
    const given = by > 0 ? history.find((each) => each.at > now) : history.findLast((each) => each.at < now);
    if (given) await this.page.goTo(given.at);
    else this.page.say(by > 0 ? words.$noneAfter : words.$noneBefore);
  }

  /**
   * @param {Kind} kind
   * @param {1 | -1} by
   */
  async to(kind, by) {
    const { page, player } = this;
    const { word, before, after } = words.$kinds[kind];
    const now = Math.floor(player.now);
    const marks = (player.read((source) => source.marks()) ?? []).filter((mark) => mark.kind === kind);
    const mark = by > 0 ? marks.find((each) => each.at > now) : marks.findLast((each) => each.at < now);
    if (mark) return page.goTo(mark.at);
    if (by < 0) return page.say(before);
    if (BY_COMMAND.includes(kind)) return page.say(after);
    await skipToNext(page, /** @type {Awaited} */ (kind), word);
  }

  /** Plays backwards, or stops doing so. */
  async toggleBackwards() {
    if (this.backwards) return this.stop();
    const { player } = this;
    await player.pause();
    let at = player.now;
    let before = performance.now();
    this.#reached = Math.floor(at);
    const frame = (/** @type {number} */ real) => {
      // Somebody went elsewhere meanwhile, or plays forth.
      if (!this.backwards || player.playing || Math.floor(player.now) !== this.#reached || !this.page.root.isConnected) return this.stop();
      at = Math.max(0, at - Math.max(0, real - before) * player.speed);
      before = real;
      this.#reached = Math.floor(at);
      void player.seek(at);
      if (at === 0) return this.stop();
      this.#frame = requestAnimationFrame(frame);
    };
    this.#frame = requestAnimationFrame(frame);
    this.draw();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.draw();
  }

  /** The button that stops says so. */
  draw() {
    const play = this.page.controls.element.querySelector('.pg-play');
    if (!play) return;
    const running = this.backwards || this.player.playing;
    write(/** @type {Element} */ (play.firstElementChild), running ? words.$pause : words.$play);
    attribute(play, 'data-playing', running);
  }

  /**
   * @param {(playground: import('../player/playground.js').Playground) => unknown} how
   * @param {() => Promise<unknown>} asleep what a recording, which knows no steps within a millisecond, does instead
   */
  async #fine(how, asleep) {
    const { player } = this;
    if (!player.isAwake) return asleep();
    await player.pause();
    await player.move((session) => session.guard(() => {
      const { playground } = session;
      if (!playground) return;
      how(playground);
      session.now = playground.now();
      session.arrived(playground);
    }));
  }

  /** @param {Event} event */
  #interrupt(event) {
    if (!this.backwards) return;
    const play = /** @type {Element} */ (event.target).closest('.pg-play');
    if (play && event.type !== 'click') return;
    this.stop();
    if (play) event.stopPropagation();
  }
}
