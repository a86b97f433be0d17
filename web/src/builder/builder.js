/**
 * Where a lesson is written: its text, what is wrong with it, and what helps to
 * write it. The lesson itself is shown by its own panel, as everybody will see
 * it, at the step in which the caret stands; while something is wrong it stays
 * as it was when it last held.
 */

import { adopt, attribute, h, write } from '../base.js';
import { css } from '../styles/builder.js';
import { words } from '../texts/en/builder.js';
import { dropDraft, keepDraft } from './drafts.js';
import { filled, inserted, lineInserted, sceneAt, stepAt } from './document.js';
import { Editor } from './editor.js';
import { exampleOf } from './examples.js';
import { BuilderPlace } from './place.js';
import { sceneOf } from './recording.js';
import { Tape } from './tape.js';
import { button, createTools } from './tools.js';
import { TrueNow } from './true.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../lessons/lesson.js').Lesson} Lesson */
/** @typedef {import('../lessons/lesson.js').Mistake} Mistake */
/** @typedef {import('../lessons/panel.js').LessonPanel} LessonPanel */
/**
 * @typedef {object} Source a text that is to be written or changed
 * @property {string} key of its draft
 * @property {string} text
 * @property {string} [note] what is said of it as long as it is not changed
 * @property {string | null} [step] where one begins
 */
/** @typedef {{ is: 'busy' | 'holds' | 'wrong', text: string }} State */

/** Who writes is read when the hands rest so long, in real milliseconds; */
const PAUSE_MS = 350;
/** and the lesson follows the caret after this. */
const FOLLOW_MS = 250;

export class Builder {
  #open = false;
  /** @type {Source} */ #source = { key: '', text: '' };
  #changed = false;
  /** What held last, with its text. @type {{ lesson: Lesson, text: string } | null} */ #good = null;
  /** @type {Mistake[]} */ #mistakes = [];
  /** @type {State} */ #state = { is: 'busy', text: '' };
  /** Whether the lesson was shown since this was opened. */ #shown = false;
  #was = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #follows;

