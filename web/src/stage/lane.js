/**
 * One lane's slots: which cells are in sight and where an offset lies among
 * them. Slots, not offsets, have a place: a log may have gaps.
 */

/** @typedef {import('../player/view.js').CellView} CellView */
/** @typedef {import('../player/view.js').PartitionView} PartitionView */
/** @typedef {import('../player/view.js').Offset} Offset */

/**
 * Pixels from one cell to the next: where a cell shows its key alone, where it
 * shows its value, too, and the least, where only its tint is seen.
 */
export const PITCH = 34;
export const VALUE_PITCH = 58;
export const LEAST_PITCH = 10;

/** A stub's pitch, and the room between the last one and the log start. */
export const STUB = 40;
export const STUB_GAP = 12;

/**
 * @typedef {object} Slots
 * @property {CellView[]} cells in sight, oldest first
 * @property {number} logEnd
 * @property {boolean} atEnd whether the log end is in sight
 * @property {boolean} older whether the log holds cells before these
 */

/**
 * The newest cells, or, when the lane was scrolled back, the ones from there.
 * @param {PartitionView} log
 * @param {number} capacity
 * @param {CellView[] | null} back cells that somebody scrolled back to
 * @returns {Slots}
 */
export function slotsOf(log, capacity, back) {
  const cells = back && back.length > 0 ? back.slice(0, capacity) : log.cells.slice(-capacity);
  const last = cells.length > 0 ? cells[cells.length - 1].offset : null;
  const newest = log.cells.length > 0 ? log.cells[log.cells.length - 1].offset : null;
  return {
    cells,
    logEnd: log.logEnd,
    atEnd: last === null || newest === null || last >= newest,
    older: cells.length > 0 && cells[0].offset > log.logStart,
  };
}

/**
 * The slot whose left edge an offset has. Offsets outside of what is in sight
 * lie at its edges; records in the air lie beyond the log end.
 * @param {Slots} slots
 * @param {Offset} offset
 */
export function slotOf(slots, offset) {
  const { cells, logEnd } = slots;
  const wanted = Number(offset);
  if (wanted >= logEnd) return slots.atEnd ? cells.length + wanted - logEnd : cells.length;
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle].offset < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Like `slotOf`, for a marker: nothing goes past the log end.
 * @param {Slots} slots
 * @param {Offset} offset
 */
export function markerSlot(slots, offset) {
  return Math.min(slotOf(slots, offset), slots.cells.length);
}

/**
 * The x of a marker on a lane's track.
 * @param {{ x: number, pitch: number, slots: Slots }} lane
 * @param {import('../player/view.js').Offset} offset
 */
export function markerX({ x, pitch, slots }, offset) {
  const slot = markerSlot(slots, offset);
  return x + slot * pitch - (slot > 0 ? 1 : 0);
}

/**
 * Where an offset lies on a line of a width that stands for a whole log.
 * @param {{ logStart: number, logEnd: number }} log
 * @param {number} w
 * @param {Offset} offset
 */
export function wholeX({ logStart, logEnd }, w, offset) {
  const part = (Number(offset) - logStart) / Math.max(1, logEnd - logStart);
  return Math.round(Math.max(0, Math.min(1, part)) * w * 2) / 2;
}

/**
 * The offset at a place of such a line.
 * @param {{ logStart: number, logEnd: number }} log
 * @param {number} w
 * @param {number} x
 */
export function wholeOffset({ logStart, logEnd }, w, x) {
  return logStart + Math.round(Math.max(0, Math.min(1, x / w)) * (logEnd - logStart));
}

/**
 * Whether a marker at this offset is before or behind what is in sight.
 * @param {Slots} slots
 * @param {Offset} offset
 * @returns {-1 | 0 | 1}
 */
export function outOfSight(slots, offset) {
  const { cells } = slots;
  if (cells.length === 0) return 0;
  const wanted = Number(offset);
  if (slots.older && wanted < cells[0].offset) return -1;
  return !slots.atEnd && wanted > cells[cells.length - 1].offset + 1 ? 1 : 0;
}

/**
 * The offset that a slot stands for, for dragging a ring: a cell's, or the
 * log end behind the last one.
 * @param {Slots} slots
 * @param {number} slot
 */
export function offsetAt(slots, slot) {
  const { cells } = slots;
  const at = Math.max(0, Math.min(slot, cells.length));
  if (at < cells.length) return cells[at].offset;
  return slots.atEnd || cells.length === 0 ? slots.logEnd : cells[cells.length - 1].offset;
}
