/**
 * What a link holds of the page: what is picked, which panel is open, which
 * group is watched, the speed.
 * It is the view's own state, and no command.
 */

import { drawerOf } from '../panels/drawer.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./link.js').Fields} Fields */

/** How much time a timeline shows that nobody has zoomed, in milliseconds. */
const ZOOM = 25_000;

/**
 * @param {Page} page
 * @returns {{ picked: string | null, tab: string | null, watched: string | null, speed: number, zoom?: number, since?: number }}
 */
export function stateOf({ picked, player, root, time }) {
  const state = { picked, tab: drawerOf(root)?.open ?? null, watched: root.getAttribute('data-watched'), speed: player.speed };
  if (!time) return state;
  const { fits, length, from } = time.span;
  // All of time is 0, however long that is.
  if (fits) return { ...state, zoom: 0 };
  return Math.round(length) === ZOOM ? state : { ...state, zoom: Math.round(length), since: Math.round(from) };
}

/**
 * Shows what a link says, when the page has what it takes. A link decides
 * nothing for the next time.
 * @param {Page} page
 * @param {Fields} fields
 * @returns {false} so that the rest is as usual
 */
export function showState(page, { speed, picked, tab, watched, zoom, since }) {
  page.player.setSpeed(speed ?? 1);
  void page.complete.then(() => {
    if (picked !== undefined && page.player.read((source) => source.inspect(picked)) !== null) page.pick(picked);
    if (tab !== undefined) drawerOf(page.root)?.lend(tab);
    if (watched !== undefined) void page.open('watch', watched);
    const { time } = page;
    if (!time || zoom === undefined) return;
    if (zoom === 0) return time.fit();
    time.span.put(since ?? page.player.now - zoom / 2, zoom);
    time.redraw();
  });
  return false;
}
