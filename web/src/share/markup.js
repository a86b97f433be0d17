/** Text in the markup that somebody copies. */

/** @param {string} text in an attribute */
export function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
