/**
 * What `?` shows: the keys, the marks and where to begin.
 */

import { h } from '../base.js';
import { openDialog } from './dialogs.js';
import { words } from '../texts/en/help.js';

/**
 * @param {HTMLElement} root of the playground that it belongs to
 * @param {() => void} openFaithful
 */
export function openHelp(root, openFaithful) {
  const list = (/** @type {[string, string][]} */ rows, /** @type {string} */ kind) =>
    h('dl', { class: 'pg-rows', 'data-kind': kind }, ...rows.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]));
  const faithful = () => {
    dialog.close();
    openFaithful();
  };
  const dialog = openDialog(root, words.$help, [
    h('p', { class: 'pg-about' }, words.$about),
    h('h3', {}, words.$marksTitle),
    list(words.$marks, 'words'),
    h('h3', {}, words.$keysTitle),
    list(words.$keys, 'keys'),
    h('p', { class: 'pg-about' }, h('button', { type: 'button', class: 'pg-button', click: () => faithful() }, words.$faithful)),
    h('p', { class: 'pg-about' },
      words.$commands),
  ]);
}
