/** What is in the air at the instant of a poster, where overlay.js puts it, as SVG. */

import { short, tag, text } from './ink.js';
import { tinted } from './lanes.js';
import { el, tintClass } from '../base.js';

/** @typedef {import('../stage/flights.js').Thing} Thing */
/** @typedef {import('./lanes.js').Defs} Defs */
/** @typedef {{ x: number, y: number }} Point */

/** More trails than this would be a web. */
const TRAILS = 6;
/** A record in the air is as large as its cell. */
const CELL = { w: 31, h: 30 };
/** A pack of more records than this says how many. */
const PACK = 5;

/**
 * @param {Thing[]} things
 * @param {number} now
 * @param {Pick<typeof import('../stage/flights.js'), 'placeAt' | 'trail'>} flights
 * @param {Defs} defs
 */
export function air(things, now, { placeAt, trail }, defs) {
  const flying = things.flatMap((thing) => {
    // A dot that moves says where something goes; one that stands still would have to say what it is.
    const place = thing.kind === 'dot' && thing.text === '' ? null : placeAt(thing, now);
    return place ? [{ thing, place }] : [];
  });
  const trails = things.filter((thing) => thing.kind === 'record' && thing.first).slice(0, TRAILS).map((thing) => {
    const colour = thing.tint === null ? 'kn' : `k${thing.tint % 6}`;
    return tag('path', { class: `${colour} trail`, d: trail(thing).replace(/-?\d+\.\d+/g, (number) => short(Number(number))) });
  });
  return [...trails, ...flying.map(({ thing, place }) => drawn(thing, place, defs))].join('');
}

/**
 * @param {Thing} thing
 * @param {Point} place
 * @param {Defs} defs
 */
function drawn(thing, { x, y }, defs) {
  const { kind } = thing;
  if (kind === 'record' || kind === 'copy' || kind === 'refused') return record(thing, { x, y }, defs);
  return kind === 'packet' ? packet(thing, { x, y }) : dot(thing, { x, y });
}

/**
 * @param {Thing} thing
 * @param {Point} place
 * @param {Defs} defs
 */
function record(thing, { x, y }, defs) {
  const { flight, kind, times } = thing;
  const place = { x, y, ...CELL };
  const middle = x + CELL.w / 2;
  if (kind === 'refused') {
    const why = thing.last ? text(x - 1 - thing.shift.x + 4, y - 5, `${flight.error}${flight.count > 1 ? ` ×${flight.count}` : ''}`, 'why halo') : '';
    return tag('rect', { class: 'dead', x: x + 0.5, y: y + 0.5, width: 30, height: 29, rx: 2.5 }) + text(middle, y + 20, thing.text, 'key bad') + why;
  }
  const many = times > PACK ? text(x + 34, y + 18, `×${times}`, 'small bold halo') : '';
  const cls = `${tintClass(thing.tint)}${kind === 'copy' ? ' kp-copy' : ''}`;
  return tinted(el('', 'div', cls), place, defs) + text(middle, y + 20, thing.text, thing.tint === null ? 'key muted' : 'key') + many;
}

/**
 * A commit on its way, or its answer.
 * @param {Thing} thing
 * @param {Point} place
 */
function packet({ text: said, hue, flight }, { x, y }) {
  const w = [...said].length * 6.05 + 13;
  const look = hue === null ? 'panel' : flight.response ? `o${hue} copied` : `n${hue}`;
  return tag('rect', { class: look, x: x - 8.5, y: y - 8.5, width: w - 1, height: 17, rx: 3.5 }) + text(x - 4, y + 3.5, said, 'packet');
}

/**
 * Any other request or answer.
 * @param {Thing} thing
 * @param {Point} place
 */
function dot({ text: said, hue, flight, flip }, { x, y }) {
  const failed = flight.error !== null;
  // Beside words it stands in the middle of their line.
  const [cx, cy] = [x, said ? y + 3 : y];
  const of = failed ? 'bad' : hue === null ? 'muted' : `g${hue}`;
  const ring = failed ? 'red' : hue === null ? 'mark' : `o${hue}`;
  const sign = flight.response
    ? tag('circle', { class: `${ring} hollow`, cx, cy, r: 2.25 })
    : tag('circle', { class: of, cx, cy, r: 3 });
  return sign + text(flip ? x - 16 : x + 11, y + 6.5, said, `note ${failed ? 'bad' : 'muted'} halo${flip ? ' end' : ''}`);
}
