/**
 * What stands under a figure: the sentence of the present instant, numbered
 * marks under the timeline that lead to each, and the way to the playground.
 */

import { attribute, h, write } from '../base.js';
import { captionAt, spread } from './captions.js';
import { words } from '../texts/en/kit.js';

/** @typedef {import('./captions.js').Caption} Caption */
/** @typedef {import('../player/player.js').Player} Player */

/** From one mark's middle to the next, at least, in pixels; and what the timeline keeps free on either side. */
const APART = 26;
const EDGE = 8;

export class Told {
  /** @type {Caption[]} */ #captions = [];
  /** @type {HTMLElement[]} */ #marks = [];
  #current = -2;
  #scale = '';
  #width = 0;
  /** Whether the reader went another way, of which the captions know nothing. */ left = false;
  /** @type {ResizeObserver} */ #resize;

  /**
   * @param {Player} player
   * @param {HTMLElement | null} timeline under which the marks stand
   */
  constructor(player, timeline) {
    this.player = player;
    this.number = h('b', { class: 'pg-caption-number' });
    this.sentence = h('span', { class: 'pg-caption-text' });
    this.caption = h('p', { class: 'pg-caption', part: 'caption', 'aria-live': 'polite' }, this.number, this.sentence);
    this.foot = h('div', { class: 'pg-foot' });
    this.element = h('div', { class: 'pg-captions', part: 'captions' }, this.caption, this.foot);
    this.marks = h('ol', { class: 'pg-numbers', 'aria-label': words.$captions });
    this.#resize = new ResizeObserver(() => {
      this.#width = timeline?.clientWidth ?? 0;
      this.#scale = '';
      this.update();
    });
    if (timeline) this.#stand(timeline);
  }

  /** @param {HTMLElement} timeline */
  #stand(timeline) {
    const box = h('div', { class: 'pg-timed' });
    timeline.replaceWith(box);
    box.append(timeline, this.marks);
    this.#resize.observe(timeline);
  }

  /** @param {Caption[]} captions */
  tell(captions) {
    this.#captions = captions;
    this.#marks = captions.map((caption, index) => h('button', {
      type: 'button', class: 'pg-number', 'aria-label': `${index + 1}: ${caption.text}`, title: caption.text,
      click: () => void this.player.pause().then(() => this.player.seek(caption.at)),
    }, String(index + 1)));
    this.marks.replaceChildren(...this.#marks.map((mark) => h('li', {}, mark)));
    this.#current = -2;
    this.#scale = '';
    this.update();
  }

  /** @returns {number | null} the place of the caption that has just come, -1 where one has gone */
  update() {
    this.#place();
    const current = this.left ? -1 : captionAt(this.#captions, this.player.now);
    this.marks.hidden = this.left;
    if (current === this.#current) return null;
    this.#current = current;
    const caption = this.#captions[current];
    write(this.number, caption ? String(current + 1) : '');
    write(this.sentence, caption?.text ?? '');
    this.#marks.forEach((mark, index) => attribute(mark, 'aria-current', index === current ? 'step' : null));
    return current;
  }

  /** Puts each mark under its instant. */
  #place() {
    const { bounds: { from, until } } = this.player;
    const scale = `${from} ${until} ${this.#width}`;
    if (scale === this.#scale || this.#width === 0 || until === Infinity) return;
    this.#scale = scale;
    const width = this.#width - 2 * EDGE;
    const places = this.#captions.map(({ at }) => ((at - from) / (until - from)) * width);
    spread(places, width, APART).forEach((place, index) => this.#marks[index].style.setProperty('--at', `${(EDGE + place).toFixed(1)}px`));
  }

  dispose() {
    this.#resize.disconnect();
    this.element.remove();
  }
}
