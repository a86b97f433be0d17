/**
 * What somebody writes is kept in this browser, until it is thrown away; it is
 * sent nowhere. Each lesson that is written or changed has a draft of its own.
 */

/**
 * @typedef {object} Draft
 * @property {string} key what it is a draft of: `new:1a2b`, `lesson:en/keys`
 * @property {string} title
 * @property {string} text
 * @property {number} at when it was kept, in Unix time
 */

const KEPT = 'kafka-playground-drafts';
/** The longest lesson, in bytes: nobody reads a longer one (crates/lessons). */
export const LONGEST_TEXT = 64 * 1024;
/** As many are kept; the oldest go. */
const MOST = 20;

/**
 * What the browser has is read as what it is, a text from a stranger.
 * @param {string | null} text
 * @returns {Draft[]} the newest first
 */
export function readDrafts(text) {
  try {
    const all = JSON.parse(text ?? '[]');
    if (!Array.isArray(all)) return [];
    return all.filter((one) => typeof one?.key === 'string' && typeof one.text === 'string' && one.text.length <= LONGEST_TEXT)
      .map(({ key, title, text, at }) => ({ key, text, title: typeof title === 'string' ? title.slice(0, 200) : '', at: Number(at) || 0 }))
      .sort((one, other) => other.at - one.at).slice(0, MOST);
  } catch {
    return [];
  }
}

export function drafts() {
  try {
    return readDrafts(localStorage.getItem(KEPT));
  } catch {
    return [];
  }
}

/**
 * @param {string} key
 * @returns {Draft | null}
 */
export function draftOf(key) {
  return drafts().find((one) => one.key === key) ?? null;
}

/**
 * What another tab did meanwhile stays.
 * @param {Draft} draft
 * @returns {boolean} whether it is kept
 */
export function keepDraft(draft) {
  return write([draft, ...drafts().filter(({ key }) => key !== draft.key)]);
}

/** @param {string} key */
export function dropDraft(key) {
  write(drafts().filter((one) => one.key !== key));
}

/** @param {Draft[]} all */
function write(all) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(all.slice(0, MOST)));
    return true;
  } catch {
    return false;
  }
}

/** A name for what is written from nothing. */
export function newKey() {
  return `new:${Date.now().toString(36)}`;
}
