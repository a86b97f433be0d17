/**
 * One group's line over a whole log, in one element: where it is done, what it
 * has read, what waits, its flag and its ring are lengths in its style
 * (styles/thread.js draws them). Blocks on it say what was done again, notches
 * what was lost.
 */

import { el, hueClass, wholeX } from '../base.js';
import { words } from '../texts/en/strip.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./scene.js').Track} Track */
/** @typedef {import('../player/view.js').StretchView} StretchView */

/** What is shorter could not be seen. */
const LEAST = 3;
/** Out of its box nothing of a line is seen. */
const NOWHERE = '-20px';
/** So far a ring reaches beyond the ends of its line. */
export const REACH = 4;

/**
 * @param {Track} track
 * @param {{ logStart: number, logEnd: number }} log
 * @param {number} w the pixels that the log takes
 * @param {number} y
 * @returns {Drawn}
 */
export function thread(track, log, w, y) {
  const { lane } = track;
  const { committed, position, uncommitted, unread, doneAgain, lost } = lane;
  const x = (/** @type {import('../player/view.js').Offset} */ offset) => REACH + wholeX(log, w, offset);
  const px = (/** @type {import('../player/view.js').Offset | null | undefined} */ offset) => (
    offset === null || offset === undefined ? NOWHERE : `${x(offset)}px`
  );
  return el(`thread:${track.group}`, 'div', `kp-thread ${hueClass(track.hue)}`, {
    'data-thread': `${track.group}/${lane.topic}/${lane.partition}`, 'data-committed': committed, 'data-position': position,
    '--a': px(committed), '--b': px(uncommitted?.from), '--c': px(uncommitted?.to), '--u': px(unread), '--e': `${REACH + w}px`, '--r': px(position),
  }, [
    ...doneAgain.map((one) => block('again', one, words.$didAgain(track.group, range(one)), x)),
    ...lost.map((one) => block(one.how, one, `${track.group}: ${range(one)} ${words.$lost[one.how]}`, x)),
  ], { x: -REACH, y: y - 3 });
}

/** What became of records that a group did not do. */

/** @param {StretchView} stretch */
function range({ from, to }) {
  return Number(to) - Number(from) === 1 ? words.$offset(from) : words.$offsets(from, Number(to) - 1);
}

/**
 * @param {'again' | 'skipped' | 'deleted' | 'never'} what
 * @param {StretchView} stretch
 * @param {string} label
 * @param {(offset: import('../player/view.js').Offset) => number} x
 * @returns {Drawn}
 */
function block(what, { from, to }, label, x) {
  const w = Math.max(LEAST, x(to) - x(from));
  return el(`${what}:${from}`, 'i', what === 'again' ? 'kp-block' : `kp-notch kp-${what}`, {
    'data-stretch': what, 'data-from': from, 'data-to': to, title: label,
  }, null, { x: x(from), y: 0, w });
}
