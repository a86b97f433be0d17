/** Cards of producers, groups and members, as cards.js of the stage describes them, as SVG. */

import { at, base, box, clip, line, short, tag, text, widthOf } from './ink.js';
import { boxOf, is, kid, numbered, tinted, words } from './lanes.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./lanes.js').Box} Box */
/** @typedef {import('./lanes.js').Defs} Defs */

/** How wide a letter of the monospaced font is, in ems. */
const MONO = 0.603;

/**
 * The card around a machine: its line says how it is.
 * @param {Drawn} card
 * @param {Box} place
 * @param {number} radius
 * @param {string} well its look where it is well
 */
function around(card, place, radius, well) {
  const { x, y, w, h } = place;
  if (is(card, 'is-crashed')) return box(place, 'dead', radius);
  if (is(card, 'is-stopped') || is(card, 'is-stopping')) return box(place, 'panel away', radius);
  const within = { x: x + 1, y: y + 1, width: w - 2, height: h - 2, rx: radius - 1, fill: 'url(#still)' };
  if (is(card, 'is-stalled')) return box(place, well, radius) + tag('rect', within);
  if (!is(card, 'is-cut')) return box(place, well, radius);
  const third = h * 0.34;
  const bow = radius - 0.5;
  const open = `M${short(x)} ${short(y + 0.5)}H${short(x + w - radius)}q${bow} 0 ${bow} ${bow}V${short(y + h - radius)}q0 ${bow} ${-bow} ${bow}H${short(x)}`;
  return tag('path', { class: well, d: open })
    + tag('path', { class: 'warn', d: `M${short(x - 1)} ${short(y)}h3v${short(third)}h-3zM${short(x - 1)} ${short(y + h - third)}h3v${short(third)}h-3z` });
}

/**
 * How a machine's own words look.
 * @param {Drawn} card
 */
function tone(card) {
  if (is(card, 'is-crashed')) return 'bad';
  if (is(card, 'is-cut')) return 'warn';
  return is(card, 'is-stalled') ? '' : 'muted';
}

/**
 * How wide a row of chips is.
 * @param {Drawn | null} row
 * @param {number} each
 */
function chipsWidth(row, each) {
  if (!row) return 0;
  return row.kids.reduce((sum, one) => sum + (sum > 0 ? 2 : 0) + (is(one, 'rest') ? Math.max(25, 4 + widthOf(words(one), 11.5)) : each), 0);
}

/**
 * @param {Drawn | null} row
 * @param {number} x
 * @param {number} y
 * @param {{ w: number, h: number }} size
 * @param {Defs} defs
 */
function chips(row, x, y, { w, h }, defs) {
  if (!row) return '';
  const shapes = row.kids.filter((one) => !is(one, 'rest')).map((one, nth) => tinted(one, { x: nth * (w + 2), y: 0, w, h }, defs));
  const said = row.kids.filter((one) => !is(one, 'rest')).map((one, nth) => (
    text(nth * (w + 2), 0, words(one), [is(one, 'kn') ? 'muted' : '', is(one, 'of-done') ? 'done' : ''].filter(Boolean).join(' '))
  ));
  const rest = row.kids.find((one) => is(one, 'rest'));
  return at(x, y, shapes.join('') + at(w / 2, base(5, 14, 10.5), said.join(''), 'chip')
    + (rest ? text(shapes.length * (w + 2) + 4, base(0, h), words(rest), 'line muted') : ''));
}

/**
 * @param {Drawn} card
 * @param {number} x of what it is in
 * @param {number} y
 * @param {Defs} defs
 */
