/** The header of a page: what it is called, its scenes, and what is there always. */

import { h, icon } from './base.js';

export { css } from './styles/page.js';

/** @typedef {import('./skeleton.js').Deeds} Deeds */

const SKIP = 'M2.5 3v10l5.5-5zM8 3v10l5.5-5z';
const OUT = 'M8 10V2M5 4.5L8 1.5l3 3M4 7H2.5v7h11V7H12';
const UNDO = 'M6 2.5L2.5 6L6 9.5M3 6h6a4 4 0 0 1 0 8H6';
const REDO = 'M10 2.5L13.5 6L10 9.5M13 6H7a4 4 0 0 0 0 8h3';
const AGAIN = 'M3.2 9.2A5 5 0 1 0 5 4.2M5.4 1.4L4.6 4.6l3.2 .8';

/**
 * The button that lets time go on to what happens next.
 * @param {Deeds} deeds
 */
export function createSkip({ open }) {
  const button = h('button', { type: 'button', class: 'pg-step pg-skip', 'aria-label': 'Skip to what happens next', 'aria-haspopup': 'menu',
    title: 'Skip to what happens next', click: () => open('skip', button) }, icon(SKIP));
  return button;
}

/**
 * @param {HTMLElement} scene
 * @param {HTMLElement | null} table
 * @param {Deeds} deeds
 */
export function createHeader(scene, table, { open, startOver }) {
  const faithful = h('button', {
    type: 'button', class: 'pg-quiet pg-faithful', 'aria-haspopup': 'dialog', click: () => open('faithful'),
  }, 'How faithful is this?');
  const more = h('button', { type: 'button', class: 'pg-button', 'aria-haspopup': 'menu', click: () => open('menu', 'new:', more) }, 'Add');
  const over = h('button', { type: 'button', class: 'pg-button pg-over', title: 'The scene from where it opens',
    click: startOver }, icon(AGAIN), h('span', {}, 'Start over'));
  const share = h('button', { type: 'button', class: 'pg-button pg-share-button', 'aria-haspopup': 'dialog', 'aria-label': 'Share',
    title: 'This moment as a link or a file',
    click: () => open('share') }, icon(OUT), h('span', {}, 'Share'));
  // What they do comes with the timeline.
  const move = (/** @type {string} */ name, /** @type {string} */ keys, /** @type {string} */ path) => h('button', {
    type: 'button', class: `pg-button pg-${name.toLowerCase()}`, 'aria-label': name, title: `${name} (${keys})`, 'aria-disabled': 'true',
  }, icon(path));
  const help = h('button', { type: 'button', class: 'pg-button', 'aria-label': 'Help', click: () => open('help') }, '?');
  return h(
    'header',
    { class: 'pg-header' },
    h('h1', {}, 'Kafka playground'),
    h('p', {}, scene),
    h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'Tools' }, faithful, more, table,
      move('Undo', 'Ctrl+Z', UNDO), move('Redo', 'Ctrl+Shift+Z', REDO), share, over, help),
  );
}
