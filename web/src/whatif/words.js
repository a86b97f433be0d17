/** What a fault leads to, in words. */

import { clock } from '../base.js';
import { lostOf } from './bars.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../player/playground.js').WhatIfBar} Bar */
/** @typedef {import('../player/playground.js').WhatIfSeries} Series */
/** @typedef {import('../player/playground.js').WhatIfSummary} Summary */
/** @typedef {import('../player/playground.js').Instant} Instant */

/**
 * `0:13.505`, or after the third step of that millisecond `0:13.505+3`.
 * @param {Instant} instant
 */
export function instantWords({ at, ordinal }) {
  return ordinal === null ? clock(at) : `${clock(at)}+${ordinal}`;
}

/**
 * What comes of a fault at one instant.
 * @param {Bar} bar
 */
export function costOf(bar) {
  const { sum, refused, atLeast } = bar;
  if (refused !== null) return { again: '', lost: '', whole: words.$notPossible(refused) };
  const least = atLeast ? words.$least : '';
  const kinds = [[sum.skipped, words.$skipped], [sum.deleted, words.$deleted]].filter(([count]) => Number(count) > 0).map((kind) => kind.join(' '));
  const again = least + words.$doneAgain(sum.again);
  const lost = words.$never(lostOf(bar)) + (kinds.length > 0 ? ` (${kinds.join(', ')})` : '');
  return { again, lost, whole: `${again}, ${lost}` };
}

/**
 * A bar as its label has it: `8 again`, `2 never`.
 * @param {{ again: number, lost: number, atLeast?: boolean }} cost
 */
export function briefly({ again, lost, atLeast }) {
  const parts = [again > 0 ? words.$again(again) : '', lost > 0 ? words.$never(lost) : ''].filter(Boolean);
  return `${parts.join(', ') || '0'}${atLeast ? words.$atLeast : ''}`;
}

/**
 * The totals of a series in two lines, each with its worst number by itself.
 * @param {Summary} summary
 * @returns {{ instants: string, again: [string, string], lost: [string, string] }}
 */
export function totalsOf({ instants, noneAgain, noneLost, again, lost, atLeast }) {
  if (instants === 0) return { instants: '', again: [words.$noInstant, ''], lost: ['', ''] };
  const least = atLeast > 0 ? words.$least : '';
  return {
    instants: String(instants),
    again: [words.$totalAgain(instants, noneAgain, again ? least : null), again ? String(again.count) : ''],
    lost: [lost ? words.$totalLost(noneLost, least) : words.$never(0), lost ? String(lost.count) : ''],
  };
}

/**
 * What was measured, as what such a way to commit is called.
 * @param {Summary} summary
 */
export function measured({ instants, again, lost }) {
  if (instants === 0) return '';
  if (again && lost) return words.$someBoth;
  if (again) return words.$atLeastOnce;
  return lost ? words.$atMostOnce : words.$nothing;
}

/**
 * Many bars in one sentence.
 * @param {Summary} summary
 */
export function summaryWords({ instants, none, again, lost }) {
  const worst = [again && words.$worst(words.$again(again.count)), lost && words.$worst(words.$never(lost.count))].filter(Boolean);
  return [...worst, words.$none(none, instants)].join('; ');
}

/**
 * The newest of the worst.
 * @param {Summary} summary
 * @returns {{ at: Instant, again: number, lost: number } | null}
 */
export function worstOf({ again, lost }) {
  if (again && (!lost || again.count >= lost.count)) return { at: again.at, again: again.count, lost: 0 };
  return lost && { at: lost.at, again: 0, lost: lost.count };
}

/**
 * Commands of the history that are refused with another setting.
 * @param {Series['refused']} refused
 */
export function refusedWords(refused) {
  if (refused.length === 0) return '';
  const [first] = refused;
  return words.$refused(refused.length, first.line, first.why);
}
