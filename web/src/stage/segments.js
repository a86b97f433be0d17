/**
 * The segments of a lane's log: a bracket over the cells of each, open where
 * the log grows.
 */

import { el, slotOf } from '../base.js';
import { words } from '../texts/en/strip.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * A segment's file, as Kafka names it.
 * @param {number} base
 */
export function file(base) {
  return `${String(base).padStart(20, '0')}.log`;
}

/**
 * Brackets, as soon as there is more than one segment. Where the whole log is
 * over the cells, it shows the borders: between cells they look like poles.
 * @param {LaneLayout} lane
 * @returns {Drawn[]}
 */
export function brackets(lane) {
  const [left, y] = [lane.x - lane.box.x, lane.y - lane.box.y];
  const { segments, deleted } = lane.scene.log;
  const { slots } = lane;
  if (lane.strip || (segments.length < 2 && deleted.length === 0)) return [];
  return segments.flatMap((segment) => {
    const { active } = segment;
    const first = slotOf(slots, segment.base);
    const last = Math.min(slotOf(slots, segment.end), slots.cells.length) + (active && slots.atEnd ? 1 : 0);
    if (last <= first) return [];
    const label = words.$segment(file(segment.base), active, segment.bytes);
    const begins = segment.base >= (slots.cells[first]?.offset ?? slots.logEnd);
    return [el(`segment:${segment.base}`, 'span', `kp-segment${active ? ' kp-active' : ''}${begins ? '' : ' kp-cut-off'}`, {
      'data-segment': segment.base, 'data-end': segment.end, 'data-active': active, role: 'img', 'aria-label': label, title: label,
    }, active ? [el('word', 'span', '', { 'aria-hidden': 'true' }, words.$active)] : null, {
      x: left + first * lane.pitch, y: y - 10, w: (last - first) * lane.pitch - 3,
    })];
  });
}
