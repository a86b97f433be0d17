/**
 * The stage: draws a view into a container and hands back what the user wants.
 *
 * What is on it after `draw` depends on the view, the options and the few
 * things that are local to the stage: which windows were moved or resized, and
 * which cell Tab reaches.
 */

import { Approach } from './approach.js';
import { placeIn } from '../dom.js';
import { inTheAir } from './flights.js';
import { later } from './later.js';
import { LEAST_PITCH, PITCH, VALUE_PITCH } from './lane.js';
import { layoutOf, placeLane, visibleCells } from './layout.js';
import { Overlay } from './overlay.js';
import { el, hold, patch } from '../patch.js';
import { sceneOf } from './scene.js';
import { picture } from './picture.js';
import { button, counts, memberCard } from './cards.js';
import { laneElement } from './tracks.js';

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
 * @property {Set<string>} [without] what is left out: `legend`, `add`, `buttons`, `producers`, `offsets`
 * @property {(scene: import('./scene.js').Scene) => import('./scene.js').Scene} [shown] what of a scene is shown, where that is not all
 * @property {boolean} [values] whether cells show values unless somebody chose otherwise
 * @property {(layout: Layout) => void} [shape] moves what was placed
 *
 * @typedef {object} StageCallbacks
 * @property {(saying: import('../language.js').Saying) => void | Promise<void>} onCommand
 * @property {(thing: string) => void} onPick
 * @property {(thing: string, anchor: HTMLElement) => void} onMenu `machine:c1`,
 *   `group:billing`, `topic:orders` for a thing's own menu; `produce:checkout`
 *   and `rate:checkout` for a producer's forms; `new:producer`, `new:topic`,
 *   `new:group` and `new:consumer/billing` for what is to be added
 * @property {(topic: string, partition: number, from: number, max: number) => CellView[]} getCells
 * @property {() => void} refresh draws again, with a view that has cells enough
 * @property {import('./approach.js').TimeAxis} [timeline] where a ring can be dropped, too
 */

