/**
 * What only our own page does, when all else is there: files can be dropped on
 * it, its address may come to hold another link, and the last session is kept.
 */

import { BadLink, readLink } from './share/link.js';
import { keep } from './share/keeping.js';
import { openFile } from './share/file.js';

/** @typedef {import('./page.js').Page} Page */

/** What a lesson's document is called, and how the address of one begins that is all in it. */
const DOCUMENT = /\.(md|markdown)$/i;
const LESSON = '#lesson=';

/** The page that is there now. @type {Page | null} */
let here = null;

/**
 * @param {Page} page
 * @param {Element} element
 */
export function own(page, element) {
  const first = here === null;
  here = page;
  // Also where the page was put together anew, in another language.
  if (new URLSearchParams(location.search).has('lesson') || location.hash.startsWith(LESSON)) {
    void import('./lessons/open.js').then(({ openAddressed }) => openAddressed(page), () => {});
  }
  if (!first) return;
  listenToFiles();
  listenToAddress(element);
  // What is in somebody's frame keeps nothing.
  if (window.top === window) keep(() => here, element);
}

function listenToFiles() {
  const brings = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes('Files') ?? false;
  addEventListener('dragover', (event) => {
    if (brings(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!brings(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (!file || !here) return;
    if (DOCUMENT.test(file.name)) void openDocument(here, file);
    else void openFile(here, file);
  });
}

/**
 * @param {Page} page
 * @param {File} file
 */
async function openDocument(page, file) {
  const lessons = await import('./lessons/writing.js').catch(() => null);
  await lessons?.writing(page, (builders) => builders.openLessonFile(page, file));
}

/** @param {Element} element */
function listenToAddress(element) {
  addEventListener('hashchange', async () => {
    const { hash } = location;
    if (hash.startsWith(LESSON)) return here && (await import('./lessons/open.js')).openAddressed(here);
    try {
      // What is wrong is said, and what is shown stays.
      if (await readLink(hash)) element.setAttribute('link', hash);
    } catch (error) {
      if (!(error instanceof BadLink)) throw error;
      here?.say(error.message, true);
    }
  });
  // Another scene was chosen: the address does not lead here any more.
  new MutationObserver(() => {
    if (!element.hasAttribute('link') && location.hash.startsWith('#v')) history.replaceState(history.state, '', location.pathname + location.search);
  }).observe(element, { attributeFilter: ['link'] });
}
