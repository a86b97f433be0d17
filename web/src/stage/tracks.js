/** A topic's lanes as elements: cells, the log's own markers, each group's track. */

import { el } from '../patch.js';
import { hueClass, tintClass } from './hues.js';
import { PITCH, VALUE_PITCH, markerSlot, markerX, outOfSight, slotOf } from './lane.js';
import { abbreviate, keyWords, printable, shortKey } from './words.js';
import { words } from '../texts/en/stage.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */
/** @typedef {import('./layout.js').TopicLayout} TopicLayout */
/** @typedef {import('./scene.js').Track} Track */
/** @typedef {import('../player/view.js').CellView} CellView */

/** A flag of 13 by 19, its pole's foot 7 below the track. */
export function drawnFlag() {
  return el('sign', 'svg', '', { width: 13, height: 19, 'aria-hidden': 'true' }, [el('path', 'path', '', { d: 'M0 0h9l4 4.5-4 4.5H2v10H0z' })]);
}

/** Pixels that a digit of an offset takes, with room between two offsets. */
const DIGIT = 7;
/** How many letters of a value a cell has room for. */
const VALUE_ROOM = 8;
/** How wide a badge is: two groups' fit into a cell. */
const BADGE = 15;

/**
 * @param {TopicLayout} topic
 * @param {import('./picture.js').Local} local
 * @returns {Drawn}
 */
export function panel(topic, local) {
  const { name } = topic.scene;
  const roving = local.roving[name] ?? null;
  const here = topic.lanes.flatMap((lane) => lane.slots.cells.map((cell) => recordThing(lane, cell.offset)));
  const reached = roving && here.includes(roving) ? roving : here[here.length - 1] ?? null;
  return el(`panel:${name}`, 'div', 'kp-panel', { role: 'group', 'aria-label': words.$partitionsOf(name) }, topic.lanes.map(
    (lane) => laneElement(lane, topic.panel, reached, local.strip ?? null),
  ), topic.panel);
}

/**
 * @param {LaneLayout} lane
 * @param {number} offset
 */
function recordThing(lane, offset) {
  return `record:${lane.scene.topic}/${lane.scene.log.partition}/${offset}`;
}

/**
 * @param {LaneLayout} lane
 * @param {import('./layout.js').Point} within where its parent is
 * @param {string | null} roving the thing of the one cell that Tab reaches
 * @param {typeof import('./strip.js').strip | null} strip
 * @returns {Drawn}
 */
export function laneElement(lane, within, roving, strip) {
  const { log } = lane.scene;
  const thing = `partition:${lane.scene.topic}/${log.partition}`;
  const y = lane.y - lane.box.y;
  const left = lane.x - lane.box.x;
  const box = { x: -1, y: lane.box.y - within.y - 1, w: lane.box.w, h: lane.box.h };
  return el(lane.id, 'div', `kp-lane${lane.strip ? ' kp-stripped' : ''}`, { role: 'group',
    'aria-label': words.$partition(lane.id, log.logEnd), 'data-thing': thing, 'data-lane': lane.id }, [
    el('number', 'span', 'kp-number', { 'aria-hidden': 'true' }, String(log.partition), { x: lane.narrow ? 9 : 14, y: y + 6 }),
    ...(strip ? strip(lane) : []),
    ...gutter(lane, left, y),
    el('cells', 'div', `kp-cells${lane.pitch < VALUE_PITCH ? '' : ' kp-values'}`, {
      role: 'list', 'aria-label': words.$records(lane.id), 'data-cells': lane.id, '--cell': lane.pitch === PITCH ? null : `${lane.pitch - 3}px`,
    }, [
      ...cells(lane, roving),
      ...badges(lane),
    ], { x: left, y }),
    ...logMarks(lane, left, y),
    ...lane.scene.tracks.map((track, at) => trackElement(lane, track, { x: left, y: lane.tracks[at] - lane.box.y })),
  ], box);
}

/**
 * The log start where it is not 0 and in sight.
 * @param {LaneLayout} lane
 * @param {number} left
 * @param {number} y
 * @returns {Drawn[]}
 */
function gutter(lane, left, y) {
  const { log } = lane.scene;
  if (lane.slots.older || log.logStart === 0) return [];
  return [el('start', 'span', 'kp-start', {
    'data-log-start': true, 'data-offset': log.logStart, role: 'img', 'aria-label': words.$logStart(log.logStart),
  }, null, { x: left - 8, y: y - 1 })];
}