/** Above this speed a record is born more often than an eye can follow. */
const CALM = 4;
/** More lanes than these are rows. */
const ROWS = 6;

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
  /** @type {Map<string, number>} the first offset in sight of windows that were moved */
  #scrolls = new Map();
  /** @type {Map<string, string>} the group whose position a lane's window follows */
  #follows = new Map();
  /** @type {{ lane: string, from: number | null } | null} the window of the lane that has the focus holds still */
  #pin = null;
  /** @type {Record<string, string>} the cell that Tab reaches, by topic */
  #roving = {};
  /** @type {Map<string, number>} from one cell to the next, of topics for which somebody chose it */
  #pitches = new Map();
  /** @type {Set<string>} lanes and groups that are unfolded where there are rows: `orders-0`, `group:billing` */
  #unfolded = new Set();
  /** Whether lanes stay lanes, however many there are. */
  #lanes = false;
  #rows = later(async () => new (await import('./rows.js')).Rows({ button, counts, memberCard, placeLane, laneElement }), () => this.#again());
  #keys = later(() => import('./keys.js'), () => this.#again());
  #strips = later(() => import('./strip.js'), () => this.#again());
  #tools = later(() => import('./tools.js'), () => this.#again());
  /** What settles and slides is decoration: it comes when something moves for the first time. */
  #motion = later(() => import('./motion.js'), () => {});

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
      first: (lane) => this.#first(lane),
      moveTo: (lane, from) => this.#moveTo(lane, from),
      follow: (lane, group) => this.#follow(lane, group),
      resize: (topic, pitch) => this.#resize(topic, pitch),
      onCommand: callbacks.onCommand,
      reach: (topic, thing) => {
        this.#roving[topic] = thing;
        this.#again();
      },
      pick: callbacks.onPick,
      timeline: callbacks.timeline,
      view: () => this.#view,
    });
  }

  /**
   * @param {View} view
   * @param {StageOptions} options
   */
  draw(view, options) {
    const moved = this.#view !== null && (this.#view.now !== view.now || this.#view.revision !== view.revision);
    this.#view = view;
    this.#options = options;
    const before = this.#layout;
    const touch = options.touch ?? this.#touch;
    const speed = options.speed ?? 1;
    const reducedMotion = options.reducedMotion ?? false;
    const { shown = (all) => all } = options;
    const scene = shown(sceneOf(view));
    const many = scene.topics.reduce((sum, topic) => sum + topic.lanes.length, 0) > ROWS;
    const rows = many && !this.#lanes ? this.#rows() : undefined;
    // What is on its way is waited for: lanes would come and go.
    this.#wait(rows === null);
    if (rows === null) return;
    const focused = this.#focused();
    this.#hold(focused);
    const where = {
      width: this.#width(), touch, back: this.#cellsBack(view), follows: this.#follows,
      pitch: (/** @type {string} */ topic) => this.#pitch(topic), without: options.without,
    };
    const layout = rows ? rows.layout(scene, { ...where, unfolded: this.#unfolded }) : layoutOf(scene, where);
    options.shape?.(layout);
    if (view.tools) this.#tools()?.place(layout, view.tools);
    this.#layout = layout;
    this.#size(layout, touch);
    const whole = [...layout.lanes.values()].some((lane) => lane.strip || lane.scene.log.segments.length > 1) ? this.#strips() : undefined;
    const keys = layout.topics.some((topic) => topic.keys) ? this.#keys() : undefined;
    this.#wait(whole === null || keys === null);
    keys?.dress(this.#root);
    whole?.dress(this.#root);
    rows?.dress(this.#root);
    const local = { roving: this.#roving, strip: whole?.strip ?? null, keys: keys?.keyTable ?? null, many, without: options.without };
    patch(this.#held, el('root', 'div', '', {}, rows ? rows.picture(layout, local) : picture(scene, layout, local)));
    this.#refocus(focused);
    if (rows) {
      // In a row of this height a flight would hide more than it says.
      this.flights.draw({ things: [], more: 0 }, layout);
      this.hands.refresh();
      return;
    }
    this.flights.draw(inTheAir(view.flights, layout, {
      speed,
      reducedMotion,
      showHeartbeats: options.showHeartbeats ?? true,
      hues: new Map(scene.groups.map((group) => [group.id, group.hue])),
    }), layout);
    if (moved && !options.scrubbing && speed <= CALM) this.#motion()?.animate(this.#scene, before, layout, reducedMotion);
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

  /** Where everything is. */
  get layout() {
    return this.#layout;
  }

  /** The pitch of the smallest cells. */
  get leastPitch() {
    return Math.min(PITCH, ...this.#pitches.values());
  }

  /** @param {string} topic */
  #pitch(topic) {
    return this.#pitches.get(topic) ?? (this.#options.values ? VALUE_PITCH : PITCH);
  }

  /**
   * Windows of a topic get more or fewer cells: each takes less or more room.
   * @param {string} topic
   * @param {number} pitch
   */
  #resize(topic, pitch) {
    this.#pitches.set(topic, Math.max(LEAST_PITCH, Math.min(VALUE_PITCH, pitch)));
    // Smaller ones are more than were asked for.
    this.callbacks.refresh();
  }

  /** @param {string} topic */
  #capacity(topic) {
    return visibleCells(this.#width(), this.#pitch(topic), this.#options.without);
  }

  #width() {
    return Math.max(280, Math.round(this.#options.width ?? this.container.clientWidth));
  }

  /**
   * @param {Layout} layout
   * @param {boolean} touch
   */
  #size(layout, touch) {
    const name = `kp-stage kp-mode-${layout.mode}${touch ? ' kp-touch' : ''}${layout.dense ? ' kp-dense' : ''}`;
    const height = `${layout.height}px`;
    if (this.#root.className !== name) this.#root.className = name;
    if (this.#root.style.height !== height) this.#root.style.height = height;
  }

  /** @param {boolean} on whether something is awaited without which this is not the whole picture */
  #wait(on) {
    if (this.#root.hasAttribute('data-waiting') !== on) this.#root.toggleAttribute('data-waiting');
  }

  /** What has the focus within the scene. */
  #focused() {
    const root = this.#root.getRootNode();
    const active = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
    return active instanceof HTMLElement && this.#scene.contains(active) ? active : null;
  }

  /**
   * A window that follows the log end stands still as long as something in its
   * lane has the focus: nobody's cell goes away under the hand.
   * @param {HTMLElement | null} focused
   */
  #hold(focused) {
    const held = focused?.closest('[data-cell], [data-ring], [role="slider"]')?.closest('[data-lane]');
    const lane = held instanceof HTMLElement ? held.dataset.lane : undefined;
    // The end of a strip is pressed in its lane, too, and asks to follow.
    if (!focused?.closest('[data-lane]')) this.#pin = null;
    else if (lane !== undefined && this.#pin?.lane !== lane) this.#pin = { lane, from: this.#first(lane) };
  }

  /**
   * Where a cell that had the focus is gone, another one of its lane has it; of
   * all else the page takes care.
   * @param {HTMLElement | null} focused
   */
  #refocus(focused) {
    if (!focused || focused.isConnected || !this.#pin) return;
    const nearest = this.#scene.querySelector(`[data-lane="${CSS.escape(this.#pin.lane)}"] [tabindex="0"]`);
    if (nearest instanceof HTMLElement) nearest.focus({ preventScroll: true });
  }

  /**
   * The cells of the windows that were moved or are held. One whose topic is
   * gone shows nothing old, and one that reaches its end follows it again.
   * @param {View} view
   */
  #cellsBack(view) {
    /** @type {Record<string, CellView[]>} */
    const back = {};
    const windows = new Map(this.#scrolls);
    for (const [id, group] of this.#follows) {
      const { position = null } = laneOf(view, id, group) ?? {};
      if (position !== null) windows.set(id, Number(position) - Math.floor(this.#capacity(topicOf(id)) / 3));
    }
    if (this.#pin && this.#pin.from !== null && !windows.has(this.#pin.lane)) windows.set(this.#pin.lane, this.#pin.from);
    for (const [id, from] of windows) {
      const log = partitionOf(view, id);
      if (!log) continue;
      const { partition, logStart } = log.partition;
      const capacity = this.#capacity(log.topic);
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
   * The offset with which a lane's window begins.
   * @param {string} id
   */
  #first(id) {
    const lane = this.#layout?.lanes.get(id);
    return this.#scrolls.get(id) ?? lane?.slots.cells[0]?.offset ?? lane?.scene.log.logStart ?? 0;
  }

  /**
   * Moves a lane's window. At the log end it follows that again.
   * @param {string} id
   * @param {number | null} from
   */
  #moveTo(id, from) {
    const lane = this.#layout?.lanes.get(id);
    if (!lane) return;
    this.#follows.delete(id);
    const { logStart, cells } = lane.scene.log;
    const newest = cells.slice(-lane.capacity)[0];
    const follows = from === null || !newest || from >= newest.offset;
    if (follows) this.#scrolls.delete(id);
    else this.#scrolls.set(id, Math.max(logStart, from));
    // Who asks for the log end wants to follow it, also from within the lane.
    this.#pin = follows ? { lane: id, from: null } : null;
    this.#again();
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
    this.#moveTo(id, offset - Math.floor(lane.capacity / 3));
  }

  /** @param {HTMLElement} button */
  #scroll(button) {
    const id = button.dataset.scroll ?? '';
    if (button.dataset.group !== undefined) this.#follow(id, button.dataset.group);
    else if (button.dataset.to === undefined) this.#moveTo(id, null);
    else this.#scrollTo(id, Number(button.dataset.to));
  }

  /**
   * From now on a lane's window goes with a group's position.
   * @param {string} id
   * @param {string} group
   */
  #follow(id, group) {
    this.#scrolls.delete(id);
    this.#pin = null;
    this.#follows.set(id, group);
    this.#again();
  }

  /** @param {string} id of a lane or a group */
  #unfold(id) {
    if (!this.#unfolded.delete(id)) this.#unfolded.add(id);
    this.#again();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { onCommand, onMenu, onPick } = this.callbacks;
    const target = event.target instanceof Element ? event.target : null;
    const button = /** @type {HTMLElement | null} */ (target?.closest('button') ?? null);
    if (button?.dataset.saying) return onCommand(JSON.parse(button.dataset.saying));
    if (button?.dataset.menu) return onMenu(button.dataset.menu, button);
    if (button?.dataset.scroll && !this.hands.moved) return this.#scroll(button);
    if (button?.dataset.values) {
      return this.#resize(button.dataset.topic ?? '', button.dataset.values === 'values' ? VALUE_PITCH : PITCH);
    }
    if (button?.dataset.fold) {
      this.#lanes = button.dataset.fold === 'lanes';
      return this.#again();
    }
    // A square or a name in a row is itself; the rest of the row unfolds it.
    const folded = /** @type {HTMLElement | null} */ ((button ?? target)?.closest('[data-unfold]') ?? null);
    if (folded && (!button || button === folded || button.dataset.thing === undefined)) return this.#unfold(folded.dataset.unfold ?? '');
    const end = /** @type {HTMLElement | null} */ (target?.closest('[data-log-end]') ?? null);
    if (end) this.#moveTo(`${end.dataset.topic}-${end.dataset.partition}`, null);
    if (target?.closest('[data-strip]')) return;
    const element = /** @type {HTMLElement | null} */ (target?.closest('[data-thing]') ?? null);
    const { x, y } = placeIn(this.#root, event);
    const flight = event.detail > 0 ? this.flights.at(x, y) : null;
    const thing = flight ?? element?.dataset.thing;
    // Whoever clicks a ring twice wants to keep it in sight.
    const lane = event.detail === 2 && element?.matches('[data-ring]') ? element.closest('[data-lane]') : null;
    if (lane instanceof HTMLElement && element?.dataset.group) this.#follow(lane.dataset.lane ?? '', element.dataset.group);
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

/** @param {string} id `orders-0` */
function topicOf(id) {
  return id.slice(0, id.lastIndexOf('-'));
}

/**
 * @param {View} view
 * @param {string} id
 * @param {string} group
 */
function laneOf(view, id, group) {
  return view.groups.find((one) => one.id === group)?.lanes.find((lane) => `${lane.topic}-${lane.partition}` === id);
}

/**
 * @param {View} view
 * @param {string} id
 */
function partitionOf(view, id) {
  const name = topicOf(id);
  const topic = view.topics.find((one) => one.name === name);
  const partition = topic?.partitions.find((one) => one.partition === Number(id.slice(name.length + 1)));
  return topic && partition ? { topic: topic.name, partition } : null;
}

export { visibleCells };
