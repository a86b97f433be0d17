/**
 * What a link holds of the page: what is picked, which panel is open, the speed.
 * It is the view's own state, and no command.
 */

import { drawerOf } from '../panels/drawer.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./link.js').Fields} Fields */

/**
 * @param {Page} page
 * @returns {{ picked: string | null, tab: string | null, speed: number, zoom: number | null }}
 */
export function stateOf({ picked, player, root, controls }) {
  return { picked, tab: drawerOf(root)?.open ?? null, speed: player.speed, zoom: zoomOf(controls).zoom ?? null };
}

/**
 * Shows what a link says, when the page has what it takes. A link decides
 * nothing for the next time.
 * @param {Page} page
 * @param {Fields} fields
 * @returns {false} so that the rest is as usual
 */
export function showState(page, { speed, picked, tab, zoom }) {
  page.player.setSpeed(speed ?? 1);
  void page.complete.then(() => {
    if (picked !== undefined && page.player.read((source) => source.inspect(picked)) !== null) page.pick(picked);
    if (tab !== undefined) drawerOf(page.root)?.lend(tab);
    const timeline = zoomOf(page.controls);
    if (zoom !== undefined && 'zoom' in timeline) timeline.zoom = zoom;
  });
  return false;
}

/**
 * A timeline that can be zoomed says how much time it shows.
 * @param {Page['controls']} controls
 * @returns {{ zoom?: number }}
 */
function zoomOf({ timeline }) {
  return /** @type {{ zoom?: number }} */ (timeline);
}
