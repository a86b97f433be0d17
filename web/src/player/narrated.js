/**
 * What the narrator says in a recording, and what its marks are called, which
 * travels apart, like the journal:
 * entries of how much later than the one before, and what is said from then on,
 * or the number of the entry that said it first.
 */

import { DamagedRecording } from '../base.js';

/** @typedef {import('./playground.js').Narration} Narration */
/** A recording, with what its marks are called once that was read. @typedef {import('./recording.js').Recording & { names?: string[] }} Recording */

const FORMAT = 'kafka-playground narrator';

/**
 * Takes in what is said in a recording.
 * @param {Recording} recording
 * @param {string | null} source the file's text; null where the recording has it inside
 */
export function readNarrator(recording, source) {
  const data = source === null ? null : JSON.parse(source);
  if (data && (data.format !== FORMAT || data.id !== recording.id)) throw new DamagedRecording('narrator');
  const told = data ?? recording.said;
  // Before marks had names, there was only the list.
  const entries = Array.isArray(told) ? told : told?.said;
  if (Array.isArray(told?.names)) recording.names = told.names.map(String);
  if (!Array.isArray(entries)) return;
  /** @type {{ at: number, says: Narration }[]} */
  const narrated = [];
  let at = 0;
  for (const [later, what] of entries) {
    at += later;
    narrated.push({ at, says: typeof what === 'number' ? narrated[what].says : what });
  }
  recording.narrated = narrated;
}
