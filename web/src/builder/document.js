/**
 * A lesson's text as somebody writes it: its lines, its blocks and its steps,
 * and where the caret stands among them. Only what the editor needs to know is
 * known here; what a lesson means, its reader says (`reader.js`).
 */

/**
 * @typedef {object} Block fenced lines, counted from 0
 * @property {string} info what stands behind the fence: `scene`
 * @property {number} from the line that opens it
 * @property {number} to the line that closes it, or the last one
 * @property {boolean} closed
 */
/**
 * @typedef {{ from: number, to: number, text: string, caret: number, end: number }} Change a stretch of text,
 *   what takes its place, and what is selected then
 */

const OPENS = /^ {0,3}(`{3,}|~{3,})\s*(.*?)\s*$/;
const STEP = /^ {0,3}##(?!#)/;

/**
 * @param {string} text
 * @returns {Block[]}
 */
export function blocksOf(text) {
  const lines = text.split('\n');
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ mark: string, block: Block } | null} */
  let open = null;
  for (const [at, line] of lines.entries()) {
    const [, mark, info] = OPENS.exec(line) ?? [];
    if (open) {
      if (!mark || info !== '' || mark[0] !== open.mark[0] || mark.length < open.mark.length) continue;
      Object.assign(open.block, { to: at, closed: true });
      open = null;
    } else if (mark) {
      open = { mark, block: { info, from: at, to: lines.length - 1, closed: false } };
      blocks.push(open.block);
    }
  }
  return blocks;
}

/**
 * @param {string} text
 * @param {number} offset
 */
export function lineAt(text, offset) {
  return text.slice(0, offset).split('\n').length - 1;
}

/**
 * The place of a line's column; of its end where it is shorter.
 * @param {string} text
 * @param {number} line from 1
 * @param {number} column from 1, in characters
 */
export function offsetOf(text, line, column) {
  const lines = text.split('\n');
  const at = Math.max(0, Math.min(line, lines.length) - 1);
  const before = lines.slice(0, at).reduce((sum, one) => sum + one.length + 1, 0);
  return before + [...lines[at]].slice(0, Math.max(0, column - 1)).join('').length;
}

/**
 * The block in which a place is, its fences included.
 * @param {string} text
 * @param {number} offset
 */
export function blockAt(text, offset) {
  const line = lineAt(text, offset);
  return blocksOf(text).find(({ from, to }) => from <= line && line <= to) ?? null;
}

/**
 * The step in which a place is, from 0; what stands before the first belongs to it.
 * @param {string} text
 * @param {number} offset
 */
export function stepAt(text, offset) {
  const line = lineAt(text, offset);
  const blocks = blocksOf(text);
  const begins = text.split('\n').slice(0, line + 1)
    .filter((one, at) => STEP.test(one) && !blocks.some(({ from, to }) => from < at && at < to)).length;
  return Math.max(0, begins - 1);
}

/**
 * A piece of a lesson is put in where the caret stands: behind the block or the
 * line in which it is, with an empty line on both sides.
 * @param {string} text
 * @param {number} offset
 * @param {string} piece
 * @param {string} [select] what of it is selected then; nothing, and the caret stands behind it
 * @returns {Change}
 */
export function inserted(text, offset, piece, select = '') {
  const lines = text.split('\n');
  const block = blockAt(text, offset);
  const line = block ? block.to : lineAt(text, offset);
  const end = offsetOf(text, line + 1, Infinity);
  // An empty line is written over.
  const empty = lines[line].trim() === '';
  const at = empty ? end - lines[line].length : end;
  const before = lines.slice(0, empty ? line : line + 1);
  const after = lines.slice(line + 1);
  const above = before.length === 0 ? '' : before[before.length - 1].trim() === '' ? (empty ? '' : '\n') : empty ? '\n' : '\n\n';
  const below = after.length === 0 ? '\n' : after[0].trim() === '' ? '' : '\n';
  return selecting(at, end, above + piece + below, above.length, piece, select);
}

/**
 * A line is put into a block, or a block with it where the caret is in none of these.
 * @param {string} text
 * @param {number} offset
 * @param {string} line
 * @param {string[]} kinds of blocks that take it; the last is made
 * @returns {Change}
 */
export function lineInserted(text, offset, line, kinds) {
  const block = blockAt(text, offset);
  if (!block?.closed || !kinds.includes(block.info)) return inserted(text, offset, `\`\`\`${kinds[kinds.length - 1]}\n${line}\n\`\`\``, line);
  // A goal's first line says it in words.
  const least = block.info === 'goal' ? block.from + 1 : block.from;
  const after = Math.min(Math.max(lineAt(text, offset), least), block.to - 1);
  const end = offsetOf(text, after + 1, Infinity);
  return { from: end, to: end, text: `\n${line}`, caret: end + 1 + line.length, end: end + 1 + line.length };
}

