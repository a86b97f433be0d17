/**
 * What is done on the stage, as rows of a lesson. All of them come from the
 * script of what was played: none is made up.
 */

import { rowOf } from '../lessons/told.js';

/** @typedef {{ header: string, rows: { at: number, row: string }[] }} Script */

/**
 * An instant as rows begin with it: `@12.480`.
 * @param {number} ms since the start
 */
export function instantOf(ms) {
  const whole = Math.max(0, Math.floor(ms));
  const fraction = whole % 1000;
  return `@${Math.floor(whole / 1000)}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`;
}

/**
 * A script up to an instant. A row without an instant is run where the one
 * before it is.
 * @param {string} script
 * @param {number} until in milliseconds since the start
 * @returns {Script}
 */
export function upTo(script, until) {
  const [header = '', ...lines] = script.trim().split('\n');
  let now = 0;
  const rows = lines.filter((row) => row.trim() !== '').map((row) => ({ at: (now = rowOf(row).at ?? now), row }));
  return { header, rows: rows.filter(({ at }) => at <= until) };
}

/**
 * What leads to an instant, as a scene: one begins there.
 * @param {string} script
 * @param {number} now
 */
export function sceneOf(script, now) {
  const { header, rows } = upTo(script, now);
  return [header, ...rows.map(({ row }) => row), ...ending(rows, 0, now)].join('\n');
}

/**
 * What was done since, as a solution: its rows, and where it ends.
 * @param {Script} before how it was when that began
 * @param {number} since when that was
 * @param {string} script
 * @param {number} now
 * @returns {string[] | null} null where something else is shown now, or one has gone back to before
 */
export function recorded(before, since, script, now) {
  const after = upTo(script, now);
  const same = before.header === after.header && before.rows.every(({ row }, at) => after.rows[at]?.row === row);
  if (!same || Math.floor(now) < Math.floor(since)) return null;
  const rows = after.rows.slice(before.rows.length);
  return [...rows.map(({ row }) => row), ...ending(rows, Math.floor(since), now)];
}

/**
 * The lines of some rows, without their instants.
 * @param {string[]} rows
 */
export function commandsOf(rows) {
  return rows.map((row) => rowOf(row).line).filter((line) => line !== '');
}

/**
 * The last row is an instant alone where time went on.
 * @param {{ at: number }[]} rows
 * @param {number} since
 * @param {number} now
 */
function ending(rows, since, now) {
  return Math.floor(now) > (rows.at(-1)?.at ?? since) ? [instantOf(now)] : [];
}
