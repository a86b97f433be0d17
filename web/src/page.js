/**
 * One playground on the screen: the panels, what they share, and the way from
 * a change of the player to each of them. It has no life cycle of its own; the
 * element makes it and throws it away.
 *
 * Stage and controls come first. What is only read comes when the first frame
 * has been painted, and what is opened when somebody opens it (late.js).
 */

import { arrived, attribute, h, icon, lacking, painted, write } from './base.js';
import { createControls } from './panels/controls.js';
import { createSkeleton } from './skeleton.js';
import { createStage } from './stage/stage.js';
import { words } from './texts/en/figure.js';

/** @typedef {import('./player/player.js').Player} Player */
/** @typedef {import('./player/player.js').Change} Change */
/** @typedef {import('./player/player.js').Entry} Entry */
/** @typedef {import('./player/view.js').View} View */
/** @typedef {Omit<import('./opening.js').Opening, 'page' | 'turn'>} Openings */
/** @typedef {import('./player/scenes.js').About} About */
/** @typedef {{ name: string, title: string, values: boolean, about: About | null }} Heading what a scene says of itself */

const NOTICE_MS = 9000;
/** How wide a stage is that is printed. */
const PAPER = 640;
const CROSS = 'M4 4l8 8M12 4l-8 8';

export class Page {
  /** @type {View | null} */ view = null;
  /** @type {string | null} */ picked = null;
  showHeartbeats = true;
  /** @type {About | null} */ about = null;
  /** @type {Promise<void>} resolved when the first frame has been painted */ painted;
  /** @type {() => void} */ #paint = () => {};
  /** @type {Promise<void>} resolved when everything that it shows has been loaded and drawn */ complete;
  /** @type {() => void} */ #completed = () => {};
  #begun = false;
  #disposed = false;
  #noticeTimer = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */ #waiting;
  #width = 0;
  #widest = Infinity;
  /** @type {Heading | null} what is shown */ story = null;
  /** Of what is opened, the last that was asked for. */ #opened = 0;
  /** @type {Entry[]} what ran before the terminal could be told */ #entries;
  /** @type {{ abort: AbortController, resize: ResizeObserver }} */ #life;
  /** @type {import('./rest.js').Rest | null} what is around the figure, when it is there */ rest = null;
  /** @type {ReturnType<typeof import('./panels/listening.js').createListening> | null} */ #listening = null;
  /** The page's own timeline, when it is there. @type {import('./time/timeline.js').Timeline | undefined} */ time;

