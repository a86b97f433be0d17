/**
 * The branches of a history as thin lines under the timeline, each from where it
 * parted: one goes to them, names them and forgets them.
 */

import { attribute, clock, h, s, write } from '../base.js';
import { goTo, presentOf } from '../player/moves.js';
import { SIDE } from './drawing.js';
import { Ends } from './ends.js';
import { drawCoarse } from './marks.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('./timeline.js').Timeline} Timeline */
/** @typedef {import('../player/playground.js').Branch} Branch */
/** @typedef {import('../player/playground.js').Mark} Mark */
/**
 * What is the page's own of a history, by the numbers of its branches.
 * @typedef {object} Memory
 * @property {Map<number, string>} names that somebody gave
 * @property {Map<number, string>} first what they were called first
 * @property {Map<number, readonly Mark[]>} marks
 * @property {Map<number, number>} leaving what is forgotten in a while
 */

const ROW = 24;
const LINE_Y = 19;
/** More of them have more room. */
const MANY = 3;
/** So long one can keep what is to be forgotten. */
const KEEP_MS = 9000;
const LONGEST_NAME = 60;
const PEN = 'M3 13l.6-2.8L10.8 3l2.2 2.2-7.2 7.2z';
const CROSS = 'M4 4l8 8M12 4l-8 8';
const NOT_HERE = -1;

/**
 * Branches in the order in which they hang: later partings are nearer to the
 * line that they left, so that no lines cross.
 * @param {readonly Branch[]} branches
 */
export function hung(branches) {
  const known = new Set(branches.map(({ id }) => id));
  /** @param {number | null} parent @returns {Branch[]} */
  const below = (parent) => branches
    .filter((branch) => (branch.parent !== null && known.has(branch.parent) ? branch.parent : null) === parent)
    .sort((a, b) => (parent === null ? a.id - b.id : b.forked.at - a.forked.at || b.id - a.id))
    .flatMap((branch) => [branch, ...below(branch.id)]);
  return below(null);
}

/**
 * What a branch is called: what made it differ, and when.
 * @param {Branch} branch
 */
export function nameOf({ id, line, forked }) {
  const [, command] = /^\S+ (.*)$/.exec(line ?? '') ?? [];
  if (command) return words.$at(short(command), brief(forked.at));
  return id === 0 ? words.$asHappened : words.$another(brief(forked.at));
}

/**
 * A line of a tool without what the lines of all tools have.
 * @param {string} line
 */
function short(line) {
  return line.replace(/(\bkafka-[a-z-]+)(?:\.sh)? --bootstrap-server \S+/g, '$1');
}

/** @param {number} at */
function brief(at) {
  return clock(at).replace(/\.?0+$/, '');
}

/** @returns {Memory} */
function nothing() {
  return { names: new Map(), first: new Map(), marks: new Map(), leaving: new Map() };
}

