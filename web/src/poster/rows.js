/** The stage where there is much, as rows.js describes it, as SVG. */

import { at, base, box, clip, line, short, tag, text, widthOf } from './ink.js';
import { counts, member } from './cards.js';
import { boxOf, is, kid, laneOf, numbered, thread, words } from './lanes.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./lanes.js').Box} Box */
/** @typedef {import('./lanes.js').Defs} Defs */

/** A newest record's square has a gap after it. */
const GAPS = '<pattern id="gaps" width="6" height="6" patternUnits="userSpaceOnUse"><path class="ground" d="M5 0h1v6H5z"/></pattern>';

/**
 * @param {Drawn[]} drawn
 * @param {boolean} wide
 * @param {Defs} defs
 */
export function rows(drawn, wide, defs) {
  defs.gaps = GAPS;
  return drawn.flatMap((one) => (is(one, 'column') ? one.kids : [one])).map((one) => {
    if (is(one, 'dense-group')) return group(one, wide, defs);
    if (is(one, 'key-squares')) return legend(one);
    if (is(one, 'heads')) return heads(one, wide);
    if (is(one, 'matrix')) return matrix(one);
    if (is(one, 'dense-topic')) return topic(one, wide);
    if (is(one, 'row')) return row(one);
    if (is(one, 'unfolded')) return unfolded(one, defs, !wide);
    return is(one, 'producer-chip') ? chip(one, boxOf(one)) : '';
  }).join('');
}

/**
 * @param {Drawn} row
 * @param {boolean} wide
 * @param {Defs} defs
 */
function group(row, wide, defs) {
  const hue = numbered(row, 'g');
  const { x, y } = boxOf(row);
  const part = (/** @type {Drawn} */ one, /** @type {string} */ cls, size = 13) => {
    const { x: left, w } = boxOf(one);
    return text(left, base(0, 20, size), w ? clip(words(one), w, size) : words(one), cls, { 'font-size': size });
  };
  const parts = row.kids.map((one) => {
    if (is(one, 'group-name')) return part(one, `bold g${hue}`, 14);
    if (is(one, 'state')) return part(one, 'muted');
    if (is(one, 'dense-ledger')) return at(0, 0, counts(one.kids, one.box?.x ?? 0, base(0, 20, 13), wide ? 14 : 9), 'dense');
    if (!is(one, 'meta')) return '';
    const down = one.kids.find((each) => is(each, 'down'));
    if (!down) return part(one, 'muted');
    const first = words(one.kids[0]);
    const rest = words(down).replace(/^, /, '');
    return line(one.box?.x ?? 0, base(0, 20, 13), [
      { words: `${first},`, cls: 'muted dense' }, { words: clip(rest, (one.box?.w ?? 0) - widthOf(first, 13) - 8, 13), cls: 'bad dense', gap: 4 },
    ]);
  });
  return at(x, y, tag('rect', { class: `g${hue}`, y: 2, width: 3, height: 16 }) + parts.join('')
    + row.kids.filter((one) => is(one, 'member')).map((one) => member(one, 0, 0, defs)).join(''));
}

/** @param {Drawn} drawn what the squares mean: two columns, and a line under them */
function legend(drawn) {
  const { x, y } = boxOf(drawn);
  return at(x, y, drawn.kids.map((one, nth) => {
    const [sign, said] = one.kids;
    const [left, top] = [nth === drawn.kids.length - 1 ? 0 : (nth % 2) * 100, Math.floor(nth / 2) * 18];
    const mark = is(sign, 'square') ? square(sign, left, top + 3, 'muted')
      : tag('rect', { class: 'w1', x: left, y: top + 2, width: 16, height: 12, rx: 3 }) + text(left + 4, top + 11, '▲', 'grew');
    return mark + text(left + (is(sign, 'square') ? 17 : 23), base(top, 16), words(said), 'muted');
  }).join(''));
}

/**
 * @param {Drawn} heads
 * @param {boolean} wide
 */
function heads({ kids }, wide) {
  return kids.map((one, nth) => {
    const { x, y, w } = boxOf(one);
    if (!is(one, 'lag-head')) return wide || nth !== 1 || w > 150 ? text(x, base(y, 16), clip(words(one), w), 'muted') : '';
    const right = x + w - (wide ? 12 : 6);
    const [last, first] = [one.kids[one.kids.length - 1], one.kids.length > 1 ? one.kids[0] : null];
    return (first ? text(right, base(y - 14, 16), words(first), 'muted end') : '')
      + text(right, base(y, 16), clip(words(last), wide ? 46 : 32), `bold end g${numbered(one, 'g')}`);
  }).join('');
}

/** @param {Drawn} matrix the names of a group's members over their columns */
function matrix(matrix) {
  const { x, y } = boxOf(matrix);
  return at(x, y, matrix.kids.map((one) => {
    const place = boxOf(one);
    if (is(one, 'matrix-name')) return text(0, base(0, 14), clip(words(one), place.w), `bold g${numbered(matrix, 'g')}`);
    const look = is(one, 'dead') ? 'bold bad' : is(one, 'slow') ? 'bold warn' : 'muted';
    return text(place.x + place.w / 2, base(place.y, 18), words(one), `tally mid ${look}`);
  }).join(''));
}

