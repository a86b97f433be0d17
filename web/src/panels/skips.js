/** Ways past what is in between, for who goes by Tab: in sight when they have the focus. */

import { attribute, h } from '../base.js';
import { words } from '../texts/en/drawer.js';

/**
 * @param {import('../skeleton.js').Skeleton} boxes
 * @param {HTMLElement} box the place that was kept for them
 * @param {import('./drawer.js').Drawer} drawer
 */
export function createSkips({ stage, root }, box, drawer) {
  attribute(stage, 'tabindex', -1);
  attribute(stage, 'role', 'region');
  attribute(stage, 'aria-label', words.$stage);
  const skip = (/** @type {string} */ name, /** @type {() => void} */ act) => h('button', { type: 'button', class: 'pg-button', click: act }, name);
  box.append(
    skip(words.$toStage, () => stage.focus()),
    skip(words.$toControls, () => /** @type {HTMLElement | null} */ (root.querySelector('.pg-play'))?.focus()),
    skip(words.$toPanel, () => drawer.focus()),
  );
  // A sheet that is all over the stage would hide what has the focus.
  stage.addEventListener('focusin', () => drawer.makeRoom());
}
