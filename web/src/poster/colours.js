/**
 * The colours of a poster: those of the page's own table, read from it, and
 * mixed here. A poster is looked at where no page is, also by programs that
 * neither know `var()` nor `color-mix()`, so that each colour stands in it as
 * what it is.
 */

/** @typedef {readonly [light: string, dark: string]} Pair one colour in both themes */
/** @typedef {'light' | 'dark'} Theme */

const ENTRY = /--kp-([\w-]+):\s*(light-dark\(([^,]+),([^)]+)\)|[^;}]+)[;}]/g;
const HEX = /^#([\da-f]{6})$/i;

/** How much of a key's colour is in a cell: as `--kp-mix` says it, which is no colour. */
export const MIX = 'mix';

/**
 * What styles/tokens.js, or what an author wrote over it, says.
 * @param {string} css
 * @returns {Map<string, Pair>}
 */
export function readTokens(css) {
  /** @type {Map<string, Pair>} */
  const tokens = new Map();
  for (const [, name, whole, light, dark] of css.matchAll(ENTRY)) {
    const [, of = ''] = /^(.*)-dark$/.exec(name) ?? [];
    const before = tokens.get(of);
    // What is no colour is said for the dark theme apart.
    if (before) tokens.set(of, [before[0], whole.trim()]);
    else tokens.set(name, light === undefined ? [whole.trim(), whole.trim()] : [light.trim(), dark.trim()]);
  }
  return tokens;
}

/**
 * A part of a colour in another one, as `color-mix(in srgb, …)` mixes them.
 * @param {string} colour
 * @param {number} percent
 * @param {string} into
 */
export function mix(colour, percent, into) {
  const [a, b] = [HEX.exec(colour), HEX.exec(into)];
  // Another way of writing colours is an author's, and a browser's to read.
  if (!a || !b) return `color-mix(in srgb,${colour} ${percent}%,${into})`;
  const parts = [0, 2, 4].map((at) => {
    const [x, y] = [a, b].map(([, digits]) => parseInt(digits.slice(at, at + 2), 16));
    return Math.round((x * percent + y * (100 - percent)) / 100).toString(16).padStart(2, '0');
  });
  return shorter(`#${parts.join('')}`);
}

/**
 * `#fff` for `#ffffff`.
 * @param {string} colour
 */
export function shorter(colour) {
  return colour.replace(/^#(.)\1(.)\2(.)\3$/, '#$1$2$3');
}

/**
 * Which colours an author chose: those that are not in the page's own table.
 * @param {string} css of the page
 * @param {(name: string) => string} read what a property of the style is
 */
export function chosen(css, read) {
  const differing = [...readTokens(css)].flatMap(([name, [light, dark]]) => {
    const said = read(`--kp-${name}`).trim();
    const [[, now] = []] = readTokens(`--kp-${name}: ${said};`);
    const same = !said || !now || said === light || said === dark || (now[0] === light && now[1] === dark);
    return same ? [] : [`--kp-${name}: ${said};`];
  });
  return differing.join('\n');
}
