/**
 * The journal of a recording, which is read when somebody wants to read it. It
 * is in the recording or travels apart, and is a stranger's text as well.
 */

import { DamagedRecording } from '../base.js';

/** @typedef {import('./playground.js').JournalLine} JournalLine */
/** @typedef {import('./recording.js').Recording} Recording */

const FORMAT = 'kafka-playground journal';
const VERSION = 1;
/** As long as a recording may be. */
const LONGEST = 32 * 2 ** 20;

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

/** @param {string} source */
function parsed(source) {
  expect(source.length <= LONGEST, 'long', LONGEST / 2 ** 20);
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new DamagedRecording('json', /** @type {Error} */ (error).message);
  }
}

/**
 * The lines of a journal: time as a distance, ordinal, step, kind, tone, and
 * spans, of which one that is plain is its text alone.
 * @param {unknown} value
 * @returns {JournalLine[]}
 */
function told(value) {
  let at = 0;
  return list(value).map((line, index) => {
    expect(Array.isArray(line) && line.length === 6, 'line', index);
    const [passed, ordinal, step, kind, tone, spans] = line;
    expect(Number.isSafeInteger(passed) && passed >= 0, 'number', 'journal');
    at += passed;
    return { index, at, ordinal, step, kind, tone, spans: list(spans).map(span) };
  });
}

/** @param {any} value */
function span(value) {
  if (typeof value === 'string') return { text: value, strong: false, thing: null };
  const [words, strong, thing] = list(value);
  return { text: text(words), strong: strong === 1, thing: thing === null ? null : text(thing) };
}

/** @param {unknown} value */
function text(value) {
  expect(typeof value === 'string', 'text', 'journal');
  return /** @type {string} */ (value);
}

/**
 * @param {unknown} value
 * @returns {any[]}
 */
function list(value) {
  expect(Array.isArray(value), 'list', 'journal');
  return /** @type {any[]} */ (value);
}

/**
 * @param {unknown} condition
 * @param {string} what
 * @param {unknown} [about]
 */
function expect(condition, what, about) {
  if (!condition) throw new DamagedRecording(what, about);
}
