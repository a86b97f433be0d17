/** A line for the eye: it goes on in the next row between two words, and not after the dash of an option. */

import { h } from '../base.js';

/**
 * @param {HTMLElement} element
 * @param {string} line
 */
export function writeLine(element, line) {
  if (element.textContent === line) return;
  const words = line.split(' ').flatMap((word) => [' ', h('span', { class: 'kp-unbroken' }, word)]);
  element.replaceChildren(...words.slice(1));
}
