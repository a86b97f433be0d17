/**
 * Recordings of the first version of the format, which articles still have.
 * They begin at the instant at which they open and lead back and forth from
 * there, fields have their names, and numbers that change are written as they
 * are. They are folded here once and for all, and handed on as what the present
 * version would have of them, with each view whole: what is shared between two
 * views stays shared.
 */

import { DamagedRecording, edited, expect, list, whole } from '../base.js';

/**
 * @param {any} data the parsed text
 * @returns {any} the same in the present version
 */
export function renewed({ key, back, forth, times, marks, ...rest }) {
  whole(key?.at, 'key');
  expect(typeof key.view === 'object' && key.view !== null, 'view');
  const relative = new Set(list(times, 'times'));
  const walk = (/** @type {unknown} */ steps, /** @type {string} */ way, /** @type {1 | -1} */ sign) => {
    let { at, revision, flight, view } = key;
    return list(steps, way).map((step) => {
      const [passed, events, flights, delta] = entry(step, way, 4);
      at += sign * passed;
      revision += sign * events;
      flight += sign * flights;
      const before = view;
      view = fold(view, absolute(delta, at, flight, relative));
      return { at, revision, view, same: view === before || isEmpty(delta) };
    });
  };
  const frames = walk(back, 'back', -1).reverse();
  // What leads back from a frame says whether that one shows what is new.
  const seen = [...frames.map(({ same }) => !same), true];
  frames.push({ ...key, same: false }, ...walk(forth, 'forth', 1));
  expect(frames[0].at === 0, 'start');
  const led = frames.slice(1).map(({ at, revision, view, same }, index) => {
    const before = frames[index];
    const shows = index < seen.length - 1 ? seen[index] : !same;
    return [at - before.at, revision - before.revision, 0, shows ? [view] : {}];
  });
  const [{ revision, view }] = frames;
  return { ...rest, version: 2, times: [], steps: [], first: { revision, flight: 0, view }, frames: led, marks: grown(marks, relative) };
}

/**
 * The marks, each list of them whole.
 * @param {unknown} marks
 * @param {Set<string>} relative
 */
function grown(marks, relative) {
  let at = 0;
  let known = /** @type {unknown} */ ([]);
  return list(marks, 'marks').map((step) => {
    const [passed, delta] = entry(step, 'marks', 2);
    at += passed;
    known = fold(known, absolute(delta, at, 0, relative));
    return [passed, [known]];
  });
}

/** @param {unknown} delta */
function isEmpty(delta) {
  return JSON.stringify(delta) === '{}';
}

/**
 * A delta whose instants and numbers of flights are themselves again, and not
 * distances.
 * @param {unknown} delta
 * @param {number} at
 * @param {number} flight
 * @param {Set<string>} relative
 * @returns {unknown}
 */
function absolute(delta, at, flight, relative) {
  if (typeof delta !== 'object' || delta === null) return delta;
  if (Array.isArray(delta)) return delta.map((each) => absolute(each, at, flight, relative));
  return Object.fromEntries(Object.entries(delta).map(([field, value]) => {
    if (typeof value !== 'number') return [field, absolute(value, at, flight, relative)];
    return [field, value + (relative.has(field) ? at : field === 'id' ? flight : 0)];
  }));
}

/**
 * The value that a delta makes of an old one.
 * @param {unknown} old
 * @param {unknown} delta
 * @returns {any}
 */
function fold(old, delta) {
  if (typeof delta !== 'object' || delta === null) return delta;
  if (Array.isArray(delta)) {
    if (delta.length === 1) return delta[0];
    if (Array.isArray(old)) return edited(old, delta, (inserted) => inserted, fold);
    throw new DamagedRecording('edit');
  }
  if (typeof old !== 'object' || old === null || Array.isArray(old)) {
    throw new DamagedRecording('fields');
  }
  const next = { .../** @type {Record<string, unknown>} */ (old) };
  for (const [field, change] of Object.entries(delta)) {
    if (!Object.hasOwn(next, field)) throw new DamagedRecording('field', field);
    next[field] = fold(next[field], change);
  }
  return next;
}

/**
 * @param {unknown} value
 * @param {string} what
 * @param {number} length
 * @returns {any[]}
 */
function entry(value, what, length) {
  const whole = Array.isArray(value) && value.length >= length && value.slice(0, length - 1).every((each) => Number.isSafeInteger(each) && each >= 0);
  expect(whole, 'frame', what);
  return /** @type {any[]} */ (value);
}
