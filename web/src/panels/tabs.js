/**
 * Tabs over the lower panels, for where there is room for one of them only.
 */

import { h, attribute } from '../dom.js';

/** @type {Record<string, string>} */
const NAMES = { journal: 'Journal', terminal: 'Commands', inspector: 'Inspector' };

/**
 * @param {HTMLElement} root carries the choice as `data-tab`, by which the styles show one panel
 * @param {string[]} panels
 */
export function createTabs(root, panels) {
  const buttons = panels.map((panel) => h('button', { type: 'button', role: 'tab', 'data-tab': panel, click: () => show(panel) }, NAMES[panel]));
  const element = h('div', { class: 'pg-tabs', role: 'tablist', 'aria-label': 'Panels', keydown: move }, ...buttons);
  let chosen = '';
  show(panels[0] ?? '');

  /** @param {string} panel */
  function show(panel) {
    if (!panels.includes(panel)) return;
    chosen = panel;
    attribute(root, 'data-tab', panel);
    for (const button of buttons) {
      const selected = button.dataset.tab === panel;
      attribute(button, 'aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
    }
    root.dispatchEvent(new CustomEvent('pg-tab'));
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = buttons.at((panels.indexOf(chosen) + by) % buttons.length);
    show(next?.dataset.tab ?? '');
    next?.focus();
  }

  return { element, show, shown: () => chosen };
}
