/**
 * Ways back to the beginning, and to what was done before. Starting over is a
 * move in a history's tree, which keeps what was left; and what was done in a
 * scene is kept while another one is shown. Loaded when somebody starts over,
 * or leaves a scene in which something was done.
 */

import { words } from '../texts/en/trees.js';
import { load } from './works.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./player.js').Player} Player */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./told.js').Given} Given */
/**
 * @typedef {import('./playground.js').Instant & { branch: number, history: Given[] }} Left a place of a branch, and what was given there
 * @typedef {{ playground: Playground, header: string, history: Given[], opening: Session['opening'] }} Parked
 */

/** Of so many scenes that were left it is kept what was done in them: each is an engine of its own. */
const PARKED = 2;

export class Trees {
  /** What was done in other scenes, by their names. @type {Map<string, Parked>} */ #parked = new Map();

  /** @param {Player} player */
  constructor(player) {
    this.player = player;
  }

  /**
   * Goes to where the scene opened, with no more than it had given itself.
   * @returns {Promise<(() => Promise<void>) | null>} what leads back, where something was left that the user did
   */
  async startOver() {
    const { player } = this;
    const own = player.history.some((given) => given.own);
    await player.pause();
    const left = await player.move(startOver);
    if (!left || !own) return null;
    return async () => {
      await player.pause();
      await player.move((session) => goBack(session, left));
    };
  }

  /**
   * One scene is left for another.
   * @param {string} from
   * @param {string} to
   * @returns {Promise<boolean>} whether something was done in the other one, and it is shown as it was left
   */
  async change(from, to) {
    if (from === to) return false;
    const { player } = this;
    if (from && player.history.some((given) => given.own)) {
      const parked = await player.move(park);
      if (parked) this.#parked.set(from, parked);
    }
    const parked = this.#parked.get(to);
    this.#parked.delete(to);
    for (const name of [...this.#parked.keys()].slice(0, -PARKED)) this.#forget(name);
    if (parked) await player.move((session) => unpark(session, parked));
    return parked !== undefined;
  }

  /**
   * Says that what was done is kept, and how to come to it.
   * @param {import('../page.js').Page} page
   * @param {() => Promise<void>} back
   */
  offer(page, back) {
    page.say(words.$startedOver, true);
    page.offer(words.$goBack, () => {
      page.quiet();
      void back();
    });
  }

  dispose() {
    for (const name of this.#parked.keys()) this.#forget(name);
  }

  /** @param {string} name */
  #forget(name) {
    this.#parked.get(name)?.playground.free();
    this.#parked.delete(name);
  }
}

/**
 * @param {Session} session
 * @returns {Left | null} what was left; null where no engine knows the way back
 */
export function startOver(session) {
  const { given, at } = session.opening;
  const { playground } = session;
  if (!playground) {
    session.guard((source) => session.go(source, at));
    return null;
  }
  const branch = playground.branches().find((one) => one.present)?.id ?? 0;
  const left = { ...playground.instant(), branch, history: [...session.history] };
  if (playground.startOver(given.length, at)) {
    session.moved(playground, given);
    return left;
  }
  // The first branch was forgotten: what led here is given again.
  load(session, [session.header, ...given.map((each) => each.scripted), ''].join('\n'), at, 0);
  return null;
}

/**
 * @param {Session} session
 * @param {Left} left
 */
function goBack(session, { branch, at, ordinal, history }) {
  const { playground } = session;
  if (playground?.go(branch, at, ordinal ?? undefined)) session.moved(playground, history);
}

/**
 * Takes away what is shown; null where it is no engine's.
 * @param {Session} session
 * @returns {Parked | null}
 */
export function park(session) {
  const { header, history, opening } = session;
  const playground = session.take();
  return playground && { playground, header, history: [...history], opening };
}

/**
 * @param {Session} session
 * @param {Parked} parked
 */
export function unpark(session, { playground, header, history, opening }) {
  session.open(playground, header);
  session.opening = opening;
  session.moved(playground, history);
}
