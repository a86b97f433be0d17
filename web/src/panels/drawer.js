/**
 * The panel below the stage: its tabs, how high it is, and what is remembered
 * of that. On a phone it is a sheet of three heights: its tabs, half the
 * screen, and all that the stage had.
 */

import { adopt, attribute, h, icon } from '../base.js';
import { css } from '../styles/drawer.js';
import { words } from '../texts/en/drawer.js';

const KEPT = 'kafka-playground';
/** As low as a body may be, in pixels, and as high, in parts of the page. */
const LEAST = 150;
const MOST = 0.6;
/** Where a sheet is half open, as styles/around.js has it. */
const HALF = 0.32;
const STEP = 24;
/** A press that moves no further is a click. */
const STILL = 4;
const CHEVRON = 'M3.5 6l4.5 4.5L12.5 6';

/** @typedef {import('../skeleton.js').Skeleton} Skeleton */
/** @typedef {{ tab: string, folded: boolean, full: boolean, body: number }} State */

/**
 * As a hand left it, or as keys do.
 * @param {number} height of the body that is asked for, in pixels
 * @param {number} page the height of the page
 * @param {boolean} sheet
 * @returns {Partial<State>}
 */
export function heightOf(height, page, sheet) {
  if (sheet) {
    if (height < page * HALF / 2) return { folded: true, full: false };
    return { folded: false, full: height > page * (HALF + 0.15) };
  }
  if (height < LEAST / 2) return { folded: true };
  return { folded: false, body: Math.round(Math.max(LEAST, Math.min(height, page * MOST))) };
}

/** @type {WeakMap<HTMLElement, Drawer>} */
const drawers = new WeakMap();

/**
 * The panel of a page, when it is there.
 * @param {HTMLElement} root
 */
export function drawerOf(root) {
  return drawers.get(root) ?? null;
}

