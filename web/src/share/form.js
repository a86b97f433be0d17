/** The pieces of a dialog that hands something out: a form with its text, how long that is, and its own Copy; and ways to choose from. */

import { attribute, h, write } from '../base.js';
import { copyFrom } from '../panels/copy.js';
import { words } from '../texts/en/share.js';

/**
 * @param {string} name
 * @param {() => void} [look] somebody looks at it
 */
export function createForm(name, look) {
  const id = `pg-form-${name.toLowerCase().replace(/\W+/g, '-')}`;
  let text = '';
  const area = h('input', { type: 'text', readonly: true, id, spellcheck: 'false', focus: () => area.select() });
  const copy = h('button', { type: 'button', class: 'pg-button', 'aria-label': words.$copyIt(name), click }, words.$copy);
  const length = h('span', { class: 'pg-about' });
  const row = h('div', { class: 'pg-form', 'data-form': name, pointerenter: () => look?.(), focusin: () => look?.() },
    h('label', { for: id }, name), area, length, copy);
  return {
    row,
    /**
     * @param {string} now
     * @param {boolean} closed whether it is of no use as it is
     */
    show(now, closed) {
      text = now;
      area.value = now;
      write(length, now === '' ? '' : words.$characters(now.length));
      attribute(copy, 'disabled', closed);
    },
  };

  async function click() {
    const said = await copyFrom(copy, text, { $copied: words.$copied, $notAllowed: words.$ctrlC });
    if (said !== words.$ctrlC) return;
    // Where the clipboard is closed, it is marked for the keys that copy.
    area.focus();
    area.select();
  }
}

/**
 * One of several ways, with what it means.
 * @param {string} name that all of them share
 * @param {string} value
 * @param {string} label
 * @param {boolean} on
 */
export function createWay(name, value, label, on) {
  const id = `${name}-${value}`;
  const input = h('input', { type: 'radio', name, value, id, 'aria-describedby': `${id}-about` });
  input.checked = on;
  if (on) input.autofocus = true;
  const about = h('p', { class: 'pg-about', id: `${id}-about` });
  return { value, input, about, element: h('div', { class: 'pg-way' }, input, h('label', { for: id }, label), about) };
}
