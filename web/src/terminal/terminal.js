/**
 * The terminal: what was clicked appears here as the line that it stands for,
 * what is typed here is what a click would do, and Kafka's own tools run and
 * print here as time goes on.
 */

import { adopt, attribute, createBreathe, el, h, hold, patch, say, spoken, write } from '../base.js';
import { css } from '../styles/terminal.js';
import { clockOf } from './clock.js';
import { createCopyButton, createSaveButton } from './head.js';
import { Lines } from './lines.js';
import { KEPT, describe, onBranch } from './log.js';
import { textOf, toolOf } from './output.js';
import { Prompt } from './prompt.js';
import { words } from '../texts/en/terminal.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/told.js').Entry} Entry */
/** @typedef {import('../player/playground.js').TerminalState} TerminalState */
/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./log.js').Noted} Noted */
/** @typedef {import('./lines.js').Front} Front */

/** What is about a job that is there. */
const FOR_JOBS = /^(type|eof|interrupt|fg|kill)$/;
/** So near to the end one sees the newest line, in pixels. */
const NEAR_END = 8;

export class Panel {
  #page;
  #player;
  /** @type {Noted[]} */ #noted = [];
  #ids = 0;
  /** The state that was read last. @type {TerminalState | null} */ #state = null;
  #due = false;
  #log = h('div', { class: 'pg-log' });
  #held = hold(this.#log);
  #scroll;
  #prompt;
  #lines;
  #lent;
  /** What waits for a tool to end. */ #ahead = h('pre', { class: 'pg-ahead', hidden: true });
  /** Long pastes say how far they are. @type {{ bar: HTMLElement, draw(): void } | null} */ #work = null;
  /** Answers that a typed line of ours waits for: time goes on meanwhile. @type {Set<object>} */ #awaited = new Set();
  /** Whether time went on by itself when nothing was awaited. */ #played = false;
  /** What stops the question that is being answered. @type {(() => void) | null} */ #stop = null;
  /** What ran before it was there. @type {Entry[]} */ #before;
  /** How many lines from here are on their way. */ #sending = 0;
  /** The commands of our own. @type {Set<string>} */ #verbs = new Set();

