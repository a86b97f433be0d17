/**
 * The session as a description for `patch`: each line with what came of it, as
 * far as that has happened at the instant that is shown. What was run on
 * another branch is not there.
 */

import { el } from '../base.js';
import { rowsOf, toolOf } from './output.js';
import { words } from '../texts/en/terminal.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('../player/told.js').Entry} Entry */
/** @typedef {import('../player/playground.js').TerminalState} TerminalState */
/** @typedef {import('../player/playground.js').TerminalJob} TerminalJob */
/** @typedef {import('./output.js').Row} Row */

/**
 * @typedef {object} Noted a line of the session
 * @property {number} id
 * @property {Entry} entry
 * @property {{ ok: boolean, text: string, at: number } | null} outcome when it was answered
 * @property {Drawn[] | null} page what it shows besides, such as a manual
 */

/** So many entries are kept, and so many rows of what tools printed are in the document. */
export const KEPT = 300;
export const MOST_ROWS = 400;
/** What a tool that runs is told: it belongs to that tool's lines. */
const TOLD = /^(type|eof|interrupt)$/;

/**
 * Where a refusal points: as many blanks as stand before the wrong word, and
 * carets under it. Null where no word is to blame.
 * @param {string} line
 * @param {{ column?: number | null, length?: number | null }} refusal
 */
export function caret(line, refusal) {
  return pointed(line, refusal)?.carets ?? null;
}

/**
 * The same in a text of several rows: under which of them.
 * @param {string} text
 * @param {{ column?: number | null, length?: number | null }} refusal
 */
function pointed(text, { column, length }) {
  if (column === undefined || column === null) return null;
  const before = [...text].slice(0, column).join('').split('\n');
  const row = before.length - 1;
  return { row, carets: ' '.repeat([...before[row]].length) + '^'.repeat(Math.max(1, length ?? 1)) };
}

/**
 * Which entries belong to a history: of lines that are in it several times, as
 * many as there.
 * @param {readonly Noted[]} noted
 * @param {readonly { scripted: string }[]} history
 * @returns {Noted[]}
 */
export function onBranch(noted, history) {
  /** @type {Map<string, number>} */
  const left = new Map();
  for (const { scripted } of history) left.set(scripted, (left.get(scripted) ?? 0) + 1);
  return noted.filter(({ entry: { scripted } }) => {
    if (typeof scripted !== 'string') return true;
    const some = left.get(scripted) ?? 0;
    left.set(scripted, some - 1);
    return some > 0;
  });
}

/**
 * The session at an instant, the newest line last.
 * @param {readonly Noted[]} noted those of the branch
 * @param {TerminalState | null} state at this instant
 * @param {number} now
 * @returns {{ kids: Drawn[], prompt: Row | null }} and the row that the tool in the foreground left open
 */
export function describe(noted, state, now) {
  /** @type {Map<number, TerminalJob>} */
  const jobs = new Map((state?.jobs ?? []).map((job) => [job.job, job]));
  let room = MOST_ROWS;
  /** @type {Row | null} */
  let prompt = null;
  /** @type {Drawn[]} */
  const kids = [];
  for (const one of [...noted].reverse()) {
    const { entry } = one;
    // What a tool was told stands in its output.
    if (state && !entry.refused && TOLD.test(verbOf(entry.line))) continue;
    const job = entry.job == null ? undefined : jobs.get(entry.job);
    // A job of another branch may have had the same number.
    const ran = job && job.started === entry.at ? job : null;
    /** @type {Drawn[]} */
    let printed = [];
    if (ran) {
      const cut = rowsOf(ran.output, ran.dropped, Math.max(1, room));
      let { rows } = cut;
      if (cut.open && ran.job === state?.foreground && ran.reads) {
        prompt = rows[rows.length - 1];
        rows = rows.slice(0, -1);
      }
      room -= rows.length;
      printed = printedBy(ran, rows, cut.before);
    }
    kids.push(described(one, printed, now));
  }
  return { kids: kids.reverse(), prompt };
}

/** @param {string} line */
function verbOf(line) {
  const [verb, operand] = line.split(' ', 2);
  return verb === 'interrupt' && operand ? '' : verb;
}

/** @type {WeakMap<Noted, { now: boolean, answered: boolean, drawn: Drawn }>} */
const before = new WeakMap();

/**
 * @param {Noted} noted
 * @param {Drawn[]} printed
 * @param {number} now
 * @returns {Drawn}
 */