/**
 * @param {LaneLayout} lane
 * @param {string | null} roving
 * @returns {Drawn[]}
 */
function cells(lane, roving) {
  const { topic, log } = lane.scene;
  const { slots } = lane;
  const working = new Map(lane.scene.tracks.flatMap((track) => (track.lane.working === null ? [] : [[track.lane.working, track.group]])));
  const digits = String(log.logEnd).length;
  const every = Math.ceil((digits * DIGIT + 5) / lane.pitch);
  const again = new Set(lane.scene.tracks.flatMap((track) => track.lane.again.map((one) => one.offset)));
  const lost = lostOf(lane);
  const drawn = slots.cells.map((cell, at) => {
    const thing = recordThing(lane, cell.offset);
    const worker = working.get(cell.offset);
    const silent = every > 1 && (cell.offset % every !== 0 || (slots.atEnd && at > slots.cells.length - every));
    const said = cell.value === null ? '' : words.$value(printable(cell.value));
    const label = words.$at(cell.offset, keyWords(cell.key)) + said + (worker ? words.$worked(worker) : '');
    const marks = [[worker, 'working'], [silent, 'silent'], [lost.has(cell.offset), 'lost'], [again.has(cell.offset), 'twice']];
    const cls = tintClass(cell.tint) + marks.map(([is, name]) => (is ? ` kp-${name}` : '')).join('');
    return el(`${cell.offset}`, 'div', `kp-cell ${cls}`, {
      'data-cell': true, 'data-thing': thing, 'data-topic': topic, 'data-partition': log.partition, 'data-offset': cell.offset,
      'data-key': cell.key, role: 'listitem', tabindex: thing === roving ? 0 : -1, 'aria-label': label,
      title: cell.key === null ? null : said ? `${cell.key}${said}` : cell.key,
    }, lane.pitch < PITCH ? null : lane.pitch < VALUE_PITCH ? shortKey(cell.key) : keyAndValue(cell), { x: at * lane.pitch });
  });
  if (slots.atEnd) {
    drawn.push(el('end', 'div', 'kp-end', {
      'data-log-end': true, 'data-topic': topic, 'data-partition': log.partition, 'data-offset': log.logEnd,
      'data-thing': `partition:${topic}/${log.partition}`, role: 'listitem', 'aria-label': words.$logEnd(log.logEnd),
    }, null, { x: slots.cells.length * lane.pitch }));
  }
  return drawn;
}

/**
 * The offsets in sight that some group has lost.
 * @param {LaneLayout} lane
 */
function lostOf({ scene, slots }) {
  const stretches = scene.tracks.flatMap((track) => track.lane.lost);
  if (stretches.length === 0) return new Set();
  return new Set(slots.cells.map((cell) => cell.offset).filter(
    (offset) => stretches.some(({ from, to }) => offset >= Number(from) && offset < Number(to)),
  ));
}

/**
 * @param {CellView} cell
 * @returns {Drawn[]}
 */
function keyAndValue({ key, value }) {
  return [
    el('key', 'span', '', {}, key === null ? 'null' : abbreviate(key, VALUE_ROOM)),
    el('value', 'span', 'kp-value', { 'data-value': value ?? 'null' }, value === null ? 'null' : abbreviate(value, VALUE_ROOM)),
  ];
}

/**
 * How often the work on a record was completed, from two up.
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
function badges(lane) {
  const { slots } = lane;
  // Where it had no room the strip and the track say it.
  if (lane.pitch < BADGE + 3) return [];
  return lane.scene.tracks.flatMap((track, nth) => track.lane.again.flatMap((again) => {
    const slot = slotOf(slots, again.offset);
    if (slots.cells[slot]?.offset !== again.offset) return [];
    const label = words.$workedTimes(again.offset, again.times, track.group);
    return [el(`badge:${track.group}/${again.offset}`, 'span', 'kp-badge', {
      'data-badge': again.times, role: 'listitem', 'aria-label': label, title: label, 'data-thing': recordThing(lane, again.offset),
    }, `×${again.times}`, { x: slot * lane.pitch + Math.max(0, lane.pitch - 4 - (nth + 1) * BADGE), y: 1, w: BADGE })];
  }));
}

/**
 * High watermark and last stable offset, where they differ from the log end.
 * @param {LaneLayout} lane
 * @param {number} left
 * @param {number} y
 * @returns {Drawn[]}
 */
