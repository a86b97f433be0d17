/**
 * Lessons are opened: from their list, from the address, from one another. All
 * of a lesson's code comes with this, and this comes when somebody wants one.
 */

import { adopt, h, write } from '../base.js';
import { drafts } from '../builder/drafts.js';
import { openDialog } from '../panels/dialogs.js';
import { loadEngine } from '../player/engine.js';
import { css } from '../styles/lessons.js';
import { words } from '../texts/en/lessons.js';
import { DRAFT, LINK, placeIn } from './address.js';
import { lessonOf, listOf, stepIn } from './library.js';
import { LessonPanel } from './panel.js';
import { proposed, recall, stateOf } from './progress.js';
import { stopWriting, writing } from './writing.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./library.js').Entry} Entry */

/** What the address says of a document of this site. */
const PATH = /\.(md|markdown)$/i;

/** @type {WeakMap<Page, LessonPanel>} */
const panels = new WeakMap();
/** The one that was made last. @type {LessonPanel | null} */
let latest = null;

/**
 * The panel of a page, made when it is first wanted.
 * @param {Page} page
 */
export function panelOf(page) {
  const there = panels.get(page);
  if (there) return there;
  const panel = new LessonPanel(page, {
    open: (id, step = null) => void openLesson(page, id, step),
    list: () => void openList(page),
    left: (left) => nameButton(page, left),
    change: ({ id, list, source }, step) => void writing(page, (builders) => {
      const language = list.find((one) => one.id === id)?.language;
      if (source) builders.changeSource(page, { ...source, step });
      else if (id !== null && language) return builders.changeLesson(page, id, language, step);
    }),
  });
  panels.set(page, panel);
  latest = panel;
  page.rest?.attend('lesson', panel);
  choosing(page, panel);
  return panel;
}

/**
 * The header's button: the list, or back to the lesson that was left.
 * @param {Page} page
 */
export async function lessons(page) {
  const panel = panels.get(page);
  if (panel?.step && !panel.isOpen) return panel.comeBack();
  await openList(page);
}

/**
 * @param {Page} page
 * @param {string} id
 * @param {string | null} [step]
 */
export async function openLesson(page, id, step = null) {
  if (id === DRAFT) return writing(page, (builders) => builders.goOnWriting(page));
  if (PATH.test(id)) return writing(page, (builders) => builders.openPath(page, id));
  await stopWriting(page);
  try {
    const list = await listOf(language());
    const entry = list.find((one) => one.id === id);
    if (!entry) return page.say(words.$noLesson(id), true);
    const lesson = await lessonOf(id, entry.language);
    page.tell('');
    page.quiet();
    await panelOf(page).show(lesson, { id, list }, await stepIn(lesson, id, step));
  } catch (error) {
    page.say(words.$couldNot(/** @type {Error} */ (error).message), true);
  }
}

/** What the address names is on its way while the page is put together. */
export function prepare() {
  const place = placeIn(location.search);
  if (!place) return;
  const ignore = () => {};
  loadEngine().catch(ignore);
  listOf(language()).then((list) => {
    const entry = list.find(({ id }) => id === place.lesson);
    return entry && lessonOf(entry.id, entry.language);
  }).catch(ignore);
}

/**
 * What the address names.
 * @param {Page} page
 */
export async function openAddressed(page) {
  const { hash } = location;
  const place = placeIn(location.search);
  // Where the page is put together anew, the lesson goes on as it stands.
  const before = latest;
  if (hash.startsWith(LINK)) await writing(page, (builders) => builders.openShared(page, hash));
  else if (!place) return;
  else if (before === null || before.page === page || !(await goOn(page, place.lesson, before))) await openLesson(page, place.lesson, place.step);
  // Time stood for the lesson; a scene that is chosen after it plays.
  /** @type {ShadowRoot} */ (page.root.getRootNode()).host.toggleAttribute('autoplay', true);
}

