/**
 * The figure alone, for an iframe: the query string says what the attributes
 * of the element would, and the page around is told how high the figure is.
 */

import { askEarly } from './player/early.js';

const ATTRIBUTES = [
  'scene', 'src', 'recording', 'panels', 'without', 'groups', 'theme', 'speed', 'autoplay', 'loop', 'start', 'end', 'at', 'captions', 'pause-at',
  'goal', 'poster', 'readonly', 'sync', 'playground', 'lang',
];
/** What names a file: a link to this page must not make it ask somebody else. */
const FILES = ['src', 'recording', 'poster', 'captions'];

const query = new URLSearchParams(location.search);
for (const name of FILES) {
  const value = query.get(name);
  // Captions are rarely an address, and then no origin.
  if (value !== null && URL.canParse(value, document.baseURI) && new URL(value, document.baseURI).origin !== location.origin) query.delete(name);
}
const figure = /** @type {HTMLElement & { early?: Promise<string | null> }} */ (document.createElement('kafka-playground'));
// The recording is on its way while the code is; the element finds it there.
if (!query.has('src') && !query.has('recording')) figure.early = askEarly(query.get('scene') ?? 'opening');
for (const name of ATTRIBUTES) {
  const value = query.get(name);
  if (value !== null && value !== 'false') figure.setAttribute(name, value === 'true' ? '' : value);
}
figure.setAttribute('height', 'page');
if (location.hash.startsWith('#v')) figure.setAttribute('link', location.hash);
// What is around the figure follows its theme.
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
document.documentElement.lang = figure.lang || 'en';
if (window.parent !== window) figure.addEventListener('ready', tellHeight);
document.querySelector('main')?.append(figure);
void import('./element-define.js');

/** Tells the page around how high the figure would be if it had all the room that it needs, now and when that changes. */
function tellHeight() {
  const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
  const stage = /** @type {HTMLElement} */ (root.querySelector('.kp-stage'));
  let told = 0;
  const observer = new ResizeObserver(() => {
    // What scrolls is as high as what is in it, and the rest as high as it is.
    const parts = [stage, ...root.querySelectorAll('.pg-root > :not(.pg-middle)')].map((part) => part.getBoundingClientRect().height);
    const height = Math.ceil(parts.reduce((sum, part) => sum + part, 0));
    if (height !== told) window.parent.postMessage({ kafkaPlayground: { height: (told = height) } }, '*');
  });
  for (const part of [stage, ...root.querySelectorAll('.pg-root > :not(.pg-middle)')]) observer.observe(part);
}
