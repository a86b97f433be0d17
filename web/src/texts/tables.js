/**
 * The page's words. Each area of the page has a table of them, in a file of
 * `en/`, which is loaded together with the code that says them; whoever says
 * something reads it from there when it is drawn. Another language is one file,
 * loaded by those who want it, whose tables take the place of the English ones,
 * key by key: of the tables that are there, and of those that come later. All
 * figures of a document speak one language.
 *
 * Keys begin with `$`: by that the bundler knows that it may shorten them.
 */

/** @typedef {Record<string, Record<string, unknown>>} Tables by area */

/** @type {[area: string, words: Record<string, unknown>, english: Record<string, unknown>][]} */
const known = [];
/** @type {Tables} */
let spoken = {};

/**
 * The table of an area, in the language that is spoken.
 * @template {Record<string, unknown>} T
 * @param {string} area
 * @param {T} words in English
 * @returns {T}
 */
export function table(area, words) {
  known.push([area, words, { ...words }]);
  return Object.assign(words, spoken[area]);
}

/**
 * Another language is spoken from the next drawing on.
 * @param {Tables} tables what it has; none for English
 */
export function speak(tables) {
  spoken = tables;
  for (const [area, words, english] of known) Object.assign(words, english, tables[area]);
}

/**
 * What an element says of the language holds for all of its document. Where
 * there is no such language, or it cannot be loaded, it is English.
 * @param {string} tag such as `de` or `de-AT`
 */
export async function speakAs(tag) {
  speak(/^de\b/i.test(tag) ? (await import('./de/all.js').catch(() => null))?.tables ?? {} : {});
}
