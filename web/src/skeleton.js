/**
 * The boxes of a page in their final places, those of the late parts still
 * empty: what comes later fills its box, and nothing moves.
 */

import { h } from './base.js';

/** The panels below the stage, in the order in which they stand there. */
const LOWER = ['terminal', 'journal', 'inspector'];

/** @type {Record<string, string>} */
const LABELS = { terminal: 'Command line', journal: 'Journal', inspector: 'Inspector' };

/**
 * @typedef {object} Deeds what the buttons of the page do
 * @property {() => void} chooseScene
 * @property {() => void} openFaithful
 * @property {() => void} openHelp
 * @property {(anchor: HTMLElement) => void} add
 * @property {(button: HTMLElement) => void} toggleTable
 */

/** @typedef {ReturnType<typeof createSkeleton>} Skeleton */

/**
 * @param {Set<string>} panels
 * @param {HTMLElement} controls
 * @param {Deeds} deeds
 */
export function createSkeleton(panels, controls, deeds) {
  const scene = h('button', { type: 'button', class: 'pg-scene', 'aria-haspopup': 'menu', click: deeds.chooseScene });
  const stage = h('div', { class: 'pg-stage' });
  const twin = h('div', { class: 'pg-twin', role: 'region', 'aria-label': 'The stage as a table', tabindex: -1 });
  const notice = h('p', { class: 'pg-notice', role: 'alert', hidden: true });
  const live = h('div', { class: 'pg-live', 'aria-live': 'polite' });
  const table = h('button', { type: 'button', class: 'pg-button', 'aria-pressed': 'false', click: () => deeds.toggleTable(table) }, 'Table');
  const [header, bar] = [panels.has('header'), panels.has('controls')];
  const hint = header && bar ? h('div', { class: 'pg-hint', role: 'group', 'aria-label': 'Next thing to try' }) : null;
  const lower = Object.fromEntries(LOWER.filter((panel) => panels.has(panel)).map(
    (panel) => [panel, h('section', { class: `pg-panel pg-${panel}`, 'aria-label': LABELS[panel], 'data-panel': panel })],
  ));
  const tabs = h('div', { class: 'pg-tabs' });
  const below = Object.keys(lower).length > 0;
  if (!header) controls.append(table);
  const root = h(
    'div',
    { class: 'pg-root', 'data-panels': [...panels].join(' '), 'data-tab': ['journal', ...LOWER].find((panel) => panels.has(panel)) },
    header && createHeader(scene, table, deeds),
    panels.has('stage') && h('div', { class: 'pg-middle' }, stage, twin, notice),
    bar && h('div', { class: 'pg-bar' }, hint, controls),
    below && tabs,
    below && h('div', { class: 'pg-lower' }, ...Object.values(lower)),
    live,
  );
  return { root, scene, stage, twin, notice, live, hint, tabs, lower };
}

/**
 * @param {HTMLElement} scene
 * @param {HTMLElement} table
 * @param {Deeds} deeds
 */
function createHeader(scene, table, { openFaithful, openHelp, add }) {
  const faithful = h('button', {
    type: 'button', class: 'pg-quiet pg-faithful', 'aria-haspopup': 'dialog', click: openFaithful,
  }, 'How faithful is this?');
  const more = h('button', { type: 'button', class: 'pg-button', 'aria-haspopup': 'menu', click: () => add(more) }, 'Add');
  const help = h('button', { type: 'button', class: 'pg-button', 'aria-label': 'Help', click: openHelp }, '?');
  return h(
    'header',
    { class: 'pg-header' },
    h('h1', {}, 'Kafka playground'),
    h('p', {}, scene),
    h('div', { class: 'pg-tools', role: 'group', 'aria-label': 'Tools' }, faithful, more, table, help),
  );
}
