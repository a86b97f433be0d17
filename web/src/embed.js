/**
 * The figure alone, for an iframe: the query string says what the attributes
 * of the element would, and the page around is told how high the figure is.
 */

import { askEarly } from './player/early.js';

/** What names a file: a link to this page must not make it ask somebody else. */
const FILES = ['src', 'recording', 'poster', 'captions'];

const query = new URLSearchParams(location.search);
for (const name of FILES) {
  const value = query.get(name);
  // Captions are rarely an address, and then no origin.
  if (value !== null && URL.canParse(value, document.baseURI) && new URL(value, document.baseURI).origin !== location.origin) query.delete(name);
}
// The recording is on its way while the code is; the element finds it there.
const early = query.has('src') || query.has('recording') ? undefined : askEarly(query.get('scene') ?? 'opening');
// What is around the figure follows its theme.
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
document.documentElement.lang = query.get('lang') || 'en';
void import('./element-define.js').then(show);

/** The attributes are those that the element listens to, three that it looks up, and nothing else. */
function show() {
  const known = /** @type {typeof import('./element.js').KafkaPlayground} */ (customElements.get('kafka-playground')).observedAttributes;
  const figure = Object.assign(document.createElement('kafka-playground'), { early });
  for (const name of [...known, 'theme', 'autoplay', 'poster']) {
    const value = query.get(name);
    if (value !== null && value !== 'false') figure.setAttribute(name, value === 'true' ? '' : value);
  }
  figure.setAttribute('height', 'page');
  if (location.hash.startsWith('#v')) figure.setAttribute('link', location.hash);
  if (parent !== window) figure.addEventListener('ready', () => tellHeight(/** @type {ShadowRoot} */ (figure.shadowRoot)), { once: true });
  document.querySelector('main')?.append(figure);
}

/**
 * Tells the page around how high the figure would be if it had all the room that it needs, now and when that changes.
 * @param {ShadowRoot} root
 */
function tellHeight(root) {
  // What scrolls is as high as what is in it, and the rest as high as it is.
  const parts = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('.kp-stage, .pg-root > :not(.pg-middle)'));
  let told = 0;
  const observer = new ResizeObserver(() => {
    let height = 0;
    for (const part of parts) height += part.offsetHeight;
    if (height !== told) parent.postMessage({ kafkaPlayground: { height: (told = height) } }, '*');
  });
  for (const part of parts) observer.observe(part);
}
