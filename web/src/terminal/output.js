/**
 * What a tool printed, as rows of the screen. It comes in pieces that end
 * anywhere; the last row may still be open, as a prompt is.
 */

/** @typedef {import('../player/playground.js').Printed} Printed */
/** @typedef {{ key: string, pieces: Printed[] }} Row */

/** What would move the cursor, and the beginning of a colour: nothing of that is drawn. */
// eslint-disable-next-line no-control-regex
const CONTROL = /\u001b\[[0-9;]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/**
 * The last rows of an output.
 * @param {readonly Printed[]} output
 * @param {number} dropped how many pieces there were before
 * @param {number} [most] so many rows at most
 * @returns {{ rows: Row[], before: number, open: boolean }} with how many rows are left out, and whether the last one has no end yet
 */
export function rowsOf(output, dropped, most = Infinity) {
  /** @type {Row[]} */
  const rows = [];
  let open = false;
  for (const [index, { stream, text }] of output.entries()) {
    const parts = text.replace(CONTROL, '').split('\n');
    for (const [part, words] of parts.entries()) {
      const last = part === parts.length - 1;
      // What comes after the last end of a line is no row before something stands in it.
      if (last && words === '') continue;
      if (!open) rows.push({ key: `${dropped + index}.${part}`, pieces: [] });
      if (words !== '') rows[rows.length - 1].pieces.push({ stream, text: words });
      open = last;
    }
  }
  const before = Math.max(0, rows.length - most);
  return { rows: before > 0 ? rows.slice(before) : rows, before, open };
}

/** @param {Row} row */
export function textOf(row) {
  return row.pieces.map((piece) => piece.text).join('');
}

/**
 * How a line with a tool is called in words: by its first tool.
 * @param {string} line
 */
export function toolOf(line) {
  return /\bkafka-[a-z-]*[a-z]/.exec(line)?.[0] ?? line.trim().split(/\s/, 1)[0];
}
