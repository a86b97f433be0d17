/**
 * One playground on the screen: the panels, what they share, and the way from
 * a change of the player to each of them. It has no life cycle of its own; the
 * element makes it and throws it away.
 */

import { h, icon, attribute, write } from './dom.js';
import { createControls } from './panels/controls.js';
import { createJournal } from './panels/journal.js';
import { createInspector } from './panels/inspector.js';
import { createTerminal } from './panels/terminal.js';
import { createTwin } from './panels/twin.js';
import { createLight } from './panels/light.js';
import { createHintBar } from './panels/hint-bar.js';
import { createTabs } from './panels/tabs.js';
import { Announcer } from './panels/announcer.js';
import { openForm } from './panels/dialogs.js';
import { itemsFor, openMenu } from './panels/menu.js';
import * as forms from './panels/forms.js';
import { openHelp } from './panels/help.js';
import { createStage } from './stage/stage.js';
import { labelOf } from './language.js';
import { scenes } from './player/scenes.js';

/** @typedef {import('./player/player.js').Player} Player */
/** @typedef {import('./player/player.js').Change} Change */
/** @typedef {import('./player/player.js').Entry} Entry */
/** @typedef {import('./player/view.js').View} View */

/** The pitch of the cells on the stage: more than fit need not cross. */
const CELL_PITCH = 34;
const NOTICE_MS = 9000;
/** The table is read, not watched: so often is enough where it is not shown. */
const TWIN_MS = 1000;
const CROSS = 'M4 4l8 8M12 4l-8 8';

export class Page {
  /** @type {View | null} */ view = null;
  /** @type {string | null} */ picked = null;
  showHeartbeats = true;
  /** @type {import('./player/scenes.js').About | null} what the scene says of itself */ about = null;
  #drawnTwinAt = -Infinity;
  #noticeTimer = 0;
  #table = false;
  #width = 0;
  /** @type {{ abort: AbortController, resize: ResizeObserver, ticker: number }} */ #life;

