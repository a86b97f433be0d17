/**
 * A recording: what the engine did, as it told it when the recording was made.
 * The engine alone writes it (crates/shell, `recording.rs`, has the format);
 * here it is read, and it is read as what it is, a text from a stranger.
 */

import { DamagedRecording, fold } from './fold.js';

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
const JOURNAL = 'kafka-playground journal';
const VERSION = 1;
/** What no recording of a scene comes near, and no tab is harmed by. */
const LONGEST = 32 * 2 ** 20;
/** The language in which lines are told, until there are more. */
const LANGUAGE = 'en';

/** What happened between two instants, each of which can be looked at. */
export class Recording {
  /** When each frame begins, in milliseconds since the start. @type {number[]} */ #times = [];
  /** @type {number[]} */ #revisions = [];
  /** The number of the newest flight of each frame. @type {number[]} */ #flights = [];
  /** @type {unknown[]} */ #deltas = [];
  /** The fields whose numbers are distances from the instant of their delta. @type {Set<string>} */ #relative;
  /** What was folded already. @type {(Kept | undefined)[]} */ #views = [];
  /** The frame that is there without folding: the one at the opening instant. */ #key = 0;
  /** @type {[number, unknown][]} */ #markDeltas = [];
  /** How many deltas make `marks`. */ #marked = 0;
  /** @type {Mark[]} */ #marks = [];
  /** @type {JournalLine[] | null} */ #journal = null;

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
    this.#relative = new Set(list(data.times, 'times'));
    this.#readFrames(data);
    this.#markDeltas = times(data.marks, 'marks', 0, 1);
    /** What the narrator says, as it was written, and from when it was read (narrated.js). */
    this.said = data.narrator?.[LANGUAGE] ?? null;
    /** @type {{ at: number, says: import('./playground.js').Narration }[]} */
    this.narrated = [];
    if (data.journal?.[LANGUAGE]) this.#journal = told(data.journal[LANGUAGE]);
    expect(this.at <= this.until && this.rows.every((each) => each.at <= this.until), 'short');
  }

  /** How many frames there are: instants at which something happened. */
  get frames() {
    return this.#times.length;
  }

  /** Whether the journal is there; it may come later than the rest. */
  get hasJournal() {
    return this.#journal !== null;
  }

  /** When a frame begins. @param {number} frame */
  timeOf(frame) {
    return this.#times[frame];
  }

  /** How many events had happened. @param {number} frame */
  revisionOf(frame) {
    return this.#revisions[frame];
  }

  /** The frame that is shown at an instant. @param {number} at */
  frameAt(at) {
    return Math.max(0, countUntil(this.#times, at, (time) => time) - 1);
  }

  /** Whether a frame, which is not the first, shows what the one before it does not. @param {number} frame */
  isSeen(frame) {
    const delta = this.#deltas[frame > this.#key ? frame : frame - 1];
    return typeof delta !== 'object' || delta === null || Array.isArray(delta) || Object.keys(delta).length > 0;
  }

  /**
   * The state of a frame, with all cells.
   * @param {number} frame
   * @returns {Kept}
   */
  viewOf(frame) {
    const by = frame < this.#key ? 1 : -1;
    let near = frame;
    while (this.#views[near] === undefined) near += by;
    let view = /** @type {Kept} */ (this.#views[near]);
    for (; near !== frame; ) {
      near -= by;
      view = fold(view, absolute(this.#deltas[near], this.#times[near], this.#flights[near], this.#relative));
      this.#views[near] = view;
    }
    return view;
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
      this.#marks = fold(this.#marks, absolute(delta, at, 0, this.#relative));
    }
    return this.#marks;
  }

  /** What the narrator says at an instant, where that was read. @param {number} at */
  narrationAt(at) {
    return this.narrated[countUntil(this.narrated, at, (entry) => entry.at) - 1]?.says ?? null;
  }

  /** How many lines the journal has at an instant. @param {number} at */
  linesUntil(at) {
    return countUntil(this.#journal ?? [], at, (line) => line.at);
  }

  /**
   * @param {number} from
   * @param {number} to
   */
  lines(from, to) {
    return (this.#journal ?? []).slice(from, to);
  }

  /**
   * Takes in the journal, which travels apart.
   * @param {string} source the file's text
   */
  readJournal(source) {
    const data = parsed(source);
    expect(data?.format === JOURNAL && data.version === VERSION, 'journal');
    expect(data.id === this.id, 'stranger');
    this.#journal = told(data.lines);
  }

  /** @param {any} data */
  #readFrames(data) {
    const key = whole(data.key?.at, 'key');
    const back = times(data.back, 'back', key, -1).reverse();
    const forth = times(data.forth, 'forth', key, 1);
    expect(typeof data.key.view === 'object' && data.key.view !== null, 'view');
    this.#key = back.length;
    this.#times = [...back.map(([at]) => at), key, ...forth.map(([at]) => at)];
    this.#deltas = [...back.map(([, delta]) => delta), null, ...forth.map(([, delta]) => delta)];
    this.#revisions = counts(data, whole(data.key.revision, 'key'), 1);
    this.#flights = counts(data, whole(data.key.flight, 'key'), 2);
    this.#views = Array(this.#times.length);
    this.#views[this.#key] = data.key.view;
    expect(this.#times[0] === 0, 'start');
    expect(this.#times[this.#times.length - 1] <= this.until, 'end');
  }
}

/**
 * Reads the text of a recording.
 * @param {string} source
 */
export function readRecording(source) {
  return new Recording(parsed(source));
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
 * Deltas with their instants, which are written as distances.
 * @param {unknown} value
 * @param {string} what
 * @param {number} at where the first distance is taken from
 * @param {1 | -1} way
 * @returns {[number, unknown][]}
 */
function times(value, what, at, way) {
  return list(value, what).map((each) => {
    expect(Array.isArray(each), 'frame', what);
    at += way * whole(each[0], what);
    return [at, each[each.length - 1]];
  });
}

/**
 * What is counted up from frame to frame, and written as distances.
 * @param {any} data
 * @param {number} key what it is at the key
 * @param {number} place where the distances stand
 */
function counts(data, key, place) {
  let before = key;
  let after = key;
  const back = data.back.map((/** @type {any[]} */ each) => (before -= whole(each[place], 'back')));
  const forth = data.forth.map((/** @type {any[]} */ each) => (after += whole(each[place], 'forth')));
  return [...back.reverse(), key, ...forth];
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

/**
 * @param {unknown} condition
 * @param {string} what
 * @param {unknown} [about]
 * @returns {asserts condition}
 */
function expect(condition, what, about) {
  if (!condition) throw new DamagedRecording(what, about);
}

/**
 * @param {unknown} value
 * @param {string} what
 */
function whole(value, what) {
  expect(typeof value === 'number' && Number.isSafeInteger(value) && value >= 0, 'number', what);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 */
function text(value, what) {
  expect(typeof value === 'string', 'text', what);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} what
 * @returns {any[]}
 */
function list(value, what) {
  expect(Array.isArray(value), 'list', what);
  return value;
}
