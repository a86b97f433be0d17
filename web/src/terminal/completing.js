/**
 * What Tab does: first as far as all candidates agree, then from one to the
 * next. It has no document. Columns are the engine's, in characters, as
 * everywhere.
 */

/** @typedef {import('../player/playground.js').Completed} Completed */
/** @typedef {{ line: string, caret: number }} Edited a line, and where in it one types, as an input has it */
/** @typedef {import('../player/playground.js').Candidate} Candidate */

/** More than that nobody reads. */
const MOST = 200;

/** @param {string[]} words */
export function commonPrefix(words) {
  const [first = '', ...rest] = words;
  let length = first.length;
  for (const word of rest) while (!word.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

/**
 * @param {string} line
 * @param {number} caret as an input has it
 * @returns {number} in characters
 */
export function columnOf(line, caret) {
  return [...line.slice(0, caret)].length;
}

export class Completing {
  #ask;
  /** @type {Completed | null} */ #found = null;
  /** @type {Edited | null} what stood there when the list was opened */ #began = null;
  /** Of the candidates, the one that stands in the line; -1 for none. */
  chosen = -1;

  /**
   * @param {(line: string, column: number) => Completed | null} ask
   */
  constructor(ask) {
    this.#ask = ask;
  }

  /** What is offered; null while the list is closed. @returns {readonly Candidate[] | null} */
  get offered() {
    return this.#found?.candidates ?? null;
  }

  close() {
    this.#found = null;
    this.#began = null;
    this.chosen = -1;
  }

  /**
   * Tab. Answers what stands there now; null where nothing fits.
   * @param {Edited} edited
   * @returns {Edited | null}
   */
  tab(edited) {
    if (this.#found) return this.move(1);
    const found = this.#ask(edited.line, columnOf(edited.line, edited.caret));
    if (!found || found.candidates.length === 0) return null;
    const { candidates } = found;
    if (candidates.length === 1) return this.#put(edited, found, finished(edited, found, candidates[0].text));
    const common = commonPrefix(candidates.map((each) => each.text));
    const typed = [...edited.line].slice(found.from, columnOf(edited.line, edited.caret)).join('');
    const further = common.length > typed.length ? this.#put(edited, found, common) : edited;
    this.#open(further);
    return further;
  }

  /**
   * What was typed on while the list is open: it is of that then.
   * @param {Edited} edited
   */
  typed(edited) {
    if (this.#found) this.#open(edited);
  }

  /**
   * From one candidate to the next, which takes the place of the word.
   * @param {number} by
   * @returns {Edited | null}
   */
  move(by) {
    if (!this.#found || !this.#began) return null;
    const { candidates } = this.#found;
    const all = candidates.length + 1;
    this.chosen = ((this.chosen + 1 + by + all) % all) - 1;
    if (this.chosen < 0) return this.#began;
    return this.#put(this.#began, this.#found, candidates[this.chosen].text);
  }

  /**
   * One is taken, and the list closes.
   * @param {number} [index]
   * @returns {Edited | null} null where none is chosen
   */
  take(index = this.chosen) {
    const [found, began] = [this.#found, this.#began];
    const taken = found?.candidates[index];
    const edited = found && began && taken ? this.#put(began, found, finished(began, found, taken.text)) : null;
    this.close();
    return edited;
  }

  /** What stood there before one went through the list. */
  leave() {
    const began = this.#began;
    this.close();
    return began;
  }

  /** @param {Edited} edited */
  #open(edited) {
    const found = this.#ask(edited.line, columnOf(edited.line, edited.caret));
    this.close();
    if (!found || found.candidates.length === 0) return;
    this.#found = { ...found, candidates: found.candidates.slice(0, MOST) };
    this.#began = edited;
  }

  /**
   * @param {Edited} edited
   * @param {Completed} found
   * @param {string} text
   * @returns {Edited}
   */
  #put({ line }, { from, to }, text) {
    const characters = [...line];
    const before = characters.slice(0, from).join('') + text;
    return { line: before + characters.slice(to).join(''), caret: before.length };
  }
}

/**
 * A word that is whole is followed by a blank, where one goes on behind it.
 * @param {Edited} edited
 * @param {Completed} found
 * @param {string} text
 */
function finished({ line }, { to }, text) {
  const rest = [...line].slice(to).join('');
  return rest === '' && !/[=:,/\s]$/.test(text) ? `${text} ` : text;
}
