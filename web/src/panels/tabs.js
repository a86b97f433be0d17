/**
 * Tabs over the lower panels, for where there is room for one of them only.
 */

import { attribute, h } from '../base.js';

/** @type {Record<string, string>} */
const NAMES = { journal: 'Journal', terminal: 'Commands', inspector: 'Inspector' };

/**
 * @typedef {object} TabsNeeds
 * @property {string[]} panels
 * @property {() => string} shown which of them is
 * @property {(panel: string) => void} show
 */

/**
 * @param {HTMLElement} box the place that was kept for them
 * @param {TabsNeeds} needs
 */
export function createTabs(box, { panels, shown, show }) {
  const buttons = panels.map((panel) => h('button', { type: 'button', role: 'tab', 'data-tab': panel, click: () => show(panel) }, NAMES[panel]));
  attribute(box, 'role', 'tablist');
  attribute(box, 'aria-label', 'Panels');
  box.addEventListener('keydown', move);
  box.append(...buttons);
  update();

  function update() {
    for (const button of buttons) {
      const selected = button.dataset.tab === shown();
      attribute(button, 'aria-selected', String(selected));
      button.tabIndex = selected ? 0 : -1;
    }
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = buttons.at((panels.indexOf(shown()) + by) % buttons.length);
    show(next?.dataset.tab ?? '');
    next?.focus();
  }

  return { update };
}
