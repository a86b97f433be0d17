/**
 * Hover or focus on a thing lights up the same thing everywhere else, and so
 * does picking it. Whoever draws things anew asks for it by the event `relight`.
 */

import { adopt } from '../base.js';
import { css } from '../styles/light.js';

/**
 * @param {HTMLElement} host
 * @param {() => string | null} picked
 * @returns {() => void} how to stop
 */
export function createLight(host, picked) {
  const root = /** @type {ShadowRoot} */ (host.shadowRoot);
  const gone = new AbortController();
  const { signal } = gone;
  adopt(root, css);
  const thingOf = (/** @type {Element | null | undefined} */ element) => element?.closest('[data-thing]')?.getAttribute('data-thing') ?? null;
  // It comes when somebody is there already.
  let lit = thingOf([...root.querySelectorAll(':hover, :focus')].at(-1));

  const draw = () => {
    const wanted = [lit, picked()].filter((thing) => thing !== null);
    for (const element of root.querySelectorAll('.kp-lit')) {
      if (!wanted.includes(element.getAttribute('data-thing') ?? '')) element.classList.remove('kp-lit');
    }
    for (const thing of wanted) for (const element of root.querySelectorAll(`[data-thing="${CSS.escape(thing)}"]`)) element.classList.add('kp-lit');
  };
  const look = (/** @type {Event} */ event) => {
    const thing = event.target instanceof Element ? thingOf(event.target) : null;
    if (thing === lit) return;
    lit = thing;
    draw();
  };
  const leave = () => {
    lit = null;
    draw();
  };
  root.addEventListener('pointerover', look, { signal });
  root.addEventListener('focusin', look, { signal });
  root.addEventListener('focusout', leave, { signal });
  root.addEventListener('relight', draw, { signal });
  host.addEventListener('pointerleave', leave, { signal });
  draw();
  return () => gone.abort();
}