export function member(card, x, y, defs) {
  const place = boxOf(card, x, y);
  const { w } = place;
  const [top, below] = [kid(card, 'top'), kid(card, 'below')];
  const [name, note] = [words(top && kid(top, 'name')), words(top && kid(top, 'note'))];
  const held = (top && kid(top, 'chips')) ?? (below && kid(below, 'chips'));
  const crashed = is(card, 'is-crashed');
  const wide = chipsWidth(held, 24);
  const room = w - 24;
  const named = clip(name, room * 0.6, 13, { heavy: true });
  const nameW = widthOf(named, 13, true);
  const used = nameW + (note ? 8 + widthOf(note) : 0) + 8;
  const owns = crashed ? '' : clip(words(top && kid(top, 'owns')), room - used, 11.5, { each: 11.5 * MONO });
  const calm = is(card, 'is-stalled') ? '' : 'muted';
  const doing = clip(words(below && kid(below, 'line')), room - (crashed ? 0 : wide > 0 ? wide + 6 : 0), 11.5);
  return around(card, place, 6, 'card') + at(place.x, place.y, [
    line(12, 22, [
      { words: named, cls: `name${is(card, 'is-stopped') ? ' muted' : ''}` },
      { words: clip(note, room - nameW - 8 - (crashed ? wide + 8 : 0)), cls: calm, gap: 8 },
    ]),
    text(w - 12, 22, owns, `owns end ${calm}`.trim()),
    text(12, 43, doing, `line ${tone(card)}`.trim()),
    chips(held, w - 12 - wide, crashed ? 7 : 28, { w: 24, h: 21 }, defs),
    text(12, base(50, 18), clip(words(kid(card, 'error')), room), 'bad'),
  ].join(''));
}

/**
 * @param {Drawn} card
 * @param {Defs} defs
 */
export function producer(card, defs) {
  const place = boxOf(card);
  const inside = is(card, 'flat') ? flat(card, place, defs) : tall(card, place, defs);
  return around(card, place, 8, 'panel') + at(place.x, place.y, inside);
}

/**
 * A producer that is a row.
 * @param {Drawn} card
 * @param {Box} place
 * @param {Defs} defs
 */
function flat(card, { w, h }, defs) {
  const held = kid(card, 'chips');
  const wide = chipsWidth(held, 27);
  const top = kid(card, 'top');
  const middle = is(card, 'rowed') ? 19.5 : h / 2;
  const name = clip(words(top && kid(top, 'name')), (w - 24) * 0.6, 13, { heavy: true });
  const error = words(kid(card, 'error'));
  const room = w - 24 - widthOf(name, 13, true) - 10 - (wide > 0 ? wide + 10 : 0);
  const said = clip(words(kid(card, 'line')), room);
  return line(14, base(middle - 9.5, 19, 13), [
    { words: name, cls: 'name' },
    { words: said, cls: tone(card), gap: 10 },
    { words: clip(error, room - widthOf(said) - 10), cls: 'bad', gap: 10 },
  ]) + chips(held, w - 11 - wide, Math.round(middle - 11), { w: 27, h: 22 }, defs);
}

/**
 * A producer beside the topics.
 * @param {Drawn} card
 * @param {Box} place
 * @param {Defs} defs
 */
function tall(card, { w, h }, defs) {
  const held = kid(card, 'chips');
  const compact = is(card, 'compact');
  const room = w - 28;
  const top = kid(card, 'top');
  const [name, more] = card.kids.filter((one) => is(one, 'top') || is(one, 'line'))
    .map((one) => (is(one, 'top') ? words(top && kid(top, 'name')) : words(one)));
  const lines = card.kids.filter((one) => is(one, 'line') || is(one, 'error'));
  const first = compact ? 26 : 32;
  const size = compact ? 13.5 : 15;
  const wide = chipsWidth(held, 27);
  return [
    text(14, base(compact ? 8 : 12, compact ? 18 : 20, size), clip(name ?? more ?? '', room - (compact && wide ? wide + 6 : 0), size, { heavy: true }),
      'title', compact ? { 'font-size': size } : {}),
    ...lines.map((one, nth) => text(14, base(first + nth * 19, 19), clip(words(one), room), is(one, 'error') ? 'bad' : nth === 0 ? tone(card) : 'muted')),
    compact ? chips(held, w - 13 - wide, 11, { w: 27, h: 22 }, defs) : chips(held, 14, h - 54, { w: 27, h: 22 }, defs),
  ].join('');
}

/**
 * @param {Drawn} card
 * @param {Defs} defs
 */
