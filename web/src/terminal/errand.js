/**
 * What comes of a click that is a tool's line: time goes on until the tool has
 * ended, and what it says went wrong is said where one clicked, with the way
 * on if there is one.
 */

import { labelOf } from '../base.js';
import { clockOf } from './clock.js';
import { busyGroup, complaintOf } from './complaint.js';
import { words } from '../texts/en/errand.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Outcome} Outcome */
/** @typedef {import('../player/playground.js').RunResult} RunResult */
/** @typedef {Pick<import('../player/player.js').Player, 'ask' | 'epoch' | 'history' | 'now' | 'play' | 'playing' | 'pause'>} Playing */
/** @typedef {Pick<RunResult, 'at' | 'job' | 'scripted'>} Ran */
/** @typedef {RunResult & { settled: Promise<Outcome | null> }} Clicked */
/** @typedef {(look: () => void) => void} Frame asks to be called with the next frame */

/**
 * How a tool ended; null where its line is not on this branch any more.
 * @param {Page} page
 * @param {Ran} ran
 */
export function ended(page, ran) {
  return awaitJob(page.player, clockOf(page), ran, (look) => void requestAnimationFrame(look), () => page.root.isConnected);
}

/**
 * @param {Playing} player
 * @param {Pick<import('./foreground.js').Lent, 'on' | 'typed' | 'update'>} clock
 * @param {Ran} ran
 * @param {Frame} frame
 * @param {() => boolean} [wanted]
 * @returns {Promise<Outcome | null>}
 */
export async function awaitJob(player, clock, ran, frame, wanted = () => true) {
  const state = () => player.ask((playground) => playground.terminal?.() ?? null);
  const front = (/** @type {ReturnType<typeof state>} */ terminal) => terminal?.jobs.find((job) => job.job === terminal.foreground) ?? null;
  await clock.typed(front(state()), player.playing && !clock.on);
  return new Promise((resolve) => {
    let seen = '';
    const look = () => {
      if (!wanted()) return resolve(null);
      const { now } = player;
      // As long as nothing has changed there is nothing to read.
      const shown = `${player.epoch} ${now} ${player.playing}`;
      if (shown === seen) return frame(look);
      seen = shown;
      const terminal = state();
      clock.update(front(terminal));
      if (!player.history.some(({ scripted }) => scripted === ran.scripted)) return resolve(null);
      const job = now < ran.at ? undefined : terminal?.jobs.find((each) => each.job === ran.job && each.started === ran.at);
      if (!job || job.ended === null) return frame(look);
      const complaint = complaintOf(job);
      resolve({ ok: complaint === null, text: complaint ?? '' });
    };
    look();
  });
}

/**
 * What can be done where a tool refused something.
 * @param {Page} page
 * @param {string} complaint
 * @param {import('../language.js').Command} command
 * @returns {{ label: string, act: () => void } | null}
 */
export function wayOn(page, complaint, command) {
  const group = busyGroup(complaint);
  if (group === null) return null;
  const act = async () => {
    const emptied = await import('./emptied.js').catch(() => null);
    if (emptied) await emptied.stopAndDo(page, group, command);
  };
  return { label: words.$stopAndDo, act: () => void act() };
}

/**
 * Says what went wrong, over the stage.
 * @param {Page} page
 * @param {string} complaint
 * @param {import('../language.js').Command} command
 */
export function complain(page, complaint, command) {
  page.say(complaint, true);
  const way = wayOn(page, complaint, command);
  if (way) page.offer(way.label, way.act);
}

/**
 * A click on the stage was a line that has an answer.
 * @param {Page} page
 * @param {import('../language.js').Command} command
 * @param {Clicked} ran
 */
export async function follow(page, command, ran) {
  // A tool says itself what came of it, in what it printed.
  const outcome = await outcomeOf(page, ran);
  if (!outcome || outcome.ok) return;
  if (ran.job == null) page.say(`${labelOf(command)}: ${outcome.text}`);
  else complain(page, outcome.text, command);
}

/**
 * What a line came to; null where that is never known.
 * @param {Page} page
 * @param {Clicked} ran
 */
export function outcomeOf(page, ran) {
  return ran.job == null ? ran.settled : ended(page, ran);
}
