/** The list under the prompt: what can stand where one types, and what each is. */

import { attribute, el, h, hold, patch } from '../base.js';
import { words } from '../texts/en/terminal.js';

/** @typedef {import('../player/playground.js').Candidate} Candidate */

export class Offers {
  element = h('div', { class: 'pg-offers', id: 'pg-offers', role: 'listbox', 'aria-label': words.$offers, hidden: true });
  #held = hold(this.element);

  /** @param {(index: number) => void} take */
  constructor(take) {
    // Whoever types goes on typing.
    this.element.addEventListener('pointerdown', (event) => event.preventDefault());
    this.element.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (option) take([...this.element.children].indexOf(option));
    });
  }

  /**
   * @param {readonly Candidate[] | null} offered
   * @param {number} chosen
   * @returns {string | null} the id of what is chosen
   */
  draw(offered, chosen) {
    const kids = (offered ?? []).map(({ text, about }, index) => el(`${index}`, 'div', 'pg-offer', {
      role: 'option', id: `pg-offer-${index}`, 'aria-selected': String(index === chosen),
    }, [el('text', 'span', 'pg-offer-text', {}, text), el('about', 'span', 'pg-offer-about', {}, about)]));
    patch(this.#held, el('root', 'div', 'pg-offers', {}, kids));
    attribute(this.element, 'hidden', offered === null);
    const active = this.element.children[chosen] ?? null;
    if (offered !== null) (active ?? this.element).scrollIntoView({ block: 'nearest' });
    return active?.id ?? null;
  }
}
