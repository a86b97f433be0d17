/**
 * What somebody has done of the lessons. It is kept in this browser and is sent
 * nowhere.
 */

/**
 * @typedef {object} Progress
 * @property {string[]} done the lessons that were gone through to their end
 * @property {Record<string, string>} at the step that was reached in each
 */

const KEPT = 'kafka-playground-lessons';
/** As many lessons as are remembered: those of others count, too. */
const MOST = 200;

/**
 * What the browser has is read as what it is, a text from a stranger.
 * @param {string | null} text
 * @returns {Progress}
 */
export function readProgress(text) {
  try {
    const { done, at } = JSON.parse(text ?? '{}') ?? {};
    return {
      done: Array.isArray(done) ? done.filter((id) => typeof id === 'string').slice(-MOST) : [],
      at: Object.fromEntries(Object.entries(at ?? {}).filter(([, step]) => typeof step === 'string').slice(-MOST)),
    };
  } catch {
    return { done: [], at: {} };
  }
}

/**
 * @param {Progress} progress
 * @param {string} id
 * @param {string} step
 * @returns {Progress}
 */
export function reached({ done, at }, id, step) {
  const { [id]: _, ...others } = at;
  return { done, at: { ...others, [id]: step } };
}

/**
 * @param {Progress} progress
 * @param {string} id
 * @returns {Progress}
 */
export function finished({ done, at }, id) {
  const { [id]: _, ...others } = at;
  return { done: [...done.filter((other) => other !== id), id], at: others };
}

/**
 * @param {Progress} progress
 * @param {string} id
 * @returns {'done' | 'begun' | 'new'}
 */
export function stateOf({ done, at }, id) {
  if (done.includes(id)) return 'done';
  return Object.hasOwn(at, id) ? 'begun' : 'new';
}

/**
 * The lesson that is proposed: the first that is not done.
 * @param {Progress} progress
 * @param {{ id: string }[]} list
 */
export function proposed({ done }, list) {
  return list.find(({ id }) => !done.includes(id))?.id ?? null;
}

export function recall() {
  try {
    return readProgress(localStorage.getItem(KEPT));
  } catch {
    return readProgress(null);
  }
}

/**
 * What another tab did meanwhile stays.
 * @param {(progress: Progress) => Progress} change
 */
export function keep(change) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(change(recall())));
  } catch {
    // Then it is not kept.
  }
}
