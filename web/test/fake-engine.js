/**
 * A stand-in for the engine, for tests of the page's own machinery: time,
 * history and refusals are real, the picture is canned.
 */

import { opening, afterCrash, midRebalance, empty } from './fixtures/views.js';

/** @typedef {import('../src/player/playground.js').JournalLine} JournalLine */
/** @typedef {import('../src/player/playground.js').Mark} Mark */

const RECORD_MS = 500;
const COMMIT_MS = 2000;
const SESSION_MS = 6000;
const ANSWER_MS = 500;
const VERBS = [
  'topic', 'produce', 'consume', 'poll', 'commit', 'seek', 'pause', 'resume', 'crash', 'stop', 'start', 'stall', 'unstall',
  'cut', 'heal', 'remove', 'set', 'group', 'wait', 'help', 'panic',
];

/**
 * @param {string} message
 * @param {number} column
 * @param {number} length
 */
function refusal(message, column, length) {
  return Object.assign(new Error(message), { name: 'KafkaPlaygroundError', code: 'unknown', column, length });
}

export class Playground {
  #now = 0;
  #end = 0;
  #operations = 0;
  /** @type {{ at: number, line: string, operation: number }[]} */
  #lines = [];
  freed = false;
  /** How often each method was called. @type {Record<string, number>} */
  calls = {};

  /**
   * @param {number} [seed]
   * @param {number} [startMs]
   */
  constructor(seed = 1, startMs = 0) {
    this.seed = seed;
    this.startMs = startMs;
  }

  /** @param {string} line */
  run(line) {
    const [verb, name] = line.split(' ');
    if (verb === 'panic') throw new WebAssembly.RuntimeError('unreachable');
    if (!VERBS.includes(verb)) throw refusal(`There is no command ${verb}. Did you mean crash?`, 0, verb.length);
    if (name === 'c9') throw refusal('There is no machine c9. There are: checkout, c1, c2.', verb.length + 1, 2);
    this.#lines = this.#lines.filter((each) => each.at <= this.#now);
    this.#end = this.#now;
    if (verb === 'help') {
      const output = ['crash NAME    a machine dies without a goodbye', 'stop NAME     it leaves its group first'];
      return { line, output, operation: null };
    }
    const operation = ++this.#operations;
    this.#lines.push({ at: this.#now, line, operation });
    return { line, output: [], operation: verb === 'topic' || verb === 'group' ? operation : null };
  }

