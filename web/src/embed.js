/**
 * The figure alone, for an iframe: the query string says what the attributes
 * of the element would.
 */

import { askEarly } from './player/early.js';

const ATTRIBUTES = ['scene', 'recording', 'panels', 'without', 'theme', 'speed', 'autoplay', 'at', 'lang'];

const query = new URLSearchParams(location.search);
const recording = query.get('recording');
// A link to this page must not make it ask somebody else.
if (recording !== null && new URL(recording, document.baseURI).origin !== location.origin) query.delete('recording');
const figure = /** @type {HTMLElement & { early?: Promise<string | null> }} */ (document.createElement('kafka-playground'));
// The recording is on its way while the code is; the element finds it there.
if (!query.has('recording')) figure.early = askEarly(query.get('scene') ?? 'opening');
for (const name of ATTRIBUTES) {
  const value = query.get(name);
  if (value !== null && !(name === 'autoplay' && value === 'false')) figure.setAttribute(name, value);
}
figure.setAttribute('height', 'page');
if (location.hash.startsWith('#v')) figure.setAttribute('link', location.hash);
// What is around the figure follows its theme.
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
document.documentElement.lang = figure.lang || 'en';
document.querySelector('main')?.append(figure);
void import('./element-define.js');
