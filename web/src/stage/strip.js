/**
 * The whole log over a lane's cells, from the log start to the log end, and the
 * window on it that the cells are. Loaded when the first lane has outgrown its
 * window, or a log has its second segment; its place is kept by the layout.
 */

import { STUB, STUB_GAP, adopt, el, hueClass, wholeX } from '../base.js';
import { css } from '../styles/strip.js';
import { css as threadCss } from '../styles/thread.js';
import { brackets, file } from './segments.js';
import { thread } from './thread.js';
import { words } from '../texts/en/strip.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */
/** @typedef {import('./layout.js').Box} Box */

/** Borders that are nearer than this could not be told apart, and a narrower frame not be held. */
const NEAR = 4;
const FRAME = 14;

/**
 * A count for a narrow place: exact up to five digits.
 * @param {number} number
 */
function compact(number) {
  return number < 100_000 ? String(number) : new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(number);
}

/** @param {Node} node where it is drawn */
export function dress(node) {
  adopt(node, threadCss, css);
}

/**
 * The frame on the strip: which part of the log the cells are.
 * @param {LaneLayout} lane
 * @param {number} w of the strip
 */
export function frameOf({ slots, scene }, w) {
  const { log } = scene;
  const { cells, atEnd } = slots;
  const from = cells.length > 0 ? cells[0].offset : log.logStart;
  const to = atEnd || cells.length === 0 ? log.logEnd : cells[cells.length - 1].offset + 1;
  const x = wholeX(log, w, from);
  const width = Math.max(FRAME, wholeX(log, w, to) - x);
  return { from, to, x: Math.min(x, w - width), w: width };
}

/**
 * Where segments begin, as far as one can tell them apart.
 * @param {import('../player/view.js').PartitionView} log
 * @param {number} w
 */
export function bordersOf(log, w) {
  /** @type {{ base: number, x: number }[]} */
  const borders = [];
  let last = 0;
  for (const { base } of log.segments) {
    const x = wholeX(log, w, base);
    if (base <= log.logStart || x - last < NEAR) continue;
    borders.push({ base, x });
    last = x;
  }
  return borders;
}

/**
 * The y of a group's line within a strip.
 * @param {number} at
 * @param {number} count
 * @param {number} h
 */
export function rowOf(at, count, h) {
  return Math.round(((at + 1) * h * 2) / (count + 1)) / 2 - 2.5;
}

/**
 * The whole log, or, where the cells are all of it, its segments.
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
export function strip(lane) {
  const box = lane.strip;
  if (!box) return brackets(lane);
  const { log, tracks } = lane.scene;
  const bytes = log.segments.length;
  const label = words.$wholeLog(lane.id, log.logStart, log.logEnd, bytes);
  return [el('strip', 'div', 'kp-strip', { 'data-strip': lane.id, 'data-segments': log.segments.map((one) => one.base).join(' '),
    role: 'group', 'aria-label': label }, [
    el('base', 'i', 'kp-strip-base'),
    ...bordersOf(log, box.w).map(({ base, x }) => el(`border:${base}`, 'i', 'kp-border', { 'data-border': base }, null, { x: x - 1, y: 0 })),
    ...tracks.map((track, at) => thread(track, log, box.w, rowOf(at, tracks.length, box.h))),
    ...ends(lane),
    ...frame(lane, box),
  ], { x: box.x - lane.box.x, y: box.y - lane.box.y, w: box.w, h: box.h }), ...stubs(lane)];
}

/**
 * What retention deleted, before the log start, until its file is gone.
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
function stubs(lane) {
  const from = lane.x - lane.box.x - STUB_GAP - lane.stubs.length * STUB;
  return lane.stubs.map((segment, at) => {
    const { base, last } = segment;
    const label = words.$deleted(file(base), base, last);
    return el(`gone:${base}`, 'span', 'kp-stub', {
      'data-deleted-segment': base, 'data-end': segment.end, role: 'img', 'aria-label': label, title: label,
    }, [el('range', 'span', '', {}, last > base ? `${base}–${last}` : String(base))], { x: from + at * STUB, y: lane.y - lane.box.y });
  });
}

/**
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
function ends(lane) {
  const { log } = lane.scene;
  const start = log.logStart > 0;
  const gone = `${compact(log.logStart)}${lane.narrow || log.logStart > 999 ? '' : words.$gone}`;
  const end = lane.narrow && log.logEnd > 999 ? compact(log.logEnd) : words.$end(compact(log.logEnd));
  const newest = words.$newest(end, lane.id);
  return [
    el('gone', 'span', `kp-gone${start ? ' kp-some-gone' : ''}`, { 'data-gone': log.logStart,
      title: start ? words.$logStart(log.logStart) : null }, start ? gone : '0'),
    el('end', 'button', 'kp-newest-end', {
      type: 'button', 'data-scroll': lane.id, 'data-strip-end': log.logEnd, 'aria-label': newest, title: newest,
    }, end),
  ];
}

/**
 * @param {LaneLayout} lane
 * @param {Box} box
 * @returns {Drawn[]}
 */
function frame(lane, box) {
  const { log } = lane.scene;
  const { cells, atEnd } = lane.slots;
  const { from, to, x, w } = frameOf(lane, box.w);
  const followed = lane.scene.tracks.find((track) => track.group === lane.follows);
  const whose = followed ? `, ${words.$follows(followed.lane.owner ?? followed.group)}` : '';
  const left = lane.x - box.x;
  const right = left + (cells.length + (atEnd ? 1 : 0)) * lane.pitch - 3;
  return [
    el('wedge', 'i', 'kp-wedge', { '--l': `${x}px`, '--r': `${x + w}px`, '--ll': `${left}px`, '--rr': `${right}px` }, null, { x: 0, y: box.h, w: box.w }),
    el('frame', 'div', `kp-frame${followed ? ` kp-follows ${hueClass(followed.hue)}` : ''}`, {
      'data-window': lane.id, 'data-from': from, 'data-to': to, role: 'slider', tabindex: 0, 'aria-label': words.$window(lane.id),
        'aria-orientation': 'horizontal',
      'aria-valuemin': log.logStart, 'aria-valuemax': log.logEnd, 'aria-valuenow': from,
      'aria-valuetext': cells.length > 0 ? words.$inSight(from, to - 1, atEnd) + whose : words.$noRecords,
      'data-follows': followed ? lane.follows : null,
      title: words.$hint,
    }, followed ? [el('whose', 'span', 'kp-whose', {}, words.$follows(followed.lane.owner ?? followed.group))] : null, { x, y: -4, w }),
  ];
}
