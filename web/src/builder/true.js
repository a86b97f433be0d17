/** What is true now, as a list of predicates that can be put into the text. */

import { el, h, hold, patch, quote } from '../base.js';
import { words } from '../texts/en/builder.js';
import { factsOf, predicateOf, valuesOf } from './facts.js';

/** @typedef {import('../page.js').Page} Page */

/** As often it is asked for while time goes on, in real milliseconds. */
const ASK_MS = 500;
/** As many are shown; one finds more by a word of theirs. */
const MOST = 60;

export class TrueNow {
  #list = h('ul', { class: 'pg-builder-true', tabindex: -1 });
  #held = hold(this.#list);
  #filter = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', input: () => this.#draw() });
  #askedAt = -Infinity;
  #asked = '';

  /**
   * @param {Page} page
   * @param {(line: string) => void} take
   */
  constructor(page, take) {
    this.page = page;
    this.element = h('details', { class: 'pg-builder-facts', toggle: () => this.#open() }, h('summary', {}, words.$facts),
      h('div', {}, h('p', {}, words.$factsAbout), h('label', {}, words.$filter, this.#filter), this.#list));
    this.#list.addEventListener('click', (event) => {
      const line = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest('[data-line]'))?.dataset.line : undefined;
      if (line) take(line);
    });
  }

  /** What changed on the stage; called once a frame. */
  update() {
    const { player } = this.page;
    if (!this.element.open) return;
    const asked = `${player.epoch} ${player.history.length} ${Math.floor(player.now)}`;
    const real = performance.now();
    if (asked === this.#asked || (player.playing && real - this.#askedAt < ASK_MS)) return;
    this.#asked = asked;
    this.#askedAt = real;
    this.#draw();
  }

  /**
   * @param {string} fact
   * @returns {string | null}
   */
  ask(fact) {
    return this.page.player.ask((playground) => {
      // Of what is not there nothing can be asked, and it says so.
      try {
        return playground.fact(fact);
      } catch {
        return null;
      }
    });
  }

  /**
   * All of them at once: so the engine looks at its state one time only. A name
   * that predicates cannot write spoils that, and each is asked for itself.
   * @param {string[]} facts
   * @returns {Map<string, string | null>}
   */
  #values(facts) {
    const judged = this.page.player.ask((playground) => {
      try {
        return playground.judge(facts.map((fact) => `${fact} != none`).join('\n'));
      } catch {
        return null;
      }
    });
    return new Map(facts.map((fact, at) => [fact, judged ? judged[at].value : this.ask(fact)]));
  }

  async #open() {
    if (!this.element.open) return;
    await this.page.player.awake().catch(() => {});
    this.#asked = '';
    this.update();
  }

  #draw() {
    const { view } = this.page;
    const wanted = this.#filter.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const facts = view ? factsOf(view, quote).filter((fact) => wanted.every((word) => fact.toLowerCase().includes(word))) : [];
    const values = this.#values(facts);
    const found = valuesOf(facts, (fact) => values.get(fact)).slice(0, MOST).map((fact) => {
      const line = predicateOf(fact);
      return el(fact.fact, 'li', '', {}, [el('line', 'button', '', { type: 'button', 'data-line': line }, line)]);
    });
    patch(this.#held, el('root', 'ul', 'pg-builder-true', { tabindex: -1 }, found.length > 0 ? found : [el('none', 'li', '', {}, words.$noFacts)]));
  }
}