/**
 * The scene that a place belongs to: that of its step, or, in the first step,
 * the one before it. None where the step goes on from the one before.
 * @param {string} text
 * @param {number} offset
 */
export function sceneAt(text, offset) {
  const here = stepAt(text, offset);
  const scenes = blocksOf(text).filter(({ info, closed }) => info === 'scene' && closed);
  return scenes.findLast(({ from }) => stepAt(text, offsetOf(text, from + 1, 1)) === here) ?? null;
}

/**
 * What stands in a block is another; where there is none, it is put in at a place.
 * @param {string} text
 * @param {number} offset
 * @param {Block | null} block
 * @param {string} kind
 * @param {string} inside
 * @returns {Change}
 */
export function filled(text, offset, block, kind, inside) {
  if (!block) return inserted(text, offset, `\`\`\`${kind}\n${inside}\n\`\`\``);
  const from = offsetOf(text, block.from + 1, Infinity);
  const to = offsetOf(text, block.to + 1, 1);
  const caret = from + 1 + inside.length;
  return { from, to, text: `\n${inside}\n`, caret, end: caret };
}

/**
 * @param {number} from
 * @param {number} to
 * @param {string} text
 * @param {number} begins where the piece begins in it
 * @param {string} piece
 * @param {string} select
 * @returns {Change}
 */
function selecting(from, to, text, begins, piece, select) {
  const found = select ? piece.indexOf(select) : -1;
  const caret = from + begins + (found < 0 ? piece.length : found);
  return { from, to, text, caret, end: found < 0 ? caret : caret + select.length };
}

/**
 * What Enter writes: the next line is indented as this one, and a list goes on;
 * behind an empty item it ends.
 * @param {string} text
 * @param {number} offset
 * @returns {Change | null} null where a new line is just that
 */
export function lineBroken(text, offset) {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(start, offset);
  const [, indent, mark = '', rest] = /^(\s*)(?:([-*] |\d{1,3}\. )(?=(.*)))?/.exec(line) ?? [];
  if (indent === '' && mark === '') return null;
  if (mark !== '' && rest === '') return { from: start, to: offset, text: '', caret: start, end: start };
  const next = /^\d/.test(mark) ? `${Number.parseInt(mark, 10) + 1}. ` : mark;
  const caret = offset + 1 + indent.length + next.length;
  return { from: offset, to: offset, text: `\n${indent}${next}`, caret, end: caret };
}

/**
 * Lines are moved in by two blanks, or out.
 * @param {string} text
 * @param {number} from the selection
 * @param {number} to
 * @param {boolean} out
 * @returns {Change | null}
 */
export function indented(text, from, to, out) {
  if (from === to && !out) return { from, to, text: '  ', caret: from + 2, end: from + 2 };
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const lines = text.slice(start, to).split('\n');
  const moved = lines.map((line) => (out ? line.replace(/^ {1,2}/, '') : line === '' ? line : `  ${line}`));
  const whole = moved.join('\n');
  if (whole === text.slice(start, to)) return null;
  const caret = from === to ? Math.max(start, from - (lines[0].length - moved[0].length)) : start;
  return { from: start, to, text: whole, caret, end: from === to ? caret : start + whole.length };
}