/**
 * @param {Drawn} head
 * @param {boolean} wide
 */
function topic(head, wide) {
  const { x, y, w } = boxOf(head);
  const metas = wide ? head.kids.filter((one) => is(one, 'meta')) : [];
  return at(x, y, [
    text(0, base(0, 18, 15), clip(words(kid(head, 'topic-name')), wide ? w : 130, 15, { heavy: true }), 'title'),
    ...metas.map((one, nth) => text(0, base(18 + nth * 16, 16), clip(words(one), w), 'muted')),
    ...head.kids.filter((one) => is(one, 'producer-chip')).map((one) => chip(one, boxOf(one))),
  ].join(''));
}

/**
 * A producer, or a tool of the command line.
 * @param {Drawn} drawn
 * @param {Box} place
 */
function chip(drawn, { x, y, w }) {
  const said = w ? clip(words(drawn), w - 18) : words(drawn);
  return box({ x, y, w: w || widthOf(said) + 18, h: 22 }, 'panel', 11) + text(x + 9, base(y, 22), said);
}

/** @param {Drawn} row */
function row(row) {
  const { x, y, w, h } = boxOf(row);
  const parts = row.kids.map((one) => {
    const place = boxOf(one);
    if (is(one, 'row-number')) return text(16, base(0, h), words(one), 'row end');
    if (is(one, 'newest')) return newest(one, place.x, h);
    if (is(one, 'whole')) return whole(one, place.x, h);
    if (is(one, 'row-lag')) return lag(one, place, h);
    return is(one, 'square') ? square(one, place.x, 1.5, `g${numbered(one, 'g')}`) : '';
  });
  return at(x, y, (is(row, 'odd') ? tag('rect', { class: 'odd', width: w, height: h }) : '') + parts.join(''));
}

/**
 * The newest records, by key: one field for each run of one key.
 * @param {Drawn} records
 * @param {number} left
 * @param {number} h of the row
 */
function newest(records, left, h) {
  const end = parseFloat(String(records.attrs['--n']));
  const runs = [...String(records.attrs['--k']).matchAll(/var\(--s(\w)\) ([\d.]+)px ([\d.]+)px/g)];
  /** @type {Record<string, string>} */
  const fields = {};
  for (const [, tint, from, to] of runs) fields[tint] = `${fields[tint] ?? ''}M${from} 2h${Number(to) - Number(from)}v${h - 4}H${from}z`;
  const drawn = Object.entries(fields).map(([tint, d]) => tag('path', { class: `s${tint}`, d }));
  return at(left, 0, `${drawn.join('')}${end > 0 ? tag('rect', { y: 2, width: end, height: h - 4, fill: 'url(#gaps)' }) : ''}${
    tag('rect', { class: 'edge', x: end, y: 2, width: 5, height: h - 4 })}${tag('rect', { class: 'plain', x: end + 1, y: 3, width: 3, height: h - 6 })}`);
}

/**
 * @param {Drawn} drawn
 * @param {number} left
 * @param {number} h
 */
function whole(drawn, left, h) {
  const gone = is(drawn, 'some-gone') ? tag('rect', { class: 'ink', x: -3, width: 3, height: h }) : '';
  const field = tag('rect', { class: 'base', width: parseFloat(String(drawn.attrs['--w'])), height: h });
  return at(left, 0, field + gone + drawn.kids.map((one) => thread(one, 0, 0, true)).join(''));
}

/**
 * @param {Drawn} drawn
 * @param {Box} place
 * @param {number} h
 */
function lag(drawn, { x, w }, h) {
  const grew = numbered(drawn, 'grew-');
  const said = text(x + w, base(0, h), words(drawn), `end${is(drawn, 'zero') ? ' muted' : grew ? ' bold' : ''}`);
  if (!grew) return said;
  // Without room the number itself, in a heavy font, has to do.
  const sign = w > 32 ? text(x + 4, base(0, h, 8), '▲', 'grew') : '';
  return tag('rect', { class: `w${grew}`, x, width: w, height: h, rx: 3 }) + sign + said;
}

/**
 * @param {Drawn} drawn
 * @param {number} x
 * @param {number} y
 * @param {string} colour
 */
function square(drawn, x, y, colour) {
  const place = { x, y, w: 10, h: 10 };
  if (is(drawn, 'it-dead')) return box(place, 'dead', 2, 1.5);
  if (is(drawn, 'it-idle')) return colour === 'muted' ? box(place, 'readsign', 2) : box(place, colour.replace('g', 'i'), 2);
  const full = tag('rect', { class: colour, x, y, width: 10, height: 10, rx: 2 });
  return is(drawn, 'it-works') ? full + tag('circle', { class: 'ground', cx: short(x + 5), cy: short(y + 5), r: 2 }) : full;
}

/**
 * The cells of a row.
 * @param {Drawn} drawn
 * @param {Defs} defs
 * @param {boolean} narrow
 */
function unfolded(drawn, defs, narrow) {
  const place = boxOf(drawn);
  return box(place, 'panel', 8) + drawn.kids.map((one) => laneOf(one, boxOf(one, place.x + 1, place.y + 1), defs, narrow)).join('');
}
