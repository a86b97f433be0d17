/**
 * Writing command lines: every click becomes one, so that the words of a form
 * have to be quoted as the shell reads them, and a refusal that names a column
 * has to find its way back to the field that the word came from.
 */

/** @typedef {{ text: string, field: string | null }} Word */
/** @typedef {{ line: string, spans: { field: string, from: number, to: number }[] }} Composed */

/**
 * A word as the shell reads it back.
 * @param {string} word
 */
export function quote(word) {
  return /^[^\s"'\\#]+$/u.test(word) ? word : `"${word.replace(/["\\]/g, '\\$&')}"`;
}

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
 * A line of words; strings are our own. Words are separated by one blank, and
 * columns count characters from 0, as refusals do.
 * @param {(Word | string)[]} words
 * @returns {Composed}
 */
export function compose(words) {
  /** @type {Composed} */
  const composed = { line: '', spans: [] };
  let column = 0;
  for (const word of words) {
    const text = typeof word === 'string' ? word : quote(word.text);
    const length = [...text].length;
    if (column > 0) {
      composed.line += ' ';
      column += 1;
    }
    if (typeof word !== 'string' && word.field !== null) {
      composed.spans.push({ field: word.field, from: column, to: column + length });
    }
    composed.line += text;
    column += length;
  }
  return composed;
}

/**
 * The field that a refusal at a column is about, if it is about one.
 * @param {Composed} composed
 * @param {number | undefined} column
 */
export function fieldAt(composed, column) {
  if (column === undefined || column === null) return null;
  return composed.spans.find((span) => column >= span.from && column <= span.to)?.field ?? null;
}
