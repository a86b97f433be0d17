/**
 * A saved session becomes what is shown: the engine plays it from its beginning,
 * in slices between which the page draws, and takes the place of what was shown
 * before only when all went well. Whoever waits longer than a moment sees how far
 * it is, and may stop it.
 */

import { createBreathe } from '../base.js';
import { works } from '../player/works.js';
import { words } from '../texts/en/link.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Playground} Playground */
/** @typedef {import('../player/playground.js').RunResult} RunResult */
/** @typedef {import('../player/told.js').Engine} Engine */
/** @typedef {import('../player/told.js').Given} Given */
/**
 * @typedef {object} Brought a session that was played to where it is to be shown
 * @property {Engine} engine
 * @property {Playground} playground
 * @property {{ at: number, commands: number }} opening where its scene opened, and after how many of its commands
 * @property {Map<string, RunResult>} ran by what the script has of each
 * @property {string[]} wrong what is to be said about it
 */

/** From when on it is said how far it is, and how long it may take. */
const PATIENCE_MS = 800;
const LONGEST_MS = 30_000;
/** How often it is said. */
const SAYS_MS = 250;

/**
 * Plays a saved session on an engine of its own. Rejects, and has changed
 * nothing, where the engine cannot be loaded and where the text is wrong.
 * @param {Page} page that says how far it is
 * @param {string} text
 * @param {string} what it is called: `link`, `file`, `script`, `session`
 * @returns {Promise<Brought>}
 */
export async function bring(page, text, what) {
  const { loadPlayer } = await import('../player/engine.js');
  const engine = await loadPlayer();
  const playground = engine.create(text);
  /** @type {Brought} */
  const brought = { engine, playground, opening: { at: 0, commands: 0 }, ran: new Map(), wrong: [] };
  const saved = playground.restore(text);
  brought.opening = { at: saved.at ?? 0, commands: saved.commands ?? 0 };
  const done = await play(page, brought, what);
  if (!done) brought.wrong.push(words.$takesLong(what));
  else judge(brought, saved, what);
  return brought;
}

/**
 * @param {Page} page
 * @param {Brought} brought
 * @param {string} what
 * @returns {Promise<boolean>} whether it came to its end
 */
async function play(page, { playground, ran, wrong }, what) {
  const breathe = createBreathe();
  const began = performance.now();
  let said = began + PATIENCE_MS;
  let stopped = false;
  let refused = 0;
  let told = false;
  for (;;) {
    const progress = playground.restoreOn();
    if (progress.ran?.scripted) ran.set(progress.ran.scripted, progress.ran);
    if (progress.refused) {
      refused += 1;
      if (refused === 1) wrong.push(progress.refused);
    }
    if (progress.done >= progress.of) break;
    const now = performance.now();
    if (stopped || now - began > LONGEST_MS) {
      if (told) page.quiet();
      return false;
    }
    if (now > said) {
      said = now + SAYS_MS;
      told = true;
      page.say(words.$beingOpened(what, progress.done, progress.of), true);
      page.offer(words.$stop, () => (stopped = true));
    }
    await breathe();
  }
  if (told) page.quiet();
  if (refused > 1) wrong.push(words.$moreRefused(refused - 1));
  return true;
}

/**
 * Whether one sees here what its author saw.
 * @param {Brought} brought
 * @param {{ semantics: number | null, facts: string | null }} saved
 * @param {string} what
 */
function judge({ engine, playground, wrong }, { semantics, facts }, what) {
  const same = facts === null || playground.facts() === facts;
  if (same && (semantics ?? engine.semantics) === engine.semantics) return;
  wrong.push(words.$correctedSince(what, same));
}

/**
 * Plays a saved session and shows it, unless something else was chosen meanwhile.
 * @param {Page} page
 * @param {string} text
 * @param {string} what it is called
 */
export async function bringIn(page, text, what) {
  const { epoch } = page.player;
  const brought = await bring(page, text, what);
  if (epoch !== page.player.epoch) brought.playground.free();
  else await adopt(page, brought);
}

/**
 * It takes the place of what is shown.
 * @param {Page} page
 * @param {Brought} brought
 */
export async function adopt(page, { engine, playground, opening, ran, wrong }) {
  const { player } = page;
  const [header, ...lines] = playground.script().trim().split('\n');
  /** @type {Given[]} */
  const history = lines.map((scripted, index) => {
    const { at = 0, verb = '' } = ran.get(scripted) ?? {};
    return { at, verb, scripted, own: index >= opening.commands };
  });
  await player.move((session) => {
    session.engine ??= engine;
    session.works ??= works;
    session.open(playground, header);
    session.opening = { given: history.filter((given) => !given.own), at: opening.at };
    session.moved(playground, history);
  });
  for (const { scripted } of history) {
    const result = ran.get(scripted);
    if (!result) continue;
    const { line, at, output } = result;
    page.addEntry({ line, at, output, operation: null, refused: null, settled: Promise.resolve(null), setup: true, fork: false });
  }
  if (wrong.length > 0) page.say(wrong.join(' '), true);
}