function logMarks(lane, left, y) {
  const { log } = lane.scene;
  /** @type {Drawn[]} */
  const drawn = [];
  const both = log.highWatermark === log.lastStable;
  if (log.highWatermark !== log.logEnd && outOfSight(lane.slots, log.highWatermark) === 0) {
    const x = left + markerSlot(lane.slots, log.highWatermark) * lane.pitch - 2;
    drawn.push(el('hw', 'span', 'kp-mark', { 'data-high-watermark': true, 'data-offset': log.highWatermark }, [
      el('text', 'span', '', {}, (both ? words.$bothMarks : words.$highWatermark)(log.highWatermark)),
    ], { x, y: y - 14 }));
  }
  if (!both && log.lastStable !== log.logEnd && outOfSight(lane.slots, log.lastStable) === 0) {
    const x = left + markerSlot(lane.slots, log.lastStable) * lane.pitch - 2;
    drawn.push(el('lso', 'span', 'kp-mark kp-before', { 'data-last-stable': true, 'data-offset': log.lastStable }, [
      el('text', 'span', '', {}, words.$lastStable(log.lastStable)),
    ], { x, y: y - 14 }));
  }
  return drawn;
}

/**
 * @param {LaneLayout} lane
 * @param {Track} track
 * @param {import('./layout.js').Point} at
 * @returns {Drawn}
 */
function trackElement(lane, track, at) {
  const { committed, position, nobodys } = track.lane;
  const place = `${track.group}/${track.lane.topic}/${track.lane.partition}`;
  const end = markerX(lane, lane.scene.log.logEnd) - lane.x;
  const flagX = committed === null ? 0 : markerX(lane, committed) - lane.x;
  const ringX = position === null ? null : markerX(lane, position) - lane.x;
  const { ahead } = edges(lane, track);
  const tight = lane.narrow;
  const paused = track.lane.paused ? (tight ? '‖' : words.$paused) : null;
  const letters = track.lag.length * (tight ? 6.2 : 7) + (paused ? paused.length * 7 + 8 : 0) + (nobodys ? 70 : 0);
  // Beside a strip all lags stand in one column.
  const column = lane.strip ? lane.strip.x + lane.strip.w + 10 - lane.x : end + (tight ? 13 : 16);
  const lagAt = Math.min(Math.max(column, end + 8 + ahead), lane.right - lane.x - letters);
  return el(`track:${track.group}`, 'div', `kp-track ${hueClass(track.hue)}`, {
    role: 'group', 'aria-label': words.$track(track.group, lane.id, track.lag === '-' ? words.$nothing : track.lag),
  }, [
    ...stretches(lane, track, flagX, end),
    ...flag(lane, track, `commit:${place}`, flagX, end),
    ...ring(lane, track, `position:${place}`, ringX, end),
    el('lags', 'span', 'kp-lags', {}, [
      el('lag', 'span', 'kp-lag', {
        'data-lag': true, 'data-group': track.group, 'data-topic': track.lane.topic, 'data-partition': track.lane.partition,
      }, track.lag),
      ...(paused ? [el('paused', 'span', 'kp-paused', {
        role: 'img', 'aria-label': words.$paused, title: words.$pausedBy(track.lane.owner ?? words.$owner, lane.id),
      }, paused)] : []),
      ...(nobodys ? [el('nobodys', 'span', 'kp-nobodys', {
        'data-nobodys': lane.id, title: words.$givenUp(lane.id),
      }, words.$nobodys)] : []),
    ], { x: lagAt, y: -8 }),
  ], at);
}

/**
 * Solid: committed and done. Pale: read, not committed. Dotted: waiting. After
 * a seek back the ring stands on the solid part: nothing is pale then.
 * @param {LaneLayout} lane
 * @param {Track} track
 * @param {number} flagX
 * @param {number} end
 * @returns {Drawn[]}
 */
