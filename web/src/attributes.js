/**
 * The attributes that are properties: each reflects its attribute, and has a
 * value where there is none. What docs/attributes.md says of them is held
 * against this.
 */

/** The words of `panels`, in the order in which they are written and shown. */
export const PANELS = ['header', 'stage', 'controls', 'journal', 'code', 'inspector', 'terminal'];
/** The words of `without`: what can be left out of the stage. */
export const PARTS = ['legend', 'add', 'buttons', 'producers', 'offsets'];
/** Texts, with what stands where there is none. */
const TEXTS = {
  scene: 'opening', src: '', link: '', panels: 'stage controls', without: '', groups: '', height: '', captions: '', 'pause-at': '',
  goal: '', poster: '', sync: '', playground: '',
};
const SWITCHES = ['autoplay', 'loop', 'readonly'];
/** Seconds; null where there is no such number. */
const SECONDS = ['at', 'start', 'end'];

/**
 * @typedef {object} Attributes
 * @property {string} scene
 * @property {string} src
 * @property {string} link
 * @property {string} panels
 * @property {string} without
 * @property {string} groups
 * @property {string} height
 * @property {string} captions
 * @property {string} pauseAt
 * @property {string} goal
 * @property {string} poster
 * @property {string} sync
 * @property {string} playground
 * @property {boolean} autoplay
 * @property {boolean} loop
 * @property {boolean} readonly
 * @property {number | null} at
 * @property {number | null} start
 * @property {number | null} end
 */

// Where a page is put together on a server there are no elements.
class Reflected extends (globalThis.HTMLElement ?? Object) {}

/** @type {string[]} */
const names = [];

/**
 * @param {string} name
 * @param {(element: HTMLElement) => unknown} get
 * @param {(element: HTMLElement, value: any) => void} set
 */
function reflect(name, get, set) {
  const property = name.replace(/-(.)/, (_, letter) => letter.toUpperCase());
  names.push(property);
  Object.defineProperty(Reflected.prototype, property, {
    configurable: true,
    enumerable: true,
    get() { return get(this); },
    set(value) { set(this, value); },
  });
}

for (const [name, value] of Object.entries(TEXTS)) {
  reflect(name, (element) => element.getAttribute(name) ?? value, (element, text) => element.setAttribute(name, String(text)));
}
for (const name of SWITCHES) reflect(name, (element) => element.hasAttribute(name), (element, on) => element.toggleAttribute(name, Boolean(on)));
for (const name of SECONDS) {
  reflect(name, (element) => {
    const seconds = Number.parseFloat(element.getAttribute(name) ?? '');
    return seconds >= 0 && seconds < Infinity ? seconds : null;
  }, (element, seconds) => {
    if (seconds === null || seconds === undefined) element.removeAttribute(name);
    else element.setAttribute(name, String(seconds));
  });
}

/**
 * What was set on an element before its class was there is set once more: it hid the property.
 * A page that only read it and wrote it back has left nothing: then the attribute counts.
 * @param {any} element
 */
export function upgrade(element) {
  for (const name of [...names, 'theme', 'speed']) {
    if (!Object.hasOwn(element, name)) continue;
    const value = element[name];
    delete element[name];
    if (value !== undefined) element[name] = value;
  }
}

export const Reflecting = /** @type {new () => HTMLElement & Attributes} */ (/** @type {unknown} */ (Reflected));