  /**
   * @param {object} options
   * @param {Player} options.player
   * @param {Entry[]} [options.entries] what ran before there was this page
   * @param {Heading | null} options.scene
   * @param {(speed: number) => void} options.setSpeed
   * @param {(scene: string) => void} options.setScene
   * @param {() => void} options.startOver
   * @param {(story: import('./player/story.js').Story) => void} options.show shows another story
   * @param {Set<string>} options.panels
   * @param {boolean} options.whole whether it shows all there is
   * @param {Set<string>} options.without what is left out of the stage
   * @param {import('./stage/stage.js').StageOptions['shown']} [options.shown] what of a scene is shown, where that is not all
   * @param {import('./header.js').Header | null} options.header
   */
  constructor({ player, entries = [], scene, setSpeed, setScene, startOver, show, panels, whole, without, shown, header }) {
    this.#entries = entries;
    this.player = player;
    this.setScene = setScene;
    this.show = show;
    this.panels = panels;
    this.whole = whole;
    this.without = without;
    this.shown = shown;
    this.painted = new Promise((resolve) => (this.#paint = resolve));
    this.complete = new Promise((resolve) => (this.#completed = resolve));
    this.controls = createControls(player, setSpeed);
    this.boxes = createSkeleton(panels, this.controls.element, whole, {
      open: (...what) => void this.open(.../** @type {[any]} */ (what)),
      startOver,
      toggleTable: (button) => this.#toggleTable(button),
    }, header);
    this.root = this.boxes.root;
    this.showScene(scene);
    if (this.about) this.#sayOfScene(this.about);
    this.stage = createStage(this.boxes.stage, {
      onCommand: (saying) => this.command(saying),
      onPick: (/** @type {string} */ thing) => this.pick(thing),
      onMenu: (/** @type {string} */ thing, /** @type {Element} */ anchor) => void this.open('menu', thing, anchor),
      getCells: (/** @type {string} */ topic, /** @type {number} */ partition, /** @type {number} */ from, /** @type {number} */ max) =>
        this.player.read((playground) => playground.cells(topic, partition, from, max)) ?? [],
      refresh: () => this.#draw(),
      timeline: this.controls.timeline,
    });
    this.#life = this.#observe();
  }

  /** What is drawn anew may be what somebody points at (panels/light.js). */
  relight = () => void this.root.dispatchEvent(new Event('relight', { bubbles: true }));

  get #tableShown() {
    return this.root.hasAttribute('data-table');
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
    this.rest?.update(change);
    if (change.view || change.branch) this.#listening?.announce();
    if (!this.view) return;
    this.#listening?.draw(this.view, change.playback || this.#tableShown);
    this.#listening?.mend();
    if (this.#begun) return;
    this.#begun = true;
    void this.#finish();
  }

  /** What ran, for a page that takes the place of this one. */
  get entries() {
    return this.rest?.entries ?? this.#entries;
  }

  /** @param {Entry} entry */
  addEntry(entry) {
    if (this.rest) this.rest.addEntry(entry);
    else if (this.panels.has('terminal')) this.#entries.push(entry);
    // What a scene's line was refused for is still to be read when its next line runs.
    if (!entry.refused && !entry.setup) this.quiet();
  }

  /** Another scene begins: what was said of the last one is over. */
  clear() {
    this.#entries = [];
    this.rest?.clear();
    this.quiet();
  }

  /**
   * Runs what a click stands for; a refusal is shown on the stage.
   * @param {import('./language.js').Command} command
   */
  async command(command) {
    try {
      const ran = await this.player.run(command);
      if ((ran.job ?? ran.operation) !== null) await (await import('./opening.js')).follow(this, command, ran);
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
    const { notice } = this.boxes;
    clearTimeout(this.#noticeTimer);
    const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': words.$dismiss, click: () => this.quiet() }, icon(CROSS));
    notice.replaceChildren(h('span', {}, text), close);
    notice.hidden = false;
    if (!stays) this.#noticeTimer = setTimeout(() => this.quiet(), NOTICE_MS);
  }

  /**
   * Offers something beside what was said last.
   * @param {string} label
   * @param {() => void} act
   */
  offer(label, act) {
    const { notice } = this.boxes;
    notice.insertBefore(h('button', { type: 'button', class: 'pg-button', click: act }, label), notice.lastElementChild);
  }

  quiet() {
    this.boxes.notice.hidden = true;
  }

  /** @param {string | null} thing */
  pick(thing) {
    this.picked = thing;
    if (thing !== null) this.stage.reveal(thing);
    this.rest?.pick(thing);
    this.relight();
  }

  /** @param {boolean} on */
  setHeartbeats(on) {
    this.showHeartbeats = on;
    this.#draw();
    this.stage.frame(this.player.now);
  }

  /** @param {number} at */
  async goTo(at) {
    await this.player.pause();
    await this.player.seek(at);
  }

  /**
   * Something opens, as opening.js has it, and what was asked for before and is still on its way does not.
   * @template {keyof Openings} T
   * @param {T} what
   * @param {Parameters<Openings[T]>} args
   */
  async open(what, ...args) {
    const mine = ++this.#opened;
    const module = await import('./opening.js').catch(() => null);
    if (!module) return this.say(lacking(words.$lackingAsked));
    const opening = /** @type {any} */ (new module.Opening(this, () => mine === this.#opened && !this.#disposed));
    await opening[what](...args);
  }

  /**
   * Something is said in the narrator's place, as long as it is not empty.
   * @param {string} text
   * @param {{ label: string, act: () => void }[]} [buttons]
   */
  tell(text, buttons) {
    if (this.rest?.say(text, buttons)) return;
    if (text) this.say(text, true);
    else this.quiet();
  }

  /** @param {Heading | null} scene */
  showScene(scene) {
    const title = scene?.title ?? '';
    write(this.boxes.scene, title);
    attribute(this.boxes.scene, 'aria-label', words.$scene(title));
    this.about = scene?.about ?? null;
    this.story = scene;
  }

  /**
   * Something waits for the engine, or no longer does. Where that takes longer
   * than a second, it is said how far it is, once a second.
   * @param {boolean} on
   */
  awaitEngine(on) {
    clearInterval(this.#waiting);
    if (!on) {
      if (this.#waiting) this.tell('');
      this.#waiting = undefined;
      return;
    }
    const waiting = setInterval(async () => {
      const { progress } = await import('./player/engine.js');
      if (this.#waiting === waiting) this.tell(progress());
    }, 1000);
    this.#waiting = waiting;
  }

  /** @param {number} number of a tab, from 1 */
  chooseTab(number) {
    this.rest?.chooseTab(number);
  }

  /** Presses what is offered as the next thing to try. */
  pressNext() {
    /** @type {HTMLElement | null | undefined} */ (this.boxes.narrator?.querySelector('.pg-button:not([hidden])'))?.click();
  }

  /** The table is shown, or may be. */
  redrawTable() {
    if (this.view && this.#tableShown) this.#listening?.draw(this.view, true);
  }

  /** Closes the innermost open thing that no dialog or menu closes itself. */
  close() {
    if (!this.boxes.notice.hidden) this.quiet();
    else if (this.picked !== null) this.pick(null);
  }

  dispose() {
    this.#disposed = true;
    this.#life.abort.abort();
    this.#life.resize.disconnect();
    clearTimeout(this.#noticeTimer);
    clearInterval(this.#waiting);
    this.#listening?.dispose();
    this.stage.dispose();
    this.root.remove();
  }

  /**
   * What a scene says of itself is known at once, and so has its room from the beginning.
   * @param {import('./player/scenes.js').About} about
   */
  #sayOfScene({ text, label }) {
    this.boxes.narrator?.append(h('p', {}, text), label ? h('button', { type: 'button', class: 'pg-button', disabled: true }, label) : '');
  }

  /** Loads what is read and not opened, and fills its places. */
  async #finish() {
    await painted();
    this.#paint();
    if (this.#disposed) return;
    await Promise.all([this.#listen(), this.#surround()]);
    if (this.#disposed) return;
    attribute(this.root, 'data-complete', true);
    this.#completed();
  }

  async #listen() {
    const { twin, live } = this.boxes;
    const { createListening } = await arrived(twin, words.$panels.table, () => import('./panels/listening.js'));
    if (this.#disposed) return;
    this.#listening = createListening(twin, live, this.player, this.root);
    this.#listening.announce();
    if (this.view) this.#listening.draw(this.view, true);
  }

  /** What is around the figure, if the page has any of it. */
  async #surround() {
    const { narrator, lower } = this.boxes;
    const place = lower.journal ?? lower.terminal ?? narrator ?? lower.inspector;
    if (!place) return;
    const { Rest } = await arrived(place, words.$lackingRest, () => import('./rest.js'));
    if (this.#disposed) return;
    this.rest = new Rest(this, this.#entries.splice(0));
    await this.rest.fill();
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
      const width = this.boxes.stage.clientWidth;
      if (width !== this.#width) redraw();
    });
    resize.observe(this.boxes.stage);
    return { abort, resize };
  }

  /**
   * Paper is narrower than a screen, and nothing is measured again for it.
   * @param {boolean} on
   */
  print(on) {
    this.#widest = on ? PAPER : Infinity;
    this.#draw();
  }

  #draw() {
    const width = Math.min(this.boxes.stage.clientWidth, this.#widest);
    this.#width = width;
    const cells = Math.min(200, Math.max(12, Math.ceil(width / this.stage.leastPitch) + 4));
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
      values: this.story?.values ?? false,
      without: this.without,
      shown: this.shown,
    });
    this.relight();
  }

  /** @param {HTMLElement} button */
  #toggleTable(button) {
    const on = !this.#tableShown;
    attribute(this.root, 'data-table', on);
    attribute(button, 'aria-pressed', String(on));
    this.boxes.twin.tabIndex = on ? 0 : -1;
    if (this.view) this.#listening?.draw(this.view, true);
    if (!on) this.#draw();
  }
}
