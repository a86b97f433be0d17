/**
 * A stand-in for the engine, for tests of the page's own machinery: time,
 * history and refusals are real, the picture is canned.
 */

import { opening, afterCrash, midRebalance, empty } from './fixtures/views.js';

/** @typedef {import('../src/player/playground.js').JournalLine} JournalLine */
/** @typedef {import('../src/player/playground.js').Mark} Mark */
/** @typedef {import('../src/player/playground.js').Columns} Columns */

const RECORD_MS = 500;
const COMMIT_MS = 2000;
const SESSION_MS = 6000;
const ANSWER_MS = 500;
/** So many outcomes are kept. */
const KEPT = 256;
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
  #branch = 0;
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

  /**
   * @param {string} script
   * @param {number} seed
   * @param {number} startMs
   */
  static forScript(script, seed, startMs) {
    const header = /^# kafka-playground script v1, seed (\d+), start (\d+)/.exec(script);
    if (!header && /^# kafka-playground script/.test(script)) throw refusal('"9" is another version; this one is v1.', 27, 1);
    return header ? new Playground(Number(header[1]), Number(header[2])) : new Playground(seed, startMs);
  }

  /** @param {string} row */
  scriptLine(row) {
    const timed = /^@(\d+)(?:\.(\d{1,3}))?\s+(.*)$/s.exec(row);
    if (!timed) return this.run(row);
    const at = Number(timed[1]) * 1000 + Number((timed[2] ?? '').padEnd(3, '0'));
    if (at < this.#now) throw refusal('This instant is over already.', 0, 2);
    this.advance(at);
    return this.run(timed[3]);
  }

  /** @param {string} line */
  run(line) {
    this.calls.run = (this.calls.run ?? 0) + 1;
    const [first, name] = line.split(' ');
    const verb = first === 'topic' || first === 'group' ? `${first} ${name}` : first;
    /** @type {string[]} */
    const output = [];
    const place = { ordinal: null, branch: this.#branch, forked: false, forgotten: [] };
    const said = { ...place, line, verb, output, operation: /** @type {number | null} */ (null), at: this.#now };
    if (first === 'panic') throw new WebAssembly.RuntimeError('unreachable');
    if (!VERBS.includes(first)) throw refusal(`There is no command ${first}. Did you mean crash?`, 0, first.length);
    if (name === 'c9') throw refusal('There is no machine c9. There are: checkout, c1, c2.', first.length + 1, 2);
    if (verb === 'help') {
      output.push('crash NAME    a machine dies without a goodbye', 'stop NAME     it leaves its group first');
      return { ...said, scripted: null, commands: this.#lines.length };
    }
    const past = this.#lines.filter((each) => each.at <= this.#now);
    const forked = past.length < this.#lines.length;
    if (forked) this.#branch += 1;
    this.#end = this.#now;
    const operation = ++this.#operations;
    this.#lines = [...past, { at: this.#now, line, operation }];
    const asks = first === 'topic' || first === 'group';
    return {
      ...said,
      operation: asks ? operation : null,
      branch: this.#branch,
      forked,
      scripted: scripted(this.#now, line),
      commands: this.#lines.length,
    };
  }

  /** @param {number} operation */
  isForgotten(operation) {
    return operation <= this.#operations - KEPT;
  }

  /** @param {number} operation */
  outcome(operation) {
    this.calls.outcome = (this.calls.outcome ?? 0) + 1;
    const begun = this.#lines.find((each) => each.operation === operation);
    if (!begun || this.#now < begun.at + ANSWER_MS) return null;
    if (begun.line.startsWith('group delete')) return { ok: false, text: 'NON_EMPTY_GROUP: the group has members.' };
    return { ok: true, text: begun.line.startsWith('topic create') ? 'Created topic orders.' : '' };
  }

  /** How far time can go. */
  longest = Infinity;

  /** @param {number} toMs */
  advance(toMs) {
    if (toMs < this.#now) throw new WebAssembly.RuntimeError('time never goes backwards');
    this.calls.advance = (this.calls.advance ?? 0) + 1;
    // A history that is as long as it may be lets time go no further.
    toMs = Math.min(toMs, this.longest);
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
      lines.push({ index: 0, at, ordinal: 0, step: 1, kind, tone, spans: told });
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
    const marks = [{ at: 600, until: 3400, kind: 'rebalance', group: 0, count: 1, thing: null, how: null }];
    const one = { until: null, thing: null, how: null };
    for (let at = RECORD_MS; at <= this.#end; at += RECORD_MS) marks.push({ ...one, at, kind: 'records', group: null, count: 1 + ((at / RECORD_MS) % 3) });
    for (let at = 4000; at <= this.#end; at += COMMIT_MS) marks.push({ ...one, at, kind: 'commit', group: (at / COMMIT_MS) % 2, count: 1 });
    for (const { at, line } of this.#lines) {
      if (line.startsWith('crash')) marks.push({ ...one, at, kind: 'crash', group: 0, count: 1, thing: `machine:${line.slice('crash '.length)}` });
      if (line.startsWith('seek')) marks.push({ ...one, at, kind: 'rewind', group: 0, count: 1 });
    }
    return marks;
  }

  narrator() {
    return { id: 'quiet', tone: /** @type {const} */ ('quiet'), spans: [], since: null, until: null, why: null, offers: [] };
  }

  /** @param {string} thing */
  inspect(thing) {
    /** @type {[string, string][]} */
    const rows = [['key', 'lea'], ['value', '{"order": 8}'], ['offset', '8'], ['timestamp', '2026-01-05 09:00:10.900'], ['size', '72 bytes']];
    return { title: thing, rows };
  }

  script() {
    this.calls.script = (this.calls.script ?? 0) + 1;
    const header = `# kafka-playground script v1, seed ${this.seed}, start ${this.startMs}`;
    return [header, ...this.#lines.map(({ at, line }) => scripted(at, line)), ''].join('\n');
  }

  free() {
    this.freed = true;
  }
}

/** What the package's module has besides the class. */
export default async function init() {}

/** @param {string} word */
export function quote(word) {
  return /^[^\s"\\,=-][^\s"\\,=]*$/.test(word) ? word : JSON.stringify(word);
}

/**
 * @param {string} verb
 * @param {string[]} operands
 * @param {string[]} options
 */
export function compose(verb, operands, options) {
  const composed = { line: verb, operands: /** @type {Columns[]} */ ([]), options: /** @type {Columns[]} */ ([]) };
  const add = (/** @type {string} */ word) => {
    const from = [...composed.line].length + 1;
    composed.line += ` ${word}`;
    return { from, to: from + [...word].length };
  };
  const [name, ...settings] = operands;
  const pair = (/** @type {string} */ word) => (/^[^=]*=[^\s"]*$/.test(word) ? word : quote(word));
  if (name !== undefined) composed.operands.push(add(verb === 'records delete' ? pair(name) : quote(name)));
  for (let index = 0; index < options.length; index += 2) {
    const [option, value] = options.slice(index, index + 2);
    let place = add(option);
    if (value !== '') place = add(option === '--keys' ? value : pair(value));
    composed.options.push(place);
  }
  for (const word of settings) composed.operands.push(add(pair(word)));
  return composed;
}

/** @param {string} verb @param {string} option @param {string[]} words */
const choice = (verb, option, words) => ({
  name: verb, operands: [], about: '', example: '',
  options: [{ name: option, value: 'WHICH', takes: { 'one-of': words }, times: /** @type {const} */ ('perhaps'), about: '' }],
});

export function verbs() {
  const consume = choice('consume', '--commit', ['auto', 'record', 'batch', 'before', 'never']);
  consume.options.push(...choice('consume', '--assignor', ['range', 'roundrobin', 'sticky', 'cooperative-sticky']).options);
  return [consume, choice('produce', '--client', ['java', 'librdkafka', 'sarama', 'kafka-python', 'kafkajs'])];
}

/** @param {string} script */
export function readScript(script) {
  const rows = script.split('\n').map((row) => row.trim()).filter((row) => row !== '');
  const title = rows.find((row) => row.startsWith('#') && !row.startsWith('# kafka-playground'))?.slice(1).trim() ?? '';
  return { title, lines: rows.filter((row) => !row.startsWith('#')) };
}

/** @param {string} text */
export function pasted(text) {
  return readScript(text).lines.map((line) => line.replace(/^\$\s+/, ''));
}

/** @param {number} at @param {string} line */
export function scripted(at, line) {
  return `@${(Math.floor(at) / 1000).toFixed(3)} ${line}`;
}
