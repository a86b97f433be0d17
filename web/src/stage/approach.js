/**
 * Who comes near a ring, a flag, a cell or a strip may want to move it, or to go on from
 * it by keys. What that takes (hands.js) is loaded then; what is done until it is
 * there waits for it.
 */

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {PointerEvent | KeyboardEvent | FocusEvent | WheelEvent} Handled */

/**
 * @typedef {object} TimeAxis
 * @property {HTMLElement} element
 * @property {(x: number) => number} instantAt in milliseconds, at a place in pixels of the window
 *
 * @typedef {object} HandsNeeds
 * @property {() => Layout | null} layout
 * @property {(saying: import('../language.js').Saying) => void | Promise<void>} onCommand
 * @property {(topic: string, thing: string) => void} reach Tab reaches this cell from now on
 * @property {(thing: string) => void} pick
 * @property {TimeAxis} [timeline] where a ring or a flag can be dropped, too
 * @property {() => import('../player/view.js').View | null} view
 * @property {(lane: string) => number} first the offset with which a lane's window begins
 * @property {(lane: string, from: number | null) => void} moveTo moves it; null follows the log end
 * @property {(lane: string, group: string) => void} follow its window goes with a group's position
 * @property {(topic: string, pitch: number) => void} resize how far a topic's cells are from each other
 */

const NEAR = '[data-ring], [data-flag], [data-cell], [data-strip]';
const LANE = '[data-lane]';
/** What one moves them by, and what they do not keep from the rest of the page. */
const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'Enter', ' ', '[', ']', '{', '}'];
const TYPES = /** @type {const} */ ([
  'pointerover', 'pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'focusin', 'focusout', 'keydown', 'wheel',
]);

export class Approach {
  /** @type {import('./hands.js').Hands | null} */ #hands = null;
  /** @type {[Handled, EventTarget | null][] | null} what was done since loading began */ #waiting = null;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} layer
   * @param {HandsNeeds} needs
   */
  constructor(root, layer, needs) {
    this.root = root;
    this.layer = layer;
    this.needs = needs;
    for (const type of TYPES) root.addEventListener(type, (event) => this.#take(event), { passive: false });
  }

  get moved() {
    return this.#hands?.moved ?? false;
  }

  refresh() {
    this.#hands?.refresh();
  }

  drop() {
    this.#hands?.drop();
  }

  /** @param {Handled} event */
  #take(event) {
    if (this.#hands) return this.#hands.handle(event, event.target);
    const whole = event.type === 'wheel' || (event instanceof KeyboardEvent && '[]{}'.includes(event.key));
    const near = event.target instanceof Element && event.target.closest(whole ? LANE : NEAR) !== null;
    if (!near && !this.#waiting) return;
    if (!this.#waiting) void this.#load();
    this.#waiting?.push([event, event.target]);
    // It will mean something here, and so nothing to the page around. A press on a cell still gives it the focus.
    if (!near || !(event instanceof KeyboardEvent) || !KEYS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #load() {
    /** @type {[Handled, EventTarget | null][]} */
    const waiting = [];
    this.#waiting = waiting;
    // Without them all else works, and who comes near next tries again.
    const loaded = await import('./hands.js').catch(() => null);
    this.#waiting = null;
    if (!loaded) return;
    this.#hands = new loaded.Hands(this.root, this.layer, this.needs);
    for (const [event, target] of waiting) this.#hands.handle(event, target);
  }
}
