/**
 * Deltas of plain JSON values, as a recording has them (crates/shell,
 * `recording/delta.rs`, says how they are written). What did not change is
 * shared between the old value and the new one, so that all views of a
 * recording together take little more than its text.
 *
 * A delta comes from a file, and so from a stranger: it is checked against the
 * value that it changes, and cannot make more of it than it carries itself.
 */

/**
 * A recording that cannot be read, or an engine that cannot be what it says.
 * Its message names what is wrong, as texts/en/damage.js knows it; the sentence
 * is loaded when there is somebody to read it (mishaps.js).
 */
export class DamagedRecording extends Error {
  name = 'DamagedRecording';

  /**
   * @param {string} what
   * @param {unknown} [about]
   */
  constructor(what, about = '') {
    super(`recording ${what} ${about}`);
  }
}

/**
 * What numbers are distances from, where a delta leads to.
 * @typedef {object} Origin
 * @property {number} at the instant
 * @property {number} flight the number of the newest flight
 * @property {Set<unknown>} times the fields that are instants
 * @property {Set<unknown>} steps the fields that grow from element to element of a list
 */

/**
 * The value that a delta makes of an old one.
 * @param {unknown} old
 * @param {unknown} delta
 * @param {Origin} to
 * @param {string} [name] of the field that it is, if it is one
 * @returns {any}
 */
export function fold(old, delta, to, name = '') {
  if (typeof delta === 'number') return sum(delta, name, old, to);
  if (typeof delta !== 'object' || delta === null) return delta;
  if (Array.isArray(delta)) {
    if (delta.length === 1) return fresh(delta[0], null, to);
    if (Array.isArray(old)) return edited(old, delta, (inserted, before) => fresh(inserted, before, to), (each, change) => fold(each, change, to));
    throw new DamagedRecording('edit');
  }
  if (typeof old !== 'object' || old === null || Array.isArray(old)) {
    throw new DamagedRecording('fields');
  }
  const next = { .../** @type {Record<string, unknown>} */ (old) };
  const names = Object.keys(old).sort();
  for (const [place, change] of Object.entries(delta)) {
    const field = names[Number(place)];
    if (field === undefined) throw new DamagedRecording('field', place);
    next[field] = fold(next[field], change, to, field);
  }
  return next;
}

/**
 * A number, which is written as a distance.
 * @param {number} distance
 * @param {string} name of its field
 * @param {unknown} old what it is a distance from where its field does not say that; nothing where that is no number
 * @param {Origin} to
 */
function sum(distance, name, old, { at, flight, times }) {
  if (times.has(name)) return distance + at;
  if (name === 'id') return distance + flight;
  return typeof old === 'number' ? distance + old : distance;
}

/**
 * A value that replaces another or is inserted.
 * @param {unknown} value
 * @param {any} before the element before it in its list
 * @param {Origin} to
 * @returns {any}
 */
function fresh(value, before, to) {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => (before = fresh(each, before, to)));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [
    name, typeof each === 'number' ? sum(each, name, to.steps.has(name) && before?.[name], to) : fresh(each, null, to),
  ]));
}

/**
 * A list after its edits: a number copies so many elements, or leaves them out
 * where it is negative; a list is inserted; an object changes the next element.
 * What no edit speaks of stays.
 * @param {unknown[]} old
 * @param {unknown[]} edits
 * @param {(inserted: unknown[], before: unknown) => unknown[]} insert what is inserted behind an element
 * @param {(element: unknown, change: unknown) => unknown} change
 */
export function edited(old, edits, insert, change) {
  /** @type {unknown[]} */
  let next = [];
  let at = 0;
  for (const edit of edits) {
    if (Array.isArray(edit)) next = next.concat(insert(edit, next.at(-1)));
    else if (typeof edit === 'number') {
      const end = at + Math.abs(edit);
      if (!Number.isInteger(edit) || end > old.length) throw new DamagedRecording('shorter');
      if (edit > 0) next = next.concat(old.slice(at, end));
      at = end;
    } else if (at < old.length) next.push(change(old[at++], edit));
    else throw new DamagedRecording('element');
  }
  return next.concat(old.slice(at));
}