/**
 * @param {Page} page
 * @param {string} id
 * @param {LessonPanel} before
 * @returns {Promise<boolean>} whether it could
 */
async function goOn(page, id, before) {
  try {
    const list = await listOf(language());
    const entry = list.find((one) => one.id === id);
    return entry !== undefined && panelOf(page).goOn(await lessonOf(id, entry.language), { id, list }, before);
  } catch {
    return false;
  }
}

/** @param {Page} page */
export async function openList(page) {
  /** @type {Entry[]} */
  let list;
  try {
    list = await listOf(language());
  } catch {
    return page.say(words.$noList);
  }
  const progress = recall();
  const first = proposed(progress, list);
  const names = { done: words.$done, begun: words.$begun, new: '' };
  const rows = list.map(({ id, title, about, minutes }, at) => {
    const state = stateOf(progress, id);
    const go = id === first ? (state === 'begun' ? words.$goOn : words.$begin) : state === 'done' ? words.$again : '';
    return h('li', { 'data-state': state, 'data-first': id === first },
      h('button', { type: 'button', 'data-lesson': id, 'aria-describedby': `pg-lesson-about-${id}`, click: () => choose(id) },
        h('b', {}, `${at + 1}`), h('span', { class: 'pg-lessons-title' }, title),
        names[state] ? h('span', { class: 'pg-lessons-state' }, names[state]) : null,
        h('span', { class: 'pg-lessons-minutes' }, words.$minutes(minutes)),
        id === first ? h('span', { class: 'pg-lessons-go' }, go) : null),
      h('p', { id: `pg-lesson-about-${id}` }, about));
  });
  adopt(page.root, css);
  const offer = (/** @type {string} */ text, /** @type {(builders: import('./writing.js').Builders) => unknown} */ then) => h('button', {
    type: 'button', class: 'pg-button', click: () => {
      dialog.close();
      void writing(page, then);
    },
  }, text);
  const [own] = drafts();
  const dialog = openDialog(page.root, words.$lessons, [
    h('p', { class: 'pg-about' }, words.$listAbout), h('ol', { class: 'pg-lessons' }, ...rows),
    h('div', { class: 'pg-lessons-own' },
      own ? offer(words.$writeOn(own.title), (builders) => builders.goOnWriting(page, own.key)) : null,
      offer(words.$write, (builders) => builders.writeLesson(page)),
      offer(words.$openFile, (builders) => builders.chooseLesson(page))),
  ]);
  /** @type {HTMLElement | null} */ (dialog.querySelector('[data-first] button'))?.focus();

  /** @param {string} id */
  function choose(id) {
    dialog.close();
    void openLesson(page, id, recall().at[id] ?? null);
  }
}

function language() {
  return document.documentElement.lang.slice(0, 2) || 'en';
}

/**
 * Who has left a lesson finds the way back where the list was.
 * @param {Page} page
 * @param {boolean} left
 */
function nameButton(page, left) {
  const button = /** @type {HTMLElement | null} */ (page.root.querySelector('.pg-lessons-button'));
  if (!button) return;
  write(button, left ? words.$back : words.$lessons);
  const { activeElement } = /** @type {ShadowRoot} */ (page.root.getRootNode());
  if (left && !activeElement?.checkVisibility()) button.focus({ preventScroll: true });
}

/**
 * Another scene is chosen: the lesson is left. The scene that the page began
 * with may be the one that is chosen, though something else was shown since.
 * @param {Page} page
 * @param {LessonPanel} panel
 */
function choosing(page, panel) {
  const choose = page.setScene;
  const host = /** @type {import('../element.js').KafkaPlayground} */ (/** @type {ShadowRoot} */ (page.root.getRootNode()).host);
  page.setScene = (name) => {
    const stands = panel.acting.stands;
    panel.leave();
    if (stands && host.scene === name && !host.matches('[link], [src], [recording]')) void host.reset();
    else choose(name);
  };
}
