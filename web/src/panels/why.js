/** Why the narrator says what it says: the setting that decides, its value there, and Kafka's rule. */

import { h } from '../base.js';
import { openDialog } from './dialogs.js';
import { words } from '../texts/en/why.js';

/**
 * @param {import('../page.js').Page} page
 * @param {import('../player/playground.js').Why} why
 */
export function openWhy(page, { setting, of, value, rule }) {
  const name = of.slice(of.indexOf(':') + 1);
  const menu = of.startsWith('machine:') ? `settings:${name}` : of.startsWith('topic:') ? `topic:${name}` : null;
  const dialog = openDialog(page.root, words.$why, [
    h('p', { class: 'pg-about' }, rule),
    h('dl', { class: 'pg-rows' }, h('dt', {}, setting), h('dd', {}, words.$value(value, name))),
    ...(menu?.startsWith('settings:') ? [h('footer', {}, h('button', { type: 'button', class: 'pg-button', click: change }, words.$settings(name)))] : []),
  ]);

  /** @param {MouseEvent} event */
  function change(event) {
    dialog.close();
    void page.open('menu', /** @type {string} */ (menu), /** @type {Element} */ (event.currentTarget));
  }
}
