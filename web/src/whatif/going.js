/** Going to an instant that was tried, and doing there what was tried. */

import { labelOf } from '../base.js';
import { goTo, presentOf } from '../player/moves.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Instant} Instant */

/**
 * The branch that is shown: the instants that are tried are its.
 * @param {Page['player']} player
 */
export function branchOf(player) {
  return presentOf(player.ask((playground) => playground.branches()) ?? [])?.id ?? 0;
}

/**
 * Goes to an instant of a branch, does it there, which begins a branch where
 * there is a future, and lets time go on.
 * @param {Page} page
 * @param {number} branch
 * @param {Instant} instant
 * @param {import('../language.js').Command} fault
 */
export async function goAndDo(page, branch, { at, ordinal }, fault) {
  const { player } = page;
  if (!await goTo(player, { branch, at, ordinal })) return page.say(words.$notKept(labelOf(fault)));
  await page.command(fault);
  void player.play();
}
