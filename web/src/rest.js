/**
 * What a page has around its figure, the narrator and the panels below
 * the stage: where each is filled, and what goes on between them. A figure
 * without any of them never loads this.
 */

import { adopt, arrived } from './base.js';
import { css } from './styles/panels.js';
import { words } from './texts/en/figure.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('./player/player.js').Change} Change */
/** @typedef {import('./player/player.js').Entry} Entry */

export class Rest {
  /** The parts, each from when it has been loaded. */
  /** @type {import('./panels/journal.js').Journal | null} */ #journal = null;
  /** @type {ReturnType<typeof import('./panels/inspector.js').createInspector> | null} */ #inspector = null;
  /** @type {import('./panels/narrator.js').NarratorBar | null} */ #narrator = null;
  /** What is loaded when its tab is opened. */
  /** @type {Record<string, any>} */ #late = {};
  /** @type {Record<string, Promise<void>>} what is on its way */ #coming = {};
  /** @type {import('./panels/drawer.js').Drawer | null} what has no tabs needs none */ #drawer = null;
  /** @type {Entry[]} what ran before the terminal was there */ #entries = [];

  /**
   * @param {Page} page
   * @param {Entry[]} entries what ran before
   */
  constructor(page, entries) {
    this.page = page;
    for (const entry of entries) this.#keep(entry);
    adopt(page.root, css);
  }

  /**
   * Something more is told what changes.
   * @param {string} name
   * @param {{ update(change: Change): void }} part
   */
  attend(name, part) {
    this.#late[name] = part;
  }

  /** @returns {Element} the element */
  get #host() {
    return /** @type {ShadowRoot} */ (this.page.root.getRootNode()).host;
  }

  /** Resolves when everything is there and drawn. */
  async fill() {
    const { narrator, lower, drawer } = this.page.boxes;
    await Promise.all([
      drawer.tabs && this.#fillTabs(drawer.tabs),
      narrator && this.#fillNarrator(narrator),
      narrator && this.#fillTime(),
      lower.journal && this.#fillJournal(lower.journal),
      drawer.tabs || this.#fillLate(),
      lower.inspector && this.#fillInspector(lower.inspector),
    ]);
    // Only our own page has more to do; it is not waited for, and may be put together anew meanwhile.
    const host = /** @type {Element & { around?: unknown } | undefined} */ (this.#host);
    if (host?.around) void import('./own.js').then(({ own }) => this.page.root.isConnected && own(this.page, host), () => {});
  }

  /**
   * What is in a tab, from when it is there; nothing before somebody opened it.
   * @param {string} tab
   */
  async partOf(tab) {
    await this.#coming[tab];
    return this.#late[tab] ?? null;
  }

  /** @param {Change} change */
  update(change) {
    if (change.view || change.branch) {
      this.#journal?.update();
      this.#inspector?.update();
      this.#setPrograms();
    }
    for (const name in this.#late) this.#late[name]?.update(change);
    // Its countdown goes on between events.
    if (this.page.view) this.#narrator?.update();
  }

  /** What ran. */
  get entries() {
    return this.#late.terminal?.entries ?? this.#entries;
  }

  /** @param {Entry} entry */
  addEntry(entry) {
    this.page.time?.addEntry(entry);
    const { terminal } = this.#late;
    if (terminal) terminal.add(entry);
    else this.#keep(entry);
  }

  clear() {
    this.#entries = [];
    this.#late.terminal?.clear();
  }

  /** @param {string | null} thing */
  pick(thing) {
    const goOn = this.#inspector?.pick(thing);
    this.#drawer?.pick(thing !== null);
    goOn?.();
  }

  /** @param {number} number of a tab, from 1 */
  chooseTab(number) {
    this.#drawer?.chooseNumber(number);
  }

  /**
   * What is said in the narrator's place, as long as it is not empty.
   * @param {string} text
   * @param {{ label: string, act: () => void }[]} [buttons]
   * @returns {boolean} whether there is such a place
   */
  say(text, buttons) {
    this.#narrator?.say(text, buttons);
    return this.#narrator !== null;
  }

  /** @param {HTMLElement} box */
  async #fillTabs(box) {
    const { page } = this;
    const load = () => Promise.all([import('./panels/drawer.js'), import('./panels/skips.js')]);
    const [{ Drawer }, { createSkips }] = await arrived(box, words.$lackingRest, load);
    this.#drawer = new Drawer(page.boxes, {
      keeps: page.whole,
      shown: () => {
        this.#journal?.update();
        page.redrawTable();
        this.#fillLate();
      },
    });
    this.#setPrograms();
    const late = this.#fillLate();
    if (page.boxes.skips) createSkips(page.boxes, page.boxes.skips, this.#drawer);
    if (page.picked !== null) this.#drawer.pick(true);
    await late;
  }

  /** @param {HTMLElement} box */
  async #fillNarrator(box) {
    const { NarratorBar } = await arrived(box, words.$narrator, () => import('./panels/narrator.js'));
    this.#narrator = new NarratorBar(box, this.page);
    if (this.page.view) this.#narrator.update();
  }

  /** The simple timeline goes on where this does not come. */
  async #fillTime() {
    const late = await import('./time/timeline.js').catch(() => null);
    if (late) this.page.time = new late.Timeline(this.page);
  }

  /** @param {HTMLElement} box */
  async #fillJournal(box) {
    const { Journal } = await arrived(box, words.$panels.journal, () => import('./panels/journal.js'));
    const { page } = this;
    this.#journal = new Journal(box, {
      player: page.player,
      flying: () => page.showHeartbeats,
      setFlying: (on) => page.setHeartbeats(on),
      goTo: (at) => void page.goTo(at),
      relight: page.relight,
    });
    this.#journal.update();
  }

  /**
   * What runs before the terminal is there is in it when it comes, with the instant of its answer.
   * @param {Entry} entry
   */
  #keep(entry) {
    this.#entries.push(entry);
    void entry.settled.then(() => (entry.answered ??= this.page.player.now));
  }

  /** Tabs are there for programs whose code can be shown, and for consumers that may die. */
  #setPrograms() {
    const { view } = this.page;
    const consumers = view?.consumers.length ?? 0;
    this.#drawer?.setPrograms(consumers > 0 || Boolean(view?.producers.some(({ topic }) => topic)), consumers > 0);
  }

  /** What comes when it is first looked at. */
  #fillLate() {
    const { page } = this;
    const fill = async (/** @type {string} */ tab, /** @type {string} */ name, /** @type {() => Promise<any>} */ load) => {
      const box = page.boxes.lower[tab];
      if (!box || !page.boxes.drawer.element) return;
      if (box.hidden || this.#late[tab]) return void this.#late[tab]?.[box.hidden ? 'close' : 'open']();
      await (this.#coming[tab] ??= arrived(box, name, load).then(({ Panel }) => (this.#late[tab] = new Panel(box, page, this.#entries)).open()));
    };
    void fill('code', words.$panels.code, () => import('./panels/code.js'));
    void fill('whatif', words.$panels.whatif, () => import('./whatif/panel.js'));
    return fill('terminal', words.$panels.terminal, () => import('./terminal/terminal.js'));
  }

  /** @param {HTMLElement} box */
  async #fillInspector(box) {
    const { createInspector } = await arrived(box, words.$panels.inspector, () => import('./panels/inspector.js'));
    const { page } = this;
    this.#inspector = createInspector(box, page, (lines) => this.#journal?.follow(lines));
    this.#inspector.pick(page.picked)();
  }
}
