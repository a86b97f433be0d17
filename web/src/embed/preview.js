/**
 * The figure as a reader will have it: an element with the same attributes,
 * alive, as wide as in an article or as on a phone, in the colours of either.
 */

import { attribute, h } from '../base.js';
import { words } from '../texts/en/embed.js';

/** @typedef {import('./figure.js').Attribute} Attribute */

/** How wide it is in an article, and on a phone, in pixels. */
export const WIDTHS = [640, 360];
const SHADES = ['light', 'dark'];
/** What a figure tells is not what the page around it does. */
const EVENTS = ['ready', 'command', 'caption', 'goal', 'error'];
/** So much smaller it is drawn at most so that all of it is in sight. */
const LEAST = 0.48;
/** How high it is taken to be before it was seen, in pixels. */
const HEIGHT = 420;

export class Preview {
  #width = WIDTHS[0];
  #shade = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  /** @type {HTMLElement | null} */ #figure = null;
  /** What it was made of. */ #made = '';
  #theme = 'auto';
  #box = h('div', { class: 'pg-embed-box' });
  #stand = h('div', { class: 'pg-embed-stand' }, this.#box);
  #fit = new ResizeObserver(() => this.#scale());
  /** How high it is at full width, for a frame that cannot ask. */ height = HEIGHT;

  /** @param {() => void} measured its height became known */
  constructor(measured) {
    this.measured = measured;
    this.widths = choices(words.$width, WIDTHS.map((width) => [String(width), words.$wide(width)]), String(this.#width), (width) => {
      this.#width = Number(width);
      this.#dress();
    });
    this.shades = choices(words.$shade, SHADES.map((shade) => [shade, words.$themes[shade]]), this.#shade, (shade) => {
      this.#shade = shade;
      this.#dress();
    });
    this.element = h('div', { class: 'pg-embed-seen', role: 'group', 'aria-label': words.$preview },
      h('div', { class: 'pg-embed-bar' }, h('p', { class: 'pg-about' }, words.$preview), this.widths, this.shades),
      this.#stand);
    for (const name of EVENTS) this.#box.addEventListener(name, (event) => event.stopPropagation());
    this.#fit.observe(this.#stand);
  }

  /** The colours that it is shown in. @returns {'light' | 'dark'} */
  get shown() {
    return /** @type {'light' | 'dark'} */ (this.#theme === 'auto' ? this.#shade : this.#theme);
  }

  /**
   * Shows a figure, and leaves the one that is there where it would be the same.
   * @param {readonly Attribute[]} attributes
   * @param {string | null} recording what its file holds, which is not saved yet and so is inside
   */
  show(attributes, recording) {
    // All figures of a document speak one language, and this document has its own.
    const wanted = attributes.filter(([name]) => name !== 'lang' && name !== 'theme' && (name !== 'src' || recording === null));
    this.#theme = String(attributes.find(([name]) => name === 'theme')?.[1] ?? 'auto');
    const made = JSON.stringify([wanted, recording]);
    if (made !== this.#made) {
      this.#made = made;
      const all = Object.fromEntries(recording === null ? wanted : [...wanted, ['scene', 'inline']]);
      const figure = h('kafka-playground', all, recording === null ? null : h('script', { type: 'application/json' }, recording));
      if (this.#figure) this.#fit.unobserve(this.#figure);
      // The box keeps its height until the other one has its own.
      this.#box.replaceChildren(figure);
      this.#figure = figure;
      this.#fit.observe(figure);
    }
    this.#dress();
  }

  #dress() {
    this.#box.style.colorScheme = this.#shade;
    if (!this.#figure) return;
    this.#figure.style.width = `${this.#width}px`;
    attribute(this.#figure, 'theme', this.shown);
    this.#scale();
  }

  /** Where there is less room than it is large, it is drawn smaller, and not narrower. */
  #scale() {
    const figure = this.#figure;
    const { clientWidth, clientHeight } = this.#stand;
    if (!figure || clientWidth === 0) return;
    const high = figure.offsetHeight;
    const room = getComputedStyle(this.#stand).overflowY === 'visible' ? 1 : Math.max(LEAST, clientHeight / high);
    const scale = Math.min(1, clientWidth / this.#width, room);
    figure.style.transform = scale === 1 ? '' : `scale(${scale})`;
    this.#box.style.height = `${Math.ceil(high * scale)}px`;
    if (this.#width !== WIDTHS[0] || high === this.height || high < 100) return;
    this.height = high;
    this.measured();
  }
}

/**
 * Buttons of which one is pressed.
 * @param {string} label
 * @param {[value: string, label: string][]} options
 * @param {string} now
 * @param {(value: string) => void} choose
 */
function choices(label, options, now, choose) {
  const buttons = options.map(([value, name]) => h('button', {
    type: 'button', class: 'pg-button', 'aria-pressed': String(value === now), click: () => {
      for (const each of buttons) attribute(each, 'aria-pressed', String(each === buttons[options.findIndex((option) => option[0] === value)]));
      choose(value);
    },
  }, name));
  return h('div', { class: 'pg-embed-choices', role: 'group', 'aria-label': label }, ...buttons);
}
