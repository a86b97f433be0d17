/** Writing SVG: a text that is made of texts, each of them escaped. */

/** @typedef {string | number | null | undefined | false} Value */

/** What must not stand in XML at all, written or escaped. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** @type {Record<string, string>} */
const NAMED = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param {string} text */
export function escaped(text) {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"]/g, (sign) => NAMED[sign]);
}

/**
 * A number as short as it can be written, to a hundredth of a pixel.
 * @param {number} value
 */
export function short(value) {
  return String(Math.round(value * 100) / 100).replace(/^(-?)0\./, '$1.');
}

/**
 * An element. Its contents are SVG already.
 * @param {string} name
 * @param {Record<string, Value>} attributes
 * @param {string} [inside]
 */
export function tag(name, attributes, inside = '') {
  const written = Object.entries(attributes).map(([key, value]) => {
    if (value === null || value === undefined || value === false || value === '') return '';
    return ` ${key}="${typeof value === 'number' ? short(value) : escaped(value)}"`;
  }).join('');
  return inside === '' ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/**
 * Elements at a place, if there are any.
 * @param {number} x
 * @param {number} y
 * @param {string} inside
 * @param {string} [cls]
 */
export function at(x, y, inside, cls = '') {
  if (inside === '') return '';
  return tag('g', { class: cls, transform: x || y ? `translate(${short(x)} ${short(y)})` : null }, inside);
}

/**
 * A box with a line of a width around its inside, as a border is drawn.
 * @param {{ x: number, y: number, w: number, h: number }} box
 * @param {string} cls
 * @param {number} [radius]
 * @param {number} [line]
 */
export function box({ x, y, w, h }, cls, radius = 0, line = 1) {
  const half = line / 2;
  return tag('rect', {
    class: cls, x: x + half, y: y + half, width: Math.max(0, w - line), height: Math.max(0, h - line), rx: radius > half ? radius - half : null,
  });
}

/**
 * Words at a place: `y` is where they stand on.
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {string} [cls]
 * @param {Record<string, Value>} [more]
 */
export function text(x, y, words, cls = '', more = {}) {
  if (words === '') return '';
  return tag('text', { class: cls, x: x === 0 ? null : x, y: y === 0 ? null : y, ...more }, escaped(words));
}

/**
 * Words one after the other on one line, each a gap after the last one, so that
 * nobody has to know how wide they are. A blank between them belongs to it, for
 * who copies them.
 * @param {number} x
 * @param {number} y
 * @param {{ words: string, cls?: string, gap?: number, rise?: number }[]} parts
 */
export function line(x, y, parts) {
  let [first, raised] = [true, 0];
  const spans = parts.filter(({ words }) => words !== '').map(({ words, cls = '', gap = 0, rise = 0 }) => {
    const dy = raised - rise;
    const span = tag('tspan', { class: cls, dx: first ? null : gap - BLANK, dy: dy || null }, escaped(words));
    [first, raised] = [false, rise];
    return span;
  });
  return spans.length === 0 ? '' : tag('text', { x, y }, spans.join(' '));
}

/** How wide a blank is, in the font of a poster. */
const BLANK = 3.8;
/** How wide the letters from the blank to the tilde are in a wide system font, in hundredths of an em. */
const WIDTHS = `32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53
  99 68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50
  50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84`.split(/\s+/).map(Number);
/** Those of letters that are not among them: as wide as most, but for some. @type {Record<string, number>} */
const OTHERS = { '·': 38, '’': 38, '…': 99, '—': 99, '→': 84, '×': 84, '\u2007': 64 };
/** From here on letters are as wide as they are high. */
const SQUARE = '\u1100';

/**
 * About how many pixels words take: enough that nothing has to be measured, and
 * what does not fit is cut.
 * @param {string} words
 * @param {number} [size] of the font
 * @param {boolean} [heavy] whether it is a heavy one
 */
export function widthOf(words, size = 12, heavy = false) {
  let width = 0;
  for (const letter of words) width += WIDTHS[letter.charCodeAt(0) - 32] ?? OTHERS[letter] ?? (letter < SQUARE ? 67 : 100);
  return (width * size * (heavy ? 1.11 : 1)) / 100;
}

/**
 * Words that fit into a room, with a sign that there were more.
 * @param {string} words
 * @param {number} room in pixels
 * @param {number} [size] of the font
 * @param {{ heavy?: boolean, each?: number }} [font] a heavy one, or one of which all letters have one width
 */
export function clip(words, room, size = 12, { heavy = false, each = 0 } = {}) {
  const wide = (/** @type {string} */ some) => (each ? [...some].length * each : widthOf(some, size, heavy));
  if (wide(words) <= room) return words;
  const letters = [...words];
  while (letters.length > 0 && wide(`${letters.join('')}…`) > room) letters.pop();
  return letters.length > 0 ? `${letters.join('').trimEnd()}…` : '';
}

/**
 * Where words stand on, in a line of a height.
 * @param {number} top
 * @param {number} height
 * @param {number} [size] of the font
 */
export function base(top, height, size = 12) {
  return Math.round(top + height / 2 + size * 0.345);
}
