/**
 * Lessons are written, changed and brought along: from the list, from a lesson,
 * from a link, a file, an address of this site. What strangers wrote is text:
 * the reader reads it, the lesson's panel shows it, and nothing else becomes of it.
 */

import { h } from '../base.js';
import { addressOf, DRAFT } from '../lessons/address.js';
import { panelOf } from '../lessons/open.js';
import { fileName, saveAs } from '../panels/save.js';
import { gathered, TooLong } from '../share/packing.js';
import { words } from '../texts/en/builder.js';
import { learnHere } from '../texts/languages.js';
import { Builder } from './builder.js';
import { draftOf, drafts, LONGEST_TEXT, newKey } from './drafts.js';
import { begunWith } from './examples.js';
import { LONGEST_LINK, readLessonLink, writeLessonLink } from './link.js';
import { Reader } from './reader.js';
import { sceneOf } from './recording.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./builder.js').Source} Source */

const NAMES = '.md,.markdown,.txt,text/markdown,text/plain';

const documents = new URL('../../lessons/', import.meta.url);

/** @type {WeakMap<Page, Builder>} */
const builders = new WeakMap();

/**
 * Where a page's lessons are written, made when somebody first writes one.
 * @param {Page} page
 */
function builderOf(page) {
  const there = builders.get(page);
  if (there) return there;
  const builder = new Builder(page, panelOf(page), {
    reader: new Reader(),
    share: (text) => void share(page, text),
    download,
    choose: () => chooseLesson(page),
    begin: () => void writeLesson(page),
    named: () => history.replaceState(history.state, '', addressOf(location.href, { lesson: DRAFT, step: null })),
  });
  builders.set(page, builder);
  page.rest?.attend('builder', builder);
  return builder;
}

/**
 * Another lesson is opened: what was written stays in its draft.
 * @param {Page} page
 */
export function closeBuilder(page) {
  builders.get(page)?.close();
}

/** Few write lessons: their words in another language come with this, and not with those of the page. */
export async function speakHere() {
  await learnHere(words, async () => (await import('../texts/de/builder.js')).builder);
}

/**
 * A lesson is written from nothing, on the stage as it is.
 * @param {Page} page
 */
export async function writeLesson(page) {
  const { player } = page;
  try {
    await player.awake();
  } catch (error) {
    return page.say(/** @type {Error} */ (error).message, true);
  }
  await player.pause();
  begin(page, { key: newKey(), text: begunWith(sceneOf(player.script, player.now)) });
}

/**
 * The draft that was written last goes on; a new one begins where there is none.
 * @param {Page} page
 * @param {string} [key]
 */
export async function goOnWriting(page, key) {
  const draft = key === undefined ? drafts()[0] : draftOf(key);
  if (!draft) return writeLesson(page);
  begin(page, { key: draft.key, text: draft.text });
  history.replaceState(history.state, '', addressOf(location.href, { lesson: DRAFT, step: null }));
}

/**
 * A lesson of the list is changed: its document lies beside the page.
 * @param {Page} page
 * @param {string} id
 * @param {string} language
 * @param {string | null} step
 */
export async function changeLesson(page, id, language, step) {
  const key = `lesson:${language}/${id}`;
  const draft = draftOf(key);
  if (draft) return begin(page, { key, text: draft.text, step });
  const path = `${language}/${id}.md`;
  try {
    begin(page, { key, text: await fetched(new URL(path, documents)), step });
  } catch (error) {
    page.say(words.$notThere(path, /** @type {Error} */ (error).message), true);
  }
}

/**
 * What somebody sees of a lesson that is not in the list is changed.
 * @param {Page} page
 * @param {Source} source
 */
export function changeSource(page, source) {
  begin(page, { ...source, text: draftOf(source.key)?.text ?? source.text });
}

/**
 * @param {Page} page
 * @param {string} hash
 */
export async function openShared(page, hash) {
  try {
    await show(page, await readLessonLink(hash));
  } catch (error) {
    page.say(/** @type {Error} */ (error).message, true);
  }
}

/**
 * A lesson of this site, by its path.
 * @param {Page} page
 * @param {string} path
 */
export async function openPath(page, path) {
  try {
    const address = new URL(path, document.baseURI);
    if (address.origin !== location.origin) return page.say(words.$otherSite(address.host || address.protocol), true);
    await show(page, await fetched(address));
  } catch (error) {
    page.say(words.$notThere(path, /** @type {Error} */ (error).message), true);
  }
}

/**
 * @param {Page} page
 * @param {File} file
 */
export async function openLessonFile(page, file) {
  if (file.size > LONGEST_TEXT) return page.say(words.$tooLong, true);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    await show(page, text);
  } catch {
    page.say(words.$noText(file.name), true);
  }
}

/** @param {Page} page */
export function chooseLesson(page) {
  const input = h('input', { type: 'file', accept: NAMES, change: () => {
    const file = input.files?.[0];
    if (file) void openLessonFile(page, file);
  } });
  input.click();
}

/**
 * A lesson that somebody brings is shown where it holds; else its text is.
 * @param {Page} page
 * @param {string} text
 */
async function show(page, text) {
  const source = { key: `given:${digest(text)}`, text, note: words.$strange };
  const builder = builderOf(page);
  builder.close();
  try {
    const read = await builder.reader.read(text);
    if (!read) return;
    if (read.mistakes.length > 0) {
      page.say(words.$strangeWrong, true);
      return begin(page, source);
    }
    page.quiet();
    // One reads now; the thread comes again for who writes.
    builder.reader.stop();
    await panelOf(page).show(read.lesson, { id: null, list: [], note: source.note, source });
  } catch (error) {
    page.say(/** @type {Error} */ (error).message, true);
    begin(page, source);
  }
}

/**
 * @param {Page} page
 * @param {Source} source
 */
function begin(page, source) {
  const builder = builderOf(page);
  builder.close();
  builder.open(source);
}

/**
 * A text of this site, of no more than a lesson's length, and not by way of another site.
 * @param {URL} address
 */
async function fetched(address) {
  const response = await fetch(address, { mode: 'same-origin', redirect: 'error' });
  if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`.trim());
  if (/html/i.test(response.headers.get('content-type') ?? '')) throw new Error(words.$noMarkdown);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await gathered(response.body, LONGEST_TEXT));
  } catch (error) {
    throw error instanceof TooLong ? new Error(words.$tooLong) : error;
  }
}

/**
 * @param {Page} page
 * @param {string} text
 */
async function share(page, text) {
  const hash = await writeLessonLink(text);
  if (hash.length > LONGEST_LINK) return page.say(words.$textTooLong(hash.length, LONGEST_LINK), true);
  const link = location.origin === 'null' ? hash : new URL(location.pathname, location.origin).href + hash;
  try {
    await navigator.clipboard.writeText(link);
    page.say(words.$linkCopied);
  } catch {
    history.replaceState(history.state, '', link);
    page.say(words.$linkNotCopied, true);
  }
}

/** @param {string} text */
function download(text) {
  const title = /^#\s+(.*)$/m.exec(text)?.[1] ?? '';
  saveAs(`${fileName(title, 'lesson')}.md`, text, 'text/markdown');
}

/**
 * A name for a text that somebody brought, so that what is changed in it is found again.
 * @param {string} text
 */
function digest(text) {
  let state = 2_166_136_261;
  for (let at = 0; at < text.length; at += 1) state = Math.imul(state ^ text.charCodeAt(at), 16_777_619);
  return (state >>> 0).toString(36);
}
