/** The languages of our own page: which one somebody reads, and what they chose. */

/** What each calls itself, by its tag. @type {Record<string, string>} */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

const KEPT = 'kafka-playground-language';

/**
 * The language to begin with: what the address says, what was chosen here, or
 * the first that the browser asks for and the page has.
 * @param {string | null} asked
 */
export function firstLanguage(asked) {
  /** @type {string | null} */
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEPT);
  } catch {
    // A browser that keeps nothing for us says itself what it wants.
  }
  const known = [asked, chosen, ...navigator.languages].map((tag) => tag?.slice(0, 2).toLowerCase() ?? '');
  return known.find((tag) => Object.hasOwn(LANGUAGES, tag)) ?? 'en';
}

/**
 * The page speaks a language from now on.
 * @param {HTMLElement} element the playground
 * @param {string} language
 */
export function speakHere(element, language) {
  document.documentElement.lang = language;
  element.lang = language;
}

/**
 * What comes apart from the other tables of its language is learned with what says it.
 * @template T
 * @param {T} words
 * @param {() => Promise<T>} german
 */
export async function learnHere(words, german) {
  if (/^de\b/i.test(document.documentElement.lang)) Object.assign(/** @type {object} */ (words), await german());
}

/**
 * Somebody chose a language: it is kept, and what the address asked for holds no longer.
 * @param {HTMLElement} element the playground
 * @param {string} language
 */
export function chooseLanguage(element, language) {
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Then it is chosen for this time.
  }
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  history.replaceState(history.state, '', address);
  speakHere(element, language);
}
