/**
 * What is in the air, as things with a path and a time: a pure function of the
 * view's flights, the layout and the preferences. `placeAt` is a pure function
 * of such a thing and an instant, so that scrubbing back shows the same sight.
 */

import { cellPoint, machineCard } from './layout.js';
import { shortKey } from './words.js';

/** @typedef {import('../player/view.js').FlightView} FlightView */
/** @typedef {import('../player/view.js').FlyingRecordView} FlyingRecordView */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').Point} Point */

/**
 * @typedef {object} Thing one thing in the air
 * @property {string} key
 * @property {FlightView} flight
 * @property {'record' | 'copy' | 'refused' | 'packet' | 'dot' | 'beat' | 'streak'} kind
 * @property {string} text
 * @property {number} times how many things it stands for
 * @property {number | null} tint
 * @property {number | null} hue
 * @property {Point} from
 * @property {Point} to where the pack goes
 * @property {Point} own where this one ends when the pack opens
 * @property {Point} shift its place within the pack
 * @property {boolean} flip whether its label is on the left, for want of room
 * @property {boolean} first whether it leads its pack
 * @property {boolean} last whether it ends its pack
 * @property {boolean} upright whether the curve leaves downwards
 *
 * @typedef {object} Air
 * @property {Thing[]} things
 * @property {number} more things that are not drawn
 */

/** More than this many things at once are noise. */
export const MOST = 40;
/** Records of one flight that are drawn; the rest is a number. */
const PACK = 5;
/** A pack opens in the last part of its way. */
const OPENS = 0.72;
/** From this speed on flights are streaks, and from the next on counters only. */
const STREAKS = 4;
const COUNTERS = 16;

const QUIET = new Set(['Heartbeat', 'Fetch', 'Produce', 'OffsetCommit']);

/**
 * @param {FlightView[]} flights
 * @param {Layout} layout
 * @param {{ speed: number, reducedMotion: boolean, showHeartbeats: boolean, hues: Map<string, number> }} options
 * @returns {Air}
 */
export function inTheAir(flights, layout, options) {
  if (options.reducedMotion || options.speed > COUNTERS) return { things: [], more: 0 };
  const shown = flights.filter((flight) => options.showHeartbeats || flight.api !== 'Heartbeat');
  const sorted = shown.map((flight, at) => ({ flight, at })).sort((a, b) => weight(a.flight) - weight(b.flight) || a.at - b.at);
  const merged = mergeAlike(sorted.map((one) => one.flight));
  /** @type {Thing[]} */
  const things = [];
  let more = 0;
  for (const { flight, times } of merged) {
    const made = thingsOf(flight, times, layout, options);
    if (things.length + made.length <= MOST) things.push(...made);
    else if (made.length > 0) more += times;
  }
  return { things, more };
}

/**
 * Records first, then commits, then what went wrong, then the rest.
 * @param {FlightView} flight
 */
function weight(flight) {
  if (flight.error !== null) return 0;
  if (flight.records.length > 0) return 1;
  return flight.api === 'OffsetCommit' ? 2 : flight.api === 'Heartbeat' ? 4 : 3;
}

/**
 * Small requests of one machine that are on the way together become one with
 * a number, as soon as there are too many things.
 * @param {FlightView[]} flights
 */
function mergeAlike(flights) {
  if (flights.length <= MOST / 2) return flights.map((flight) => ({ flight, times: 1 }));
  /** @type {Map<string, { flight: FlightView, times: number }>} */
  const merged = new Map();
  for (const flight of flights) {
    const alone = flight.records.length > 0 || flight.error !== null;
    const key = alone ? `${flight.id}` : `${flight.machine}/${flight.api}/${flight.response}`;
    const same = merged.get(key);
    if (same) same.times += 1;
    else merged.set(key, { flight, times: 1 });
  }
  return [...merged.values()];
}

/**
 * @param {FlightView} flight
 * @param {number} times
 * @param {Layout} layout
 * @param {{ speed: number, hues: Map<string, number> }} options
 * @returns {Thing[]}
 */
