/**
 * The life of the record that was picked: made, batched, appended, fetched,
 * worked on, done, committed. Each step leads to its instant, and the lines of
 * the journal that tell of it are lit.
 */

import { attribute, el, h, hold, instant, patch } from '../base.js';
import { words } from '../texts/en/inspector.js';

/** @typedef {import('../player/playground.js').LifeStep} LifeStep */
/**
 * @typedef {object} LifeNeeds
 * @property {Pick<import('../player/player.js').Player, 'ask' | 'epoch' | 'now' | 'playing'>} player
 * @property {(at: number) => void} goTo
 * @property {(lines: Set<number>) => void} light lights up lines of the journal
 */

/** All events are looked through for it: while time goes on, so often at most, in real milliseconds. */
const REFRESH_MS = 250;
const REFRESH_PER_COST = 30;

export class Life {
  element = h('ol', { class: 'pg-life-steps' });
  #box = h('div', { class: 'pg-life', hidden: true }, h('h3', {}, words.$life), this.element);
  #held = hold(this.element);
  /** @type {LifeStep[]} */ #steps = [];
  /** What was told last: of what, when, and in which history. */
  #told = '';
  #drawnAt = -Infinity;
  #refresh = REFRESH_MS;

  /**
   * @param {HTMLElement} box
   * @param {LifeNeeds} needs
   */
  constructor(box, needs) {
    this.needs = needs;
    this.element.addEventListener('click', (event) => this.#click(event));
    box.append(this.#box);
  }

  /** @param {string | null} thing */
  update(thing) {
    const { player, light } = this.needs;
    const followed = thing?.startsWith('record:') ? thing : null;
    const told = `${followed} ${player.epoch} ${Math.floor(player.now)}`;
    const now = performance.now();
    const early = player.playing && this.#told.startsWith(`${followed} `) && now - this.#drawnAt < this.#refresh;
    if (told === this.#told || early) return;
    this.#told = told;
    this.#drawnAt = now;
    // Whoever picks a record has the engine fetched, which alone knows it.
    this.#steps = (followed === null ? null : player.ask((playground) => playground.follow(followed))) ?? [];
    this.#refresh = Math.max(REFRESH_MS, (performance.now() - now) * REFRESH_PER_COST);
    attribute(this.#box, 'hidden', this.#steps.length === 0);
    patch(this.#held, el('root', 'ol', this.#held.drawn.cls, {}, this.#steps.map((step, at) => (
      el(`${step.ordinal} ${step.what}`, 'li', '', { 'data-step': step.what }, [
        el('go', 'button', '', { type: 'button', 'data-at': at, title: words.$goTo, 'data-thing': step.by }, [
          el('at', 'time', '', {}, instant(step.at)),
          el('text', 'span', '', {}, step.text),
        ]),
      ])
    ))));
    light(new Set(this.#steps.flatMap((step) => (step.journal === null ? [] : [step.journal]))));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const step = this.#steps[Number(button?.dataset.at ?? NaN)];
    if (step) this.needs.goTo(step.at);
  }
}
