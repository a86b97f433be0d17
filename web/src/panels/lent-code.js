/**
 * Programs that stand in the Code tab in the place of those that are made of
 * the machines' settings: a lesson brings its own.
 */

/** @typedef {{ language: string, name: string, machine: string, lines: { text: string, step: string | null }[] }} Program */
/** @typedef {{ note: (machine: string) => string, programs: Program[] }} Lent */

/** @type {WeakMap<HTMLElement, Lent>} */
const lent = new WeakMap();

/**
 * @param {HTMLElement} root of the playground
 * @param {Lent | null} what
 */
export function lendCode(root, what) {
  if (what) lent.set(root, what);
  else lent.delete(root);
}

/** @param {HTMLElement} root */
export function lentCode(root) {
  return lent.get(root) ?? null;
}
