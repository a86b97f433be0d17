/** A topic's lanes as elements: cells, the log's own markers, each group's track. */

import { el } from '../patch.js';
import { hueClass, tintClass } from './hues.js';
import { PITCH, markerSlot, markerX, outOfSight, slotOf } from './lane.js';
import { STUB, STUB_GAP, brackets, stubs } from './segments.js';
import { compact, keyWords, shortKey } from './words.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */
/** @typedef {import('./layout.js').TopicLayout} TopicLayout */
/** @typedef {import('./scene.js').Track} Track */

/** A flag of 13 by 19, its pole's foot 7 below the track. */
export const FLAG = 'M0 0h9l4 4.5-4 4.5H2v10H0z';

/** Pixels that a digit of an offset takes, with room between two offsets. */
const DIGIT = 6;

/**
 * @param {TopicLayout} topic
 * @param {string | null} roving the thing of the one cell that Tab reaches
 * @returns {Drawn}
 */
export function panel(topic, roving) {
  const { name } = topic.scene;
  const here = topic.lanes.flatMap((lane) => lane.slots.cells.map((cell) => recordThing(lane, cell.offset)));
  const reached = roving && here.includes(roving) ? roving : here[here.length - 1] ?? null;
  return el(`panel:${name}`, 'div', 'kp-panel', { role: 'group', 'aria-label': `partitions of ${name}` }, topic.lanes.map(
    (lane) => laneElement(lane, topic, reached),
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
 * @param {TopicLayout} topic
 * @param {string | null} roving
 * @returns {Drawn}
 */
function laneElement(lane, topic, roving) {
  const { log } = lane.scene;
  const thing = `partition:${lane.scene.topic}/${log.partition}`;
  const y = lane.y - lane.box.y;
  const left = lane.x - lane.box.x;
  const box = { x: -1, y: lane.box.y - topic.panel.y - 1, w: lane.box.w, h: lane.box.h };
  return el(lane.id, 'div', 'kp-lane', { role: 'group', 'aria-label': `partition ${lane.id}, log end ${log.logEnd}`, 'data-thing': thing }, [
    el('number', 'span', 'kp-number', { 'aria-hidden': 'true' }, String(log.partition), { x: lane.narrow ? 9 : 14, y: y + 6 }),
    ...gutter(lane, left, y),
    ...stubs(lane, left, y),
    ...brackets(lane, left, y),
    el('strip', 'div', 'kp-strip', { role: 'list', 'aria-label': `records of ${lane.id}`, 'data-strip': lane.id }, [
      ...cells(lane, roving),
      ...badges(lane),
    ], { x: left, y }),
    ...logMarks(lane, left, y),
    ...lane.scene.tracks.map((track, at) => trackElement(lane, track, { x: left, y: lane.tracks[at] - lane.box.y })),
  ], box);
}

/**
 * Left of the cells: the log start where it is not 0, or the way back to older
 * cells; right of them the way forward again.
 * @param {LaneLayout} lane
 * @param {number} left
 * @param {number} y
 * @returns {Drawn[]}
 */
function gutter(lane, left, y) {
  const { log } = lane.scene;
  const { cells, atEnd } = lane.slots;
  /** @type {Drawn[]} */
  const drawn = [];
  if (lane.slots.older) {
    const label = `older records of ${lane.id}: show those before offset ${cells[0].offset}`;
    drawn.push(el('older', 'button', 'kp-older', {
      type: 'button', 'data-scroll': lane.id, 'data-by': -1, 'aria-label': label, title: label,
    }, '…', { x: left - 22, y: y + 2 }));
  } else if (log.logStart > 0) {
    drawn.push(el('gone', 'span', 'kp-gone', { title: `log start ${log.logStart}: what was before is gone` }, [
      el('count', 'b', '', {}, compact(log.logStart)), el('word', 'span', '', {}, 'gone'),
    ], { x: 0, y: y + 31, w: left - 3 - (lane.stubs.length > 0 ? lane.stubs.length * STUB + STUB_GAP : 0) }));
    drawn.push(el('start', 'span', 'kp-start', {
      'data-log-start': true, 'data-offset': log.logStart, role: 'img', 'aria-label': `log start ${log.logStart}`,
    }, null, { x: left - 8, y: y - 1 }));
  }
  if (!atEnd) {
    const label = `newest records of ${lane.id}`;
    drawn.push(el('newer', 'button', 'kp-newer', {
      type: 'button', 'data-scroll': lane.id, 'data-by': 0, 'aria-label': label, title: label,
    }, 'newest', { x: left + cells.length * PITCH + 4, y: y + 3 }));
  }
  return drawn;
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
  const every = Math.ceil((digits * DIGIT + 5) / PITCH);
  const drawn = slots.cells.map((cell, at) => {
    const thing = recordThing(lane, cell.offset);
    const worker = working.get(cell.offset);
    const silent = every > 1 && (cell.offset % every !== 0 || (slots.atEnd && at > slots.cells.length - every));
    const label = `offset ${cell.offset}, ${keyWords(cell.key)}${worker ? `, being worked on in ${worker}` : ''}`;
    return el(`${cell.offset}`, 'div', `kp-cell ${tintClass(cell.tint)}${worker ? ' kp-working' : ''}${silent ? ' kp-silent' : ''}`, {
      'data-cell': true, 'data-thing': thing, 'data-topic': topic, 'data-partition': log.partition, 'data-offset': cell.offset,
      'data-key': cell.key, role: 'listitem', tabindex: thing === roving ? 0 : -1, 'aria-label': label, title: cell.key === null ? null : cell.key,
    }, shortKey(cell.key), { x: at * PITCH });
  });
  if (slots.atEnd) {
    drawn.push(el('end', 'div', 'kp-end', {
      'data-log-end': true, 'data-topic': topic, 'data-partition': log.partition, 'data-offset': log.logEnd,
      'data-thing': `partition:${topic}/${log.partition}`, role: 'listitem', 'aria-label': `log end: the next record gets offset ${log.logEnd}`,
    }, null, { x: slots.cells.length * PITCH }));
  }
  return drawn;
}

/**
 * How often the work on a record was completed, from two up.
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
function badges(lane) {
  const { slots } = lane;
  return lane.scene.tracks.flatMap((track, nth) => track.lane.again.flatMap((again) => {
    const slot = slotOf(slots, again.offset);
    if (slots.cells[slot]?.offset !== again.offset) return [];
    const label = `offset ${again.offset} was worked on ${again.times} times in ${track.group}`;
    return [el(`badge:${track.group}/${again.offset}`, 'span', 'kp-badge', {
      'data-badge': again.times, role: 'listitem', 'aria-label': label, title: label, 'data-thing': recordThing(lane, again.offset),
    }, String(again.times), { x: slot * PITCH + 23 - nth * 16, y: -7 })];
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
    const x = left + markerSlot(lane.slots, log.highWatermark) * PITCH - 2;
    drawn.push(el('hw', 'span', 'kp-mark', { 'data-high-watermark': true, 'data-offset': log.highWatermark }, [
      el('text', 'span', '', {}, both ? `high watermark, last stable ${log.highWatermark}` : `high watermark ${log.highWatermark}`),
    ], { x, y: y - 14 }));
  }
  if (!both && log.lastStable !== log.logEnd && outOfSight(lane.slots, log.lastStable) === 0) {
    const x = left + markerSlot(lane.slots, log.lastStable) * PITCH - 2;
    drawn.push(el('lso', 'span', 'kp-mark kp-before', { 'data-last-stable': true, 'data-offset': log.lastStable }, [
      el('text', 'span', '', {}, `last stable ${log.lastStable}`),
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
  const ahead = [committed, position].filter((one) => one !== null && outOfSight(lane.slots, one) === 1).length;
  const tight = lane.narrow;
  const paused = track.lane.paused ? (tight ? '‖' : 'paused') : null;
  const letters = track.lag.length * (tight ? 6.2 : 7) + (paused ? paused.length * 7 + 8 : 0) + (nobodys ? 70 : 0);
  const lagAt = Math.min(end + (tight ? 13 : 16) + ahead * 18, lane.right - lane.x - letters);
  return el(`track:${track.group}`, 'div', `kp-track ${hueClass(track.hue)}`, {
    role: 'group', 'aria-label': `${track.group} in ${lane.id}: ${track.lag === '-' ? 'nothing committed' : track.lag}`,
  }, [
    ...stretches(lane, track, flagX, end),
    ...flag(lane, track, `commit:${place}`, flagX, end),
    ...ring(lane, track, `position:${place}`, ringX, end),
    el('lags', 'span', 'kp-lags', {}, [
      el('lag', 'span', 'kp-lag', {
        'data-lag': true, 'data-group': track.group, 'data-topic': track.lane.topic, 'data-partition': track.lane.partition,
      }, track.lag),
      ...(paused ? [el('paused', 'span', 'kp-paused', {
        role: 'img', 'aria-label': 'paused', title: `${track.lane.owner ?? 'the owner'} paused ${lane.id}`,
      }, paused)] : []),
      ...(nobodys ? [el('nobodys', 'span', 'kp-nobodys', {
        'data-nobodys': lane.id, title: `${lane.id} was given up, and is not handed over yet`,
      }, 'nobody’s')] : []),
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
  add('done', 0, flagX, -1);
  if (uncommitted) add('read', x(uncommitted.from), x(uncommitted.to), -4);
  add('wait', x(unread), end, -1);
  return drawn;
}

/**
 * Whether flag and ring are both out of sight, on the same side: then they
 * stand beside each other behind one arrow.
 * @param {LaneLayout} lane
 * @param {Track} track
 */
function besideEachOther(lane, track) {
  const { committed, position } = track.lane;
  if (committed === null || position === null) return false;
  const side = outOfSight(lane.slots, committed);
  return side !== 0 && side === outOfSight(lane.slots, position);
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
  const side = outOfSight(lane.slots, committed);
  const label = `${track.group} committed offset ${committed} in ${lane.id}`;
  const attrs = { type: 'button', 'data-flag': true, 'data-thing': thing, 'data-offset': String(committed), 'aria-label': label, title: label };
  const drawing = el('svg', 'svg', '', { viewBox: '0 0 13 19', width: 13, height: 19, 'aria-hidden': 'true' }, [el('path', 'path', '', { d: FLAG })]);
  if (side === 0) return [el('flag', 'button', 'kp-flag', attrs, [drawing], { x: x - (x > 0 ? 1 : 0), y: -12 })];
  const inner = besideEachOther(lane, track);
  const look = `kp-jump${side > 0 ? ' kp-ahead' : ''}${inner ? ' kp-jump-inner' : ''}`;
  return [el('flag', 'button', look, { ...attrs, 'data-scroll': lane.id, 'data-to': String(committed) }, [drawing], {
    x: side < 0 ? (inner ? -16 : -20) : end + 5, y: -12,
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
  const side = outOfSight(lane.slots, position);
  const attrs = { 'data-ring': true, 'data-thing': thing, 'data-offset': String(position), 'data-owner': owner };
  if (side !== 0) {
    const label = `position of ${track.group} in ${lane.id}: offset ${position}`;
    const beside = besideEachOther(lane, track);
    return [el('ring', 'button', `kp-jump kp-jump-ring${side > 0 ? ' kp-ahead' : ''}`, {
      ...attrs, type: 'button', 'data-scroll': lane.id, 'data-to': String(position), 'aria-label': label, title: label,
    }, null, {
      x: side < 0 ? (beside ? -28 : -20) : end + (beside ? 23 : 5), y: -6,
    })];
  }
  return [el('ring', 'span', 'kp-ring', {
    ...attrs, role: 'slider', tabindex: 0, 'aria-label': `position of ${track.group} in ${lane.id}`, 'aria-orientation': 'horizontal',
    'aria-valuemin': lane.scene.log.logStart, 'aria-valuemax': lane.scene.log.logEnd, 'aria-valuenow': String(position),
    'aria-valuetext': `offset ${position}, ${track.lag === '-' ? 'nothing committed' : track.lag}`,
    title: `position ${position}: the next poll of ${owner ?? 'the owner'} reads here. Drag it to seek.`,
  }, null, { x: x - 5, y: -6 })];
}
