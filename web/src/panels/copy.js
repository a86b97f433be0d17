/** Something is copied, and the button that was pressed says for a while what became of it. */

import { write } from '../base.js';

/** So long it says it, in real milliseconds. */
const SAYS_MS = 1500;

/**
 * @param {HTMLElement} button
 * @param {string} text
 * @param {{ $copied: string, $notAllowed: string }} words
 * @returns {Promise<string>} what it says
 */
export async function copyFrom(button, text, { $copied, $notAllowed }) {
  const before = button.dataset.label ?? button.textContent ?? '';
  button.dataset.label = before;
  const said = await navigator.clipboard.writeText(text).then(() => $copied, () => $notAllowed);
  write(button, said);
  setTimeout(() => write(button, before), SAYS_MS);
  return said;
}
