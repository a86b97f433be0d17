/**
 * What Kafka does with a group that has no members only: its members are
 * stopped, when the group is Empty the line runs, and then they can be started
 * again. Each is a line of the history, and all takes the time that it takes.
 */

import { say } from '../base.js';
import { complain, ended } from './errand.js';
import { words } from '../texts/en/errand.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./errand.js').Ran} Ran */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {Pick<import('../player/player.js').Player, 'ask' | 'history' | 'runWhen' | 'waiting'>} Waiting */

/**
 * The machines that are in a group, or will be: as long as one of them runs it
 * does not stay Empty. A tool that consumes is one.
 * @param {View | null} view
 * @param {string} group
 */
export function runningIn(view, group) {
  const machines = (view?.consumers ?? []).filter((each) => each.group === group && each.machine.status === 'running').map(({ machine }) => machine);
  return machines.map((machine) => ({ name: machine.name, tool: 'tool' in machine }));
}

/**
 * Whether a group has no members.
 * @param {View} view
 * @param {string} group
 */
export function isEmpty(view, group) {
  const state = view.groups.find(({ id }) => id === group)?.state ?? 'Dead';
  return state === 'Empty' || state === 'Dead';
}

/**
 * Plays until a group is Empty and runs a line there.
 * @param {Waiting} player
 * @param {string} group
 * @param {import('../language.js').Command} command
 * @param {(look: () => void) => void} frame
 * @returns {Promise<Ran | null>} null where somebody paused or went elsewhere, or the line was refused
 */
export function whenEmpty(player, group, command, frame) {
  const before = player.history.length;
  player.runWhen((playground) => isEmpty(playground.view(1), group), command);
  return new Promise((resolve) => {
    const look = () => {
      if (player.waiting) return frame(look);
      // It is the newest line now, or time has not come to it.
      const given = player.history.at(-1);
      const job = player.ask((playground) => playground.terminal?.(0).jobs.at(-1)?.job ?? null);
      resolve(given && player.history.length > before ? { ...given, job } : null);
    };
    frame(look);
  });
}

/**
 * @param {Page} page
 * @param {string} group
 * @param {import('../language.js').Command} command
 */
export async function stopAndDo(page, group, command) {
  const { player } = page;
  const played = player.playing;
  const members = runningIn(page.view, group);
  try {
    for (const { name, tool } of members) await player.run(say(tool ? 'interrupt' : 'stop', name));
  } catch (error) {
    return page.say(/** @type {Error} */ (error).message);
  }
  const names = members.map(({ name }) => name);
  const leaving = names.length > 0 ? words.$leaving(words.$list(names), names.length, group) : words.$nobody(group);
  page.say(leaving, true);
  page.offer(words.$giveUp, () => void player.pause());
  const ran = await whenEmpty(player, group, command, (look) => void requestAnimationFrame(look));
  const outcome = ran && await ended(page, ran);
  if (!played) await player.pause();
  const stopped = members.filter(({ tool }) => !tool).map(({ name }) => name);
  const still = stopped.length > 0 ? words.$still(words.$list(stopped), stopped.length) : '';
  if (outcome && !outcome.ok) complain(page, outcome.text, command);
  else page.say((outcome ? words.$done : words.$notDone) + still, true);
  if (stopped.length > 0) page.offer(words.$startAgain, () => void startAgain(page, stopped));
}

/**
 * @param {Page} page
 * @param {string[]} names
 */
async function startAgain(page, names) {
  const { player } = page;
  page.quiet();
  try {
    for (const name of names) await player.run(say('start', name));
  } catch (error) {
    return page.say(/** @type {Error} */ (error).message);
  }
  await player.play();
}