export function group(card, defs) {
  const place = boxOf(card);
  const { x, y, w, h } = place;
  const hue = numbered(card, 'g');
  const [head, members, ledger] = [kid(card, 'group-head'), card.kids.filter((one) => is(one, 'member')), kid(card, 'ledger')];
  const pill = head && kid(head, 'pill');
  const state = words(pill);
  const pillW = state ? Math.ceil(widthOf(state, 11)) + 20 : 0;
  const room = w - 32 - (pillW > 0 ? pillW + 8 : 0);
  const name = clip(words(head && kid(head, 'group-name')), room, 15, { heavy: true });
  const inline = head && kid(head, 'meta');
  const meta = words(inline ?? kid(card, 'meta'));
  const worried = pill && is(pill, 'unsettled');
  const said = clip(meta, inline ? room - widthOf(name, 15, true) - 16 : w - 32);
  const nobody = kid(card, 'nobody');
  // Its left corners are not as round, and the bar says whose it is.
  const outline = `M${short(x + 4)} ${short(y + 0.5)}H${short(x + w - 8)}a7.5 7.5 0 0 1 7.5 7.5`
    + `V${short(y + h - 8)}a7.5 7.5 0 0 1-7.5 7.5H${short(x + 4)}a3.5 3.5 0 0 1-3.5-3.5V${short(y + 4)}a3.5 3.5 0 0 1 3.5-3.5z`;
  return tag('path', { class: 'panel', d: outline }) + at(x, y, [
    tag('rect', { class: `g${hue}`, y: 9, width: 3, height: h - 18 }),
    line(18, 27, [{ words: name, cls: `title g${hue}` }, ...(inline ? [{ words: said, cls: 'muted', gap: 16, rise: 1 }] : [])]),
    inline ? '' : text(18, base(35, 16), said, 'muted'),
    state ? box({ x: w - 14 - pillW, y: 12, w: pillW, h: 20 }, worried ? 'worried' : 'pill', 10)
      + text(w - 14 - pillW / 2, base(13, 18, 11), state, `small mid${worried ? ' warn' : ''}`) : '',
    nobody ? text(18, base(inline ? 41 : 59, 16), clip(words(nobody), w - 32), 'muted') : '',
    ledger ? counts(ledger.kids, 18, base(h - 31, 22), 8) : '',
  ].join('')) + members.map((one) => member(one, x + 1, y + 1, defs)).join('');
}

/**
 * What became of a group's records.
 * @param {Drawn[]} kids
 * @param {number} x
 * @param {number} y
 * @param {number} gap between two of them
 */
export function counts(kids, x, y, gap) {
  return line(x, y, kids.filter((one) => is(one, 'count')).flatMap((one, nth) => {
    const [word, number] = one.kids;
    const look = is(one, 'notable') ? 'warn' : '';
    // A number has room for its next digit: this blank is as wide as one.
    const said = words(number).padEnd(2, '\u2007');
    return [{ words: words(word), cls: look || 'muted', gap: nth === 0 ? 0 : gap }, { words: said, cls: `bold ${look}`.trim(), gap: 4 }];
  }));
}

/**
 * What the marks mean, one after the other as far as there is room.
 * @param {Drawn} legend
 */
export function legend(legend) {
  const { x: left, y: top, w } = boxOf(legend);
  let [x, y] = [0, 0];
  const parts = legend.kids.map(({ kids: [sign, said] }) => {
    const signW = sign.tag === 'svg' ? 13 : is(sign, 'sign-ring') ? 11 : 26;
    const wide = signW + 7 + widthOf(words(said));
    if (x > 0 && x + wide > w) [x, y] = [0, y + 23];
    // A flag is a little higher than words.
    const tall = y === 0 ? 19 : 18;
    const middle = y + tall / 2;
    const mark = sign.tag === 'svg' ? tag('use', { href: '#flag', class: 'muted', x: x || null, y: y || null })
      : is(sign, 'sign-ring') ? tag('circle', { class: 'sign', cx: x + 5.5, cy: middle, r: 4.5 })
        : tag('rect', { class: 'readsign', x, y: middle - 3.5, width: 26, height: 7 });
    const drawn = mark + text(x + signW + 7, base(y, tall), words(said), 'muted');
    x += wide + 18;
    return drawn;
  });
  return at(left, top, parts.join(''));
}

