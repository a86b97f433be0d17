/**
 * A recording: what the engine did, as it told it when the recording was made.
 * The engine alone writes it (crates/shell, `recording.rs`, has the format);
 * here it is read, and it is read as what it is, a text from a stranger.
 */

import { fold } from './fold.js';
import { expect, list, parsed, text, whole } from './stranger.js';

/** @typedef {import('./playground.js').JournalLine} JournalLine */
/** @typedef {import('./playground.js').Mark} Mark */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./view.js').View} View */
/** A view without what is not the state's: the reader puts it in. @typedef {Omit<View, 'now' | 'revision'>} Kept */
/**
 * A row of the script with what became of it.
 * @typedef {object} Row
 * @property {number} at
 * @property {string} line
 * @property {string} verb
 * @property {string | null} scripted as the history has it; null for what is no command of it, such as `help`
 * @property {string[]} output
 * @property {number | null} operation
 * @property {({ at: number } & Outcome) | null} answer
 */

const FORMAT = 'kafka-playground recording';
/** Before it: older.js. */
const VERSION = 2;
/** The language in which lines are told, until there are more. */
const LANGUAGE = 'en';

/**
 * @typedef {object} Frame
 * @property {number} at when it begins, in milliseconds since the start
 * @property {number} revision
 * @property {number} flight the number of the newest flight
 * @property {unknown} delta what leads to it from the frame before
 */

/** What happened between two instants, each of which can be looked at. */
export class Recording {
  /** @type {Frame[]} */ #frames;
  /** What was folded already. @type {Kept[]} */ #views;
  /** The fields whose numbers are distances in a way of their own (fold.js). @type {Pick<import('./fold.js').Origin, 'times' | 'steps'>} */ #fields;
  /** @type {[number, unknown][]} */ #markDeltas = [];
  /** How many deltas make `marks`. */ #marked = 0;
  /** @type {Mark[]} */ #marks = [];
  /** The journal's lines, once they were read (journalled.js). @type {JournalLine[] | null} */ journal = null;

