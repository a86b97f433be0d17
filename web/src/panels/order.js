/**
 * In which order a group worked records across its partitions: the newest
 * works, the newest last. Order holds within a partition, and so the offsets of
 * one only grow, unless something was done again.
 */

import { abbreviate, attribute, el, h, hold, keyWords, patch, tintClass } from '../base.js';
import { words } from '../texts/en/inspector.js';

/** @typedef {import('../player/view.js').WorkedView} WorkedView */

const KEY_ROOM = 4;

export class Order {
  #list = h('ol', { class: 'pg-order-works', tabindex: 0, 'aria-label': words.$works });
  #box = h('div', { class: 'pg-order', hidden: true }, h('h3', {}, words.$order), this.#list);
  #held = hold(this.#list);
  #told = '';

  /**
   * @param {HTMLElement} box
   * @param {Pick<import('../player/player.js').Player, 'ask' | 'epoch'>} player
   * @param {(thing: string) => void} pick
   */
  constructor(box, player, pick) {
    this.player = player;
    this.#list.addEventListener('click', (event) => {
      const chip = event.target instanceof Element ? event.target.closest('[data-thing]') : null;
      if (chip instanceof HTMLElement) pick(chip.dataset.thing ?? '');
    });
    box.prepend(this.#box);
  }

  /** @param {string | null} thing */
  update(thing) {
    const group = thing?.startsWith('group:') ? thing.slice('group:'.length) : null;
    // Whoever picks a group has the engine fetched, which alone knows it.
    const works = (group === null ? null : this.player.ask((playground) => playground.worked(group))) ?? [];
    const last = works[works.length - 1];
    const told = `${thing} ${this.player.epoch} ${works.length} ${last?.at} ${last?.offset}`;
    if (told === this.#told) return;
    this.#told = told;
    attribute(this.#box, 'hidden', works.length === 0);
    patch(this.#held, el('root', 'ol', this.#held.drawn.cls, {}, works.map((work, at) => chip(work, works, at))));
    this.#list.scrollLeft = this.#list.scrollWidth;
  }
}

/**
 * @param {WorkedView} work
 * @param {WorkedView[]} works
 * @param {number} at
 */
function chip({ topic, partition, offset, machine, times, cell }, works, at) {
  const key = cell ? cell.key : null;
  const place = `${topic}-${partition}`;
  const several = new Set(works.map((work) => work.topic)).size > 1;
  const label = words.$work(place, offset, cell ? keyWords(key) : words.$noLonger, machine, times);
  // It keeps its element while older ones leave.
  const nth = works.slice(0, at).filter((work) => work.topic === topic && work.partition === partition && work.offset === offset).length;
  return el(`${place}/${offset}/${times}/${nth}`, 'li', `pg-work ${tintClass(cell?.tint ?? null)}${times > 1 ? ' pg-twice' : ''}`, {
    'data-thing': `record:${topic}/${partition}/${offset}`, 'data-worked': `${place}/${offset}`, title: label, 'aria-label': label,
  }, [
    el('key', 'b', '', {}, key === null ? '–' : abbreviate(key, KEY_ROOM)),
    el('place', 'span', '', {}, `${several ? place : partition} @ ${offset}${times > 1 ? ` ×${times}` : ''}`),
  ]);
}
