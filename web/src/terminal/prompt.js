/**
 * The prompt: what is typed, completed by Tab, found again by the arrow keys and
 * Ctrl-R, and what the keys mean while a tool runs.
 */

import { attribute, h, write } from '../base.js';
import { Completing } from './completing.js';
import { History } from './history.js';
import { Offers } from './offers.js';
import { words } from '../texts/en/terminal.js';

/** @typedef {import('./lines.js').Front} Front */
/** @typedef {import('./completing.js').Edited} Edited */
/** @typedef {import('../player/playground.js').Completed} Completed */

/**
 * @typedef {object} PromptNeeds
 * @property {(row: string) => void} enter
 * @property {(text: string) => void} paste a text of several rows
 * @property {() => void} interrupt Ctrl-C, where nothing stands in the prompt
 * @property {() => void} end Ctrl-D
 * @property {(line: string, column: number) => Completed | null} complete
 * @property {() => Promise<unknown>} ready what completes has come
 * @property {() => void} listed the list has opened, or is another one
 */

export class Prompt {
  #needs;
  #history = new History();
  /** What was typed for tools. */ #told = new History();
  /** @type {Completing} */ #completing;
  #dollar = h('span', { class: 'pg-dollar', 'aria-hidden': 'true' }, '$');
  /** What a search finds. */ #found = h('output', { class: 'pg-found', hidden: true });
  #keys;
  /** @type {Front | null} */ #front = null;
  /**
   * What stood there before a search, and where in the history it is.
   * @type {{ draft: string, place: number | undefined, line: string } | null}
   */
  #search = null;
  /** Whether Tab leaves the prompt. */ #free = false;
  /** What stands before what is typed. */ #before = '$';

