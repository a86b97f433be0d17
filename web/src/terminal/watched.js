/** Which group's offsets are shown beside the stage: the view's own state, which links keep. */

/** @type {WeakMap<HTMLElement, string>} */
const watched = new WeakMap();

/**
 * @param {HTMLElement} root of a playground
 * @returns {string | null}
 */
export function watchedIn(root) {
  return watched.get(root) ?? null;
}

/**
 * @param {HTMLElement} root
 * @param {string | null} group
 */
export function setWatched(root, group) {
  if (group === null) watched.delete(root);
  else watched.set(root, group);
}
