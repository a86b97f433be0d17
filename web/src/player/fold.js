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
 * The value that a delta makes of an old one.
 * @param {unknown} old
 * @param {unknown} delta
 * @returns {any}
 */
export function fold(old, delta) {
  if (typeof delta !== 'object' || delta === null) return delta;
  if (Array.isArray(delta)) {
    if (delta.length === 1) return delta[0];
    if (Array.isArray(old)) return edited(old, delta);
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
 * A list after its edits: a number copies so many elements, or leaves them out
 * where it is negative; a list is inserted; an object changes the next element.
 * What no edit speaks of stays.
 * @param {unknown[]} old
 * @param {unknown[]} edits
 */
function edited(old, edits) {
  /** @type {unknown[]} */
  let next = [];
  let at = 0;
  for (const edit of edits) {
    if (Array.isArray(edit)) next = next.concat(edit);
    else if (typeof edit === 'number') {
      const to = at + Math.abs(edit);
      if (!Number.isInteger(edit) || to > old.length) throw new DamagedRecording('shorter');
      if (edit > 0) next = next.concat(old.slice(at, to));
      at = to;
    } else if (at < old.length) next.push(fold(old[at++], edit));
    else throw new DamagedRecording('element');
  }
  return next.concat(old.slice(at));
}