  /**
   * @param {Page} page
   * @param {LessonPanel} panel
   * @param {object} needs
   * @param {import('./reader.js').Reader} needs.reader
   * @param {(text: string) => void} needs.share
   * @param {(text: string) => void} needs.download
   * @param {() => void} needs.choose a file
   * @param {() => void} needs.begin a new lesson
   * @param {(key: string) => void} needs.named the text is a draft now, and the address says so
   */
  constructor(page, panel, { reader, share, download, choose, begin, named }) {
    this.page = page;
    this.panel = panel;
    this.reader = reader;
    this.named = named;
    adopt(page.root, css);
    this.editor = new Editor({ changed: () => this.#edited(), moved: () => this.#follow() });
    this.tape = new Tape(page.player, {
      done: (piece) => this.#put(piece, words.$recorded), lost: (text) => this.#say(text), changed: () => this.#draw(),
    });
    this.facts = new TrueNow(page, (line) => this.#takeFact(line));
    this.tools = createTools({
      insert: (block) => (block === 'scene' ? void this.#takeScene() : this.#example(block)),
      record: () => (this.tape.runs ? this.tape.stop() : void this.tape.begin()),
      scene: () => void this.#takeScene(),
      share: () => share(this.editor.text),
      download: () => download(this.editor.text),
      open: choose,
      begin,
      drop: () => this.#drop(),
      close: () => this.close(),
    });
    this.said = h('span', {});
    this.older = h('span', { class: 'pg-builder-older' });
    this.back = button(words.$showLesson, '', () => this.#preview(true));
    this.wrongs = h('ol', { class: 'pg-builder-wrongs', 'aria-label': words.$mistakes, click: (event) => this.#goTo(event) });
    this.live = h('div', { class: 'pg-live', 'aria-live': 'polite' });
    this.help = h('p', { class: 'pg-builder-help', id: 'pg-builder-help' }, words.$help);
    this.element = h('section', { class: 'pg-builder', 'aria-label': words.$builder },
      h('div', { class: 'pg-builder-top' }, h('h2', {}, words.$builder),
        h('button', { type: 'button', class: 'pg-quiet', title: words.$closeAbout, click: () => this.close() }, words.$close)),
      this.tools.element, this.tape.element, this.editor.element,
      h('div', { class: 'pg-builder-state', id: 'pg-builder-state' }, this.said, this.older, this.back),
      this.wrongs, this.facts.element, this.help, this.live);
    this.place = new BuilderPlace(page, this.element, panel.place);
    // Who leaves the lesson changes nothing on the stage.
    new MutationObserver(() => this.update()).observe(page.root, { attributeFilter: ['data-lesson'] });
    // Who leaves need not have paused.
    addEventListener('pagehide', () => this.#open && this.#keep());
  }

  get isOpen() {
    return this.#open;
  }

  /** @param {Source} source */
  open(source) {
    this.#source = source;
    this.#changed = false;
    this.#good = null;
    this.#shown = false;
    this.#mistakes = [];
    this.tape.stop();
    this.#open = true;
    this.place.open();
    this.editor.begin(source.text);
    this.place.show();
    this.editor.select(...beginningOf(source));
    void this.#read();
  }

  /** The text stays, and the lesson with it. */
  close() {
    if (!this.#open) return;
    const { text } = this.editor;
    const key = this.#source.key;
    this.#keep();
    this.#open = false;
    this.tape.stop();
    this.reader.stop();
    clearTimeout(this.#pause);
    clearTimeout(this.#follows);
    this.place.close();
    if (this.#good && this.panel.isOpen) void this.panel.revise(this.#good.lesson, this.#among({ ...this.#source, key, text }), this.#step);
  }

  /** What changed on the stage; called once a frame. */
  update() {
    if (!this.#open) return;
    this.tape.update();
    this.facts.update();
    const was = `${this.panel.isOpen}`;
    if (was === this.#was) return;
    this.#was = was;
    if (this.#changed) this.named(this.#source.key);
    this.#draw();
  }

  #edited() {
    const first = !this.#changed;
    this.#changed = true;
    if (first) this.named(this.#source.key);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#keep();
      void this.#read();
    }, PAUSE_MS);
  }

  #keep() {
    if (!this.#changed) return;
    const { text } = this.editor;
    const title = /^#\s+(.*)$/m.exec(text)?.[1] ?? '';
    if (!keepDraft({ key: this.#source.key, title, text, at: Date.now() })) this.#say(words.$notKept);
  }

  /** Throws the draft away. */
  #drop() {
    const { key } = this.#source;
    this.#changed = false;
    this.close();
    dropDraft(key);
    this.panel.leave();
  }

  async #read() {
    const { text } = this.editor;
    this.#tell({ is: 'busy', text: this.#good || this.#mistakes.length > 0 ? words.$reading : words.$loading });
    try {
      const read = await this.reader.read(text);
      // There is a newer text, or none any more.
      if (!read || text !== this.editor.text || !this.#open) return;
      this.#mistakes = read.mistakes;
      const { steps, minutes } = read.lesson;
      const count = read.mistakes.length;
      if (count === 0) this.#good = { lesson: read.lesson, text };
      this.#tell(count === 0 ? { is: 'holds', text: words.$holds(steps.length, minutes) } : { is: 'wrong', text: words.$wrongs(count) });
      this.editor.mark(read.mistakes);
      // What is said below takes room.
      if (this.editor.area.matches(':focus')) this.editor.reveal();
      if (count === 0) this.#preview();
    } catch (error) {
      if (text !== this.editor.text || !this.#open) return;
      this.#mistakes = [];
      this.#tell({ is: 'wrong', text: /** @type {Error} */ (error).message });
    }
  }

  /** @param {State} state */
  #tell(state) {
    // Who listens is told once, and not of each pause.
    if (state.is !== 'busy' && state.text !== this.live.textContent) this.#say(state.text);
    this.#state = state;
    this.#draw();
  }

  /** @param {string} text */
  #say(text) {
    write(this.live, text);
    write(this.said, text);
  }

  #draw() {
    const { is, text } = this.#state;
    attribute(this.tools.record, 'aria-pressed', String(this.tape.runs));
    attribute(this.said, 'data-is', is);
    write(this.said, text);
    const away = this.#shown && !this.panel.isOpen;
    write(this.older, away ? words.$away : is !== 'wrong' ? '' : this.#good ? words.$older : words.$none);
    this.back.hidden = !away || !this.#good;
    const wrongs = this.#mistakes.map(({ line, column, message }, at) => h('li', {}, h('button', { type: 'button', 'data-at': at },
      h('b', {}, words.$mistakeAt(line, column)), h('span', {}, message))));
    // A list that is the same keeps its focus.
    if (this.wrongs.textContent !== wrongs.map((each) => each.textContent).join('')) this.wrongs.replaceChildren(...wrongs);
  }

  /** @param {MouseEvent} event */
  #goTo(event) {
    const found = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest('[data-at]')) : null;
    const mistake = found && this.#mistakes[Number(found.dataset.at)];
    if (mistake) this.editor.goTo(mistake);
  }

  #follow() {
    clearTimeout(this.#follows);
    this.#follows = setTimeout(() => {
      if (this.#open && this.#good?.text === this.editor.text && this.panel.isOpen && this.#step !== this.panel.at) this.#preview();
    }, FOLLOW_MS);
  }

  get #step() {
    return Math.min(stepAt(this.editor.text, this.editor.caret), Math.max(0, (this.#good?.lesson.steps.length ?? 1) - 1));
  }

  /**
   * The lesson is shown as it held last. The stage stays what it is while
   * something is recorded on it, and where somebody has left for another one.
   * @param {boolean} [asked] whether somebody wants it now
   */
  #preview(asked = false) {
    const good = this.#good;
    if (!good || this.tape.runs || (this.#shown && !this.panel.isOpen && !asked)) return;
    const inText = this.editor.area.matches(':focus');
    const first = !this.#shown;
    this.#shown = true;
    void this.panel.revise(good.lesson, this.#among(null), this.#step);
    if (first || asked) this.place.show();
    if (inText) this.editor.area.focus({ preventScroll: true });
    this.#was = '';
    this.#draw();
  }

  /**
   * What the panel says of the lesson.
   * @param {Source | null} source what can be changed from there; null while that is open here
   */
  #among(source) {
    const note = this.#changed ? undefined : this.#source.note;
    return { id: null, list: [], note, source: source ?? undefined };
  }

  /** @param {string} block */
  #example(block) {
    const { player, view } = this.page;
    const { text, select } = exampleOf(block, view, player.now, (fact) => this.facts.ask(fact));
    this.editor.change(inserted(this.editor.text, this.editor.caret, text, select));
  }

  /**
   * @param {string} piece
   * @param {string} said
   */
  #put(piece, said) {
    this.editor.change(inserted(this.editor.text, this.editor.caret, piece));
    this.#say(said);
  }

  async #takeScene() {
    const { player } = this.page;
    try {
      await player.awake();
    } catch (error) {
      return this.#say(/** @type {Error} */ (error).message);
    }
    const { text, caret } = this.editor;
    const block = sceneAt(text, caret);
    // The lesson is shown again, for it begins here now.
    this.#shown = false;
    this.editor.change(filled(text, caret, block, 'scene', sceneOf(player.script, player.now)));
    this.#say(words.$sceneTaken);
  }

  /** @param {string} line */
  #takeFact(line) {
    const { text, caret } = this.editor;
    this.editor.change(lineInserted(text, caret, line, ['goal', 'check']));
  }
}

/**
 * Where one begins: at a step, or with the title of what is new.
 * @param {Source} source
 * @returns {[from: number, to: number]}
 */
function beginningOf({ key, text, step }) {
  if (key.startsWith('new:') && text.startsWith('# ')) return [2, text.indexOf('\n')];
  if (!step) return [0, 0];
  const lines = text.split('\n');
  const slug = (/** @type {string} */ title) => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
  const at = lines.findIndex((line) => /^##(?!#)/.test(line) && slug(line.replace(/^##/, '')) === step);
  const from = at < 1 ? 0 : lines.slice(0, at).join('\n').length + 1;
  return [from, from];
}
