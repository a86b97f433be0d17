/** One form of what is shared: its text, how long that is, and its own Copy. */

import { attribute, h, write } from '../base.js';
import { words } from '../texts/en/share.js';

/** How long a button says that it did what it is for. */
const SAYS_MS = 1500;

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
    try {
      await navigator.clipboard.writeText(text);
      say(copy, words.$copied);
    } catch {
      // Where the clipboard is closed, it is marked for the keys that copy.
      area.focus();
      area.select();
      say(copy, words.$ctrlC);
    }
  }
}

/**
 * A button says for a while what became of it.
 * @param {HTMLElement} button
 * @param {string} word
 */
export function say(button, word) {
  const before = button.dataset.label ?? button.textContent ?? '';
  button.dataset.label = before;
  tell(word);
  setTimeout(() => tell(before), SAYS_MS);

  /** @param {string} now */
  function tell(now) {
    const name = button.getAttribute('aria-label');
    // What it is about stays in its name.
    if (name !== null) attribute(button, 'aria-label', name.replace(button.textContent ?? '', now));
    write(button, now);
  }
}
