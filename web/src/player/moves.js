/**
 * Moves in the tree of a history: to another branch, back before what was done
 * last, and forth to it again. Each is asked of the engine, and what is shown
 * follows it. Loaded with the page's timeline.
 */

/** @typedef {import('./playground.js').Playground} Playground */
/** @typedef {import('./playground.js').Branch} Branch */
/** @typedef {import('./player.js').Player} Player */
/** @typedef {import('./session.js').Session} Session */
/** @typedef {import('./told.js').Given} Given */
/** @typedef {import('./playground.js').Instant & { branch: number }} Place of a branch */

/** @param {readonly Branch[]} branches */
export function presentOf(branches) {
  return branches.find((branch) => branch.present);
}

/**
 * Goes to a place; answers whether its branch is kept.
 * @param {Player} player
 * @param {Place} place
 */
export async function goTo(player, { branch, at, ordinal }) {
  return (await moved(player, (playground) => playground.go(branch, at, ordinal ?? undefined))) === true;
}

/**
 * Goes back before the last thing that the user did up to now, to a branch
 * without it, so that time that goes on does not repeat it; null where there is
 * nothing.
 * @param {Player} player
 */
export function undo(player) {
  return moved(player, (playground, session) => playground.undo(session.opening.given.length));
}

/**
 * Returns to the branch with what was undone last.
 * @param {Player} player
 */
export function redo(player) {
  return moved(player, (playground) => playground.redo());
}

/**
 * @template T
 * @param {Player} player
 * @param {(playground: Playground, session: Session) => T | null} how
 * @returns {Promise<T | null>}
 */
async function moved(player, how) {
  await player.awake();
  await player.pause();
  return player.move((session) => {
    const { playground } = session;
    const answer = playground && how(playground, session);
    if (playground && answer) session.moved(playground, givenOn(session, playground));
    return answer;
  });
}

/**
 * The commands of the branch that is the present one now, as its script has them.
 * @param {Session} session
 * @param {Playground} playground
 * @returns {Given[]}
 */
function givenOn(session, playground) {
  const lines = playground.script().split('\n').slice(1).filter(Boolean);
  return lines.map((scripted, index) => {
    const [, seconds, verb] = /^@(\d+\.\d+)\S* (\S+)/.exec(scripted) ?? ['', '0', ''];
    return { at: Math.round(Number(seconds) * 1000), verb, scripted, own: index >= session.opening.given.length };
  });
}
