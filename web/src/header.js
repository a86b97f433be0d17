/** The header of a page: what it is called, its scenes, and what is there always. */

import { fileInside, h, icon } from './base.js';
import { words } from './texts/en/header.js';

export { css } from './styles/page.js';

/**
 * @typedef {object} Around what there is besides a figure
 * @property {string} css
 * @property {Header | null} header
 * @property {import('./panels/help.js').Languages} [language]
 */
/** @typedef {import('./skeleton.js').Deeds} Deeds */
/** @typedef {Pick<typeof import('./header.js'), 'createHeader' | 'createSkip' | 'css'>} Header */

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
  const button = h('button', { type: 'button', class: 'pg-step pg-skip', 'aria-label': words.$skip, 'aria-haspopup': 'menu',
    title: words.$skip, click: () => open('skip', button) }, icon(SKIP));
  return button;
}

/**
 * @param {HTMLElement} scene
 * @param {HTMLElement | null} table
 * @param {Deeds} deeds
 */
export function createHeader(scene, table, deeds) {
  return header(scene, table, deeds, null, null);
}

/**
 * As our own page has it: it has lessons, too, and a figure of what it shows can
 * be taken from it, where its files lie beside it.
 * @param {HTMLElement} scene
 * @param {HTMLElement | null} table
 * @param {Deeds} deeds
 */
export function createOwnHeader(scene, table, deeds) {
  const lessons = h('button', { type: 'button', class: 'pg-button pg-lessons-button', click: () => deeds.open('lessons') }, words.$lessons);
  const embed = fileInside('scenes.json') === null ? h('button', {
    type: 'button', class: 'pg-button pg-embed-button', 'aria-haspopup': 'dialog', title: words.$embedHint, click: () => deeds.open('embed'),
  }, words.$embed) : null;
  return header(scene, table, deeds, lessons, embed);
}

/**
 * @param {HTMLElement} scene
 * @param {HTMLElement | null} table
 * @param {Deeds} deeds
 * @param {HTMLElement | null} lessons
 * @param {HTMLElement | null} embed
 */
function header(scene, table, { open, startOver }, lessons, embed) {
  const faithful = h('button', {
    type: 'button', class: 'pg-quiet pg-faithful', 'aria-haspopup': 'dialog', click: () => open('faithful'),
  }, words.$faithful);
  const more = h('button', { type: 'button', class: 'pg-button', 'aria-haspopup': 'menu', click: () => open('menu', 'new:', more) }, words.$add);
  const over = h('button', { type: 'button', class: 'pg-button pg-over', title: words.$overHint,
    click: startOver }, icon(AGAIN), h('span', {}, words.$over));
  const share = h('button', { type: 'button', class: 'pg-button pg-share-button', 'aria-haspopup': 'dialog', 'aria-label': words.$share,
    title: words.$shareHint,
    click: () => open('share') }, icon(OUT), h('span', {}, words.$share));
  // What they do comes with the timeline.
  const move = (/** @type {string} */ kind, /** @type {string} */ name, /** @type {string} */ title, /** @type {string} */ path) => h('button', {
    type: 'button', class: `pg-button pg-${kind}`, 'aria-label': name, title, 'aria-disabled': 'true',
  }, icon(path));
  const help = h('button', { type: 'button', class: 'pg-button', 'aria-label': words.$help, click: () => open('help') }, '?');
  return h(
    'header',
    { class: 'pg-header' },
    h('h1', {}, words.$playground),
    h('p', {}, scene),
    h('div', { class: 'pg-tools', role: 'group', 'aria-label': words.$tools }, faithful, lessons, more, table,
      move('undo', words.$undo, words.$undoKey, UNDO), move('redo', words.$redo, words.$redoKey, REDO), share, embed, over, help),
  );
}
