/**
 * Going through the journal: the window over its lines, of which there may be
 * very many (what is far from sight is room without lines), and the keys that go
 * from line to line. Loaded when somebody scrolls there, or goes there by keys.
 */

/** @typedef {import('./journal.js').Journal} Journal */
/** @typedef {import('../player/playground.js').JournalLine} JournalLine */

/** How many lines are drawn beyond what is in sight, on either side. */
const BEYOND = 12;
/** How high a line is that was not seen yet, and how low one is at the least, in pixels. */
const LINE = 24;
const LEAST = 20;

/** What a key does to the focus, in lines. */
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity });

export class Older {
  /** The first line that is drawn, and how many are. */ #first = 0;
  #count = 2 * BEYOND;
  /** How high lines are that were seen, by index. @type {Map<number, number>} */ #heights = new Map();
  #scrolled = 0;

  /** @param {Journal} journal */
  constructor(journal) {
    this.journal = journal;
    journal.scroller.addEventListener('scroll', () => this.#scroll());
    journal.list.addEventListener('keydown', (event) => this.#key(event));
    this.#scroll();
    new ResizeObserver(([{ contentRect }]) => {
      this.#count = Math.ceil(contentRect.height / LEAST) + 2 * BEYOND;
      this.#heights.clear();
      journal.draw();
    }).observe(journal.scroller);
  }

  /** Whether somebody looks at older lines. */
  get isBack() {
    return this.#scrolled > 0;
  }

  /**
   * The lines that are drawn, and the room for those before and after them, in pixels.
   * @param {JournalLine[]} lines newest first
   */
  cut(lines) {
    const end = this.#first + this.#count;
    return { drawn: lines.slice(this.#first, end), newer: this.#room(lines.slice(0, this.#first)), older: this.#room(lines.slice(end)) };
  }

  /**
   * So many lines are new; where somebody looks at older ones, they push nothing away.
   * @param {number} count
   */
  grown(count) {
    if (!this.isBack) return;
    this.#first += count;
    this.#scrolled += count * LINE;
    this.journal.draw();
    this.journal.scroller.scrollTop = this.#scrolled;
  }

  /** All lines are others. */
  reset() {
    this.#first = 0;
    if (this.isBack) this.journal.scroller.scrollTop = this.#scrolled = 0;
  }

  /** What was drawn is measured here, where nothing has to be laid out anew for it. */
  #scroll() {
    const { journal } = this;
    const { lines } = journal;
    this.#scrolled = journal.scroller.scrollTop;
    for (const row of journal.list.children) {
      if (row instanceof HTMLElement) this.#heights.set(Number(row.dataset.index), row.offsetHeight);
    }
    let at = 0;
    for (let top = 0; at < lines.length && top < this.#scrolled; at += 1) top += this.#height(lines[at]);
    const first = Math.max(0, at - BEYOND);
    const known = lines.length;
    if (first + this.#count > known) journal.readOlder();
    if (first === this.#first && lines.length === known) return;
    const had = journal.hasFocus();
    this.#first = first;
    journal.draw();
    if (had && !journal.hasFocus()) journal.buttonAt(BEYOND)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { journal } = this;
    const { children } = journal.list;
    const by = STEPS[event.key];
    const here = /** @type {Element} */ (event.target).closest('li');
    if (by === undefined || !here) return;
    event.preventDefault();
    event.stopPropagation();
    // The next of those that are drawn; with it the window comes along.
    journal.buttonAt(Math.min(children.length - 1, Math.max(0, [...children].indexOf(here) + by)))?.focus();
    journal.draw();
  }

  /** @param {JournalLine} line */
  #height(line) {
    return this.#heights.get(line.index) ?? LINE;
  }

  /** @param {JournalLine[]} lines */
  #room(lines) {
    return lines.reduce((sum, line) => sum + this.#height(line), 0);
  }
}