  /**
   * @param {HTMLElement} box the place that was kept for it
   * @param {Page} page
   * @param {Entry[]} before what ran before it was there
   */
  constructor(box, page, before) {
    this.#before = before;
    this.#page = page;
    this.#player = page.player;
    this.box = box;
    this.#lent = clockOf(page);
    const breathe = createBreathe();
    this.#lines = new Lines({
      front: () => this.#front(),
      more: (text) => page.player.ask((playground) => playground.needsMore?.(text)) ?? false,
      run: (line) => this.#run(line),
      type: (text) => this.#send(say('type', text)),
      own: (line) => this.#verbs.has(line.trim().split(/\s/, 1)[0]),
      changed: () => this.#redraw(),
      breathe: () => this.#breathe(breathe()),
    });
    this.#prompt = new Prompt({
      enter: (row) => void this.#enter(row),
      paste: (text) => void this.#paste(text),
      interrupt: () => this.#interrupt(),
      end: () => { if (this.#front()) void this.#send(say('eof')); },
      complete: (line, column) => this.#complete(line, column),
      ready: () => page.player.awake(),
      listed: () => this.#toEnd(),
    });
    this.#scroll = h('div', { class: 'pg-scroll pg-session', tabindex: 0, role: 'region', 'aria-label': words.$session },
      this.#log, this.#prompt.element, this.#ahead, this.#prompt.offers.element);
    adopt(box, css);
    box.append(
      h('header', { class: 'pg-panel-head' }, h('h2', {}, words.$commands), createSaveButton(page.player), createCopyButton(page.player)),
      this.#scroll,
    );
    this.#listen();
  }

  /** Forgets the session: another scene begins. */
  clear() {
    this.#noted = [];
    this.#lines.forget();
    this.#lent.stop();
    this.#redraw();
  }

  /** @param {Entry} entry */
  add(entry) {
    // What is no command of the history is of the moment alone.
    if (entry.fork) this.#noted = this.#noted.filter((old) => typeof old.entry.scripted === 'string' || old.entry.at <= entry.at);
    /** @type {Noted} */
    const noted = { id: ++this.#ids, entry, outcome: null, page: null };
    this.#noted.push(noted);
    if (this.#noted.length > KEPT) this.#noted.shift();
    // What was clicked can be found again, too.
    if (!entry.setup && this.#sending === 0) this.#prompt.remember(entry.line);
    void entry.settled.then((outcome) => {
      if (!outcome) return;
      noted.outcome = { ...outcome, at: Math.floor(entry.answered ??= this.#player.now) };
      this.#redraw();
    });
    this.#redraw(true);
  }

  /** What ran. */
  get entries() {
    return [...this.#noted.map(({ entry }) => entry), ...this.#before];
  }

  /** It is looked at; what ran before it was there is in it then. */
  open() {
    for (const entry of this.#before.splice(0)) this.add(entry);
    this.update();
  }

  /** It is looked at no longer. It goes on lending a clock. */
  close() {}

  /**
   * Draws what is to be seen at this instant, and lends a clock or gives it back.
   * @param {import('../player/player.js').Change} [change] what is new; all, if nothing is said
   */
  update(change) {
    if (change && !change.view && !change.branch && !change.playback) return;
    // What nobody looks at is not asked for: a state comes with each change.
    const pieces = this.box.hidden ? 0 : undefined;
    this.#state = this.#player.ask((playground) => playground.terminal?.(pieces) ?? null);
    const front = this.#front(this.#state);
    if (!this.#player.playing) this.#awaited.clear();
    this.#lent.update(front);
    if (this.#lines.waiting.length > 0) void this.#lines.goOn();
    if (!this.box.hidden) this.#draw();
  }

  #listen() {
    // The scene's lines are there before the panel has its place: once it has,
    // the newest is in sight.
    new ResizeObserver(() => this.#toEnd()).observe(this.#scroll);
    this.#scroll.addEventListener('click', (event) => this.#click(event));
    this.#scroll.addEventListener('keydown', (event) => {
      if (event.key !== 'c' || !event.ctrlKey || event.shiftKey || event.altKey || event.metaKey || this.#selects) return;
      event.preventDefault();
      if (this.#stop) this.#stop();
      else if (!this.#prompt.cancel()) this.#interrupt();
    });
  }

  /** Whether something is selected, which Ctrl-C would copy. */
  get #selects() {
    const { input } = this.#prompt;
    const root = /** @type {{ getSelection?(): Selection | null }} */ (/** @type {unknown} */ (this.#scroll.getRootNode()));
    const selection = root.getSelection?.() ?? document.getSelection();
    return input.selectionStart !== input.selectionEnd || (selection?.toString() ?? '') !== '';
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    const group = target?.closest('[data-watch]')?.getAttribute('data-watch');
    const line = target?.closest('[data-run]')?.getAttribute('data-run');
    if (group) void this.#page.open('watch', group);
    else if (line) void this.#enter(line);
    else if (target?.closest('button') || document.getSelection()?.isCollapsed === false) return;
    else if (target === this.#scroll || target === this.#log) this.#prompt.input.focus({ preventScroll: true });
  }

  /**
   * @param {TerminalState | null} [state]
   * @returns {Front | null}
   */
  #front(state = this.#player.ask((playground) => playground.terminal?.(0) ?? null)) {
    return state?.jobs.find((job) => job.job === state.foreground) ?? null;
  }

  /** @param {string} row */
  async #enter(row) {
    if (this.#front() === null && row.trim() === '' && this.#lines.begun.length === 0) return;
    if (this.#verbs.size === 0 || !this.#player.isAwake) await this.#know();
    await this.#lines.enter(row);
  }

  /** What the engine has to say of lines; where it does not come, the line is refused with the reason. */
  async #know() {
    try {
      await this.#player.awake();
      const { loadEngine } = await import('../player/engine.js');
      const { verbs } = await loadEngine();
      this.#verbs = new Set(verbs().map((verb) => verb.name.split(' ', 1)[0]));
    } catch {
      // See above.
    }
  }

  /** @param {string} text */
  async #paste(text) {
    const front = this.#front();
    if (front?.reads) return this.#lines.enter(...text.replace(/\r?\n$/, '').split(/\r?\n/));
    await this.#know();
    if (this.#player.isAwake && spoken().readScript(text).headed) {
      // What says on which cluster it was written is played on that one.
      return void this.#page.open('text', text, 'script');
    }
    const rows = this.#player.isAwake ? spoken().pasted(text) : text.trim().split('\n').slice(0, 1);
    await this.#lines.enter(...rows);
  }

  /** @param {Promise<void> | void} pause */
  #breathe(pause) {
    const { done, waiting } = this.#lines;
    const many = done + waiting.length > 1;
    this.#player.hold('paste', many && waiting.length > 0);
    if (pause && many) {
      this.#work ??= createWork(this.#prompt.element, this.#lines);
      this.#work.draw();
    }
    return pause;
  }

  /**
   * @param {string} line
   * @param {number} column
   */
  #complete(line, column) {
    const front = this.#front();
    if (front?.reads) return null;
    const before = this.#lines.begun.map((row) => `${row}\n`).join('');
    const shift = [...before].length;
    const found = this.#player.ask((playground) => playground.complete?.(before + line, shift + column) ?? null);
    return found && found.from >= shift ? { ...found, from: found.from - shift, to: found.to - shift } : null;
  }

  #interrupt() {
    const some = this.#lines.forget();
    this.#player.hold('paste', false);
    if (this.#front()) void this.#send(say('interrupt'));
    else if (!some) void this.#player.pause();
  }

  /** @param {string} line */
  async #run(line) {
    // What takes several rows is remembered as the one that it becomes.
    if (!line.includes('\n')) this.#prompt.remember(line);
    const [verb, name] = line.trim().split(/\s+/);
    if (verb === 'whatif') return this.#ask(line);
    if (verb === 'man' && name && (await this.#manual(line, name))) return;
    await this.#send(line);
  }

  /** @param {import('../language.js').Command} command */
  async #send(command) {
    const played = this.#playsByItself();
    this.#sending += 1;
    try {
      const ran = await this.#player.run(command, { typed: true }).finally(() => (this.#sending -= 1));
      if (typeof command === 'string' && command.includes('\n')) this.#prompt.remember(ran.line);
      if (ran.operation !== null) this.#await(ran.settled);
      if (ran.job != null || FOR_JOBS.test(ran.verb)) await this.#lent.typed(this.#front(), played);
    } catch {
      // The refusal is told to every listener, and so appears among the commands.
    }
  }

  /** Whether time goes on, and for no line that was typed. */
  #playsByItself() {
    if (this.#lent.on) return false;
    if (this.#awaited.size === 0) this.#played = this.#player.playing;
    return this.#played;
  }

  /** @param {Promise<unknown>} settled */
  #await(settled) {
    const mine = {};
    this.#awaited.add(mine);
    void settled.then(() => this.#awaited.delete(mine));
  }

  /**
   * What somebody wants to know may take seconds, in which the page goes on.
   * @param {string} line
   */
  async #ask(line) {
    try {
      const [{ answerTyped }] = await Promise.all([import('../whatif/typed.js'), this.#player.awake()]);
      const answered = answerTyped(this.#prompt.element, this.#player, line, (entry) => this.add(entry));
      if (answered) {
        const mine = (this.#stop = answered.stop);
        void answered.over.then(() => { if (this.#stop === mine) this.#stop = null; });
        return;
      }
    } catch {
      // It is refused as any line would be.
    }
    await this.#send(line);
  }

  /**
   * A manual is read, and no command of the history.
   * @param {string} line
   * @param {string} name
   * @returns {Promise<boolean>} whether there is one
   */
  async #manual(line, name) {
    const manual = this.#player.ask((playground) => playground.manual?.(name) ?? null);
    if (!manual) return false;
    const { pageOf } = await import('./manual.js');
    this.add({
      line, at: Math.floor(this.#player.now), output: [], operation: null, refused: null, settled: Promise.resolve(null), setup: false, fork: false,
    });
    const noted = this.#noted[this.#noted.length - 1];
    noted.page = pageOf(manual);
    this.update();
    // A page is read from its beginning.
    this.#log.lastElementChild?.scrollIntoView({ block: 'start' });
    return true;
  }

  /** @param {boolean} [end] whether the newest is to be in sight */
  #redraw(end = false) {
    if (end) this.#wantsEnd = true;
    // A script adds many lines at once, and asking where the end is costs a layout.
    if (this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      this.update();
    });
  }

  #wantsEnd = false;

  #draw() {
    const scroll = this.#scroll;
    const atEnd = this.#wantsEnd || scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - NEAR_END;
    this.#wantsEnd = false;
    const { kids, prompt } = describe(onBranch(this.#noted, this.#player.history), this.#state, this.#player.now);
    const begun = this.#lines.begun.map((row, index) => el(`begun ${index}`, 'pre', 'pg-begun', {}, `${index === 0 ? '$' : '>'} ${row}`));
    patch(this.#held, el('root', 'div', 'pg-log', {}, [el('first', 'pre', 'pg-comment', {}, words.$first), ...kids, ...begun]));
    const front = this.#front(this.#state);
    this.#prompt.draw(front, prompt ? textOf(prompt) : '', this.#lines.begun.length > 0);
    this.#drawAhead(front);
    if (atEnd) this.#toEnd();
  }

  /** @param {Front | null} front */
  #drawAhead(front) {
    const { waiting } = this.#lines;
    const text = front && waiting.length > 0 ? `${words.$whenEnded(toolOf(front.line))}\n${waiting.slice(0, 20).join('\n')}` : '';
    write(this.#ahead, text);
    attribute(this.#ahead, 'hidden', text === '');
    if (waiting.length > 0) return;
    this.#work?.bar.remove();
    this.#work = null;
    this.#player.hold('paste', false);
  }

  #toEnd() {
    this.#scroll.scrollTop = this.#scroll.scrollHeight;
  }
}

/**
 * How far a long paste is, with a way to stop.
 * @param {HTMLElement} prompt before which it stands
 * @param {Lines} lines
 */
function createWork(prompt, lines) {
  const bar = h('progress', { class: 'pg-progress', max: 1, value: 0, 'aria-label': words.$linesRun });
  const said = h('span', {});
  const stop = h('button', { type: 'button', class: 'pg-button', click: () => lines.forget() }, words.$stop);
  const work = h('div', { class: 'pg-work' }, bar, said, stop);
  prompt.before(work);
  return {
    bar: work,
    draw() {
      const of = lines.done + lines.waiting.length;
      bar.max = of;
      bar.value = lines.done;
      write(said, words.$linesOf(lines.done, of));
    },
  };
}
