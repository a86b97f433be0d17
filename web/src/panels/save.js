/** A text or a picture is handed to the browser as a file that is saved. */

import { h } from '../base.js';

/**
 * @param {string} name of the file
 * @param {string | Blob} content
 * @param {string} [type] what a text is
 */
export function saveAs(name, content, type = 'text/plain') {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content);
  h('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}

/**
 * A title as a name for a file, without its ending.
 * @param {string} title
 * @param {string} otherwise what it is called that has no title
 */
export function fileName(title, otherwise) {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60) || otherwise;
}