export class Drawer {
  /** @type {Record<string, HTMLButtonElement>} */ #buttons = {};
  /** @type {State} */ #state;
  /** What was shown before somebody picked something. @type {Partial<State> | null} */ #before = null;
  #grip = h('div', { class: 'pg-grip', role: 'separator', tabindex: 0, 'aria-orientation': 'horizontal',
    'aria-label': words.$height, 'aria-valuemin': 0 });
  #fold = h('button', { type: 'button', class: 'pg-quiet pg-fold', click: () => this.toggle() }, icon(CHEVRON));
  /** What was shown before a tab was added. @type {Partial<State>} */ #kept = {};
  #picked = false;
  /** Whether there is a program whose code can be shown. */
  #programs = false;
  /** Whether there is a consumer to which something may happen. */
  #consumers = false;

  /**
   * @param {Skeleton} boxes
   * @param {{ keeps: boolean, shown: () => void }} needs whether it remembers, and what is to be drawn when another tab is shown
   */
  constructor({ root, drawer }, { keeps, shown }) {
    this.root = root;
    this.drawer = drawer;
    this.keeps = keeps;
    this.shown = shown;
    adopt(root, css);
    drawers.set(root, this);
    this.#state = { tab: drawer.tab, folded: drawer.folded, full: false, body: drawer.body };
    if (drawer.tabs) this.#fill(drawer.tabs);
    this.#draw();
  }

  /** The panels that have something to show, in the order of their tabs. */
  get #names() {
    const lacks = { inspector: !this.#picked, code: !this.#programs, whatif: !this.#consumers };
    return Object.keys(this.drawer.panels).filter((name) => !lacks[/** @type {keyof typeof lacks} */ (name)]);
  }

  get #sheet() {
    return this.root.clientWidth <= 520 && this.keeps;
  }

  /** The tab that is open, if one is. */
  get open() {
    return this.#state.folded ? null : this.#state.tab;
  }

  /**
   * Shows a tab for this time only, without remembering it.
   * @param {string} tab
   */
  lend(tab) {
    if (!this.#names.includes(tab)) return;
    Object.assign(this.#state, { tab, folded: false });
    this.#draw();
    this.shown();
  }

  /** @param {string} tab */
  show(tab) {
    this.#set({ tab, folded: false });
  }

  /**
   * The same tab again folds the panel.
   * @param {string} tab
   */
  choose(tab) {
    if (tab === this.#state.tab && !this.#state.folded) this.toggle();
    else this.show(tab);
  }

  /** @param {number} number of a tab, from 1 */
  chooseNumber(number) {
    const name = this.drawer.tabs && this.#names[number - 1];
    if (name) this.choose(name);
  }

  toggle() {
    this.#set({ folded: !this.#state.folded, full: false });
  }

  /**
   * Something is picked, or nothing is any more: then it is as it was before.
   * @param {boolean} on
   */
  pick(on) {
    if (on === this.#picked || !this.drawer.panels.inspector) return;
    this.#picked = on;
    const { tab, folded } = this.#state;
    if (on) this.#before = { tab, folded };
    if (on && this.drawer.tabs) return this.#set({ tab: 'inspector', folded: false });
    const leave = this.#state.tab === 'inspector' && this.drawer.tabs !== null;
    this.#set(leave ? (this.#before ?? {}) : {});
  }

  /**
   * @param {boolean} programs whether there are any
   * @param {boolean} consumers
   */
  setPrograms(programs, consumers) {
    if (programs === this.#programs && consumers === this.#consumers) return;
    this.#programs = programs;
    this.#consumers = consumers;
    this.#draw();
  }

  /**
   * One more tab, before all others, and what belongs to it; it is open.
   * @param {string} name
   * @param {string} label
   * @param {HTMLElement} panel
   */
  add(name, label, panel) {
    const { tabs, lower } = this.drawer;
    if (!tabs) return;
    this.drawer.panels = { [name]: panel, ...this.drawer.panels };
    panel.classList.add('pg-panel');
    lower.prepend(panel);
    const button = this.#button(name, label, panel);
    tabs.querySelector('[role="tablist"]')?.prepend(button);
    this.#kept = { tab: this.#state.tab, folded: this.#state.folded };
    Object.assign(this.#state, { tab: name, folded: false });
    this.#draw();
    this.shown();
  }

  /**
   * It goes again, and what was open before it is.
   * @param {string} name
   */
  take(name) {
    const { [name]: panel, ...panels } = this.drawer.panels;
    if (!panel) return;
    this.drawer.panels = panels;
    this.#buttons[name]?.remove();
    delete this.#buttons[name];
    panel.classList.remove('pg-panel');
    panel.removeAttribute('role');
    panel.hidden = false;
    panel.remove();
    if (this.#state.tab === name) Object.assign(this.#state, this.#kept);
    this.#draw();
    this.shown();
  }

  /** What is open needs all the room that there is, where it is a sheet. */
  spread() {
    if (this.#sheet) this.#set({ full: true, folded: false });
  }

  /** The stage is wanted: a sheet that is all over it makes room. */
  makeRoom() {
    if (this.#state.full) this.#set({ full: false });
  }

  /** Gives the focus to what is shown. */
  focus() {
    if (this.#state.folded) this.toggle();
    this.#buttons[this.#state.tab]?.focus();
  }

  /** @param {Partial<State>} change */
  #set(change) {
    Object.assign(this.#state, change);
    this.#draw();
    this.shown();
    const { tab, folded, body } = this.#state;
    if (!this.keeps || tab === 'inspector' || !words.$names[tab]) return;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ tab, folded, body }));
    } catch {
      // Then it is not remembered.
    }
  }

  #draw() {
    const { tab, folded, full, body } = this.#state;
    const { element, panels } = this.drawer;
    const names = this.#names;
    const active = /** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement;
    for (const [name, panel] of Object.entries(panels)) {
      const open = name === tab && !folded;
      // The table is there for those who listen, also where another tab is shown.
      if (name === 'table') panel.tabIndex = open ? 0 : -1;
      else panel.hidden = !open;
    }
    for (const [name, button] of Object.entries(this.#buttons)) {
      attribute(button, 'aria-selected', String(name === tab && !folded));
      button.tabIndex = name === tab ? 0 : -1;
      button.hidden = !names.includes(name);
    }
    // What is hidden cannot keep the focus; its tab has it then.
    if (active?.closest('.pg-panel[hidden], [role="tab"][hidden]') || (folded && active?.closest('.pg-panel'))) this.#buttons[tab]?.focus();
    attribute(this.root, 'data-folded', folded);
    attribute(this.root, 'data-full', full && !folded);
    if (panels.table) attribute(this.root, 'data-table', tab === 'table' && !folded);
    element?.style.setProperty('--pg-body', `${body}px`);
    attribute(this.#fold, 'aria-expanded', String(!folded));
    attribute(this.#fold, 'aria-label', folded ? words.$open : words.$collapse);
    this.#tell();
  }

  /** The height in words for those who do not see it: parts of the page in per cent. */
  #tell() {
    const { folded, full, body } = this.#state;
    const page = this.root.clientHeight || 1;
    const open = this.#sheet ? (full ? 100 : Math.round(HALF * 100)) : Math.min(MOST * 100, Math.round((body / page) * 100));
    attribute(this.#grip, 'aria-valuenow', folded ? 0 : open);
    attribute(this.#grip, 'aria-valuemax', this.#sheet ? 100 : MOST * 100);
  }

  /** @param {HTMLElement} tabs */
  #fill(tabs) {
    const list = h('div', { class: 'pg-tablist', role: 'tablist', 'aria-label': words.$panels, keydown: (event) => this.#move(event) });
    list.append(...Object.entries(this.drawer.panels).map(([name, panel]) => this.#button(name, words.$names[name], panel)));
    this.#grip.addEventListener('pointerdown', (event) => this.#drag(event));
    this.#grip.addEventListener('keydown', (event) => this.#press(event));
    tabs.append(list, this.#fold, this.#grip);
  }

  /**
   * @param {string} name
   * @param {string} label
   * @param {HTMLElement} panel
   */
  #button(name, label, panel) {
    panel.id = `pg-panel-${name}`;
    attribute(panel, 'role', 'tabpanel');
    return (this.#buttons[name] = h('button', {
      type: 'button', role: 'tab', 'data-tab': name, 'aria-controls': panel.id, click: () => this.choose(name),
    }, label));
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const names = this.#names;
    const here = names.indexOf(/** @type {HTMLElement} */ (event.target).dataset.tab ?? '');
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = names.at(to % names.length) ?? '';
    if (!this.#state.folded) this.show(next);
    this.#buttons[next].focus();
  }

  /** How high the body is now. */
  get #height() {
    return this.#state.folded ? 0 : this.drawer.lower.clientHeight;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const page = this.root.clientHeight;
    const by = this.#sheet ? page * HALF : STEP;
    const height = this.#height;
    const up = height === 0 && !this.#sheet ? LEAST : height + by;
    const to = { ArrowUp: up, ArrowDown: height <= LEAST ? 0 : height - by, Home: 0, End: page }[event.key];
    if (event.key === 'Enter') this.toggle();
    else if (to === undefined) return;
    else this.#set(heightOf(to, page, this.#sheet));
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {PointerEvent} down */
  #drag(down) {
    if (down.button !== 0) return;
    const [grip, page, height] = [this.#grip, this.root.clientHeight, this.#height];
    let moved = false;
    grip.setPointerCapture(down.pointerId);
    const end = new AbortController();
    grip.addEventListener('pointermove', (event) => {
      const by = down.clientY - event.clientY;
      moved ||= Math.abs(by) > STILL;
      if (moved) this.#set(heightOf(height + by, page, this.#sheet));
    }, { signal: end.signal });
    grip.addEventListener('lostpointercapture', () => {
      end.abort();
      if (!moved) this.#click();
    }, { signal: end.signal });
  }

  /** Who cannot drag presses: a sheet goes through its heights. */
  #click() {
    if (!this.#sheet || this.#state.folded || this.#state.full) this.toggle();
    else this.#set({ full: true });
  }
}
