/**
 * `<kafka-playground>`: its attributes are its state, and it costs nothing
 * until it comes near the viewport. This file defines the class and registers
 * nothing.
 */

import { h } from './dom.js';
import { titleOf } from './language.js';
import { loadEngine } from './player/engine.js';
import { listenToKeys } from './panels/keys.js';
import { Page } from './page.js';
import { Player, SPEEDS } from './player/player.js';
import { scenes } from './player/scenes.js';
import { css as tokens } from './styles/tokens.js';
import { css as chrome } from './styles/chrome.js';
import { css as stage } from './styles/stage.js';

/** @typedef {import('./player/player.js').Clock} Clock */
/** @typedef {import('./player/player.js').Entry} Entry */

const PANELS = ['header', 'stage', 'controls', 'journal', 'inspector', 'terminal'];
const NEAR = '300px';

/** @type {CSSStyleSheet | null} */
let sheet = null;

/** @type {Clock} */
const realClock = {
  now: () => performance.now(),
  frame: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export class KafkaPlayground extends HTMLElement {
  static observedAttributes = ['scene', 'panels', 'speed', 'at', 'height'];

  /** @type {Player | null} */ #player = null;
  /** @type {Page | null} */ #page = null;
  /** @type {(() => void)[]} */ #undo = [];
  #building = 0;
  /** What to come back to after the element was out of the document. */
  /** @type {{ script: string, own: number, at: number, playing: boolean } | null} */ #kept = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(tokens + chrome + stage);
    }
    root.adoptedStyleSheets = [sheet];
  }

  get scene() {
    return this.getAttribute('scene') ?? 'opening';
  }
  set scene(name) {
    this.setAttribute('scene', name);
  }
  get panels() {
    return this.getAttribute('panels') ?? 'stage controls';
  }
  set panels(panels) {
    this.setAttribute('panels', panels);
  }
  get theme() {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }
  set theme(theme) {
    this.setAttribute('theme', theme);
  }
  get speed() {
    const speed = Number(this.getAttribute('speed') ?? 1);
    return SPEEDS.includes(speed) ? speed : 1;
  }
  set speed(speed) {
    this.setAttribute('speed', String(speed));
  }
  get autoplay() {
    return this.hasAttribute('autoplay');
  }
  set autoplay(on) {
    this.toggleAttribute('autoplay', on);
  }
  get at() {
    const at = Number.parseFloat(this.getAttribute('at') ?? '');
    return Number.isFinite(at) && at >= 0 ? at : null;
  }
  set at(seconds) {
    if (seconds === null) this.removeAttribute('at');
    else this.setAttribute('at', String(seconds));
  }
  get height() {
    return this.getAttribute('height') ?? '';
  }
  set height(height) {
    this.setAttribute('height', String(height));
  }
  get playing() {
    return this.#player?.playing ?? false;
  }
  get now() {
    return (this.#player?.now ?? 0) / 1000;
  }
  get script() {
    return this.#player?.script ?? this.#kept?.script ?? '';
  }

  async play() {
    await this.#player?.play();
  }
  async pause() {
    await this.#player?.pause();
  }
  async step() {
    await this.#player?.step();
  }
  async stepBack() {
    await this.#player?.stepBack();
  }
  /** @param {number} seconds */
  async seek(seconds) {
    // A fraction of a millisecond is what floating point leaves: 8.029 * 1000 is less than 8029.
    await this.#player?.seek(Math.round(seconds * 1000));
  }
  /** @param {string} line */
  async run(line) {
    if (!this.#player) throw new Error('The playground is not ready: wait for its event `ready`.');
    return this.#player.run(String(line));
  }
  async reset() {
    this.#kept = null;
    await this.#load();
  }
  /** @param {number} [cells] */
  view(cells = 60) {
    return this.#player?.read((playground) => playground.view(cells)) ?? null;
  }

  dispose() {
    this.#building += 1;
    for (const undo of this.#undo.splice(0)) undo();
    if (this.#player) {
      const { script, history, now, playing } = this.#player;
      this.#kept = { script, own: history.filter((given) => given.own).length, at: now, playing };
    }
    this.#page?.dispose();
    this.#player?.dispose();
    this.#page = null;
    this.#player = null;
  }

  connectedCallback() {
    this.#setHeight();
    // An element that is only moved is taken out and put back at once.
    if (this.#player || this.#undo.length > 0) return;
    this.#show(h('p', { class: 'pg-wait' }, 'Kafka playground'));
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        void this.#build();
      },
      { rootMargin: NEAR },
    );
    observer.observe(this);
    this.#undo.push(() => observer.disconnect());
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.dispose();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === 'height') this.#setHeight();
    // A scene that could not be shown may have been mended.
    if (!this.#player && name === 'scene' && this.isConnected && this.#undo.length === 0) this.connectedCallback();
    if (!this.#player) return;
    if (name === 'speed') this.#player.setSpeed(this.speed);
    if (name === 'scene') this.#page?.showScene(this.#scene());
    if (name === 'scene' || name === 'at') void this.reset();
    if (name === 'panels') this.#compose();
  }

  #setHeight() {
    const pixels = Number.parseFloat(this.height);
    this.style.height = Number.isFinite(pixels) && pixels > 0 ? `${pixels}px` : '';
  }

  #scene() {
    if (this.scene === 'inline') {
      const script = this.textContent ?? '';
      return { ...scenes.empty, at: null, title: titleOf(script), script };
    }
    return scenes[this.scene] ?? null;
  }

  async #build() {
    const building = ++this.#building;
    const scene = this.#scene();
    if (!scene) return this.#failScene();
    try {
      const { Playground } = await loadEngine();
      if (building !== this.#building) return;
      this.#player = new Player({
        create: (script) => {
          const { seed, start } = this.#scene() ?? scene;
          return Playground.forScript(script, seed, start);
        },
        clock: realClock,
        hooks: {
          change: (change) => this.#page?.update(change),
          command: (entry) => this.#ran(entry),
          failure: (failure) => this.#stumbled(failure),
        },
      });
    } catch (error) {
      if (building === this.#building) this.#fail(/** @type {Error} */ (error).message, null);
      return;
    }
    this.#player.setSpeed(this.speed);
    this.#compose();
    this.#watch();
    await this.#load();
    this.dispatchEvent(new CustomEvent('ready', { bubbles: true, composed: true }));
  }

  async #load() {
    const player = this.#player;
    const scene = this.#scene();
    if (!player) return;
    if (!scene) return this.#failScene();
    this.#page?.clear();
    const kept = this.#kept;
    this.#kept = null;
    await player.pause();
    if (kept) await player.load(kept.script, kept.at, kept.own);
    else await player.load(scene.script, this.at === null ? scene.at : Math.round(this.at * 1000));
    if (kept ? kept.playing : this.autoplay) await player.play();
  }

  /** Puts the panels together, around a player that may already run. */
  #compose() {
    const player = this.#player;
    if (!player) return;
    this.#page?.dispose();
    const wanted = this.panels.split(/\s+/);
    const panels = new Set(PANELS.filter((panel) => wanted.includes(panel) || wanted.includes('all')));
    this.#page = new Page({
      player,
      panels,
      scene: this.#scene(),
      setSpeed: (speed) => (this.speed = speed),
      setScene: (scene) => (this.scene = scene),
    });
    this.#show(this.#page.root);
    this.#page.update({ view: true, branch: true, playback: true });
  }

  /** Stands still where nobody looks, and listens to the keyboard. */
  #watch() {
    const player = this.#player;
    const page = this.#page;
    if (!player || !page) return;
    const hidden = () => player.hold('hidden', document.hidden);
    document.addEventListener('visibilitychange', hidden);
    hidden();
    const observer = new IntersectionObserver((entries) => player.hold('off screen', !entries[entries.length - 1].isIntersecting));
    observer.observe(this);
    const deaf = listenToKeys(this, () => this.#page, () => this.panels === 'all');
    this.#undo.push(() => document.removeEventListener('visibilitychange', hidden), () => observer.disconnect(), deaf);
  }

  /** @param {Entry} entry */
  #ran(entry) {
    this.#page?.addEntry(entry);
    if (entry.setup && entry.refused) this.#page?.say(`${entry.line}: ${entry.refused.message}`, true);
    if (entry.setup) return;
    const { line, at, output, refused } = entry;
    this.dispatchEvent(new CustomEvent('command', { bubbles: true, composed: true, detail: { line, at, output, refused } }));
  }

  /** @param {import('./player/player.js').Failure} failure */
  #stumbled(failure) {
    const scene = this.#scene();
    const left = failure.line === null ? '' : ` It was rebuilt without its last line, “${failure.line}”.`;
    this.#page?.say(`The engine stumbled over a mistake of its own (${failure.message}).${left}`, true);
    this.#page?.offerReport(failure.script);
    this.#error(failure.message, failure.script);
  }

  #failScene() {
    this.dispose();
    this.#kept = null;
    this.#fail(`There is no scene “${this.scene}”. There are: ${Object.keys(scenes).join(', ')}, and inline.`, null);
  }

  /**
   * @param {string} message
   * @param {string | null} script
   */
  #fail(message, script) {
    this.#show(h('div', { class: 'pg-wait pg-failed', role: 'alert' }, h('strong', {}, 'The playground cannot start.'), h('p', {}, message)));
    this.#error(message, script);
  }

  /**
   * @param {string} message
   * @param {string | null} script
   */
  #error(message, script) {
    this.dispatchEvent(new CustomEvent('error', { bubbles: true, composed: true, detail: { message, script } }));
  }

  /** @param {HTMLElement} content */
  #show(content) {
    this.shadowRoot?.replaceChildren(content);
  }
}
