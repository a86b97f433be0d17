/** A button that was pressed says for a while what became of it. */

import { attribute, write } from '../base.js';

/** So long it says it, in real milliseconds. */
const SAYS_MS = 1500;

/**
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

/**
 * Copies a text.
 * @param {HTMLElement} button
 * @param {string} text
 * @param {{ $copied: string, $notAllowed: string }} words
 * @returns {Promise<string>} what it says
 */
export async function copyFrom(button, text, { $copied, $notAllowed }) {
  const said = await navigator.clipboard.writeText(text).then(() => $copied, () => $notAllowed);
  say(button, said);
  return said;
}
