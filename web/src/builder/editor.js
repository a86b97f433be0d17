/**
 * The field in which a lesson is written: a plain textarea, which has the
 * browser's own undo, spelling and voices, over a copy of its lines, which has
 * their numbers, shades blocks and marks what is wrong. The copy
 * wraps as the field does, so that it is as high as the text, and what scrolls
 * is the box around both. An editor of a library would be larger than all the
 * page around it.
 */

import { attribute, h, write } from '../base.js';
import { words } from '../texts/en/builder.js';
import { blocksOf, indented, lineBroken, lineAt, offsetOf } from './document.js';

/** @typedef {import('./document.js').Change} Change */
/** @typedef {import('../lessons/lesson.js').Mistake} Mistake */

export class Editor {
  /** The next Tab leaves the field. */ #leaves = false;
  /** @type {Mistake[]} */ #mistakes = [];

  /**
   * @param {object} needs
   * @param {() => void} needs.changed
   * @param {() => void} needs.moved the caret may stand elsewhere
   */
  constructor({ changed, moved }) {
    this.changed = changed;
    /** @type {HTMLTextAreaElement} */
    this.area = h('textarea', {
      class: 'pg-source-text', 'aria-label': words.$source, 'aria-describedby': 'pg-builder-state pg-builder-help', spellcheck: 'false', autocapitalize: 'off',
      autocomplete: 'off', wrap: 'soft',
      input: () => this.#input(), keydown: (event) => this.#key(event), keyup: moved, click: moved, focus: moved,
      blur: () => { this.#leaves = false; },
    });
    this.copy = h('div', { class: 'pg-source-lines', 'aria-hidden': 'true' });
    this.element = h('div', { class: 'pg-source' }, h('div', { class: 'pg-source-in' }, this.copy, this.area));
    this.element.addEventListener('pointerdown', (event) => {
      if (event.target !== this.area) requestAnimationFrame(() => this.area.focus());
    });
  }

  get text() {
    return this.area.value;
  }

  get caret() {
    return this.area.selectionStart;
  }

  /**
   * Another text; what could be undone before cannot be any more.
   * @param {string} text
   */
  begin(text) {
    this.area.value = text;
    this.area.setSelectionRange(0, 0);
    this.#mistakes = [];
    this.#draw();
  }

  /**
   * The text changes as if somebody typed it, so that it can be undone.
   * @param {Change | null} change
   */
  change(change) {
    if (!change) return;
    const { area } = this;
    area.focus();
    area.setSelectionRange(change.from, change.to);
    // The only way to write into a field that its undo knows.
    const done = change.text === '' ? change.from === change.to || document.execCommand('delete') : document.execCommand('insertText', false, change.text);
    if (!done) {
      area.setRangeText(change.text, change.from, change.to);
      this.#input();
    }
    this.select(change.caret, change.end);
  }

  /**
   * @param {number} from
   * @param {number} [to]
   */
  select(from, to = from) {
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(from, to);
    this.reveal();
  }

  /** @param {Mistake} mistake */
  goTo({ line, column }) {
    this.select(offsetOf(this.text, line, column));
  }

  /** @param {Mistake[]} mistakes */
  mark(mistakes) {
    this.#mistakes = mistakes;
    attribute(this.area, 'aria-invalid', mistakes.length > 0 ? 'true' : null);
    this.#draw();
  }

  #input() {
    this.#draw();
    this.changed();
  }

  /** Only lines that differ are written. */
  #draw() {
    const { copy } = this;
    const lines = this.text.split('\n');
    const inside = lines.map(() => false);
    for (const { from, to } of blocksOf(this.text)) inside.fill(true, from, to + 1);
    while (copy.childElementCount > lines.length) copy.lastElementChild?.remove();
    while (copy.childElementCount < lines.length) copy.append(h('div', {}));
    for (const [at, line] of lines.entries()) {
      const element = /** @type {HTMLElement} */ (copy.children[at]);
      // An empty line is as high as another.
      write(element, line === '' ? '\u200b' : line);
      attribute(element, 'data-block', inside[at]);
      attribute(element, 'data-wrong', this.#mistakes.some((mistake) => mistake.line === at + 1));
    }
    this.element.style.setProperty('--pg-digits', `${Math.max(2, String(lines.length).length)}`);
  }

  /** The line of the caret comes into sight. */
  reveal() {
    this.copy.children[lineAt(this.text, this.caret)]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { area } = this;
    const leaves = this.#leaves;
    if (event.key !== 'Shift') this.#leaves = event.key === 'Escape';
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') return event.stopPropagation();
    if (event.key === 'Tab' && !leaves) {
      event.preventDefault();
      return this.change(indented(this.text, area.selectionStart, area.selectionEnd, event.shiftKey));
    }
    if (event.key !== 'Enter' || event.shiftKey || area.selectionStart !== area.selectionEnd) return;
    const broken = lineBroken(this.text, area.selectionStart);
    if (!broken) return;
    event.preventDefault();
    this.change(broken);
  }
}
