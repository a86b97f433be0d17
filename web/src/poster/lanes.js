/** A topic's lanes: what tracks.js, strip.js and segments.js describe, as SVG. */

import { at, base, box, clip, short, tag, text, widthOf } from './ink.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {{ x: number, y: number, w: number, h: number }} Box */

/** The height of a cell, and how wide it is where nothing else is said. */
const CELL = { w: 31, h: 30 };

/**
 * Whether a description has a class.
 * @param {Drawn} drawn
 * @param {string} name
 */
export function is({ cls }, name) {
  return ` ${cls} `.includes(` kp-${name} `);
}

/**
 * The number in a class such as `kp-g2`; none where there is no such class.
 * @param {Drawn} drawn
 * @param {string} letter
 */
export function numbered({ cls }, letter) {
  return new RegExp(`(?:^| )kp-${letter}(\\d)(?: |$)`).exec(cls)?.[1] ?? null;
}

/**
 * The box of a description, in pixels from where `x` and `y` are.
 * @param {Drawn} drawn
 * @param {number} [x]
 * @param {number} [y]
 * @returns {Box}
 */
export function boxOf({ box }, x = 0, y = 0) {
  return { x: x + (box?.x ?? 0), y: y + (box?.y ?? 0), w: box?.w ?? 0, h: box?.h ?? 0 };
}

/** @param {Drawn} drawn @param {string} name */
export function kid({ kids }, name) {
  return kids.find((one) => is(one, name)) ?? null;
}

/**
 * All words in a description.
 * @param {Drawn | null} drawn
 * @returns {string}
 */
export function words(drawn) {
  return drawn ? drawn.text ?? drawn.kids.map(words).join('') : '';
}

/** What is drawn of cells of one size, by its id. @typedef {Record<string, string>} Defs */

/**
 * A topic's panel with its lanes.
 * @param {Drawn} panel
 * @param {Defs} defs
 * @param {boolean} narrow
 */
export function panel(panel, defs, narrow) {
  const { x, y, w, h } = boxOf(panel);
  const lanes = panel.kids.map((lane, nth) => {
    const place = boxOf(lane, x + 1, y + 1);
    const top = place.y + (is(lane, 'stripped') ? 0 : 6) + 0.5;
    const parted = nth > 0 ? tag('path', { class: 'soft', d: `M${short(place.x + 15)} ${short(top)}h${short(place.w - 30)}` }) : '';
    return parted + laneOf(lane, place, defs, narrow);
  });
  return box({ x, y, w, h }, 'panel', 8) + lanes.join('');
}

/**
 * @param {Drawn} lane
 * @param {Box} place
 * @param {Defs} defs
 * @param {boolean} narrow
 */
export function laneOf(lane, place, defs, narrow) {
  const { kids } = lane;
  const having = (/** @type {string} */ name) => kids.filter((one) => is(one, name));
  return at(place.x, place.y, [
    ...having('number').map((one) => text(one.box?.x ?? 0, base(one.box?.y ?? 0, 18, 12.5), one.text ?? '', 'wide')),
    ...having('strip').map((one) => strip(one)),
    ...having('stub').map((one) => stub(one)),
    ...having('segment').map((one) => segment(one)),
    ...having('start').map((one) => tag('rect', { class: 'ink', x: one.box?.x, y: one.box?.y, width: 4, height: 32, rx: 1 })),
    ...having('cells').map((one) => cells(one, defs)),
    ...having('track').map((one) => track(one, narrow)),
    ...having('mark').map((one) => mark(one)),
  ].join(''));
}

/**
 * Where a cell of a width has its upper edge, and the rest of it.
 * @param {string} id
 * @param {number} w
 * @param {number} h
 * @param {number} turn from the seventh key on the pattern of the edge says which turn it is
 * @param {Defs} defs
 */
function shape(id, w, h, turn, defs) {
  const body = `<rect x=".5" y=".5" width="${w - 1}" height="${h - 1}" rx="2.5"/>`;
  const edge = turn === 1
    ? `<path d="M1 .5h${w - 2}" stroke="currentColor"/><path class="plain" d="M1 1h${w - 2}v3H1z" stroke="none"/>`
      + `<path d="M1 2.5h${w - 2}" stroke="currentColor" stroke-width="3" stroke-dasharray="4 3"/>`
    : `<path d="M1 4V.8A3 3 0 0 1 3 0h${w - 6}a3 3 0 0 1 2 .8V4z" fill="currentColor" stroke="none"/>`;
  const foot = turn === 2 ? `<path d="M1 ${h - 4}h${w - 2}v3H1z" fill="currentColor" stroke="none"/>` : '';
  defs[id] = `<g id="${id}">${body}${edge}${foot}</g>`;
}

