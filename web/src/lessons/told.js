/**
 * What is told of a step, and what not yet: what comes behind a solution waits
 * until the goals before it are reached, what comes behind a question waits for
 * its answer. Items are known by their places in the step.
 */

/** @typedef {import('./lesson.js').Item} Item */
/**
 * @typedef {object} Been what has come about in a step so far
 * @property {Set<number>} reached goals
 * @property {Set<number>} answered questions
 * @property {number} hints how many were asked for
 *
 * @typedef {object} Told
 * @property {number[]} shown what is to be read
 * @property {number[]} goals of these; all that come before what waits
 * @property {number | null} asking the question that stands open
 * @property {number} hints how many there are that could be asked for now
 * @property {boolean} all whether nothing waits and all goals are reached
 */

/** How long the way to an answer takes at least and at most, in real milliseconds. */
const SHORTEST_MS = 3000;
const LONGEST_MS = 8000;

/**
 * @param {Item[]} items
 * @param {Been} been
 * @returns {Told}
 */
export function toldOf(items, { reached, answered, hints }) {
  /** @type {Told} */
  const told = { shown: [], goals: [], asking: null, hints: 0, all: false };
  const open = () => told.goals.some((goal) => !reached.has(goal));
  for (const [at, { kind }] of items.entries()) {
    if (kind === 'solution') {
      if (open()) return told;
      continue;
    }
    if (kind === 'predict' && open()) return told;
    if (kind === 'hint') {
      told.hints += 1;
      if (told.hints > hints) continue;
    }
    if (kind === 'goal') told.goals.push(at);
    told.shown.push(at);
    if (kind !== 'predict' || answered.has(at)) continue;
    told.asking = at;
    return told;
  }
  told.all = !open();
  return told;
}

/**
 * The text that answers a guess: what is said to just this one, or to all
 * others. A right one needs no more than what was written for it.
 * @param {import('./lesson.js').Predict} predict
 * @param {string | null} guess
 * @param {string | null} answer
 */
export function replyTo({ told, otherwise }, guess, answer) {
  const own = told.find((one) => one.guess === guess);
  if (own) return own.prose;
  return guess !== null && guess === answer ? [] : otherwise;
}

/**
 * How fast time goes to an instant: so that one can follow it, and need not
 * wait. A step of the speeds that there are, where one does.
 * @param {number} ms of the cluster's time
 * @param {number[]} speeds
 * @param {number} [shortest] how long it takes at least, in real milliseconds
 * @returns {{ rate: number, speed: number }} virtual milliseconds in a real one, and the speed that comes nearest
 */
export function paceOf(ms, speeds, shortest = SHORTEST_MS) {
  const fits = (/** @type {number} */ speed) => ms / speed >= shortest && ms / speed <= LONGEST_MS;
  const found = speeds.filter(fits).sort((one, other) => Math.abs(one - 1) - Math.abs(other - 1))[0];
  if (found !== undefined) return { rate: found, speed: found };
  const slow = ms / shortest < speeds[0];
  return slow ? { rate: ms / shortest, speed: speeds[0] } : { rate: ms / LONGEST_MS, speed: speeds[speeds.length - 1] };
}

/**
 * A row of a script taken apart: `@12.900+7 crash c1`.
 * @param {string} row
 * @returns {{ at: number | null, ordinal: number | null, line: string }}
 */
export function rowOf(row) {
  const found = /^@(\d+)(?:\.(\d{1,3}))?(?:\+(\d+))?(?:\s+|$)/.exec(row);
  if (!found) return { at: null, ordinal: null, line: row };
  const [whole, seconds, fraction = '', ordinal] = found;
  return {
    at: Number(seconds) * 1000 + Number(fraction.padEnd(3, '0')), ordinal: ordinal === undefined ? null : Number(ordinal),
    line: row.slice(whole.length),
  };
}
