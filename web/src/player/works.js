/**
 * What a session does with an engine: it plays scripts, runs lines, takes the
 * place of a recording, and survives a panic. A figure that only plays what was
 * recorded never loads it; it comes when the engine does.
 */

import { compose, isRefusal, labelOf, spoken } from '../base.js';
import { words } from '../texts/en/engine.js';
import { catchUp, difference } from './waking.js';

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').RunResult} RunResult */
/** @typedef {import('./playground.js').Outcome} Outcome */
/** @typedef {import('./recorded.js').Recorded} Recorded */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./told.js').Engine} Engine */
/** @typedef {import('../language.js').Command} Command */

/** How often a script that is played looks for answers: the engine keeps the last few hundred. */
const POLL_LINES = 100;

/**
 * Plays a script on an empty cluster, and goes to an instant.
 * @param {Session} session
 * @param {string} script
 * @param {number | null} at
 * @param {number} own how many of its last commands are the user's own
 */
export function load(session, script, at, own) {
  begin(session, script);
  try {
    replay(session, spoken().readScript(script).lines, at, true);
  } catch (error) {
    // A line that a panic came of is left out already, with what follows it.
    if (/** @type {any} */ (error).code !== 'panicked') poisoned(session, error, null);
  }
  for (const given of own > 0 ? session.history.slice(-own) : []) given.own = true;
  session.begun();
}

/**
 * The engine takes the place of a recording, and goes where that is. What it
 * says otherwise is told.
 * @param {Session} session
 * @param {Recorded} recorded
 * @param {Playground} playground that has caught up, or nearly so
 */
function replace(session, recorded, playground) {
  if (session.source !== recorded) return playground.free();
  playground.advance(recorded.end());
  playground.seek(recorded.now());
  const corrected = session.engine?.semantics !== recorded.recording.semantics;
  const differs = corrected ? null : difference(recorded, playground);
  session.source = playground;
  recorded.free();
  session.touch({ view: true });
  session.arrived(playground);
  session.hooks.awake?.({ difference: differs, corrected });
}

/**
 * @param {Session} session
 * @param {Command} command
 * @param {boolean} typed
 * @param {boolean} [setup] whether it is a line of the scene's script, and not a user's command
 * @returns {RunResult & { settled: Promise<Outcome | null> }}
 */
function run(session, command, typed, setup = false) {
  const { playground } = session;
  if (!playground) throw new Error('The engine is not there yet.');
  const [began, end] = [playground.now(), playground.end()];
  /** @type {RunResult} */
  let ran;
  try {
    const line = typeof command === 'string' ? command : compose(command).line;
    ran = setup ? playground.scriptLine(line) : playground.run(line);
  } catch (error) {
    const line = labelOf(command);
    if (setup) session.now = began;
    const refused = isRefusal(error) ? error : poisoned(session, error, line, setup ? line : spoken().scripted(began, line));
    session.refuse(line, refused, setup);
    throw refused;
  }
  const { at, verb, scripted } = ran;
  if (scripted !== null) session.history.splice(ran.commands - 1, Infinity, { at, verb, scripted, own: !setup });
  if (ran.forked) session.forked(at);
  const settled = session.settled(ran.operation, at, typed);
  session.touch({ view: true });
  // A script is long, and looks for answers by itself.
  if (!setup) session.arrived(playground);
  // Time that was known and in which nothing happened is taken back without a fork.
  session.hooks.command?.({ ...ran, refused: null, settled, setup, fork: ran.forked || playground.end() < end });
  return { ...ran, settled };
}

/**
 * A command that waits for its moment must not miss it, however fast we play.
 * @param {Playground} playground
 * @param {(playground: Playground) => boolean} test
 * @param {number} target
 * @returns {boolean} whether its moment came
 */
function meets(playground, test, target) {
  while (playground.now() < target) {
    playground.advance(Math.min(target, Math.max(playground.nextDue() ?? target, playground.now() + 1)));
    if (test(playground)) return true;
  }
  return false;
}

/**
 * A panic has spoilt the instance. A new one takes its place, with the
 * history up to but without the line that it stumbled over: the one that was
 * being run, or else the last.
 * @param {Session} session
 * @param {unknown} error
 * @param {string | null} line
 * @param {string | null} [row] the line as the script would have it
 */
function poisoned(session, error, line, row = line) {
  const message = error instanceof Error ? error.message : String(error);
  const { now, header, history } = session;
  const lines = history.map((given) => given.scripted);
  const dropped = line ?? lines.at(-1) ?? null;
  const report = session.scriptOf(row === null ? lines : [...lines, row]);
  if (line === null) lines.pop();
  session.halt();
  try {
    // An empty history that cannot be shown will not be shown at the next attempt.
    if (dropped === null) throw error;
    begin(session, header);
    replay(session, lines, line === null ? 0 : now, false);
    session.history.forEach((given, index) => { given.own = history[index].own; });
  } catch {
    // The rest of the history cannot be played either: an empty cluster is better than none.
    try {
      begin(session, header);
    } catch {
      session.close();
    }
    if (dropped === null) session.close();
  }
  session.hooks.failure?.({ message, line: dropped, script: report });
  return Object.assign(new Error(words.$leftOut(message)), { code: 'panicked' });
}

/**
 * @param {Session} session
 * @param {string} script whose header says what cluster it wants
 */
function begin(session, script) {
  const { create } = /** @type {Engine} */ (session.engine);
  /** @type {Error | null} */
  let refused = null;
  /** @type {Playground} */
  let playground;
  try {
    playground = create(script);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    refused = new Error(error.message);
    playground = create('');
  }
  session.open(playground, playground.script().trim());
  if (refused) session.refuse("# the script's header", refused, true);
}

/**
 * @param {Session} session
 * @param {string[]} lines
 * @param {number | null} at
 * @param {boolean} told
 */
function replay(session, lines, at, told) {
  for (const [index, line] of lines.entries()) {
    try {
      if (told) run(session, line, false, true);
      else again(session, line);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    if (index % POLL_LINES === 0 && session.source) session.arrived(session.source);
  }
  const playground = /** @type {Playground} */ (session.playground);
  const now = playground.now();
  if (at !== null && at < now) playground.seek(Math.floor(at));
  // Also where time stands, what is due with the last line is to happen.
  else playground.advance(Math.floor(at ?? now));
  session.arrived(playground);
}

/**
 * @param {Session} session
 * @param {string} line of the history, run on an engine that takes the place of a spoilt one
 */
function again(session, line) {
  const { at, verb, scripted } = /** @type {Playground} */ (session.playground).scriptLine(line);
  if (scripted !== null) session.history.push({ at, verb, scripted, own: true });
}

/** What a session that has an engine is given. */
export const works = { catchUp, load, meets, poisoned, replace, run };
