/**
 * What a lesson does with the stage: it sets it, lets time go on to an instant,
 * shows a way to do something, and asks the engine what holds. What a learner
 * presses and what is shown to him are commands as all others.
 */

import { SPEEDS, tell } from '../base.js';
import { park, startOver, unpark } from '../player/trees.js';
import { paceOf, rowOf } from './told.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/story.js').Story} Story */
/** @typedef {import('../player/playground.js').Playground} Playground */
/** @typedef {import('./lesson.js').Step} Step */

/** How far ahead an answer is looked for. */
const AHEAD_MS = 300_000;
/** Why time is in these hands, and not in the player's. */
const HELD = 'lesson';
/** The most real time that one frame may make up for. */
const FRAME_LIMIT_MS = 100;

export class Acting {
  /** What is shown for the lesson. @type {Story | null} */ #story = null;
  /** What the stage was set with, as the engine has it. */ #base = '';
  /** How often the stage is just being set. */ #setting = 0;
  /** Changes with each way that time is to go: the last one counts. */ #going = 0;
  /** What was on the stage before something else is shown for a while. @type {import('../player/trees.js').Parked | null} */ #parked = null;

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Whether what is shown is still what the lesson has set. */
  get stands() {
    return this.#setting > 0 || (this.#story !== null && this.page.story === this.#story);
  }

  /** Whether something else is shown for a while. */
  get aside() {
    return this.#parked !== null;
  }