export class Branches {
  /** @type {Branch[]} */ #branches = [];
  /** By the engine that has them: another scene has another. @type {WeakMap<object, Memory>} */ #memories = new WeakMap();
  #memory = nothing();
  /** @type {object | null} */ #playground = null;
  /** The branch whose name is being written. */ #renaming = NOT_HERE;
  #drawnRows = '';
  #count = h('strong', {});
  #lines = s('svg', { 'aria-hidden': 'true', class: 'pg-br-lines' });
  #list = h('ol', { class: 'pg-br-list', 'aria-label': words.$branches });
  #scroll = h('div', { class: 'pg-br-scroll' }, this.#lines, this.#list);
  /** Whether somebody put it away. */ #folded = false;
  /** Whether it has room, and is not put away. */ #inSight = false;
  element = h('section', { class: 'pg-branches', 'aria-label': words.$branches, hidden: true },
    h('p', { class: 'pg-br-about' }, this.#count, h('span', {}, words.$click)), this.#scroll);

  /** @param {Timeline} timeline */
  constructor(timeline) {
    this.timeline = timeline;
    this.page = timeline.page;
    this.player = timeline.player;
    this.ends = new Ends(timeline);
    this.page.controls.element.after(this.element);
    this.#list.addEventListener('click', (event) => this.#click(event));
    // To ask for places in the middle of a frame would lay the page out.
    new ResizeObserver(() => this.#measure()).observe(this.element);
  }

  /** Asks which there are, and says which of them the engine has forgotten. */
  learn() {
    const playground = this.player.ask((one) => one);
    const branches = playground ? playground.branches() : [];
    const same = playground === this.#playground;
    // An undo takes one away that was made; too many are there only where one has come.
    const more = branches.some(({ id }) => !this.#branches.some((branch) => branch.id === id));
    const gone = same && more ? this.#branches.filter(({ id }) => !branches.some((branch) => branch.id === id) && !this.#memory.leaving.has(id)) : [];
    this.#playground = playground;
    this.#memory = (playground && this.#memories.get(playground)) || nothing();
    if (playground) this.#memories.set(playground, this.#memory);
    // What a branch was called first it stays, also where what it left is forgotten.
    for (const branch of branches) if (!this.#memory.first.has(branch.id)) this.#memory.first.set(branch.id, nameOf(branch));
    const names = gone.map((branch) => words.$quoted(this.name(branch)));
    this.#branches = branches;
    if (names.length > 0) {
      const text = words.$onlySo(names);
      // After what the command that began one has to say.
      setTimeout(() => this.page.say(text));
    }
    this.#show();
  }

  /** The marks of the present branch, which are shown on its line while one is elsewhere. @param {readonly Mark[]} marks */
  keep(marks) {
    const { present } = this;
    if (present) this.#memory.marks.set(present.id, marks);
  }

  /** A branch that is kept. @param {number} branch */
  find(branch) {
    return this.#branches.find(({ id }) => id === branch);
  }

  get present() {
    return presentOf(this.#branches);
  }

  /** Which are compared is another question now. */
  redraw() {
    this.#show();
  }

  /** @param {Branch} branch */
  name(branch) {
    return this.#memory.names.get(branch.id) ?? branch.name ?? this.#memory.first.get(branch.id) ?? nameOf(branch);
  }

  /** A command was given where there was a future already: that is said, with the way back. */
  parted() {
    this.learn();
    const { present } = this;
    if (!present || present.parent === null) return;
    const { parent: branch, forked } = present;
    const text = words.$began(this.name(present));
    // What ran makes the page quiet first.
    queueMicrotask(() => {
      this.page.say(text);
      this.page.offer(words.$backToOld, () => {
        this.page.quiet();
        void this.go({ branch, ...forked });
      });
    });
  }

  /**
   * The present branch is one that began because a line was undone.
   * @param {string} line
   */
  without(line) {
    this.learn();
    const { present } = this;
    if (!present) return;
    this.#memory.names.set(present.id, words.$without(short(line.replace(/^@\S+ /, '')), brief(present.forked.at)));
    this.#show();
  }

  /** @param {import('../player/moves.js').Place} place */
  async go(place) {
    if (!(await goTo(this.player, place))) this.page.say(words.$wasForgotten);
  }

  /** Shows or hides the lines. */
  toggle() {
    this.#folded = !this.#folded;
    this.#show();
  }

  /**
   * What a menu offers where the lines have no room.
   * @returns {import('../panels/menu.js').Item[]}
   */
  items() {
    if (this.#shown.length < 2) return [];
    const inSight = this.#inSight;
    const others = this.#shown.filter(({ present }) => !present);
    const toggle = inSight || this.#folded ? [{ label: inSight ? words.$hide : words.$show, act: () => this.toggle() }] : [];
    return inSight ? toggle : [
      ...toggle, ...others.map((branch) => ({ label: words.$goTo(this.name(branch)), act: () => this.#goNear(branch) })),
      ...others.map((branch) => ({ label: words.$compareTo(this.name(branch)), act: () => this.#compare(branch) })),
    ];
  }

  /** Draws the lines for the stretch of time that is shown. */
  draw() {
    if (this.element.hidden || !this.#inSight) return;
    const { timeline } = this;
    this.element.style.setProperty('--width', `${timeline.width}px`);
    const shown = this.#shown;
    attribute(this.#lines, 'height', shown.length * ROW);
    this.#lines.replaceChildren(...this.#clock(shown), ...shown.flatMap((branch, row) => this.#lineOf(branch, row, shown)));
    shown.forEach((branch, row) => {
      const item = /** @type {HTMLElement | undefined} */ (this.#list.children[row]);
      item?.style.setProperty('--x', `${Math.round(Math.max(0, Math.min(this.#x(branch.forked.at), timeline.width - 150)))}px`);
      if (item) attribute(item, 'data-out', timeline.span.partOf(this.#endOf(branch)) < 0);
    });
    const places = this.#list.querySelectorAll('.pg-br-ends');
    this.ends.draw(shown.map((branch, row) => ({ branch, end: this.#endOf(branch), place: places[row] })), () => this.draw());
  }

  #measure() {
    const { left, height } = this.element.getBoundingClientRect();
    this.#inSight = height > 0;
    if (!this.#inSight) return;
    this.element.style.setProperty('--left', `${Math.round(this.timeline.element.getBoundingClientRect().left - left + SIDE)}px`);
    this.draw();
  }

  /** The furthest instant that is known; on the present one that grows. @param {Branch} branch */
  #endOf(branch) {
    return branch.present ? this.player.end : branch.end;
  }

  get #shown() {
    return hung(this.#branches.filter(({ id, present }) => present || !this.#memory.leaving.has(id)));
  }

  /** @param {number} at */
  #x(at) {
    const { span, width } = this.timeline;
    return Math.max(-SIDE, Math.min(span.partOf(at) * width, width + SIDE));
  }

  /** What joins the two that are compared: they have one clock. @param {Branch[]} shown */
  #clock(shown) {
    const { beside } = this.timeline;
    const [from, to] = beside ? beside.both.map((id) => shown.findIndex((branch) => branch.id === id)) : [-1, -1];
    const x = this.#x(this.player.now).toFixed(1);
    return from < 0 || to < 0 ? [] : [s('path', { class: 'pg-br-line pg-br-present', d: `M${x} ${from * ROW + LINE_Y}V${to * ROW + LINE_Y}` })];
  }

  /**
   * @param {Branch} branch
   * @param {number} row
   * @param {Branch[]} shown
   */
  #lineOf(branch, row, shown) {
    const { width, span } = this.timeline;
    const end = this.#endOf(branch);
    const [from, to] = [branch.forked.at, end].map((at) => Math.max(0, Math.min(this.#x(at), width)));
    const y = row * ROW + LINE_Y;
    const parent = shown.findIndex(({ id }) => id === branch.parent);
    const hangs = parent < 0 || span.partOf(branch.forked.at) < 0 ? `M${from} ${y}` : `M${from} ${parent * ROW + LINE_Y}V${y - 4}q0 4 4 4`;
    const seen = branch.present || this.timeline.beside?.both.includes(branch.id);
    const cls = `pg-br-line${seen ? ' pg-br-present' : ''}`;
    const marks = (this.#memory.marks.get(branch.id) ?? []).filter(({ at }) => at >= branch.forked.at);
    const coarse = drawCoarse(marks, span, width, end, y);
    const now = this.#x(this.player.now);
    return [
      s('path', { class: cls, d: `${hangs}H${Math.max(from, to).toFixed(1)}` }),
      ...Object.entries(coarse).filter(([, d]) => d !== '').map(([kind, d]) => s('path', { class: `pg-tm-coarse pg-tl-${kind}`, d })),
      ...(seen ? [s('circle', { class: 'pg-br-now', r: 4, cx: now.toFixed(1), cy: y })] : []),
    ];
  }

  #show() {
    const shown = this.#shown;
    const hidden = this.#folded || shown.length < 2;
    if (this.element.hidden !== hidden) this.element.hidden = hidden;
    attribute(this.element, 'data-many', shown.length > MANY);
    write(this.#count, words.$count(shown.length));
    const letter = (/** @type {Branch} */ { id }) => this.timeline.beside?.letterOf(id) ?? null;
    const rows = JSON.stringify([this.#renaming, ...shown.map((branch) => [branch.id, branch.present, this.name(branch), letter(branch)])]);
    if (rows !== this.#drawnRows) this.#drawRows(shown, rows);
    this.draw();
  }

  /**
   * @param {Branch[]} shown
   * @param {string} rows
   */
  #drawRows(shown, rows) {
    const focused = /** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement;
    const [id, what] = this.#list.contains(focused) ? [focused?.closest('li')?.dataset.branch, focused?.getAttribute('data-act')] : [];
    this.#drawnRows = rows;
    this.#list.replaceChildren(...shown.map((branch) => this.#row(branch)));
    // The one on which one is stays in sight; nothing else scrolls.
    this.#scroll.scrollTop = Math.max(0, (shown.findIndex(({ present }) => present) + 1) * ROW - this.#scroll.clientHeight);
    const input = this.#list.querySelector('input');
    input?.focus({ preventScroll: true });
    input?.select();
    if (input) return;
    if (id === undefined) return;
    const row = this.#list.querySelector(`[data-branch="${id}"]`) ?? this.#list.querySelector('[data-current]');
    /** @type {HTMLElement | null | undefined} */ (row?.querySelector(`[data-act="${what}"]`) ?? row?.querySelector('button'))?.focus({ preventScroll: true });
  }

  /** @param {Branch} branch */
  #row(branch) {
    const name = this.name(branch);
    const act = (/** @type {string} */ what, /** @type {string} */ label, /** @type {string} */ path) => h('button', {
      type: 'button', class: 'pg-quiet pg-br-act', 'data-act': what, 'aria-label': `${label} ${name}`, title: label,
    }, s('svg', { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true', class: 'pg-icon' }, s('path', { d: path })));
    const named = branch.id === this.#renaming
      ? h('input', { class: 'pg-br-name', value: name, maxlength: LONGEST_NAME, 'aria-label': words.$nameOf(name),
        keydown: (event) => this.#type(event, branch), blur: (event) => this.#rename(branch, event.target.value) })
      : h('button', { type: 'button', class: 'pg-br-go', 'data-act': 'go', title: branch.present ? name : words.$goOn(name),
        'aria-current': branch.present ? 'true' : null }, name);
    return h('li', { 'data-branch': branch.id, 'data-current': branch.present }, named,
      this.ends.place(),
      h('span', { class: 'pg-br-acts' }, act('rename', words.$rename, PEN), !branch.present && act('forget', words.$forget, CROSS),
        this.#circle(branch, name)));
  }

  /**
   * What compares a branch with the present one, or ends that. The present one has one while it is compared.
   * @param {Branch} branch
   * @param {string} name
   */
  #circle(branch, name) {
    const letter = this.timeline.beside?.letterOf(branch.id) ?? '';
    if (branch.present && letter === '') return null;
    const label = letter ? words.$stopComparing(letter) : words.$compare;
    return h('button', { type: 'button', class: 'pg-quiet pg-br-act pg-br-circle', 'data-act': 'compare', 'aria-pressed': String(letter !== ''),
      'aria-label': `${label} ${name}`, title: label }, h('span', {}, letter));
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const target = /** @type {Element} */ (event.target);
    const id = Number(/** @type {HTMLElement | null} */ (target.closest('li'))?.dataset.branch ?? NOT_HERE);
    const branch = this.#branches.find((each) => each.id === id);
    if (!branch || target.closest('input')) return;
    const what = target.closest('button')?.dataset.act;
    if (what === 'rename') {
      this.#renaming = id;
      this.#show();
    } else if (what === 'forget') this.#forget(branch);
    else if (what === 'compare') this.#compare(branch);
    else if (what === 'go') this.#goNear(branch);
    else void this.go({ branch: id, at: Math.max(0, Math.min(this.timeline.timeAt(event.clientX), branch.end)), ordinal: null });
  }

  /** @param {Branch} branch */
  #compare({ id }) {
    const { timeline } = this;
    const { present } = this;
    if (timeline.beside?.letterOf(id)) timeline.stopComparing();
    // Which it is decides the first of them; a third one takes the place of the second.
    else if (present) this.page.command({ verb: 'compare', operands: [String(timeline.beside?.both[0] ?? present.id), String(id)], options: [] });
  }

  /**
   * Goes to the same instant on another branch, as far as it has one.
   * @param {Branch} branch
   */
  #goNear({ id, forked, end }) {
    const now = Math.floor(this.player.now);
    if (now <= forked.at) return void this.go({ branch: id, ...forked });
    void this.go({ branch: id, at: Math.min(now, end), ordinal: null });
  }

  /**
   * @param {KeyboardEvent & { target: HTMLInputElement }} event
   * @param {Branch} branch
   */
  #type(event, branch) {
    event.stopPropagation();
    if (event.key === 'Escape') event.target.value = this.name(branch);
    if (event.key === 'Enter' || event.key === 'Escape') {
      // What gets the focus would be pressed by it.
      event.preventDefault();
      this.#rename(branch, event.target.value);
      /** @type {HTMLElement | null} */ (this.#list.querySelector(`[data-branch="${branch.id}"] [data-act="rename"]`))?.focus();
    }
  }

  /**
   * @param {Branch} branch
   * @param {string} name
   */
  #rename(branch, name) {
    if (this.#renaming !== branch.id) return;
    this.#renaming = NOT_HERE;
    if (name.trim() === '') this.#memory.names.delete(branch.id);
    else this.#memory.names.set(branch.id, name.trim());
    // Lines and files call it so, too.
    this.player.ask((playground) => playground.nameBranch(branch.id, name.trim()));
    this.learn();
  }

  /**
   * It is gone from sight at once, and can be kept for a while.
   * @param {Branch} branch
   */
  #forget(branch) {
    const { leaving } = this.#memory;
    const { page, player } = this;
    const playground = this.#playground;
    const forget = () => {
      leaving.delete(branch.id);
      // Somebody may have gone there, or to another scene.
      player.ask((one) => one === playground && one.forget(branch.id));
      if (playground !== this.#playground) return;
      // That was asked for, and is not said once more.
      this.#branches = this.#branches.filter(({ id }) => id !== branch.id);
      this.learn();
    };
    leaving.set(branch.id, setTimeout(forget, KEEP_MS));
    page.say(words.$forgotten(this.name(branch)));
    page.offer(words.$keep, () => {
      clearTimeout(leaving.get(branch.id));
      leaving.delete(branch.id);
      page.quiet();
      this.#show();
    });
    this.#show();
  }
}
