/** The elements of the timeline: the overview, the line under it, and what is drawn on both. */

import { attribute, h, hueClass, s, write } from '../base.js';
import { HUED, HUES, LINE, OVERVIEW, PLAIN } from './marks.js';
import { words } from '../texts/en/time.js';

/** From the sides of the box, in pixels: the handle at either end keeps within it. */
export const SIDE = 8;
export const HEIGHT = 64;

/** @param {string} cls */
const path = (cls) => s('path', { class: cls });

export class Drawing {
  /** @type {Record<string, SVGElement[]>} */ #marks = { records: [path('pg-tl-records')] };
  /** @type {Record<string, SVGElement>} */ #coarse = {};
  #ticks = path('pg-tm-ticks');
  #labels = s('g', { class: 'pg-tm-labels' });
  #names = s('g', { class: 'pg-tm-names' });
  #wedge = path('pg-tm-wedge');
  #overRest = path('pg-tl-rest');
  #overPast = path('pg-tm-over-past');
  #overNow = path('pg-tm-over-now');
  #frame = s('rect', { class: 'pg-tm-frame', y: OVERVIEW - 6, height: 12, rx: 4 });
  #grips = path('pg-tm-grips');
  #rest = path('pg-tl-rest');
  #past = path('pg-tl-past');
  #future = path('pg-tl-future');
  #due = path('pg-tm-due');
  #pointed = path('pg-tm-pointed');
  #handle = s('circle', { class: 'pg-tl-now', r: 7, cy: LINE });
  #moving;

  constructor() {
    for (const kind of HUED) this.#marks[kind] = Array.from({ length: HUES }, (_, hue) => path(`pg-tl-${kind} ${hueClass(hue)}`));
    for (const kind of PLAIN) this.#marks[kind] = [path(`pg-tl-${kind}`)];
    for (const kind of ['rebalance', 'deleted', 'lost', 'crash']) this.#coarse[kind] = path(`pg-tm-coarse pg-tl-${kind}`);
    const { rebalance, records, ...marks } = this.#marks;
    this.#moving = s('g', {}, ...rebalance, ...records, this.#ticks, ...Object.values(marks).flat(), this.#labels, this.#names);
    const back = s('g', { transform: `translate(${SIDE} 0)` }, this.#rest, this.#future, this.#past, this.#due, this.#moving,
      this.#pointed, this.#handle);
    const over = s('g', { class: 'pg-tm-overview', transform: `translate(${SIDE} 0)` }, this.#wedge, this.#coarse.rebalance, this.#overRest, this.#overPast,
      ...['deleted', 'lost', 'crash'].map((kind) => this.#coarse[kind]), this.#overNow, this.#frame, this.#grips);
    this.svg = s('svg', { 'aria-hidden': 'true', width: '100%', height: HEIGHT }, over, back);
    /** What goes to an instant; the drawing lies under it. */
    this.line = h('div', {
      class: 'pg-tm-line', role: 'slider', tabindex: 0, 'aria-label': words.$timeline, 'aria-valuemin': 0, 'aria-valuenow': 0, 'aria-valuemax': 0,
    });
    this.over = h('div', { class: 'pg-tm-over' });
  }

  /**
   * What happened, in the stretch that is drawn.
   * @param {Record<string, string[]>} line
   * @param {Record<string, string>} coarse
   * @param {{ x: number, text: string }[]} names
   * @param {{ x: number, text: string }[]} ticks
   */
  marks(line, coarse, names, ticks) {
    for (const kind in this.#marks) this.#marks[kind].forEach((each, which) => attribute(each, 'd', line[kind][which]));
    for (const kind in this.#coarse) attribute(this.#coarse[kind], 'd', coarse[kind]);
    attribute(this.#ticks, 'd', ticks.map(({ x }) => `M${x} ${LINE + 6}v4`).join(''));
    texts(this.#labels, ticks, LINE + 22);
    texts(this.#names, names, LINE - 12);
  }

  /** @param {number} dx how far the stretch has moved since its marks were drawn */
  move(dx) {
    attribute(this.#moving, 'transform', dx === 0 ? null : `translate(${dx.toFixed(1)} 0)`);
  }

  /**
   * @param {object} at in pixels
   * @param {number} at.width
   * @param {number} at.now
   * @param {number} at.end
   * @param {number | null} at.due an instant that is fixed already
   */
  time({ width, now, end, due }) {
    const within = (/** @type {number} */ x) => Math.max(-SIDE, Math.min(x, width + SIDE));
    const [here, last] = [within(now), within(end)];
    attribute(this.#rest, 'd', `M0 ${LINE}H${width}`);
    attribute(this.#past, 'd', here > 0 ? `M0 ${LINE}H${here.toFixed(1)}` : '');
    attribute(this.#future, 'd', last > here ? `M${Math.max(0, here).toFixed(1)} ${LINE}H${last.toFixed(1)}` : '');
    attribute(this.#handle, 'cx', now.toFixed(1));
    attribute(this.#handle, 'data-out', now < -1 || now > width + 1);
    attribute(this.#due, 'd', due === null || due < now || due > width ? '' : `M${due.toFixed(1)} ${LINE - 12}v24`);
  }

  /**
   * @param {object} at in pixels
   * @param {number} at.width
   * @param {number} at.now
   * @param {number} at.end
   * @param {number} at.from where the stretch begins,
   * @param {number} at.to and where it ends
   */
  overview({ width, now, end, from, to }) {
    const wide = Math.max(10, to - from);
    const left = Math.min(from, width - wide);
    attribute(this.#overRest, 'd', `M0 ${OVERVIEW}H${end.toFixed(1)}`);
    attribute(this.#overPast, 'd', `M0 ${OVERVIEW}H${now.toFixed(1)}`);
    attribute(this.#overNow, 'd', `M${now.toFixed(1)} ${OVERVIEW - 5}v10`);
    attribute(this.#frame, 'x', left.toFixed(1));
    attribute(this.#frame, 'width', wide.toFixed(1));
    attribute(this.#grips, 'd', `M${left.toFixed(1)} ${OVERVIEW - 4}v8M${(left + wide).toFixed(1)} ${OVERVIEW - 4}v8`);
    attribute(this.#wedge, 'd', `M${left.toFixed(1)} ${OVERVIEW + 7}L0 ${LINE - 9}M${(left + wide).toFixed(1)} ${OVERVIEW + 7}L${width} ${LINE - 9}`);
  }

  /** @param {number | null} x of the mark that is told by keys */
  point(x) {
    attribute(this.#pointed, 'd', x === null ? '' : `M${(x - 8).toFixed(1)} ${LINE - 12}h16v24h-16z`);
  }
}

/**
 * Texts in a group, as many as there are to be.
 * @param {SVGElement} group
 * @param {{ x: number, text: string, mark?: { kind: string } }[]} wanted
 * @param {number} y
 */
function texts(group, wanted, y) {
  while (group.children.length > wanted.length) group.lastElementChild?.remove();
  wanted.forEach(({ x, text, mark }, at) => {
    const element = group.children[at] ?? group.appendChild(s('text', { y, 'text-anchor': 'middle' }));
    attribute(element, 'x', x);
    attribute(element, 'data-kind', mark?.kind ?? null);
    write(element, text);
  });
}
