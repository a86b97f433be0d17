/**
 * The stage: draws a view into a container and hands back what the user wants.
 *
 * What is on it after `draw` depends on the view, the options and the few
 * things that are local to the stage: which lanes were scrolled back, and
 * which cell Tab reaches.
 */

import { Approach } from './approach.js';
import { inTheAir } from './flights.js';
import { layoutOf, visibleCells } from './layout.js';
import { animate } from './motion.js';
import { Overlay } from './overlay.js';
import { el, hold, patch } from '../patch.js';
import { sceneOf } from './scene.js';
import { picture } from './picture.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').CellView} CellView */
/** @typedef {import('./layout.js').Layout} Layout */

/**
 * @typedef {object} StageOptions
 * @property {number} [speed]
 * @property {boolean} [reducedMotion]
 * @property {boolean} [scrubbing]
 * @property {boolean} [showHeartbeats]
 * @property {number} [width] of the container; measured where it is not given
 * @property {boolean} [touch] whether there is no pointer that hovers
 * @property {Set<string>} [without] what is left out: `legend`, `add`
 *
 * @typedef {object} StageCallbacks
 * @property {(saying: import('../language.js').Saying) => void} onCommand
 * @property {(thing: string) => void} onPick
 * @property {(thing: string, anchor: HTMLElement) => void} onMenu `machine:c1`,
 *   `group:billing`, `topic:orders` for a thing's own menu; `produce:checkout`
 *   and `rate:checkout` for a producer's forms; `new:producer`, `new:topic`,
 *   `new:group` and `new:consumer/billing` for what is to be added
 * @property {(topic: string, partition: number, from: number, max: number) => CellView[]} getCells
 */

/** Above this speed a record is born more often than an eye can follow. */
const CALM = 4;

class Stage {
  #root = document.createElement('div');
  #scene = document.createElement('div');
  #held = hold(this.#scene);
  #touch = globalThis.matchMedia?.('(hover: none)').matches ?? false;
  /** @type {Layout | null} */
  #layout = null;
  /** @type {View | null} */
  #view = null;
  /** @type {StageOptions} */
  #options = {};
  /** @type {Map<string, number>} the first offset in sight of lanes that were scrolled back */
  #scrolls = new Map();
  /** @type {Record<string, string>} the cell that Tab reaches, by topic */
  #roving = {};

  /**
   * @param {HTMLElement} container
   * @param {StageCallbacks} callbacks
   */
  constructor(container, callbacks) {
    this.container = container;
    this.callbacks = callbacks;
    const overlay = document.createElement('div');
    const air = document.createElement('div');
    overlay.className = 'kp-overlay';
    overlay.append(air);
    this.#root.className = 'kp-stage';
    this.#root.append(this.#scene, overlay);
    container.append(this.#root);
    this.flights = new Overlay(air);
    this.#root.addEventListener('click', (event) => this.#click(event));
    this.hands = new Approach(this.#root, overlay, {
      layout: () => this.#layout,
      onCommand: callbacks.onCommand,
      reach: (topic, thing) => {
        this.#roving[topic] = thing;
        this.#again();
      },
      pick: callbacks.onPick,
    });
  }

