/**
 * The figure alone, for an iframe: the query string says what the attributes
 * of the element would.
 */

import './element-define.js';

const ATTRIBUTES = ['scene', 'panels', 'theme', 'speed', 'autoplay', 'at'];

const query = new URLSearchParams(location.search);
const figure = document.createElement('kafka-playground');
for (const name of ATTRIBUTES) {
  const value = query.get(name);
  if (value !== null && !(name === 'autoplay' && value === 'false')) figure.setAttribute(name, value);
}
figure.setAttribute('height', 'page');
// What is around the figure follows its theme.
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.style.colorScheme = theme;
document.querySelector('main')?.append(figure);
