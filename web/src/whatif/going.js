/** Going to an instant that was tried, and doing there what was tried. */

import { labelOf } from '../base.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Instant} Instant */
/** @typedef {import('../player/told.js').Given} Given */
/** @typedef {{ branch: number, history: Given[], epoch: number }} Asking where it was asked */

/**
 * Where the page is: to be asked before the instants are tried.
 * @param {Page['player']} player
 * @returns {Asking}
 */
export function placeOf(player) {
  const branches = player.ask((playground) => playground.branches()) ?? [];
  return { branch: branches.find((one) => one.present)?.id ?? 0, history: [...player.history], epoch: player.epoch };
}

/**
 * Goes to an instant of the branch that was asked about, does it there, which
 * begins a branch where there is a future, and lets time go on.
 * @param {Page} page
 * @param {Asking} asking
 * @param {Instant} instant
 * @param {import('../language.js').Command} fault
 */
export async function goAndDo(page, { branch, history }, { at, ordinal }, fault) {
  const { player } = page;
  await player.pause();
  const there = await player.move((session) => {
    const { playground } = session;
    if (!playground?.go(branch, at, ordinal ?? undefined)) return false;
    session.moved(playground, history);
    return true;
  });
  if (!there) return page.say(`The branch on which ${labelOf(fault)} was tried is not kept any more.`);
  await page.command(fault);
  void player.play();
}