  /**
   * @param {View} view
   * @param {StageOptions} options
   */
  draw(view, options) {
    this.#view = view;
    this.#options = options;
    const before = this.#layout;
    const touch = options.touch ?? this.#touch;
    const speed = options.speed ?? 1;
    const reducedMotion = options.reducedMotion ?? false;
    const scene = sceneOf(view);
    const layout = layoutOf(scene, { width: this.#width(), touch, back: this.#cellsBack(view), without: options.without });
    this.#layout = layout;
    this.#size(layout, touch);
    patch(this.#held, el('root', 'div', '', {}, picture(scene, layout, { roving: this.#roving, without: options.without })));
    this.flights.draw(inTheAir(view.flights, layout, {
      speed,
      reducedMotion,
      showHeartbeats: options.showHeartbeats ?? true,
      hues: new Map(scene.groups.map((group) => [group.id, group.hue])),
    }), layout);
    if (!options.scrubbing && speed <= CALM) animate(this.#scene, before, layout, reducedMotion);
    this.hands.refresh();
    this.flights.frame(view.now);
  }

  /**
   * Moves what is in the air.
   * @param {number} now elapsed milliseconds
   */
  frame(now) {
    this.flights.frame(now);
  }

  /**
   * Scrolls the lane of a record or a marker so that it is in sight.
   * @param {string} thing
   */
  reveal(thing) {
    const record = /^record:(.+)\/(\d+)\/(\d+)$/.exec(thing);
    if (record) this.#scrollTo(`${record[1]}-${record[2]}`, Number(record[3]));
    const marker = this.#root.querySelector(`[data-scroll][data-thing="${CSS.escape(thing)}"]`);
    if (marker instanceof HTMLElement) this.#scroll(marker);
  }

  dispose() {
    this.hands.drop();
    this.#root.remove();
  }

  #width() {
    return Math.max(280, Math.round(this.#options.width ?? this.container.clientWidth));
  }

  /**
   * @param {Layout} layout
   * @param {boolean} touch
   */
  #size(layout, touch) {
    const name = `kp-stage kp-mode-${layout.mode}${touch ? ' kp-touch' : ''}`;
    const height = `${layout.height}px`;
    if (this.#root.className !== name) this.#root.className = name;
    if (this.#root.style.height !== height) this.#root.style.height = height;
  }

  /**
   * The cells of the lanes that were scrolled back. A lane whose topic is gone
   * shows nothing old, and one that reaches its end again follows it again.
   * @param {View} view
   */
  #cellsBack(view) {
    /** @type {Record<string, CellView[]>} */
    const back = {};
    const capacity = visibleCells(this.#width());
    for (const [id, from] of this.#scrolls) {
      const log = partitionOf(view, id);
      if (!log) continue;
      const { partition, logStart } = log.partition;
      const cells = this.callbacks.getCells(log.topic, partition, Math.max(from, logStart), capacity);
      if (cells.length < capacity) this.#scrolls.delete(id);
      else back[id] = cells;
    }
    return back;
  }

  /** Draws the same view again, after something local has changed. */
  #again() {
    if (this.#view) this.draw(this.#view, { ...this.#options, scrubbing: true });
  }

  /**
   * Brings an offset into sight with some of what comes before it.
   * @param {string} id
   * @param {number} offset
   */
  #scrollTo(id, offset) {
    const lane = this.#layout?.lanes.get(id);
    if (!lane) return;
    const { cells, atEnd } = lane.slots;
    if (cells.length > 0 && offset >= cells[0].offset && (atEnd || offset <= cells[cells.length - 1].offset)) return;
    const { logStart, cells: newest } = lane.scene.log;
    const from = Math.max(logStart, offset - Math.floor(lane.capacity / 3));
    const [first] = newest.slice(-lane.capacity);
    if (first && from >= first.offset) this.#scrolls.delete(id);
    else this.#scrolls.set(id, from);
    this.#again();
  }

  /** @param {HTMLElement} button */
  #scroll(button) {
    const id = button.dataset.scroll ?? '';
    const lane = this.#layout?.lanes.get(id);
    if (!lane) return;
    if (button.dataset.to !== undefined) {
      this.#scrollTo(id, Number(button.dataset.to));
      return;
    }
    const [first] = lane.slots.cells;
    if (button.dataset.by === '0' || !first) this.#scrolls.delete(id);
    else this.#scrolls.set(id, Math.max(lane.scene.log.logStart, first.offset - lane.capacity + 2));
    this.#again();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { onCommand, onMenu, onPick } = this.callbacks;
    const target = event.target instanceof Element ? event.target : null;
    const button = /** @type {HTMLElement | null} */ (target?.closest('button') ?? null);
    if (button?.dataset.saying) return onCommand(JSON.parse(button.dataset.saying));
    if (button?.dataset.menu) return onMenu(button.dataset.menu, button);
    if (button?.dataset.scroll) return this.#scroll(button);
    const element = /** @type {HTMLElement | null} */ (target?.closest('[data-thing]') ?? null);
    const corner = this.#root.getBoundingClientRect();
    const flight = event.detail > 0 ? this.flights.at(event.clientX - corner.left, event.clientY - corner.top) : null;
    const thing = flight ?? element?.dataset.thing;
    if (thing && !this.hands.moved) onPick(thing);
  }
}

/**
 * @param {HTMLElement} container
 * @param {StageCallbacks} callbacks
 */
export function createStage(container, callbacks) {
  return new Stage(container, callbacks);
}

/**
 * @param {View} view
 * @param {string} id
 */
function partitionOf(view, id) {
  const dash = id.lastIndexOf('-');
  const topic = view.topics.find((one) => one.name === id.slice(0, dash));
  const partition = topic?.partitions.find((one) => one.partition === Number(id.slice(dash + 1)));
  return topic && partition ? { topic: topic.name, partition } : null;
}

export { visibleCells };
