/** What the reader is to reach: a predicate as lessons have them, which the engine judges. */

import { adopt, attribute, h, write } from '../base.js';
import { css } from '../styles/foot.js';
import { words as slips } from '../texts/en/slips.js';

/** @typedef {import('../page.js').Page} Page */

export class Goal {
  #reached = false;
  #wrong = false;

  /**
   * @param {string} predicate
   * @param {Page} page
   * @param {string} word in front of it, when it holds
   * @param {(detail: { goal: string, at: number }) => void} reached is told when it comes true
   */
  constructor(predicate, page, word, reached) {
    this.predicate = predicate;
    this.page = page;
    this.word = word;
    this.reached = reached;
    adopt(page.root, css);
    this.element = h('p', { class: 'pg-goal', role: 'status', part: 'goal' });
  }

  /** Judges the present instant, where the engine is there; a recording knows no predicates. */
  update() {
    const { player } = this.page;
    if (this.#wrong || !player.isAwake) return;
    const holds = player.ask((playground) => this.#judge(playground)) ?? false;
    write(this.element, holds ? `${this.word} ${this.predicate}` : '');
    attribute(this.element, 'data-reached', holds);
    if (holds && !this.#reached) this.reached({ goal: this.predicate, at: player.now / 1000 });
    // Who goes back in time to before it may reach it again.
    this.#reached = holds;
  }

  /** @param {import('../player/playground.js').Playground} playground */
  #judge(playground) {
    try {
      return playground.judge(this.predicate)[0]?.holds ?? false;
    } catch (error) {
      this.#wrong = true;
      this.page.say(slips.$badGoal(/** @type {Error} */ (error).message), true);
      return false;
    }
  }
}
