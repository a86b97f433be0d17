/**
 * What is there for those who listen: the stage as a table, a live region, and
 * a focus that is never lost (focus.js, from when something has it).
 * It comes right after the first frame.
 */

import { write } from '../base.js';
import { Announcer } from './announcer.js';
import { createTwin } from './twin.js';

/** @typedef {import('../player/player.js').Player} Player */

/** The table is read, not watched: so often is enough where it is not shown. */
const TWIN_MS = 1000;
/** How often there may be room for what waits to be said. */
const SPEAK_MS = 1000;

/**
 * @param {HTMLElement} box the place that was kept for the table
 * @param {HTMLElement} live
 * @param {Pick<Player, 'read' | 'now' | 'playing'>} player
 * @param {HTMLElement} root of the playground
 */
export function createListening(box, live, player, root) {
  const twin = createTwin(box);
  const announcer = new Announcer((text) => write(live, text), () => performance.now());
  const ticker = setInterval(() => announcer.speak(), SPEAK_MS);
  let drawnAt = -Infinity;
  let mend = () => {};
  root.addEventListener('focusin', async (event) => {
    const path = event.composedPath();
    const { keepFocus } = await import('./focus.js');
    mend = keepFocus(root, /** @type {HTMLElement[]} */ (path.slice(0, path.indexOf(root))));
    // What had it may have gone away meanwhile.
    mend();
  }, { once: true });
  return {
    mend: () => mend(),
    /**
     * @param {import('../player/view.js').View} view
     * @param {boolean} now whether it cannot wait
     */
    draw(view, now) {
      const real = performance.now();
      if (!now && player.playing && real - drawnAt < TWIN_MS) return;
      drawnAt = real;
      twin.draw(view);
    },
    announce() {
      announcer.update(player.read((source) => source.narrator()), player.now, player.playing);
    },
    dispose() {
      clearInterval(ticker);
    },
  };
}