/**
 * The newest commits, as records of their topic.
 * @param {Drawn} row
 * @param {boolean} narrow
 */
export function offsets(row, narrow) {
  const { x, y } = boxOf(row);
  const [name, list, none] = [kid(row, 'offsets-name'), kid(row, 'commits'), kid(row, 'offsets-none')];
  const commits = list?.kids ?? [];
  return at(x, y, [
    text(0, base(0, 26, narrow ? 10 : 12), words(name), `${narrow ? 'packet' : 'row'} muted`),
    ...commits.map((one) => box({ ...boxOf(one), h: 26 }, `${is(one, 'newest') ? 'n' : 'c'}${numbered(one, 'g')}`, 4)),
    at(0, 0, commits.map((one) => {
      const place = boxOf(one);
      return text(place.x + place.w / 2, base(place.y + 1, 24, 10.5), clip(words(one), place.w - 12, 10.5, { each: 10.5 * MONO }));
    }).join(''), 'commit'),
    none ? text(none.box?.x ?? 0, base(none.box?.y ?? 0, 26), words(none), 'muted') : '',
  ].join(''));
}

/**
 * Where each key goes.
 * @param {Drawn} table
 * @param {boolean} narrow
 * @param {Defs} defs
 */
export function keyTable(table, narrow, defs) {
  const { x, y, w } = boxOf(table);
  const pad = narrow ? 10 : 14;
  const keys = table.kids[0].kids.length - 1;
  const first = Math.min(196, Math.max(60, w - 2 * pad - keys * 34));
  const fits = Math.floor((w - pad - pad - first + 3) / 34);
  const rows = table.kids.map((row, nth) => {
    const top = nth === 0 ? 10 : 46 + (nth - 1) * 24;
    const middle = nth === 0 ? top + 12.5 : top + 12;
    const [who, ...cells] = row.kids;
    const said = who.kids.filter((one) => !(narrow && is(one, 'key-how')));
    const named = said.length === 0 ? [{ words: clip(words(who), first), cls: 'muted' }] : said.map((one, at) => (
      at === 0 ? { words: clip(words(one), first) } : { words: clip(words(one), first - widthOf(words(said[0])) - 6, 11.5), cls: 'line muted', gap: 6 }
    ));
    const places = cells.slice(0, fits).map((cell, at) => {
      const left = pad + first + at * 34;
      if (is(cell, 'chip')) {
        return tinted(cell, { x: left, y: middle - 11, w: 31, h: 22 }, defs)
          + text(left + 15.5, base(middle - 6, 14, 10.5), words(cell), is(cell, 'kn') ? 'chip muted' : 'chip');
      }
      const other = is(cell, 'other');
      const tint = is(cell, 'kn') ? 'kn' : `k${numbered(cell, 'k')}`;
      const field = other ? tag('rect', { class: `${tint} bare`, x: left, y: middle - 10, width: 31, height: 20, rx: 3 }) : '';
      return field + text(left + 15.5, base(middle - 10, 20), words(cell), other ? 'row mid bold' : 'row mid muted');
    });
    const parted = nth === 0 ? tag('path', { class: 'soft', d: `M${pad} 41.5h${short(w - 2 * pad)}` }) : '';
    return line(pad, base(middle - 8, 16), named) + places.join('') + parted;
  });
  return at(x, y, rows.join(''));
}

/**
 * A place where nothing is yet, and what is said there.
 * @param {Drawn} empty
 */
export function nothing(empty) {
  const { x, y, w, h } = boxOf(empty);
  const rows = [''];
  for (const word of words(empty.kids[0]).split(' ')) {
    const longer = `${rows[rows.length - 1]} ${word}`.trim();
    if (widthOf(longer, 13) <= w - 26) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  const top = y + h / 2 - rows.length * 8;
  return box({ x, y, w, h }, 'empty', 8)
    + rows.map((row, nth) => text(x + w / 2, base(top + nth * 16, 16, 13), row, 'muted mid', { 'font-size': 13 })).join('');
}