function described(noted, printed, now) {
  const { entry, outcome } = noted;
  const later = entry.at > now;
  const answered = outcome !== null && outcome.text !== '' && outcome.at <= now;
  const last = before.get(noted);
  // What did not change is passed over.
  if (printed.length === 0 && last?.now === later && last.answered === answered) return last.drawn;
  const attrs = { 'data-at': entry.at, 'data-later': later };
  const kids = [...said(entry), ...(noted.page ?? [])];
  if (answered) kids.push(el('outcome', 'pre', outcome.ok ? '' : 'pg-refusal', {}, outcome.text));
  const drawn = el(String(noted.id), 'div', 'pg-entry', attrs, [...kids, ...printed]);
  if (printed.length === 0) before.set(noted, { now: later, answered, drawn });
  else before.delete(noted);
  return drawn;
}

/** @param {Entry} entry */
function said({ line, refused, output, called }) {
  const rows = line.split('\n');
  const at = refused ? pointed(line, /** @type {any} */ (refused)) : null;
  /** @type {Drawn[]} */
  const kids = [];
  for (const [index, row] of rows.entries()) {
    kids.push(el(`line ${index}`, 'pre', '', {}, [
      el('$', 'span', 'pg-dollar', {}, index === 0 ? '$ ' : '> '), el('text', 'span', '', {}, row),
    ]));
    if (at?.row === index) kids.push(el('caret', 'pre', 'pg-refusal', { 'aria-hidden': 'true' }, `  ${at.carets}`));
  }
  if (refused) kids.push(el('refused', 'pre', 'pg-refusal', {}, refused.message));
  if (output.length > 0) kids.push(el('output', 'pre', '', {}, output.join('\n')));
  if (called?.length) {
    kids.push(el('called', 'p', 'pg-called', {}, called.map(({ client, code }) => el(client, 'span', '', {}, [
      el('client', 'span', '', {}, `${client} `), el('code', 'code', '', {}, code),
    ]))));
  }
  return kids;
}

/**
 * @param {TerminalJob} job
 * @param {Row[]} rows
 * @param {number} before how many rows of it are not shown
 */
function printedBy(job, rows, before) {
  const gone = before > 0 || job.dropped > 0;
  /** @type {Drawn[]} */
  const kids = [];
  if (gone) kids.push(el('before', 'p', 'pg-comment', {}, before > 0 && job.dropped === 0 ? words.$linesBefore(before) : words.$moreBefore));
  for (const { key, pieces } of rows) {
    kids.push(el(key, 'pre', 'pg-row', { 'data-stream': pieces.every(({ stream }) => stream === 'err') && pieces.length > 0 ? 'err' : null },
      pieces.map(({ stream, text }, index) => el(String(index), 'span', '', { 'data-stream': stream }, text))));
  }
  const end = endOf(job);
  if (end !== null) kids.push(el('end', 'p', 'pg-exit', {}, end));
  const group = rows.length > 0 && job.ended !== null ? watchable(job.line) : null;
  if (group !== null) kids.push(el('watch', 'button', 'pg-quiet pg-watch-it', { type: 'button', 'data-watch': group }, words.$watch(group)));
  return kids.length > 0 ? [el('printed', 'div', 'pg-printed', { 'data-job': job.job }, kids)] : kids;
}

/**
 * What is said of its end, where it did not end as it should, and of its
 * running, where it does not have the prompt.
 * @param {TerminalJob} job
 */
function endOf({ job, ended, exit, signal, background, line }) {
  if (ended === null && signal) return signal === 'interrupt' ? '^C' : words.$toldToEnd;
  if (ended === null) return background ? `[${job}] ${words.$background(toolOf(line))}` : null;
  if (signal) return `${signal === 'interrupt' ? words.$ctrlC : words.$killed}, exit ${exit}`;
  return exit === 0 || exit === null ? null : `exit ${exit}`;
}

/**
 * The group that a line describes the offsets of, if it does.
 * @param {string} line
 */
export function watchable(line) {
  if (!/^\s*(\S*\/)?kafka-consumer-groups(\.sh)?\s/.test(line) || !/\s--describe\b/.test(line)) return null;
  if (/\s--(members|state|all-groups)\b/.test(line)) return null;
  return /\s--group[\s=]+(["']?)([^\s"']+)\1/.exec(line)?.[2] ?? null;
}