  /** @param {number} operation */
  outcome(operation) {
    const begun = this.#lines.find((each) => each.operation === operation);
    if (!begun || this.#now < begun.at + ANSWER_MS) return null;
    if (begun.line.startsWith('group delete')) return { ok: false, text: 'NON_EMPTY_GROUP: the group has members.' };
    return { ok: true, text: begun.line.startsWith('topic create') ? 'Created topic orders.' : '' };
  }

  /** @param {number} toMs */
  advance(toMs) {
    if (toMs < this.#now) throw new WebAssembly.RuntimeError('time never goes backwards');
    this.calls.advance = (this.calls.advance ?? 0) + 1;
    this.#now = toMs;
    this.#end = Math.max(this.#end, toMs);
  }

  nextDue() {
    return this.#now - (this.#now % 100) + 100;
  }

  step() {
    this.advance(this.nextDue());
    return this.#now;
  }

  stepBack() {
    this.#now = Math.max(0, Math.ceil(this.#now / 100) * 100 - 100);
    return this.#now;
  }

  /** @param {number} atMs */
  seek(atMs) {
    this.calls.seek = (this.calls.seek ?? 0) + 1;
    this.#now = atMs;
  }

  now() {
    return this.#now;
  }

  end() {
    return this.#end;
  }

  revision() {
    return Math.floor(this.#now / 100) + this.#lines.filter((each) => each.at <= this.#now).length * 1_000_000;
  }

  /** @param {number} _cells */
  view(_cells) {
    const crash = this.#crash();
    const passed = crash === null ? -1 : this.#now - crash;
    const created = this.#lines.some((each) => each.line.startsWith('produce') && each.at <= this.#now);
    const view = !created ? empty() : passed < 0 ? opening() : passed < SESSION_MS ? afterCrash() : passed < SESSION_MS + 1500 ? midRebalance() : afterCrash();
    return { ...view, now: this.#now, start: this.startMs, revision: this.revision() };
  }

  cells() {
    return [];
  }

  #crash() {
    return this.#lines.find((each) => each.line.startsWith('crash') && each.at <= this.#now)?.at ?? null;
  }

  #story() {
    /** @type {JournalLine[]} */
    const lines = [];
    /**
     * @param {number} at
     * @param {string} kind
     * @param {JournalLine['tone']} tone
     * @param {[string, string?][]} spans
     */
    const add = (at, kind, tone, spans) => {
      const told = spans.map(([text, thing]) => ({ text, strong: thing?.startsWith('record') ?? false, thing: thing ?? null }));
      lines.push({ index: 0, at, ordinal: 0, kind, tone, spans: told });
    };
    for (let at = RECORD_MS; at <= this.#now; at += RECORD_MS) {
      const offset = Math.floor(at / 1500);
      add(at, 'append', 'plain', [['broker appends '], ['lea', `record:orders/0/${offset}`], [` to orders-0 at ${offset}`]]);
      if (at % 2000 === 0) add(at + 4, 'heartbeat', 'quiet', [['heartbeats: c1, c2']]);
      if (at % COMMIT_MS === 0) add(at + 9, 'commit', 'plain', [['billing', 'group:billing'], [' commits orders-1 → '], ['8', 'commit:billing/orders/1']]);
      if (at === 3000) add(at + 120, 'rebalance', 'plain', [['billing', 'group:billing'], [' is Stable, generation 2; range']]);
    }
    for (const { at, line } of this.#lines) {
      if (line.startsWith('crash')) add(at, 'fault', 'bad', [['c1', 'machine:c1'], [' crashes; orders-0 @ 6, 7, 8 done, not committed']]);
    }
    return lines.filter((line) => line.at <= this.#now).sort((one, other) => one.at - other.at).map((line, index) => ({ ...line, index }));
  }

  journalLength() {
    return this.#story().length;
  }

  /**
   * @param {number} from
   * @param {number} max
   */
  journal(from, max) {
    return this.#story().slice(from, from + max);
  }

  marks() {
    /** @type {Mark[]} */
    const marks = [{ at: 600, until: 3400, kind: 'rebalance', group: 0, count: 1 }];
    for (let at = RECORD_MS; at <= this.#end; at += RECORD_MS) marks.push({ at, until: null, kind: 'records', group: null, count: 1 + ((at / RECORD_MS) % 3) });
    for (let at = 4000; at <= this.#end; at += COMMIT_MS) marks.push({ at, until: null, kind: 'commit', group: (at / COMMIT_MS) % 2, count: 1 });
    for (const { at, line } of this.#lines) {
      if (line.startsWith('crash')) marks.push({ at, until: null, kind: 'crash', group: 0, count: 1 });
      if (line.startsWith('seek')) marks.push({ at, until: null, kind: 'rewind', group: 0, count: 1 });
    }
    return marks;
  }

  /** @param {string} thing */
  inspect(thing) {
    /** @type {[string, string][]} */
    const rows = [['key', 'lea'], ['value', '{"order": 8}'], ['offset', '8'], ['timestamp', '2026-01-05 09:00:10.900'], ['size', '72 bytes']];
    return { title: thing, rows };
  }

  script() {
    return this.#lines.map(({ at, line }) => `@${(at / 1000).toFixed(3)} ${line}`).join('\n');
  }

  free() {
    this.freed = true;
  }
}

/** What the package's module has besides the class. */
export default async function init() {}
