/**
 * What is loaded late: after the first frame, or when it is opened. Its place
 * is kept from the beginning, so that nothing moves when it comes.
 */

import { h } from './dom.js';
import { words } from './texts/en/figure.js';

/** Waits until a frame has been painted. */
export function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
}

/**
 * What `load` brings. As long as that fails, the place that is kept for it says
 * so and offers another try: a network can come back.
 * @template T
 * @param {HTMLElement} box
 * @param {string} name
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export async function arrived(box, name, load) {
  for (;;) {
    try {
      const part = await load();
      box.replaceChildren();
      return part;
    } catch {
      await askedAgain(box, lacking(name));
    }
  }
}

/** @param {string} name */
export function lacking(name) {
  return words.$lacking(name);
}

/**
 * @param {HTMLElement} box
 * @param {string} text
 * @returns {Promise<unknown>}
 */
function askedAgain(box, text) {
  return new Promise((resolve) => {
    const again = h('button', { type: 'button', class: 'pg-button', click: resolve }, words.$again);
    box.replaceChildren(h('div', { class: 'pg-lost', role: 'alert' }, h('span', {}, text), again));
  });
}
