/**
 * Time goes on at once to where something happens: in slices between which the
 * page draws, so that one sees where it is and can stop it.
 */

import { clock, createBreathe } from '../base.js';
import { words } from '../texts/en/skip.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Playground} Playground */
/** @typedef {import('../player/playground.js').Awaited} Awaited */

/** How far ahead it is looked at most, and how much time passes at most between two looks at the clock. */
const AHEAD_MS = 3_600_000;
const SLICE_MS = 1000;
/** How often it is said where it is, in real milliseconds. */
const TOLD_MS = 250;

/**
 * @param {Page} page
 * @param {Awaited} kind
 * @param {string} label
 */
export async function skipToNext(page, kind, label) {
  const until = Math.floor(page.player.now) + AHEAD_MS;
  const ended = await goOn(page, until, words.$next(label), (playground, to) => playground.skip(kind, to) !== null);
  if (ended === 'over') page.say(words.$none(label));
}

/**
 * @param {Page} page
 * @param {number} at in milliseconds
 */
export async function skipTo(page, at) {
  const { player } = page;
  const { playing } = player;
  const ended = await goOn(page, at, clock(at), (playground, to) => {
    playground.advance(to);
    return false;
  });
  if (playing && ended === 'over') await player.play();
}

/**
 * @param {Page} page
 * @param {number} until
 * @param {string} where what is looked for, in words
 * @param {(playground: Playground, to: number) => boolean} slice lets time go on to an instant, or to what is looked for, which ends it
 * @returns {Promise<'found' | 'over' | 'stopped'>}
 */
async function goOn(page, until, where, slice) {
  const { player } = page;
  try {
    await player.awake();
  } catch (error) {
    page.say(/** @type {Error} */ (error).message, true);
    return 'stopped';
  }
  await player.pause();
  const { epoch } = player;
  const breathe = createBreathe();
  const began = performance.now();
  let told = began;
  /** @type {'found' | 'over' | 'stopped' | null} */
  let ended = null;
  let reached = -1;
  const stop = () => {
    ended = 'stopped';
  };
  while (ended === null) {
    const found = await player.move((session) => {
      const { playground } = session;
      // Somebody did something else meanwhile, or there is no room for more events.
      if (!playground || session.epoch !== epoch || player.playing) return 'stopped';
      const before = playground.now();
      if (reached >= 0 && before !== reached) return 'stopped';
      if (before >= until) return 'over';
      const hit = slice(playground, Math.min(until, before + SLICE_MS));
      reached = playground.now();
      session.now = reached;
      session.arrived(playground);
      return hit ? 'found' : reached === before ? 'stopped' : null;
    });
    ended ??= found;
    if (performance.now() - told > TOLD_MS) {
      told = performance.now();
      page.tell(words.$onTheWay(where, clock(player.now)), [{ label: words.$stop, act: stop }]);
    }
    await breathe();
  }
  page.tell('');
  return ended;
}

