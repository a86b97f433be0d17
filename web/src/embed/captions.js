/** Sentences at instants: rows that are added, taken away, and set to the present instant. */

import { attribute, h, icon, write } from '../base.js';
import { instantOf, seconds } from './figure.js';
import { words } from '../texts/en/embed.js';

/** @typedef {import('./figure.js').Caption} Caption */
/** @typedef {{ element: HTMLElement, at: HTMLInputElement, text: HTMLInputElement, error: HTMLElement }} Row */

const CROSS = 'M4 4l8 8M12 4l-8 8';

export class Captions {
  /** @type {Row[]} */ #rows = [];
  #made = 0;
  #list = h('ol', { class: 'pg-embed-captions', focusout: (/** @type {FocusEvent} */ event) => {
    if (!this.#list.contains(/** @type {Node | null} */ (event.relatedTarget))) this.#sort();
  } });
  #add = h('button', { type: 'button', class: 'pg-button', click: () => this.#adds() }, words.$addCaption);

  /**
   * @param {() => number} now
   * @param {() => void} changed
   */
  constructor(now, changed) {
    this.now = now;
    this.changed = changed;
    this.element = h('div', { class: 'pg-embed-captions-box' }, this.#list, h('div', {}, this.#add));
  }

  /** @returns {Caption[]} */
  get values() {
    return this.#rows.map(({ at, text }) => ({ at: instantOf(at.value), text: text.value }));
  }

  /**
   * @param {number} at
   * @param {string} sentence
   */
  put(at, sentence) {
    const number = (this.#made += 1);
    const id = `pg-embed-caption-${number}`;
    const error = h('p', { class: 'pg-field-error', id: `${id}-error`, role: 'alert' });
    const instant = h('input', {
      type: 'text', inputmode: 'decimal', autocomplete: 'off', 'aria-label': words.$captionAt, 'aria-describedby': error.id, value: seconds(at),
    });
    const text = h('input', {
      type: 'text', autocomplete: 'off', 'aria-label': words.$captionText, 'aria-describedby': error.id, placeholder: words.$captionText, value: sentence,
    });
    const now = h('button', { type: 'button', class: 'pg-button', title: words.$nowHint, click: () => {
      instant.value = seconds(this.now());
      this.changed();
    } }, words.$now);
    const remove = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': words.$removeCaption, title: words.$removeCaption, click: () => {
      this.#removes(row);
    } }, icon(CROSS));
    const row = { element: h('li', {}, instant, now, text, remove, error), at: instant, text, error };
    this.#rows.push(row);
    this.#list.append(row.element);
    return row;
  }

  /** @param {(index: number) => string} wrong what is wrong with a row; '' for nothing */
  blame(wrong) {
    this.#rows.forEach(({ at, text, error }, index) => {
      const why = wrong(index);
      write(error, why);
      for (const field of [at, text]) attribute(field, 'aria-invalid', why ? 'true' : null);
    });
  }

  /** In the order of time, as they will be said: when nobody is in them, whose field would move. */
  #sort() {
    const sorted = this.#rows.toSorted((one, other) => (instantOf(one.at.value) || 0) - (instantOf(other.at.value) || 0));
    if (sorted.every((row, index) => row === this.#rows[index])) return;
    this.#rows = sorted;
    this.#list.append(...sorted.map((row) => row.element));
    this.changed();
  }

  #adds() {
    this.put(this.now(), '').text.focus();
    this.changed();
  }

  /** @param {Row} row */
  #removes(row) {
    const index = this.#rows.indexOf(row);
    this.#rows.splice(index, 1);
    row.element.remove();
    // The focus goes to what has come into its place.
    (this.#rows[index]?.text ?? this.#add).focus();
    this.changed();
  }
}