/**
 * A cell or a chip: its tint, its rim and its upper edge.
 * @param {Drawn} cell
 * @param {Box} place
 * @param {Defs} defs
 */
export function tinted(cell, { x, y, w, h }, defs) {
  const turn = Number(numbered(cell, 'q') ?? 0);
  const id = `c${w}${h === CELL.h ? '' : `x${h}`}${turn ? `q${turn}` : ''}`;
  defs[id] ?? shape(id, w, h, turn, defs);
  const colour = is(cell, 'kn') ? 'kn' : `k${numbered(cell, 'k')}`;
  const looks = [colour, is(cell, 'of-done') ? 'done' : '', is(cell, 'lost') ? 'lost' : '', is(cell, 'copy') ? 'copy' : ''];
  return tag('use', { href: `#${id}`, class: looks.filter(Boolean).join(' '), x: x || null, y: y || null })
    + (is(cell, 'lost') ? tag('rect', { x: x + 1, y: y + h - 6, width: w - 2, height: 5, fill: 'url(#hatch)' }) : '')
    + (is(cell, 'working') || is(cell, 'of-working') ? tag('rect', { class: 'frame', x: x || null, y: y || null, width: w, height: h, rx: 3 }) : '');
}

/**
 * @param {Drawn} list
 * @param {Defs} defs
 */
function cells(list, defs) {
  const w = parseFloat(String(list.attrs['--cell'] ?? CELL.w));
  const values = is(list, 'values');
  const drawn = list.kids.filter((one) => is(one, 'cell') || is(one, 'end'));
  const shapes = drawn.map((cell) => {
    const x = cell.box?.x ?? 0;
    if (is(cell, 'end')) return box({ x, y: 0, w, h: CELL.h }, 'next', 3);
    return tinted(cell, { x, y: 0, w, h: CELL.h }, defs);
  });
  const middle = w / 2;
  const said = drawn.flatMap((cell) => {
    const x = cell.box?.x ?? 0;
    const low = is(cell, 'twice') && !values ? 5 : 0;
    const look = is(cell, 'kn') ? 'muted' : '';
    const [key, value] = cell.kids;
    if (!key) return [text(x, low, cell.text ?? '', look)];
    const room = is(cell, 'twice') ? 8 : 0;
    return [text(x - room, -5, words(key), look), text(x, 8, words(value), 'value')];
  });
  const offsets = drawn.filter((cell) => !is(cell, 'silent')).map((cell) => text(cell.box?.x ?? 0, 0, String(cell.attrs['data-offset'])));
  const badges = list.kids.filter((one) => is(one, 'badge')).map((badge) => {
    const { x, y, w: wide } = boxOf(badge);
    return tag('rect', { class: 'warn', x, y, width: wide, height: 12, rx: 2 }) + text(x + wide / 2, y + 9.5, badge.text ?? '', 'times');
  });
  return at(list.box?.x ?? 0, list.box?.y ?? 0, [
    ...shapes, at(middle, 20, said.join(''), 'key'), at(middle, base(33, 14), offsets.join(''), 'mid muted'), ...badges,
  ].join(''));
}

/** @param {Drawn} mark high watermark or last stable offset */
function mark(mark) {
  const { x, y } = boxOf(mark);
  const before = is(mark, 'before');
  return tag('path', { class: 'mark', d: `M${short(x + 0.75)} ${short(y)}v60` })
    + text(x + (before ? -5 : 5.5), y + 6.5, words(mark), `note muted halo${before ? ' end' : ''}`);
}

/**
 * @param {Drawn} track
 * @param {boolean} narrow
 */
function track(track, narrow) {
  const hue = numbered(track, 'g');
  const having = (/** @type {string} */ name) => track.kids.filter((one) => is(one, name));
  return at(track.box?.x ?? 0, track.box?.y ?? 0, [
    ...having('done').map((one) => tag('rect', { class: `g${hue}`, x: one.box?.x || null, y: one.box?.y, width: one.box?.w, height: 3, rx: 1 })),
    ...having('read').map((one) => box({ ...boxOf(one), h: 8 }, `r${hue}`)),
    ...having('wait').map((one) => dotted(one, hue)),
    ...having('none').map((one) => box({ ...boxOf(one), w: 5, h: 12 }, `o${hue}`, 2, 1.5)),
    ...having('again').map((one) => tag('rect', { class: 'warn', x: one.box?.x, y: one.box?.y, width: one.box?.w, height: 2 })),
    ...having('never').map((one) => notch(boxOf(one), 6)),
    ...having('lags').map((one) => lags(one, hue, narrow)),
    ...having('flag').map((one) => tag('use', { href: '#flag', class: `g${hue}`, x: (one.box?.x ?? 0) + 5, y: (one.box?.y ?? 0) + 5 })),
    ...having('jump').map((one) => jump(one, hue)),
    ...having('ring').map((one) => ring((one.box?.x ?? 0) + 12, (one.box?.y ?? 0) + 12, hue)),
  ].join(''));
}

