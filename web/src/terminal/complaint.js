/**
 * What a tool says went wrong. Kafka's tools say so with their exit status, or
 * only in what they print: a reset that is refused exits with 0.
 */

/** @typedef {import('../player/playground.js').TerminalJob} TerminalJob */

/** Where an explanation of all options begins, what a stack trace goes on with, and what is no fault. */
const OPTIONS = /^Option\s+Description\s*$/;
const BESIDE = /^(Caused by: |WARN(ING)?: )/;
/** What a line of an output begins or ends with that says a fault although the exit status does not. */
const FAULT = /^Error: |\terror: /;
/** So many lines are said beside what was clicked; all of them are in the terminal. */
const MOST = 6;

/**
 * In Kafka's words; null where nothing went wrong.
 * @param {Pick<TerminalJob, 'exit' | 'output'>} job that has ended
 * @returns {string | null}
 */
export function complaintOf({ exit, output }) {
  const lines = output.filter(({ stream }) => stream !== 'in').map(({ text }) => text).join('').split('\n');
  if (exit === 0 || exit === null) {
    const from = lines.findIndex((line) => FAULT.test(line));
    if (from === -1) return null;
    const to = lines.findIndex((line, index) => index > from && line.trim() === '');
    return said(lines.slice(from, to === -1 ? undefined : to));
  }
  const table = lines.findIndex((line) => OPTIONS.test(line));
  return said(lines.slice(0, table === -1 ? undefined : table)) || `exit ${exit}`;
}

/** @param {string[]} lines */
function said(lines) {
  return lines.filter((line) => line.trim() !== '' && !BESIDE.test(line)).slice(0, MOST).join('\n');
}

/**
 * The group that has members, where that is why it was refused.
 * @param {string} complaint
 * @returns {string | null}
 */
export function busyGroup(complaint) {
  const found = /the group '(.*)' is inactive, but the current state is /.exec(complaint)
    ?? /Group '(.*)' could not be deleted due to: \S*GroupNotEmptyException/.exec(complaint);
  return found?.[1] ?? null;
}