function stretches(lane, track, flagX, end) {
  const { uncommitted, unread } = track.lane;
  const x = (/** @type {import('../player/view.js').Offset} */ offset) => markerX(lane, offset) - lane.x;
  /** @type {Drawn[]} */
  const drawn = [];
  const add = (/** @type {string} */ name, /** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ y) => {
    if (to > from) drawn.push(el(name, 'i', `kp-${name}`, {}, null, { x: from, y, w: to - from }));
  };
  const mark = (/** @type {string} */ name, /** @type {import('../player/view.js').StretchView} */ { from, to }, /** @type {number} */ y) => {
    const w = x(to) - x(from);
    if (w > 0) drawn.push(el(`${name}:${from}`, 'i', `kp-${name}`, {}, null, { x: x(from), y, w }));
  };
  add('done', 0, flagX, -1);
  if (uncommitted) add('read', x(uncommitted.from), x(uncommitted.to), -4);
  add('wait', x(unread), end, -1);
  for (const one of track.lane.doneAgain) mark('again', one, 4);
  for (const one of track.lane.lost) mark('never', one, -3);
  return drawn;
}

/**
 * What stands at the lane's edges for markers that are out of sight, and how
 * much room that takes: the flag's offset without a pole, and the ring.
 * @param {LaneLayout} lane
 * @param {Track} track
 */
function edges(lane, track) {
  const { committed, position } = track.lane;
  const flag = committed === null ? 0 : outOfSight(lane.slots, committed);
  const ring = position === null ? 0 : outOfSight(lane.slots, position);
  const both = flag !== 0 && flag === ring;
  const room = flag < 0 ? lane.x - lane.box.x - (both ? 21 : 11) : 70;
  const w = Math.min(room, Math.max(24, String(committed).length * DIGIT + 10));
  return { flag, ring, both, w, ahead: (flag > 0 ? w : 0) + (ring > 0 ? 24 : 0) };
}

/**
 * What can be moved along a lane.
 * @param {LaneLayout} lane
 * @param {import('../player/view.js').Offset} at
 */
function slider({ scene }, at) {
  const { logStart, logEnd } = scene.log;
  return { role: 'slider', 'aria-valuemin': logStart, 'aria-valuemax': logEnd, 'aria-valuenow': String(at) };
}

/**
 * @param {LaneLayout} lane
 * @param {Track} track
 * @param {string} thing
 * @param {number} x
 * @param {number} end
 * @returns {Drawn[]}
 */
function flag(lane, track, thing, x, end) {
  const { committed } = track.lane;
  if (committed === null) return [el('none', 'i', 'kp-none', {}, null, { x: 0, y: -6 })];
  const { flag: side, both, w } = edges(lane, track);
  const label = words.$flag(track.group, committed, lane.id);
  const attrs = { type: 'button', 'data-flag': true, 'data-thing': thing, 'data-offset': String(committed), 'aria-label': label, title: label };
  if (side === 0) {
    return [el('flag', 'button', 'kp-flag', { ...attrs, ...slider(lane, committed) }, [drawnFlag()], { x: x - (x > 0 ? 6 : 5), y: -17 })];
  }
  const look = `kp-jump${side > 0 ? ' kp-ahead' : ''}${both && side > 0 ? ' kp-jump-inner' : ''}`;
  return [el('flag', 'button', look, { ...attrs, 'data-scroll': lane.id, 'data-to': String(committed) }, String(committed), {
    x: side < 0 ? (both ? -20 : -10) - w : end + 3, y: -12, w,
  })];
}

/**
 * @param {LaneLayout} lane
 * @param {Track} track
 * @param {string} thing
 * @param {number | null} x
 * @param {number} end
 * @returns {Drawn[]}
 */
function ring(lane, track, thing, x, end) {
  const { position, owner } = track.lane;
  if (position === null || x === null) return [];
  const { ring: side, both, w } = edges(lane, track);
  const attrs = { 'data-ring': true, 'data-thing': thing, 'data-offset': String(position), 'data-owner': owner, 'data-group': track.group };
  const label = words.$ring(track.group, lane.id);
  if (side !== 0) {
    const long = words.$follow(label, position);
    return [el('ring', 'button', `kp-jump kp-jump-ring${side > 0 ? ' kp-ahead' : ''}${both && side < 0 ? ' kp-jump-inner' : ''}`, {
      ...attrs, type: 'button', 'data-scroll': lane.id, 'data-to': String(position), 'aria-label': long, title: long,
    }, null, { x: side < 0 ? (both ? -22 : -26) : end + 3 + (both ? w - 6 : 0), y: -12 })];
  }
  return [el('ring', 'span', 'kp-ring', {
    ...attrs, ...slider(lane, position), tabindex: 0, 'aria-label': label,
    'aria-valuetext': words.$at(position, track.lag === '-' ? words.$nothing : track.lag),
    title: words.$ringHint(position, owner ?? words.$owner),
  }, null, { x: x - 11, y: -12 })];
}