/**
 * Waiting: dots of three pixels, six apart.
 * @param {Drawn} drawn
 * @param {string | null} hue
 */
function dotted(drawn, hue) {
  const { x, y, w } = boxOf(drawn);
  const last = Math.floor((w - 3) / 6) * 6;
  return w < 3 ? '' : tag('path', { class: `l${hue} dots`, d: `M${short(x + 3)} ${short(y + 1.5)}h${short(last + 0.01)}` });
}

/**
 * What was lost.
 * @param {Box} place
 * @param {number} h
 */
function notch({ x, y, w }, h) {
  return tag('rect', { class: 'plain', x, y, width: w, height: h }) + tag('rect', { x, y, width: w, height: h, fill: 'url(#hatch)' })
    + tag('path', { class: 'red', d: `M${short(x)} ${short(y + 0.5)}h${short(w)}M${short(x)} ${short(y + h - 0.5)}h${short(w)}` });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string | null} hue
 */
function ring(x, y, hue) {
  return tag('circle', { class: `o${hue}`, cx: x, cy: y, r: 5, 'stroke-width': 2 });
}

/**
 * @param {Drawn} lags
 * @param {string | null} hue
 * @param {boolean} narrow
 */
function lags(lags, hue, narrow) {
  let { x } = boxOf(lags);
  const { y } = boxOf(lags);
  return lags.kids.map((one) => {
    const said = words(one);
    const left = x;
    const wide = is(one, 'lag') ? widthOf(said, 12, true) : is(one, 'nobodys') ? widthOf(said, 11) + 14 : widthOf(said);
    x += wide + 8;
    if (!is(one, 'nobodys')) return text(left, y + 12, said, `g${hue} halo${is(one, 'lag') ? ' bold' : ''}${narrow ? ' tight' : ''}`);
    return tag('rect', { class: 'plain', x: left, y, width: wide, height: 16, rx: 8 }) + box({ x: left, y, w: wide, h: 16 }, 'worried', 8)
      + text(left + wide / 2, base(y + 1, 14, 11), said, 'small mid warn');
  }).join('');
}

/**
 * What stands at a lane's edge for a flag or a ring that is out of sight.
 * @param {Drawn} jump
 * @param {string | null} hue
 */
function jump(jump, hue) {
  const { x, y, w } = boxOf(jump);
  const [ahead, inner] = [is(jump, 'ahead'), is(jump, 'jump-inner')];
  if (is(jump, 'jump-ring')) {
    const arrow = inner ? '' : text(ahead ? x + 23 : x + 1, base(y, 24), ahead ? '›' : '‹', `g${hue}${ahead ? ' end' : ''}`);
    return tag('circle', { class: `o${hue}`, cx: x + 12, cy: y + 12, r: 4, 'stroke-width': 2 }) + arrow;
  }
  const words = jump.text ?? '';
  const said = inner ? words : ahead ? `${words} ›` : `‹ ${words}`;
  return text(ahead ? x : x + w, base(y, 24), said, `g${hue}${ahead ? '' : ' end'}`);
}

/** @param {Drawn} strip the whole log over the cells */
function strip(strip) {
  const { x, y, w, h } = boxOf(strip);
  const drawn = strip.kids.map((one) => {
    if (is(one, 'strip-base')) return tag('rect', { class: 'base', y: 1, width: w, height: h - 2, rx: 2 });
    if (is(one, 'border')) return tag('rect', { class: 'plain', x: one.box?.x, width: 2, height: 13 });
    if (is(one, 'thread')) return thread(one, 0, 0, false);
    if (is(one, 'gone')) {
      const some = is(one, 'some-gone') ? tag('rect', { class: 'ink', x: -5, y: -2, width: 4, height: 16, rx: 1 }) : '';
      return text(-7, base(-1, 14), one.text ?? '', 'muted end') + some;
    }
    if (is(one, 'newest-end')) return text(w + 10, base(-6, 24), one.text ?? '', 'muted');
    if (is(one, 'wedge')) return wedge(one);
    return is(one, 'frame') ? frame(one) : '';
  });
  return at(x, y, drawn.join(''));
}

