/** What a step shows of the page besides its text: a tab of the panel, a question to the engine, something that is picked. */

import { lendCode } from '../panels/lent-code.js';
import { words } from '../texts/en/lessons.js';

/** @typedef {import('../page.js').Page} Page */

/** What a panel is called in a lesson, where the page's tab has another name. */
const TABS = new Set(['journal', 'code', 'whatif', 'table', 'terminal']);

/**
 * @param {Page} page
 * @param {import('./place.js').Place} place
 * @param {import('./lesson.js').Step} step
 */
export async function showOf(page, place, { show }) {
  if (show.select !== null) page.pick(show.select);
  const panel = show.panel ?? (show.whatif === null ? null : 'whatif');
  // On a phone the lesson itself is what is open.
  if (panel === null || !TABS.has(panel) || place.isTab) return;
  place.lend(panel);
  if (show.whatif !== null) (await page.rest?.partOf('whatif'))?.askFor(show.whatif);
}

/** What the languages of a lesson's programs are called. */
const LANGUAGES = { java: 'Java', python: 'Python', go: 'Go' };

/**
 * The programs that a step has told of stand in the Code tab.
 * @param {Page} page
 * @param {import('./lesson.js').Item[]} items what is told
 * @returns {string} which ones these are
 */
export function lendPrograms(page, items) {
  const programs = items.flatMap((item) => (
    item.kind === 'code' ? [{ language: item.language, name: LANGUAGES[item.language], machine: item.machine, lines: item.lines }] : []));
  lendCode(page.root, programs.length > 0 ? { note: words.$codeOf, programs } : null);
  return programs.map(({ language, machine, lines }) => `${language} ${machine} ${lines.length}`).join();
}