  /**
   * @param {object} options
   * @param {Player} options.player
   * @param {import('./player/scenes.js').Scene | null} options.scene
   * @param {(speed: number) => void} options.setSpeed
   * @param {(scene: string) => void} options.setScene
   * @param {Set<string>} options.panels
   */
  constructor({ player, scene, setSpeed, setScene, panels }) {
    this.player = player;
    this.setScene = setScene;
    this.panels = panels;
    this.scene = h('button', { type: 'button', class: 'pg-scene', 'aria-haspopup': 'menu', click: () => this.#chooseScene() });
    this.root = h('div', { class: 'pg-root', 'data-panels': [...panels].join(' ') });
    this.relight = createLight(this.root);
    this.stageBox = h('div', { class: 'pg-stage' });
    this.twin = createTwin();
    this.controls = createControls(player, setSpeed);
    this.journal = createJournal({
      player,
      heartbeats: () => this.showHeartbeats,
      setHeartbeats: (on) => this.setHeartbeats(on),
      goTo: (at) => void this.goTo(at),
      relight: this.relight,
    });
    this.inspector = createInspector({
      inspect: (thing) => player.read((playground) => playground.inspect(thing)),
      leave: () => this.pick(null),
    });
    this.terminal = createTerminal(player);
    this.hint = createHintBar({
      player,
      scene: () => this,
      openMenu: (thing, anchor) => this.openMenu(thing, anchor),
      command: (command) => void this.command(command),
    });
    this.tabs = createTabs(this.root, ['journal', 'terminal', 'inspector'].filter((panel) => panels.has(panel)));
    this.notice = h('p', { class: 'pg-notice', role: 'alert', hidden: true });
    this.live = h('div', { class: 'pg-live', 'aria-live': 'polite' });
    this.announcer = new Announcer((text) => write(this.live, text), () => performance.now());
    this.#assemble(scene);
    this.root.addEventListener('pg-tab', () => this.journal.update());
    this.stage = createStage(this.stageBox, {
      onCommand: (saying) => void this.command(saying),
      onPick: (/** @type {string} */ thing) => this.pick(thing),
      onMenu: (/** @type {string} */ thing, /** @type {Element} */ anchor) => this.openMenu(thing, anchor),
      getCells: (/** @type {string} */ topic, /** @type {number} */ partition, /** @type {number} */ from, /** @type {number} */ max) =>
        this.player.read((playground) => playground.cells(topic, partition, from, max)) ?? [],
    });
    this.#life = this.#observe();
  }

  get dialogOpen() {
    return this.root.querySelector('dialog[open]') !== null;
  }

  /**
   * Draws what changed; called once per frame.
   * @param {Change} change
   */
  update(change) {
    // The speed decides what a flight looks like, also while time stands still.
    if (change.view || change.playback || this.view === null) this.#draw();
    this.stage.frame(this.player.now);
    if (this.panels.has('controls')) this.controls.update(change);
    if (change.view || change.branch) {
      if (this.panels.has('journal')) this.journal.update();
      if (this.panels.has('terminal')) this.terminal.update();
      this.inspector.update(this.picked);
      this.#announce();
    }
    // Its countdown goes on between events.
    if (this.view) this.hint.update(this.view);
    this.#drawTwin(change.playback);
  }

  /** @param {Entry} entry */
  addEntry(entry) {
    this.terminal.add(entry);
    // What a scene's line was refused for is still to be read when its next line runs.
    if (!entry.refused && !entry.setup) this.#quiet();
  }

  /** Another scene begins: what was said of the last one is over. */
  clear() {
    this.terminal.clear();
    this.#quiet();
  }

  /**
   * Runs what a click stands for; a refusal is shown on the stage.
   * @param {import('./language.js').Command} command
   */
  async command(command) {
    try {
      const ran = await this.player.run(command);
      const outcome = await ran.settled;
      if (outcome && !outcome.ok) this.say(`${labelOf(command)}: ${outcome.text}`);
    } catch (error) {
      this.say(/** @type {Error} */ (error).message);
    }
  }

  /**
   * Shows a sentence over the stage for a while.
   * @param {string} text
   * @param {boolean} [stays]
   */
  say(text, stays = false) {
    clearTimeout(this.#noticeTimer);
    const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': 'Dismiss', click: () => this.#quiet() }, icon(CROSS));
    this.notice.replaceChildren(h('span', {}, text), close);
    this.notice.hidden = false;
    if (!stays) this.#noticeTimer = setTimeout(() => this.#quiet(), NOTICE_MS);
  }

  /**
   * Offers the history that broke the engine, for whoever mends it.
   * @param {string} report
   */
  offerReport(report) {
    const copy = h('button', { type: 'button', class: 'pg-button', click: () => navigator.clipboard?.writeText(report) }, 'Copy a report');
    this.notice.insertBefore(copy, this.notice.lastElementChild);
  }

  #quiet() {
    this.notice.hidden = true;
  }

  /** @param {string | null} thing */
  pick(thing) {
    this.picked = thing;
    attribute(this.root, 'data-inspecting', thing !== null);
    if (thing !== null) this.tabs.show('inspector');
    else if (this.tabs.shown() === 'inspector') this.tabs.show('journal');
    this.inspector.update(this.picked);
    if (this.panels.has('journal')) this.journal.update();
    this.relight();
  }

  /** @param {boolean} on */
  setHeartbeats(on) {
    this.showHeartbeats = on;
    this.journal.update();
    this.#draw();
    this.stage.frame(this.player.now);
  }

  /** @param {number} at */
  async goTo(at) {
    await this.player.pause();
    await this.player.seek(at);
  }

  /** @param {import('./panels/forms.js').Form} form */
  openForm(form) {
    openForm(this.root, this.player, form);
  }

  /**
   * A thing's menu. Some things are forms at once: `settings:c1`,
   * `rate:checkout`, `produce:checkout`, `new:producer`, `new:consumer/billing`.
   * @param {string} thing
   * @param {Element} anchor
   */
  openMenu(thing, anchor) {
    if (!this.view) return;
    const form = forms.formFor(this.view, thing);
    if (form) return this.openForm(form);
    const items = itemsFor(this.view, thing);
    const name = thing.slice(thing.indexOf(':') + 1);
    if (items.length > 0) this.#offer(items, `What to do with ${name || 'the cluster'}`, anchor);
  }

  openHelp() {
    openHelp(this.root, () => void this.openFaithful());
  }

  /** What the engine is held to; loaded when somebody asks. */
  async openFaithful() {
    const { openFaithful } = await import('./panels/faithful.js');
    await openFaithful(this.root);
  }

  /** @param {import('./player/scenes.js').Scene | null} scene */
  showScene(scene) {
    const title = scene?.title ?? '';
    write(this.scene, title);
    attribute(this.scene, 'aria-label', `Scene: ${title}`);
    this.about = scene?.about ?? null;
  }

  /** Closes the innermost open thing that no dialog or menu closes itself. */
  close() {
    if (!this.notice.hidden) this.#quiet();
    else if (this.picked !== null) this.pick(null);
  }

  dispose() {
    this.#life.abort.abort();
    this.#life.resize.disconnect();
    clearInterval(this.#life.ticker);
    clearTimeout(this.#noticeTimer);
    this.stage.dispose();
    this.root.remove();
  }

  /** @param {import('./player/scenes.js').Scene | null} scene */
  #assemble(scene) {
    const { panels } = this;
    this.showScene(scene);
    const faithful = h('button', {
      type: 'button', class: 'pg-quiet pg-faithful', 'aria-haspopup': 'dialog', click: () => void this.openFaithful(),
    }, 'How faithful is this?');
    const table = h('button', { type: 'button', class: 'pg-button', 'aria-pressed': 'false', click: () => this.#toggleTable(table) }, 'Table');
    const add = h('button', { type: 'button', class: 'pg-button', 'aria-haspopup': 'menu', click: () => this.openMenu('new:', add) }, 'Add');
    const help = h('button', { type: 'button', class: 'pg-button', 'aria-label': 'Help', click: () => this.openHelp() }, '?');
    if (panels.has('header')) {
      this.root.append(
        h(
          'header',
          { class: 'pg-header' },
          h('h1', {}, 'Kafka playground'),
          h('p', {}, this.scene),
          h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'Tools' }, faithful, add, table, help),
        ),
      );
    }
    if (panels.has('stage')) {
      this.root.append(h('div', { class: 'pg-middle' }, this.stageBox, this.twin.element, this.notice));
    }
    if (panels.has('controls')) {
      if (!panels.has('header')) this.controls.element.append(table);
      this.root.append(h('div', { class: 'pg-bar' }, panels.has('header') ? this.hint.element : null, this.controls.element));
    }
    const lower = ['terminal', 'journal', 'inspector'].filter((panel) => panels.has(panel));
    if (lower.length > 0) {
      const elements = /** @type {Record<string, HTMLElement>} */ ({
        terminal: this.terminal.element, journal: this.journal.element, inspector: this.inspector.element,
      });
      this.root.append(this.tabs.element, h('div', { class: 'pg-lower' }, ...lower.map((panel) => elements[panel])));
    }
    this.root.append(this.live);
  }

  #observe() {
    const abort = new AbortController();
    const redraw = () => {
      if (this.view === null) return;
      this.#draw();
      this.stage.frame(this.player.now);
    };
    matchMedia('(prefers-reduced-motion: reduce)').addEventListener('change', redraw, { signal: abort.signal });
    const resize = new ResizeObserver(() => {
      const width = this.stageBox.clientWidth;
      if (width === this.#width) return;
      this.#width = width;
      redraw();
    });
    resize.observe(this.stageBox);
    const ticker = setInterval(() => this.announcer.speak(), 1000);
    return { abort, resize, ticker: /** @type {number} */ (/** @type {unknown} */ (ticker)) };
  }

  #draw() {
    const width = this.stageBox.clientWidth;
    const cells = Math.min(200, Math.max(12, Math.ceil(width / CELL_PITCH) + 4));
    const view = this.player.read((playground) => playground.view(cells));
    if (!view) return;
    this.view = view;
    if (!this.panels.has('stage') || width === 0) return;
    this.stage.draw(view, {
      speed: this.player.speed,
      reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
      scrubbing: this.player.scrubbing,
      showHeartbeats: this.showHeartbeats,
      width,
    });
    this.relight();
  }

  /**
   * @param {import('./panels/menu.js').Item[]} items
   * @param {string} name
   * @param {Element} anchor
   */
  #offer(items, name, anchor) {
    openMenu({
      root: this.root,
      openForm: (form) => this.openForm(form),
      command: (saying) => void this.command(saying),
      pick: (thing) => this.pick(thing),
    }, items, name, anchor);
  }

  #chooseScene() {
    const items = Object.entries(scenes).map(([name, { title }]) => ({ label: title, act: () => this.setScene(name) }));
    this.#offer(items, 'Scenes', this.scene);
  }

  /** @param {HTMLElement} button */
  #toggleTable(button) {
    this.#table = !this.#table;
    attribute(this.root, 'data-table', this.#table);
    attribute(button, 'aria-pressed', String(this.#table));
    this.twin.element.tabIndex = this.#table ? 0 : -1;
    this.#drawTwin(true);
    if (!this.#table) this.#draw();
  }

  /** @param {boolean} now */
  #drawTwin(now) {
    const real = performance.now();
    if (!this.view || (!now && !this.#table && this.player.playing && real - this.#drawnTwinAt < TWIN_MS)) return;
    this.#drawnTwinAt = real;
    this.twin.draw(this.view);
  }

  #announce() {
    const { player } = this;
    const length = player.read((playground) => playground.journalLength()) ?? 0;
    this.announcer.update(player.epoch, length, (from, max) => player.read((playground) => playground.journal(from, max)) ?? [], player.playing);
  }
}