  /** @param {PromptNeeds} needs */
  constructor(needs) {
    this.#needs = needs;
    this.#completing = new Completing(needs.complete);
    this.offers = new Offers((index) => this.#put(this.#completing.take(index)));
    this.input = h('input', {
      class: 'pg-input', type: 'text', autocomplete: 'off', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false', enterkeyhint: 'go',
      'aria-label': words.$command, role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.offers.element.id,
      'aria-description': words.$help, keydown: (event) => this.#press(event), input: () => this.#typed(), paste: (event) => this.#pasted(event),
      blur: () => this.#close(),
    });
    const key = (/** @type {string} */ text, /** @type {string} */ name, /** @type {string} */ title, /** @type {() => void} */ act) => h('button', {
      // Whoever types goes on typing.
      type: 'button', class: 'pg-quiet', 'data-key': name, title, pointerdown: (event) => event.preventDefault(), click: act,
    }, text);
    this.#keys = h('span', { class: 'pg-keys' },
      key('Tab', 'tab', words.$completes, () => void this.#tab()),
      key('Ctrl-C', 'c', words.$interrupts, () => needs.interrupt()),
      key('Ctrl-D', 'd', words.$ends, () => needs.end()));
    this.element = h('form', { class: 'pg-prompt', 'data-mode': 'command', submit: (event) => this.#submit(event) },
      this.#dollar, this.input, this.#found, this.#keys);
  }

  /**
   * @param {Front | null} front the tool that runs in the foreground
   * @param {string} open what it left open, such as its own prompt
   * @param {boolean} begun whether a text is not finished
   */
  draw(front, open, begun) {
    this.#front = front;
    this.#before = front ? open : begun ? '>' : '$';
    attribute(this.element, 'data-mode', front ? (front.reads ? 'tool' : 'busy') : begun ? 'more' : 'command');
    if (!this.#search) write(this.#dollar, this.#before);
  }

  /** @param {string} line that can be found again */
  remember(line) {
    this.#history.add(line);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    event.preventDefault();
    const row = this.#search ? this.#endSearch(true) : this.input.value;
    this.#close();
    this.input.value = '';
    if (this.#front?.reads) this.#told.add(row);
    this.#needs.enter(row);
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.isComposing) return;
    const { key } = event;
    const control = event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const done = control ? this.#control(key) : plain && this.#plain(key, event.shiftKey);
    if (done) event.preventDefault();
  }

  /**
   * @param {string} key
   * @returns {boolean} whether it was for us
   */
  #control(key) {
    if (key === 'r') this.#searchOn();
    else if (key === 'g' && this.#search) this.#endSearch(false);
    else if (key === 'd' && this.input.value === '' && !this.#search) this.#needs.end();
    else return false;
    return true;
  }

  /**
   * Ctrl-C: what is on top is over.
   * @returns {boolean} whether something was
   */
  cancel() {
    if (this.#search) this.#endSearch(false);
    else if (this.input.value !== '' && !this.#front) {
      this.#close();
      this.input.value = '';
    } else return false;
    return true;
  }

  /**
   * @param {string} key
   * @param {boolean} shift
   * @returns {boolean} whether it was for us
   */
  #plain(key, shift) {
    if (this.#search) return this.#searching(key);
    const open = this.#completing.offered !== null;
    if (key === 'Tab') {
      if (open) this.#put(this.#completing.move(shift ? -1 : 1));
      else if (shift || this.#free || this.input.value.trim() === '') return false;
      else void this.#tab();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const by = key === 'ArrowDown' ? 1 : -1;
      if (open) this.#put(this.#completing.move(by));
      else this.#set((this.#front?.reads ? this.#told : this.#history).move(by, this.input.value));
    } else if (key === 'Enter' && open && this.#completing.chosen >= 0) {
      this.#put(this.#completing.take());
    } else if (key === 'Escape') {
      this.#free = !open;
      if (open) this.#put(this.#completing.leave());
    } else return false;
    return true;
  }

  async #tab() {
    const { value } = this.input;
    try {
      await this.#needs.ready();
    } catch {
      // There is nothing that could complete it.
      return;
    }
    if (this.input.value !== value) return;
    this.#put(this.#completing.tab(this.#edited));
  }

  get #edited() {
    const { value, selectionStart } = this.input;
    return { line: value, caret: selectionStart ?? value.length };
  }

  #typed() {
    this.#free = false;
    if (this.#search) return this.#look(undefined);
    this.#completing.typed(this.#edited);
    this.#offer();
  }

  /** @param {Edited | null} edited */
  #put(edited) {
    if (edited) {
      this.input.value = edited.line;
      this.input.setSelectionRange(edited.caret, edited.caret);
    }
    this.#offer();
  }

  /** @param {string} line */
  #set(line) {
    this.input.value = line;
    this.input.setSelectionRange(line.length, line.length);
  }

  #close() {
    this.#completing.close();
    this.#offer();
  }

  #offer() {
    const { offered, chosen } = this.#completing;
    const shown = this.offers.element.childElementCount;
    const active = this.offers.draw(offered, chosen);
    if (offered !== null && shown !== this.offers.element.childElementCount) this.#needs.listed();
    attribute(this.input, 'aria-expanded', String(offered !== null));
    attribute(this.input, 'aria-activedescendant', active);
  }

  #searchOn() {
    this.#close();
    if (this.#search) return this.#look(this.#search.place);
    this.#search = { draft: this.input.value, place: undefined, line: '' };
    this.input.value = '';
    attribute(this.element, 'data-search', true);
    attribute(this.input, 'aria-label', words.$search);
    write(this.#dollar, 'search:');
    this.#found.hidden = false;
    this.#look(undefined);
  }

  /** @param {number | undefined} before the line that was found last, or from the newest on */
  #look(before) {
    if (!this.#search) return;
    const found = this.#history.find(this.input.value, before);
    if (found) Object.assign(this.#search, found);
    else if (before === undefined) Object.assign(this.#search, { line: '', place: undefined });
    const { line } = this.#search;
    write(this.#found, line || (this.input.value === '' ? words.$part : words.$notFound));
    attribute(this.#found, 'data-nothing', line === '');
  }

  /** @param {string} key */
  #searching(key) {
    if (key === 'Escape') this.#endSearch(false);
    else if (['Tab', 'ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) this.#endSearch(true);
    else if (key === 'ArrowUp') this.#look(this.#search?.place);
    else return false;
    return true;
  }

  /**
   * @param {boolean} take what was found, and not what stood there before
   * @returns {string} what stands there now
   */
  #endSearch(take) {
    const { draft = '', line = '' } = this.#search ?? {};
    this.#search = null;
    this.#found.hidden = true;
    attribute(this.element, 'data-search', null);
    attribute(this.input, 'aria-label', words.$command);
    write(this.#dollar, this.#before);
    this.#set(take ? line || this.input.value : draft);
    return this.input.value;
  }

  /** @param {ClipboardEvent} event */
  #pasted(event) {
    const text = event.clipboardData?.getData('text') ?? '';
    // One line is edited before it is run.
    if (!text.trim().includes('\n')) return;
    event.preventDefault();
    this.#needs.paste(text);
  }
}
