/** The page of our own: its query string says what it opens with, as for a figure. */

import { createOwnHeader, createSkip, css as page } from './header.js';
import { css } from './styles/around.js';
import { chooseLanguage, firstLanguage, LANGUAGES, speakHere } from './texts/languages.js';

const query = new URLSearchParams(location.search);
const element = /** @type {(HTMLElement & { around?: import('./element.js').Around }) | null} */ (document.querySelector('kafka-playground'));
// The page is not drawn before it has this, and so it comes along and is not asked for.
if (element) {
  const choose = (/** @type {string} */ tag) => chooseLanguage(element, tag);
  element.around = { css, header: { createHeader: createOwnHeader, createSkip, css: page }, language: { names: LANGUAGES, choose } };
}
// A lesson sets the stage itself, and time stands where it begins.
if (query.has('lesson') || location.hash.startsWith('#lesson=')) element?.removeAttribute('autoplay');
for (const name of ['scene', 'at', 'speed', 'theme']) {
  const value = query.get(name);
  // A script comes from the element's own text, and here it has none.
  if (value !== null && value !== 'inline') element?.setAttribute(name, value);
}
const language = firstLanguage(query.get('lang'));
if (element) speakHere(element, language);
// The element asks for it, too, but later.
if (language === 'de') import('./texts/de/all.js').catch(() => {});
// What the page was opened with as a link.
if (location.hash.startsWith('#v')) element?.setAttribute('link', location.hash);
void import('./element-define.js');
if (query.has('lesson')) import('./lessons/open.js').then(({ prepare }) => prepare(), () => {});