function thingsOf(flight, times, layout, options) {
  const machine = machineCard(layout, flight.machine);
  if (!machine) return [];
  const hue = flight.group === null ? null : options.hues.get(flight.group) ?? null;
  const upright = layout.mode !== 'wide';
  const fast = options.speed > STREAKS;
  const base = { flight, times, hue, upright, first: true, last: true, flip: false, tint: null, text: '', shift: { x: 0, y: 0 } };
  const there = brokerSide(flight, layout, machine);
  if (!there) return [];
  const here = machineSide(flight, machine, upright);
  const [from, to] = flight.response ? [there, here] : [here, there];
  if (fast) {
    const tint = flight.records[0]?.tint ?? null;
    return [{ ...base, key: `${flight.id}`, kind: 'streak', from, to, own: to, tint }];
  }
  if (packed(flight)) return pack(flight, layout, { ...base, from, to });
  const kind = flight.api === 'OffsetCommit' && flight.error === null ? 'packet' : flight.api === 'Heartbeat' ? 'beat' : 'dot';
  const name = QUIET.has(flight.api) ? '' : flight.api;
  const label = flight.error ?? (kind === 'packet' ? packetText(flight) : name);
  const text = times > 1 ? `${label || flight.api} ×${times}` : label;
  // A card's text begins where a flight meets it: the label hangs on the side that is free.
  const flip = (!upright && machine.side === 'member') || Math.max(from.x, to.x) + 20 + text.length * 7 > layout.width;
  return [{ ...base, key: `${flight.id}`, kind, from, to, own: to, text, flip }];
}

/**
 * Whether a flight is its records. A Fetch may have records and an error; then
 * the error is what it is about.
 * @param {FlightView} flight
 */
function packed(flight) {
  return flight.records.length > 0 && (flight.error === null || flight.api === 'Produce');
}

/** @param {FlightView} flight */
function packetText(flight) {
  const [first] = flight.offsets;
  if (!first) return '';
  const rest = flight.offsets.length > 1 ? ` +${flight.offsets.length - 1}` : '';
  return `${first.partition} → ${first.offset}${rest}`;
}

/**
 * The records of one flight go as a pack and part where their cells are.
 * @param {FlightView} flight
 * @param {Layout} layout
 * @param {Omit<Thing, 'key' | 'kind' | 'own'>} base
 * @returns {Thing[]}
 */
function pack(flight, layout, base) {
  const kind = !flight.response ? 'record' : flight.error === null ? 'copy' : 'refused';
  const shown = flight.records.slice(0, PACK);
  const hand = { x: base.to.x - 15, y: base.to.y - 12 };
  return shown.map((record, at) => {
    const cell = cellPoint(layout, record.topic, record.partition, record.offset) ?? base.to;
    const shift = { x: at * 7, y: at * -3 };
    return {
      ...base,
      key: `${flight.id}/${at}`,
      first: at === 0,
      last: at === shown.length - 1,
      kind,
      tint: record.tint,
      text: shortKey(record.key),
      times: at === shown.length - 1 ? flight.count : 1,
      from: flight.response ? cell : { x: base.from.x - 15, y: base.from.y - 15 },
      own: flight.response ? { x: hand.x + shift.x, y: hand.y } : cell,
      to: flight.response ? hand : base.to,
      shift,
    };
  });
}

/** @typedef {NonNullable<ReturnType<typeof machineCard>>} Machine */

/**
 * Where a flight leaves or meets its client.
 * @param {FlightView} flight
 * @param {Machine} machine
 * @param {boolean} upright
 * @returns {Point}
 */
function machineSide(flight, machine, upright) {
  const { box } = machine.card;
  if (machine.side === 'producer') {
    return upright ? { x: box.x + box.w - 60, y: box.y + box.h - 12 } : { x: box.x + 44, y: box.y + Math.min(88, box.h - 32) };
  }
  if (flight.records.length > 0) return { x: box.x + box.w - 40 - 27 * Math.min(4, flight.records.length - 1), y: box.y + 38 };
  const y = box.y + 28;
  if (flight.api === 'OffsetCommit') return upright ? { x: box.x + box.w * 0.4, y } : { x: box.x - 50, y };
  return { x: upright ? box.x + 24 : box.x - 4, y };
}

/**
 * Where on the broker's side it is about: cells, the topic, the offsets, or
 * the group's coordinator, which is the group's head.
 * @param {FlightView} flight
 * @param {Layout} layout
 * @param {Machine} machine
 * @returns {Point | null}
 */
