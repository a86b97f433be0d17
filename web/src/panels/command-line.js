/**
 * The words of a form: a refusal that names a column has to find its way back
 * to the field that the word came from.
 */

import { spoken } from '../base.js';

/** @typedef {import('../language.js').Saying} Saying */
/** @typedef {import('../language.js').Composed} Composed */
/** @typedef {string | { text: string, field: string }} Word of our own, or what the user wrote in a field */
/** @typedef {{ verb: string, operands: Word[], options: [string, Word][] }} Draft what a form says as it is filled in */

/**
 * A word that the user chose in a field.
 * @param {string} field
 * @param {string} text
 * @returns {Word}
 */
export function from(field, text) {
  return { text, field };
}

/**
 * The words that an option can be given.
 * @param {string} verb
 * @param {string} name
 */
export function choices(verb, name) {
  const takes = spoken().verbs().find((each) => each.name === verb)?.options.find((each) => each.name === name)?.takes;
  return typeof takes === 'object' ? takes['one-of'] : [];
}

/** @param {Word} word */
function textOf(word) {
  return typeof word === 'string' ? word : word.text;
}

/**
 * @param {Draft} draft
 * @returns {Saying}
 */
export function sayingOf({ verb, operands, options }) {
  return { verb, operands: operands.map(textOf), options: options.map(([name, word]) => [name, textOf(word)]) };
}

/**
 * The field that a refusal at a column is about, if it is about one.
 * @param {Draft} draft
 * @param {Composed} composed the line of the draft
 * @param {number | undefined} column in characters
 */
export function fieldAt(draft, composed, column) {
  if (column === undefined || column === null) return null;
  const words = [...draft.operands, ...draft.options.map(([, word]) => word)];
  const places = [...composed.operands, ...composed.options];
  const at = places.findIndex((place, index) => typeof words[index] !== 'string' && column >= place.from && column <= place.to);
  const word = words[at];
  return typeof word === 'object' ? word.field : null;
}
