/** The page of our own: its query string says what it opens with, as for a figure. */

const query = new URLSearchParams(location.search);
const element = document.querySelector('kafka-playground');
for (const name of ['scene', 'at', 'speed', 'theme']) {
  const value = query.get(name);
  // A script comes from the element's own text, and here it has none.
  if (value !== null && value !== 'inline') element?.setAttribute(name, value);
}
void import('./element-define.js');