/** @param {Drawn} wedge what joins the strip's frame and the cells, as far as the strip goes */
function wedge(wedge) {
  const { y, w } = boxOf(wedge);
  const [l, r, ll, rr] = ['--l', '--r', '--ll', '--rr'].map((name) => parseFloat(String(wedge.attrs[name])));
  const side = rr > w ? `L${short(w)} ${short(y + (14 * (w - r)) / (rr - r))}V${y + 14}` : `L${short(rr)} ${y + 14}`;
  return tag('path', { class: 'wedge', d: `M${short(l)} ${y}H${short(r)}${side}H${short(ll)}z` });
}

/** @param {Drawn} frame */
function frame(frame) {
  const { x, y, w } = boxOf(frame);
  const grip = (/** @type {number} */ on) => tag('rect', { class: 'ink', x: on, y: y + 6, width: 4, height: 9, rx: 1 });
  const whose = kid(frame, 'whose');
  return box({ x, y, w, h: 21 }, 'window', 4, 2) + grip(x - 2) + grip(x + w - 2)
    + (whose ? text(x - 9, base(y + 2, 17), words(whose), 'end muted halo') : '');
}

/**
 * A group's line over a whole log: lengths in the description's own style.
 * @param {Drawn} thread
 * @param {number} left
 * @param {number} top
 * @param {boolean} low whether it stands in a row, where all is smaller
 */
export function thread(thread, left, top, low) {
  const hue = numbered(thread, 'g');
  const { x, y } = boxOf(thread, left, top);
  const [a, b, c, u, e, r] = ['--a', '--b', '--c', '--u', '--e', '--r'].map((name) => x + parseFloat(String(thread.attrs[name])));
  const middle = Math.round(y + 5.5);
  const field = (/** @type {number} */ on, /** @type {number} */ w, /** @type {number} */ above, /** @type {number} */ h) => (
    w > 0 ? `M${short(on)} ${short(above)}h${short(w)}v${h}h${short(-w)}z` : ''
  );
  const filled = (/** @type {string} */ cls, /** @type {string} */ d) => (d ? tag('path', { class: cls, d }) : '');
  const there = a > x - 10;
  const blocks = thread.kids.map((one) => {
    const place = boxOf(one, x, y);
    if (!is(one, 'block')) return notch({ ...place, y: y + 3 }, low ? 5 : 6);
    return tag('rect', { class: 'warn', x: place.x, y: y + (low ? 2 : 1), width: place.w, height: low ? 6 : 7, rx: 1 });
  });
  // Its flag: a pole and a piece of cloth.
  const flag = low ? field(a, 1, y + 2, 6) + field(a, 4, y + 2, 3) : field(a, 1.5, y + 1, 9) + field(a, 6, y + 1, 4);
  return [
    e > u ? tag('path', { class: `l${hue} ${low ? 'thin' : 'fine'}`, d: `M${short(u)} ${short(middle)}H${short(e)}` }) : '',
    filled(`p${hue}`, field(b, b > x - 10 ? c - b : 0, middle - (low ? 1 : 2), low ? 2 : 4)),
    filled(`g${hue}`, there ? field(x + 4, a - x - 4, middle - 1, 2) + flag : ''),
    r > x - 10 ? tag('circle', { class: `o${hue}`, cx: r, cy: middle, r: low ? 1.9 : 2.65, 'stroke-width': low ? 0.9 : 1.3 }) : '',
    ...blocks,
  ].join('');
}

/** @param {Drawn} stub what retention deleted */
function stub(stub) {
  const { x, y } = boxOf(stub);
  return tag('rect', { class: 'plain', x, y, width: 36, height: 30, rx: 3 }) + tag('rect', { x, y, width: 36, height: 30, rx: 3, fill: 'url(#faint)' })
    + box({ x, y, w: 36, h: 30 }, 'gone', 3) + text(x + 18, y + 42.5, words(stub), 'note bad mid');
}

/** @param {Drawn} segment the bracket over its cells */
function segment(segment) {
  const { x, y, w } = boxOf(segment);
  const [active, cut] = [is(segment, 'active'), is(segment, 'cut-off')];
  const [l, r, t, b] = [x + 0.5, x + w - 0.5, y + 0.5, y + 6];
  const start = cut ? `M${short(x)} ${short(t)}` : `M${short(l)} ${short(b)}V${short(t + 2)}q0-2 2-2`;
  const end = active ? `H${short(x + w)}` : `H${short(r - 2)}q2 0 2 2V${short(b)}`;
  return tag('path', { class: active ? 'active' : 'segment', d: start + end })
    + (active ? text(x + w, y + 3.5, clip(words(segment), w, 10), 'note end halo') : '');
}
