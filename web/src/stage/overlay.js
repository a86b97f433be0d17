/** The one layer that flights are drawn on; a frame only writes transforms. */

import { placeAt, trail } from './flights.js';
import { el, hold, patch } from '../patch.js';
import { hueClass, tintClass } from './hues.js';
import { words } from '../texts/en/stage.js';

/** @typedef {import('./flights.js').Thing} Thing */
/** @typedef {import('./flights.js').Air} Air */
/** @typedef {import('../patch.js').Drawn} Drawn */

/** More trails than this would be a web. */
const TRAILS = 6;

export class Overlay {
  /** @type {Thing[]} */
  #things = [];
  /** @type {(HTMLElement | SVGElement)[]} */
  #elements = [];
  /** @type {string[]} the transforms that are written, to write only others */
  #written = [];
  #now = 0;

  /** @param {HTMLElement} layer */
  constructor(layer) {
    this.layer = layer;
    this.held = hold(layer);
  }

  /**
   * The flight at a point of the stage, for a click: the layer itself lets
   * clicks through, so that nothing in the air is in a button's way.
   * @param {number} x
   * @param {number} y
   * @returns {string | null}
   */
  at(x, y) {
    for (const thing of this.#things) {
      const place = placeAt(thing, this.#now);
      const middle = thing.flight.records.length > 0 && thing.kind !== 'streak' ? 15 : 0;
      if (place && Math.hypot(place.x + middle - x, place.y + middle - y) < 16) return `flight:${thing.flight.id}`;
    }
    return null;
  }

  /**
   * @param {Air} air
   * @param {{ width: number, height: number }} size
   */
  draw(air, size) {
    const before = new Map(this.#things.map((thing, at) => [thing.key, { element: this.#elements[at], transform: this.#written[at] }]));
    const kids = [trails(air.things, size), ...air.things.map(thingElement), ...moreElement(air, size)];
    patch(this.held, el('root', this.layer.localName, this.layer.className, {}, kids));
    this.#things = air.things;
    this.#elements = air.things.map((thing) => /** @type {import('../patch.js').Held} */ (this.held.kids.get(thing.key)).element);
    this.#written = air.things.map((thing, at) => {
      const old = before.get(thing.key);
      return old && old.element === this.#elements[at] ? old.transform : '';
    });
  }

  /** @param {number} now */
  frame(now) {
    this.#now = now;
    for (let at = 0; at < this.#things.length; at += 1) {
      const place = placeAt(this.#things[at], now);
      const transform = place === null ? 'scale(0)' : transformOf(this.#things[at], place);
      if (transform === this.#written[at]) continue;
      this.#written[at] = transform;
      this.#elements[at].style.transform = transform;
    }
  }
}

/**
 * @param {Thing} thing
 * @param {{ x: number, y: number, turn: number }} place
 */
function transformOf(thing, place) {
  const move = `translate(${place.x.toFixed(2)}px, ${place.y.toFixed(2)}px)`;
  return thing.kind === 'streak' ? `${move} rotate(${place.turn.toFixed(3)}rad)` : move;
}

/**
 * @param {Thing[]} things
 * @param {{ width: number, height: number }} size
 * @returns {Drawn}
 */
function trails(things, size) {
  const produced = things.filter((thing) => thing.kind === 'record' && thing.first).slice(0, TRAILS);
  return el('trails', 'svg', '', { width: size.width, height: size.height, 'aria-hidden': 'true' }, produced.map(
    (thing) => el(thing.key, 'path', `kp-trail ${tintClass(thing.tint)}`, { d: trail(thing) }),
  ));
}

/**
 * @param {Air} air
 * @param {{ width: number }} size
 * @returns {Drawn[]}
 */
function moreElement(air, size) {
  if (air.more === 0) return [];
  return [el('more', 'span', 'kp-more', {}, words.$inTheAir(air.more), { x: size.width / 2 - 60, y: 2 })];
}

/**
 * @param {Thing} thing
 * @returns {Drawn}
 */
function thingElement(thing) {
  const { flight, kind } = thing;
  const hue = thing.hue === null ? '' : ` ${hueClass(thing.hue)}`;
  const attrs = {
    'data-flight': flight.id, 'data-api': flight.api, 'data-response': String(flight.response),
    'data-thing': `flight:${flight.id}`, 'aria-hidden': 'true',
  };
  const answer = flight.response ? ' kp-answer' : '';
  const failed = flight.error === null ? '' : ' kp-failed';
  if (kind === 'record' || kind === 'copy' || kind === 'refused') {
    const cls = `kp-flight kp-record ${tintClass(thing.tint)}${kind === 'record' ? '' : ` kp-${kind}`}`;
    const kids = [el('key', 'span', '', {}, thing.text)];
    if (thing.times > 5 && kind !== 'refused') kids.push(el('times', 'span', 'kp-times', {}, `×${thing.times}`));
    if (kind === 'refused' && thing.last) {
      const many = flight.count > 1 ? ` ×${flight.count}` : '';
      kids.push(el('why', 'span', 'kp-why', {}, `${flight.error}${many}`, { x: -thing.shift.x, y: 0 }));
    }
    return el(thing.key, 'div', cls, attrs, kids);
  }
  if (kind === 'streak') return el(thing.key, 'div', `kp-flight kp-streak${hue}${thing.tint === null ? '' : ` ${tintClass(thing.tint)}`}`, attrs);
  if (kind === 'packet') return el(thing.key, 'div', `kp-flight kp-note-packet${hue}${answer}`, attrs, [el('text', 'span', '', {}, thing.text)]);
  const beat = kind === 'beat' ? ' kp-beat' : '';
  const cls = `kp-flight kp-dot${beat}${answer}${hue}${failed}${thing.flip ? ' kp-flip' : ''}`;
  return el(thing.key, 'div', cls, attrs, thing.text ? [el('text', 'span', '', {}, thing.text)] : []);
}
