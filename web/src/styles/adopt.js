/**
 * Style sheets come with what they style. A sheet is made once, whatever the
 * number of playgrounds on a page, and adopted before its elements are put in
 * their place, so that nothing is seen without its style.
 *
 * A sheet is the text of a template without substitutions that begins with the
 * comment `sheet`: by that the build finds it, and shrinks it
 * (crates/xtask/src/styles.rs).
 */

/** @type {Map<string, CSSStyleSheet>} */
const made = new Map();

/**
 * @param {Node} node in the shadow root that the sheets are for, or the root itself
 * @param {string[]} texts
 */
export function adopt(node, ...texts) {
  const root = node.getRootNode();
  // What was thrown away in the meantime needs no style.
  if (!(root instanceof ShadowRoot)) return;
  const sheets = texts.map(sheetOf).filter((sheet) => !root.adoptedStyleSheets.includes(sheet));
  if (sheets.length > 0) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}

/** @param {string} text */
function sheetOf(text) {
  let sheet = made.get(text);
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    made.set(text, sheet);
  }
  return sheet;
}
