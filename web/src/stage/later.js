/** A part of the stage that only some scenes need: it is loaded when the first of them is drawn. */

/** After so long, what could not be loaded is tried again. */
const AGAIN_MS = 5000;

/**
 * @template T
 * @param {() => Promise<T>} load
 * @param {() => void} arrived
 * @returns {() => T | null | undefined} the part; null while it is on its way, undefined where it could not be loaded
 */
export function later(load, arrived) {
  /** @type {T | null | undefined} */
  let part;
  let tried = -Infinity;
  return () => {
    if (part === undefined && performance.now() - tried > AGAIN_MS) {
      tried = performance.now();
      part = null;
      load().then((loaded) => (part = loaded), () => (part = undefined)).then(arrived);
    }
    return part;
  };
}
