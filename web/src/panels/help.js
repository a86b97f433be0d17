/**
 * What `?` shows: the keys, the marks and where to begin.
 */

import { h } from '../base.js';
import { openDialog } from './dialogs.js';
import { words } from '../texts/en/help.js';

/**
 * @typedef {object} Choice
 * @property {Record<string, string>} names what each language calls itself, by its tag
 * @property {string} now
 * @property {(tag: string) => void} choose
 *
 * @typedef {Omit<Choice, 'now'>} Languages
 */

/**
 * @param {HTMLElement} root of the playground that it belongs to
 * @param {() => void} openFaithful
 * @param {Choice} [language] where it can be chosen
 */
export function openHelp(root, openFaithful, language) {
  const list = (/** @type {[string, string][]} */ rows, /** @type {string} */ kind) =>
    h('dl', { class: 'pg-rows', 'data-kind': kind }, ...rows.flatMap(([name, text]) => [h('dt', {}, name), h('dd', {}, text)]));
  const faithful = () => {
    dialog.close();
    openFaithful();
  };
  // The site that this page is the first of says where its documentation is; what is one file has none.
  const docs = language ? /** @type {HTMLLinkElement | null} */ (document.head.querySelector('link[rel="help"]')) : null;
  const dialog = openDialog(root, words.$help, [
    h('p', { class: 'pg-about' }, words.$about),
    ...(language ? [languageRow(language)] : []),
    h('h3', {}, words.$marksTitle),
    list(words.$marks, 'words'),
    h('h3', {}, words.$keysTitle),
    list(words.$keys, 'keys'),
    h('p', { class: 'pg-about' }, h('button', { type: 'button', class: 'pg-button', click: () => faithful() }, words.$faithful)),
    h('p', { class: 'pg-about' },
      words.$commands),
    ...(docs ? [h('p', { class: 'pg-about' }, h('a', { href: docs.href }, words.$docs))] : []),
  ]);
}

/**
 * The languages, each as it calls itself. Nothing is loaded for it: the page is
 * drawn anew, with all that was done.
 * @param {Choice} choice
 */
function languageRow({ names, now, choose }) {
  const select = h('select', { id: 'pg-language', change: () => choose(select.value) },
    ...Object.entries(names).map(([tag, name]) => h('option', { value: tag, lang: tag, selected: tag === now }, name)));
  return h('p', { class: 'pg-language' }, h('label', { for: 'pg-language' }, words.$language), select);
}
