/**
 * Puts the engine in the place of a recording: it plays the recording's script
 * up to the furthest instant that was shown, in slices, so that no frame waits
 * for it, and is compared with what the recording says there.
 */

import { isRefusal } from '../base.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./recorded.js').Recorded} Recorded */

/** How much virtual time passes at most between two looks at the clock. */
const STEP_MS = 250;
/** How many cells of a partition are compared. */
const CELLS = 60;

/**
 * An engine that stands where a recording stands, or a little before.
 * @param {Playground} playground on which nothing has been run
 * @param {Recorded} recorded
 * @param {import('./told.js').Breathe} breathe
 */
export async function catchUp(playground, recorded, breathe) {
  for (const { scripted } of recorded.recording.rows) {
    try {
      if (scripted !== null) playground.scriptLine(scripted);
    } catch (error) {
      // An engine that was corrected since may refuse what was allowed; the comparison finds it.
      if (!isRefusal(error)) throw error;
    }
    await breathe();
  }
  // What is being played goes on meanwhile.
  while (playground.now() < recorded.end()) {
    playground.advance(Math.min(recorded.end(), playground.now() + STEP_MS));
    await breathe();
  }
}

/**
 * What the engine says otherwise than the recording, at the same instant of the
 * same history; null where they agree.
 * @param {Recorded} recorded
 * @param {Playground} playground
 * @returns {string | null}
 */
export function difference(recorded, playground) {
  const at = `at ${recorded.now()} ms`;
  if (recorded.revision() !== playground.revision()) {
    return `${at} the recording counts ${recorded.revision()} events and the engine ${playground.revision()}`;
  }
  const place = differs(recorded.view(CELLS), playground.view(CELLS), 'view') ?? differs(recorded.marks(), playground.marks(), 'marks');
  if (place) return `${at} they differ in ${place}`;
  if (recorded.recording.hasJournal) {
    const [told, known] = [recorded.journalLength(), playground.journalLength()];
    if (told !== known) return `${at} the recording's journal has ${told} lines and the engine's ${known}`;
  }
  return null;
}

/**
 * Where two values differ.
 * @param {any} one
 * @param {any} other
 * @param {string} place
 * @returns {string | null}
 */
function differs(one, other, place) {
  if (one === other) return null;
  const nested = typeof one === 'object' && typeof other === 'object' && one !== null && other !== null;
  if (!nested || Array.isArray(one) !== Array.isArray(other)) return place;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const found = differs(one[key], other[key], `${place}.${key}`);
    if (found) return found;
  }
  return null;
}
