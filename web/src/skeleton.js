/**
 * The boxes of a page in their final places, those of the late parts still
 * empty: what comes later fills its box, and nothing moves.
 */

import { h } from './base.js';
import { words } from './texts/en/figure.js';

/** Where less is in sight, the panel begins as its row of tabs: the stage is what one came for. */
const ROOMY = 900;
const BODY = 200;

/**
 * @typedef {object} Deeds what the buttons of the page do
 * @property {(...what: Parameters<import('./page.js').Page['open']>) => void} open
 * @property {() => void} startOver
 * @property {(button: HTMLElement) => void} toggleTable
 *
 * @typedef {object} Kept what somebody left of the panel below the stage
 * @property {string} [tab]
 * @property {boolean} [folded]
 * @property {number} [body] its height in pixels
 */

/** @typedef {ReturnType<typeof createSkeleton>} Skeleton */

/**
 * What is remembered of the panel; the browser may not let us ask.
 * @returns {Kept}
 */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem('kafka-playground') ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {Set<string>} panels
 * @param {HTMLElement} controls
 * @param {boolean} whole whether it is the page that shows all there is
 * @param {Deeds} deeds
 * @param {import('./header.js').Header | null} header where there is one
 */
export function createSkeleton(panels, controls, whole, deeds, header) {
  const scene = h('button', { type: 'button', class: 'pg-scene', 'aria-haspopup': 'menu', click: () => deeds.open('scenes') });
  const stage = h('div', { class: 'pg-stage', part: 'stage' });
  const twin = h('section', { class: 'pg-twin', role: 'region', 'aria-label': words.$panels.table, tabindex: -1 });
  const notice = h('p', { class: 'pg-notice', role: 'alert', hidden: true });
  const live = h('div', { class: 'pg-live', 'aria-live': 'polite' });
  const table = whole
    ? null : h('button', { type: 'button', class: 'pg-button', 'aria-pressed': 'false', click: (event) => deeds.toggleTable(event.currentTarget) },
      words.$table);
  const bar = panels.has('controls');
  const skips = whole ? h('nav', { class: 'pg-skips', 'aria-label': words.$skip }) : null;
  const narrator = header && bar ? h('div', { class: 'pg-narrator', role: 'group', 'aria-label': words.$narrator }) : null;
  const drawer = createDrawer(panels, whole ? twin : null);
  if (header && bar) controls.children[2].after(header.createSkip(deeds));
  if (!header && table) controls.append(table);
  const root = h(
    'div',
    { class: 'pg-root', 'data-panels': [...panels].join(' '), 'data-folded': drawer.folded, 'data-table': whole && drawer.tab === 'table' && !drawer.folded },
    skips,
    header?.createHeader(scene, table, deeds),
    panels.has('stage') && h('div', { class: 'pg-middle' }, stage, !whole && twin, notice),
    bar && h('div', { class: 'pg-bar' }, narrator, controls),
    drawer.element,
    live,
  );
  return { root, scene, stage, twin, notice, live, narrator, skips, drawer, lower: drawer.panels };
}

/**
 * The panel below the stage, as high as it was left. What is no page of its own
 * remembers nothing.
 * @param {Set<string>} panels
 * @param {HTMLElement | null} twin where the table has a tab
 */
function createDrawer(panels, twin) {
  const named = words.$panels;
  const shown = Object.keys(named).filter((panel) => twin || panels.has(panel));
  const kept = twin ? remembered() : {};
  const tab = shown.find((panel) => panel === kept.tab && panel !== 'inspector') ?? ['journal', ...shown].find((panel) => shown.includes(panel)) ?? '';
  const folded = twin !== null && (typeof kept.folded === 'boolean' ? kept.folded : innerHeight < ROOMY);
  const body = Math.min(2000, Math.max(150, Number(kept.body) || BODY));
  /** @type {Record<string, HTMLElement>} */
  const boxes = {};
  for (const panel of shown) {
    const box = panel === 'table' && twin ? twin : h('section', { 'aria-label': named[panel], hidden: folded || panel !== tab });
    box.classList.add('pg-panel', `pg-${panel}`);
    boxes[panel] = box;
  }
  const tabs = shown.length > 1 ? h('div', { class: 'pg-tabs' }) : null;
  const lower = h('div', { class: 'pg-lower' }, ...Object.values(boxes));
  const element = shown.length > 0 ? h('div', { class: 'pg-drawer', 'data-tabbed': tabs !== null }, tabs, lower) : null;
  if (twin) element?.style.setProperty('--pg-body', `${body}px`);
  return { element, tabs, lower, panels: boxes, tab, folded, body };
}