  /** @param {any} data the parsed text */
  constructor(data) {
    expect(data?.format === FORMAT, 'format');
    expect(data.version === VERSION, 'version', data.version);
    this.semantics = whole(data.semantics, 'semantics');
    this.id = text(data.id, 'id');
    this.title = text(data.title, 'title');
    /** Whether its cells are to show values, too. */
    this.values = data.values === true;
    this.at = whole(data.at, 'at');
    this.until = whole(data.until, 'until');
    this.header = text(data.header, 'header');
    /** @type {readonly Row[]} */
    this.rows = list(data.script, 'script').map(row);
    this.#fields = { times: new Set(list(data.times, 'times')), steps: new Set(list(data.steps, 'steps')) };
    this.#frames = read(data.first, data.frames);
    this.#views = [data.first.view];
    expect(this.#frames[this.frames - 1].at <= this.until, 'end');
    let at = 0;
    this.#markDeltas = list(data.marks, 'marks').map((each) => {
      const [passed, delta] = entry(each, 'marks');
      return [(at += passed), delta];
    });
    /** The journal, as it was written. @type {unknown} */
    this.written = data.journal?.[LANGUAGE] ?? null;
    /** What the narrator says, as it was written, and from when it was read (narrated.js). */
    this.said = data.narrator?.[LANGUAGE] ?? null;
    /** @type {{ at: number, says: import('./playground.js').Narration }[]} */
    this.narrated = [];
    expect(this.at <= this.until && this.rows.every((each) => each.at <= this.until), 'short');
  }

  /** How many frames there are: instants at which something happened. */
  get frames() {
    return this.#frames.length;
  }

  /** Whether the journal is there; it may come later than the rest. */
  get hasJournal() {
    return this.journal !== null;
  }

  /** When a frame begins. @param {number} frame */
  timeOf(frame) {
    return this.#frames[frame].at;
  }

  /** How many events had happened. @param {number} frame */
  revisionOf(frame) {
    return this.#frames[frame].revision;
  }

  /** The frame that is shown at an instant. @param {number} at */
  frameAt(at) {
    return Math.max(0, countUntil(this.#frames, at, (each) => each.at) - 1);
  }

  /** Whether a frame, which is not the first, shows what the one before it does not. @param {number} frame */
  isSeen(frame) {
    return JSON.stringify(this.#frames[frame].delta) !== '{}';
  }

  /**
   * The state of a frame, with all cells.
   * @param {number} frame
   * @returns {Kept}
   */
  viewOf(frame) {
    for (let next = this.#views.length; next <= frame; next += 1) {
      const to = this.#frames[next];
      this.#views.push(fold(this.#views[next - 1], to.delta, { ...to, ...this.#fields }));
    }
    return this.#views[frame];
  }

  /**
   * What stands out on the timeline of somebody who came as far as an instant.
   * @param {number} end
   * @returns {Mark[]}
   */
  marksUntil(end) {
    const wanted = countUntil(this.#markDeltas, end, ([at]) => at);
    if (wanted < this.#marked) [this.#marked, this.#marks] = [0, []];
    for (; this.#marked < wanted; this.#marked += 1) {
      const [at, delta] = this.#markDeltas[this.#marked];
      this.#marks = fold(this.#marks, delta, { at, flight: 0, ...this.#fields });
    }
    return this.#marks;
  }

  /** What the narrator says at an instant, where that was read. @param {number} at */
  narrationAt(at) {
    return this.narrated[countUntil(this.narrated, at, (entry) => entry.at) - 1]?.says ?? null;
  }

  /** How many lines the journal has at an instant. @param {number} at */
  linesUntil(at) {
    return countUntil(this.journal ?? [], at, (line) => line.at);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  lines(from, to) {
    return (this.journal ?? []).slice(from, to);
  }
}

/**
 * Reads the text of a recording.
 * @param {string} source
 */
export async function readRecording(source) {
  const data = parsed(source);
  return new Recording(data?.version === 1 ? (await import('./older.js')).renewed(data) : data);
}

/**
 * @param {any} first
 * @param {unknown} frames
 * @returns {Frame[]}
 */
function read(first, frames) {
  expect(typeof first?.view === 'object' && first.view !== null, 'view');
  /** @type {Frame} */
  let last = { at: 0, revision: whole(first.revision, 'first'), flight: whole(first.flight, 'first'), delta: null };
  return [last, ...list(frames, 'frames').map((each) => {
    const [passed, events, flights, delta] = entry(each, 'frames');
    return (last = { at: last.at + passed, revision: last.revision + whole(events, 'frames'), flight: last.flight + whole(flights, 'frames'), delta });
  })];
}

/**
 * How many of sorted things lie at or before an instant.
 * @template T
 * @param {readonly T[]} things
 * @param {number} at
 * @param {(thing: T) => number} timeOf
 */
function countUntil(things, at, timeOf) {
  let [from, to] = [0, things.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (timeOf(things[middle]) <= at) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * What was written of an instant, of which the distance from the one before comes first.
 * @param {unknown} value
 * @param {string} what
 * @returns {any[]}
 */
function entry(value, what) {
  expect(Array.isArray(value), 'frame', what);
  whole(value[0], what);
  return value;
}

/**
 * @param {any} value
 * @returns {Row}
 */
function row(value) {
  const { at, line, verb, scripted, output, operation, answer } = value ?? {};
  return {
    at: whole(at, 'script'),
    line: text(line, 'script'),
    verb: text(verb, 'script'),
    scripted: scripted === null ? null : text(scripted, 'script'),
    output: list(output, 'script').map((each) => text(each, 'script')),
    operation: operation === null ? null : whole(operation, 'script'),
    answer: answer === null ? null : { at: whole(answer?.at, 'script'), ok: answer.ok === true, text: text(answer.text, 'script') },
  };
}
