/** What a step shows of the page besides its text: a tab of the panel, a question to the engine, something that is picked. */

/** @typedef {import('../page.js').Page} Page */

/** What a panel is called in a lesson, where the page's tab has another name. */
const TABS = new Set(['journal', 'code', 'whatif', 'table', 'terminal']);

/**
 * @param {Page} page
 * @param {import('./place.js').Place} place
 * @param {import('./lesson.js').Step} step
 */
export function showOf(page, place, { show }) {
  if (show.select !== null) page.pick(show.select);
  // On a phone the lesson itself is what is open.
  if (show.panel !== null && TABS.has(show.panel) && !place.isTab) place.lend(show.panel);
}