function brokerSide(flight, layout, machine) {
  const [record] = flight.records;
  if (record && packed(flight)) return cellPoint(layout, record.topic, record.partition, record.offset);
  if (flight.api === 'OffsetCommit' || flight.api === 'OffsetFetch') {
    const { offsets, commits } = layout;
    // What asks has a name, which would lie on the commits: it meets them from below.
    const below = layout.mode === 'wide' && flight.api === 'OffsetFetch' ? 22 : 0;
    return offsets ? { x: commits.x + Math.min(commits.count - 1, 3) * commits.step + commits.w / 2, y: commits.y + 13 + below } : null;
  }
  const named = flight.partitions[0] ?? null;
  const lane = named === null ? null : layout.lanes.get(named) ?? null;
  if ((flight.api === 'Fetch' || flight.api === 'ListOffsets') && lane) {
    return { x: lane.box.x + lane.box.w - 6, y: lane.y + 46 };
  }
  if (machine.group && flight.group !== null && flight.api !== 'Metadata' && flight.api !== 'Fetch' && flight.api !== 'ListOffsets') {
    const { box } = machine.group;
    return { x: box.x + (layout.mode === 'wide' ? 10 : 110), y: box.y + 21 };
  }
  const [topic] = layout.topics;
  if (!topic) return null;
  const right = machine.side === 'member' && layout.mode === 'wide';
  return { x: right ? topic.panel.x + topic.panel.w - 4 : topic.panel.x + 6, y: topic.panel.y + 6 };
}

/**
 * Where a thing is at an instant, and which way it heads; null when it is not
 * in the air then.
 * @param {Thing} thing
 * @param {number} now
 * @returns {{ x: number, y: number, turn: number } | null}
 */
export function placeAt(thing, now) {
  const { flight } = thing;
  if (now < flight.left || now >= flight.arrives) return null;
  const part = smooth((now - flight.left) / (flight.arrives - flight.left));
  const { from, to, own, shift } = thing;
  const main = along(from, to, part, thing.upright);
  const open = thing.kind === 'record' || thing.kind === 'copy' || thing.kind === 'refused' ? smooth(Math.max(0, (part - OPENS) / (1 - OPENS))) : 1;
  const own0 = along(from, own, part, thing.upright);
  const gathered = thing.kind === 'copy' || thing.kind === 'refused' ? smooth(Math.min(1, part / (1 - OPENS))) : 1;
  const x = (main.x + shift.x * gathered) * (1 - open) + own0.x * open;
  const y = (main.y + shift.y * gathered) * (1 - open) + own0.y * open;
  return { x, y, turn: main.turn };
}

/** @param {number} part */
function smooth(part) {
  return part * part * (3 - 2 * part);
}

/**
 * A gentle curve that leaves and arrives level, or upright in a stacked stage.
 * @param {Point} from
 * @param {Point} to
 * @param {number} part
 * @param {boolean} upright
 */
function along(from, to, part, upright) {
  const [a, b] = bends(from, to, upright);
  const rest = 1 - part;
  const w0 = rest * rest * rest;
  const w1 = 3 * rest * rest * part;
  const w2 = 3 * rest * part * part;
  const w3 = part * part * part;
  const dx = (a.x - from.x) * rest * rest + 2 * (b.x - a.x) * rest * part + (to.x - b.x) * part * part;
  const dy = (a.y - from.y) * rest * rest + 2 * (b.y - a.y) * rest * part + (to.y - b.y) * part * part;
  return {
    x: w0 * from.x + w1 * a.x + w2 * b.x + w3 * to.x,
    y: w0 * from.y + w1 * a.y + w2 * b.y + w3 * to.y,
    turn: Math.atan2(dy, dx),
  };
}

/**
 * @param {Point} from
 * @param {Point} to
 * @param {boolean} upright
 * @returns {[Point, Point]}
 */
function bends(from, to, upright) {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return upright
    ? [{ x: from.x, y: from.y + dy * 0.4 }, { x: to.x, y: to.y - dy * 0.4 }]
    : [{ x: from.x + dx * 0.4, y: from.y }, { x: to.x - dx * 0.4, y: to.y }];
}

/**
 * The path of a thing for its trail, between the middles of its cells.
 * @param {Thing} thing
 */
export function trail(thing) {
  const from = { x: thing.from.x + 15, y: thing.from.y + 15 };
  const to = { x: thing.own.x + 15, y: thing.own.y + 15 };
  const [a, b] = bends(from, to, thing.upright);
  return `M${from.x} ${from.y}C${a.x} ${a.y} ${b.x} ${b.y} ${to.x} ${to.y}`;
}