  /**
   * Goes on with what another one has set, on a page that shows it still.
   * @param {Acting} other
   * @returns {boolean} whether it is shown still
   */
  goOn(other) {
    if (other.#story === null || other.#parked || other.#setting > 0 || this.page.story !== other.#story) return false;
    other.stop();
    this.#story = other.#story;
    this.#base = other.#base;
    return true;
  }

  /**
   * What is shown is called otherwise.
   * @param {string} title
   */
  rename(title) {
    if (!this.#story) return;
    this.#story.title = title;
    this.page.showScene(this.#story);
  }

  /**
   * Sets the stage as a step begins, and stands there.
   * @param {Step} step
   * @param {string} title
   * @returns {Promise<void>} rejects with what to do about it where that cannot be done
   */
  begin({ script, at }, title) {
    this.#going += 1;
    this.#forget();
    this.#wait(1);
    return new Promise((resolve, reject) => {
      const nothing = async () => {};
      /** @type {Story} */
      const story = {
        name: '', title, values: false, about: null, script, at, recording: null, plays: false, readJournal: nothing, readAbout: nothing,
        open: async ({ player }) => {
          try {
            await player.load(script, at);
            this.#base = this.#given();
            resolve();
          } catch (error) {
            this.page.say(/** @type {Error} */ (error).message, true);
            reject(error);
          } finally {
            this.#wait(-1);
          }
          return true;
        },
      };
      this.#story = story;
      this.page.show(story);
    });
  }

  /**
   * The step begins again; what was done in it is kept, as where a scene is started over.
   * @param {Step} step
   * @param {string} title
   */
  async again(step, title) {
    this.#going += 1;
    await this.back();
    if (!this.stands || this.#given() !== this.#base) return this.begin(step, title);
    await this.page.player.pause();
    await this.page.player.move(startOver);
  }

  /**
   * What holds now; null where nobody can say.
   * @param {string[]} predicates
   * @returns {boolean[] | null}
   */
  judge(predicates) {
    if (predicates.length === 0) return [];
    const judged = this.#ask((playground) => playground.judge(predicates.join('\n')));
    return judged?.map(({ holds }) => holds) ?? null;
  }

  /**
   * Tells the page around the element of a goal that was reached.
   * @param {{ lesson: string | null, step: string | undefined, goal: string }} goal
   */
  tell(goal) {
    const { host } = /** @type {ShadowRoot} */ (this.page.root.getRootNode());
    tell(host, 'goal', { ...goal, at: this.page.player.now / 1000 });
  }

  /** @param {string} fact */
  fact(fact) {
    return this.#ask((playground) => playground.fact(fact));
  }

  /**
   * Time goes on to where something holds, so that one can follow it.
   * @param {string} predicate
   * @returns {Promise<'there' | 'never' | 'stopped'>}
   */
  async see(predicate) {
    const { player } = this.page;
    await player.pause();
    const found = this.#ask((playground) => playground.reach(predicate, AHEAD_MS));
    if (!found) return 'never';
    if (!(await this.travel(found.at, found.ordinal))) return 'stopped';
    // What was done later, and is done again on the way, may have kept it from happening.
    return this.judge([predicate])?.[0] ? 'there' : 'stopped';
  }

  /**
   * What a step's solutions do, on the timeline, up to the end of the last.
   * @param {Step} step
   * @param {string} title
   * @param {(line: string) => void} did is told what was done, and, without a line, that the end of a solution has come
   */
  async show(step, title, did) {
    const { player } = this.page;
    this.#going += 1;
    await this.back();
    await player.pause();
    // What was done here would be done once more on the way: it goes on from where nothing was.
    if (!this.stands || this.#given() !== this.#base) await this.begin(step, title);
    else if (player.history.some(({ own }) => own)) await player.move(startOver);
    else await player.seek(step.at);
    for (const item of step.items) {
      if (item.kind !== 'solution') continue;
      for (const row of item.rows) if (!(await this.#play(row, did))) return;
      if (!(await this.travel(item.at, null, 0))) return;
      did('');
    }
  }

  /**
   * @param {string} row of a solution
   * @param {(line: string) => void} did
   * @returns {Promise<boolean>} whether it was done
   */
  async #play(row, did) {
    const { at, ordinal, line } = rowOf(row);
    if (at !== null && !(await this.travel(at, ordinal, 0))) return false;
    if (line === '') return true;
    try {
      await this.page.player.run(line);
    } catch (error) {
      this.page.say(`${line}: ${/** @type {Error} */ (error).message}`, true);
      return false;
    }
    did(line);
    return true;
  }

  /**
   * Time goes on to an instant, at a pace that one can follow; whoever pauses or
   * does something meanwhile has stopped it.
   * @param {number} at
   * @param {number | null} [ordinal] after how many of its millisecond's steps; after all of them where it is not said
   * @param {number} [shortest] how long the way takes at least, in real milliseconds
   * @returns {Promise<boolean>} whether it came there
   */
  async travel(at, ordinal = null, shortest = undefined) {
    const { player } = this.page;
    const mine = ++this.#going;
    await player.pause();
    const began = player.now;
    if (at <= began && ordinal === null) return true;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches || at - began < 1;
    const { speed: before } = player;
    const { rate, speed } = paceOf(at - began, SPEEDS, shortest);
    const { epoch } = player;
    if (!still) {
      player.setSpeed(speed);
      player.hold(HELD, true);
      await player.play();
    }
    const current = () => mine === this.#going && player.epoch === epoch && (still || (player.playing && !player.scrubbing));
    let last = performance.now();
    let there = still ? at : began;
    while (!still && there < at && current()) {
      await frame();
      const now = performance.now();
      there = Math.min(at, there + Math.min(FRAME_LIMIT_MS, now - last) * rate);
      last = now;
      if (!current()) break;
      await player.move((session) => advance(session, there));
      // Somebody went elsewhere, or there is no room for more events.
      if (Math.floor(player.now) !== Math.floor(there)) this.#going += 1;
    }
    const arrived = current();
    if (!still) {
      if (mine === this.#going) player.setSpeed(before);
      await player.pause();
      player.hold(HELD, false);
    }
    if (arrived) await player.move((session) => arrive(session, at, ordinal));
    return arrived;
  }

  /** Nothing goes on by itself any more. */
  stop() {
    this.#going += 1;
  }

  /**
   * Something is played apart from what is shown, which comes back as it was.
   * @param {string} script
   * @param {number} until
   * @param {() => void} shown
   */
  async proof(script, until, shown) {
    const { player } = this.page;
    await this.back();
    await player.pause();
    this.#parked = await player.move(park);
    if (!this.#parked) return;
    shown();
    await player.load(script, 0);
    await this.travel(until);
  }

  /** What was shown before comes back. */
  async back() {
    const parked = this.#parked;
    if (!parked) return;
    this.#parked = null;
    this.#going += 1;
    const { player } = this.page;
    await player.pause();
    await player.move((session) => unpark(session, parked));
  }

  dispose() {
    this.#going += 1;
    this.#forget();
  }

  /**
   * What is on the stage until then belongs to something else; where the engine
   * has to come first, that is said.
   * @param {1 | -1} by
   */
  #wait(by) {
    this.#setting += by;
    const waits = this.#setting > 0;
    this.page.root.toggleAttribute('data-lesson-waits', waits);
    if (!this.page.player.isAwake || !waits) this.page.awaitEngine(waits);
  }

  #forget() {
    this.#parked?.playground.free();
    this.#parked = null;
  }

  /** What the stage was set with of what is shown. */
  #given() {
    return this.page.player.history.filter((given) => !given.own).map((given) => given.scripted).join('\n');
  }

  /**
   * @template T
   * @param {(playground: Playground) => T} what
   */
  #ask(what) {
    return this.page.player.ask((playground) => ('judge' in playground ? what(playground) : null));
  }
}

/**
 * @param {import('../player/session.js').Session} session
 * @param {number} to
 */
function advance(session, to) {
  const { playground } = session;
  if (!playground) return;
  const target = Math.floor(to);
  if (target > playground.now()) playground.advance(target);
  session.now = to;
  session.arrived(playground);
}

/**
 * @param {import('../player/session.js').Session} session
 * @param {number} at
 * @param {number | null} ordinal
 */
function arrive(session, at, ordinal) {
  const { playground } = session;
  if (!playground) return;
  if (at > playground.now()) playground.advance(at);
  const branch = playground.branches().find((one) => one.present)?.id;
  if (branch !== undefined && (ordinal !== null || at < playground.now())) playground.go(branch, at, ordinal ?? undefined);
  session.now = playground.now();
  session.arrived(playground);
}

function frame() {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
