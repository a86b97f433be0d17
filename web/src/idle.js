/** When there is time: for what nobody waits for. */

/** How long work may go on before others get their turn: half a frame. */
const SLICE_MS = 8;
/** What is not urgent is done by then, however busy the page is. */
const LATEST_MS = 3000;

/**
 * A pause for work that would take longer than a frame has room for.
 * @returns {import('./player/told.js').Breathe}
 */
export function createBreathe() {
  let began = -Infinity;
  return () => {
    if (performance.now() - began < SLICE_MS) return;
    return new Promise((goOn) => {
      setTimeout(() => {
        began = performance.now();
        goOn();
      });
    });
  };
}

/** @param {() => void} act */
export function whenIdle(act) {
  // Safari has none.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: LATEST_MS });
  else setTimeout(act, SLICE_MS);
}
