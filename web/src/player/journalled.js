/**
 * The journal of a recording, which is read when somebody wants to read it. It
 * is in the recording or travels apart, and is a stranger's text as well.
 */

import { expect, list, parsed, text, whole } from '../base.js';

/** @typedef {import('./playground.js').JournalLine} JournalLine */
/** @typedef {import('./recording.js').Recording} Recording */

const FORMAT = 'kafka-playground journal';
const VERSION = 1;

/**
 * Takes in the journal of a recording.
 * @param {Recording} recording
 * @param {string | null} source the file's text; null where the recording has it inside
 */
export function readJournal(recording, source) {
  if (source === null) {
    if (recording.written !== null) recording.journal = told(recording.written);
    return;
  }
  const data = parsed(source);
  expect(data?.format === FORMAT && data.version === VERSION, 'journal');
  expect(data.id === recording.id, 'stranger');
  recording.journal = told(data.lines);
}

/**
 * The lines of a journal: time as a distance, ordinal, step, kind, tone, and
 * spans, of which one that is plain is its text alone.
 * @param {unknown} value
 * @returns {JournalLine[]}
 */
function told(value) {
  let at = 0;
  return list(value, 'journal').map((line, index) => {
    expect(Array.isArray(line) && line.length === 6, 'line', index);
    const [passed, ordinal, step, kind, tone, spans] = line;
    at += whole(passed, 'journal');
    return { index, at, ordinal, step, kind, tone, spans: list(spans, 'journal').map(span) };
  });
}

/** @param {any} value */
function span(value) {
  if (typeof value === 'string') return { text: value, strong: false, thing: null };
  const [words, strong, thing] = list(value, 'journal');
  return { text: text(words, 'journal'), strong: strong === 1, thing: thing === null ? null : text(thing, 'journal') };
}
