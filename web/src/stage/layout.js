/**
 * Where things are: a scene and a width become boxes, tracks and curves. Pure,
 * in pixels from the stage's upper left corner; text is clipped to its box, so
 * that no text has to be measured.
 */

import { PITCH, STUB, STUB_GAP, slotOf, slotsOf } from './lane.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Card} Card */
/** @typedef {import('./scene.js').GroupScene} GroupScene */
/** @typedef {import('./scene.js').LaneScene} LaneScene */
/** @typedef {import('./scene.js').TopicScene} TopicScene */
/** @typedef {import('../player/view.js').CellView} CellView */
/** @typedef {{ x: number, y: number, w: number, h: number }} Box */
/** @typedef {{ x: number, y: number }} Point */

/**
 * @typedef {object} LayoutOptions
 * @property {number} width of the container
 * @property {boolean} [touch] buttons are always in sight and need room
 * @property {Set<string>} [without] what is left out
 * @property {Record<string, CellView[]>} [back] cells of lanes that were scrolled back, by `orders-0`
 * @property {Map<string, string>} [follows] whose position a lane's window follows, by `orders-0`
 * @property {(topic: string) => number} [pitch] from one cell of a topic to the next
 *
 * @typedef {object} LaneLayout
 * @property {LaneScene} scene
 * @property {string} id `orders-0`
 * @property {Box} box from separator to separator
 * @property {number} x of the first cell
 * @property {number} y of the cells
 * @property {number} pitch from one cell to the next
 * @property {Box | null} strip the whole log, where the cells are not all of it
 * @property {import('./lane.js').Slots} slots
 * @property {number} capacity
 * @property {import('../player/view.js').DeletedSegmentView[]} stubs segments that are gone, before the log start
 * @property {boolean} scrolled
 * @property {string | null} follows the group whose position its window follows
 * @property {boolean} narrow
 * @property {number} right the end of the place for cells
 * @property {number[]} tracks the y of each group's track
 *
 * @typedef {object} TopicLayout
 * @property {TopicScene} scene
 * @property {Box} head
 * @property {Box} panel
 * @property {LaneLayout[]} lanes
 * @property {Box | null} keys where it says to which partition each key goes
 *
 * @typedef {object} CardLayout
 * @property {Card} scene
 * @property {Box} box
 * @property {number} chips how many fit
 * @property {boolean} row whether its buttons have a row of their own
 * @property {boolean} [compact] whether there are many of them
 *
 * @typedef {object} GroupLayout
 * @property {GroupScene} scene
 * @property {Box} box
 * @property {boolean} inline whether name and meta share a line
 * @property {CardLayout[]} cards
 *
 * @typedef {object} CurveLayout
 * @property {string} key
 * @property {string} path
 * @property {number} hue
 * @property {'' | 'dashed' | 'cut' | 'reserved'} look
 * @property {string} thing
 *
 * @typedef {object} Layout
 * @property {'wide' | 'medium' | 'narrow'} mode
 * @property {number} width
 * @property {number} height
 * @property {CardLayout[]} producers
 * @property {Box | null} producersHead
 * @property {Box} addProducer
 * @property {TopicLayout[]} topics
 * @property {Box | null} noTopic
 * @property {Box | null} offsets
 * @property {{ x: number, y: number, w: number, step: number, count: number }} commits
 * @property {Box | null} legend
 * @property {GroupLayout[]} groups
 * @property {Box | null} groupsHead
 * @property {Box} addGroup
 * @property {CurveLayout[]} curves
 * @property {Map<string, LaneLayout>} lanes by `orders-0`
 * @property {import('./dense.js').Dense} [dense] where rows stand in the place of lanes
 */

const CELL_H = 30;
const TRACK_STEP = 22;
const FIRST_TRACK = 60;
/** The whole log over the cells, and what joins the two; tracks stand closer then. */
const STRIP = { above: 11, h: 13, wedge: 14, track: 57, step: 17, below: 11 };
const CARD_H = 56;
const CARD_GAP = 8;
/** So many members have their buttons in sight; of more there would be too much to read. */
const FEW_MEMBERS = 4;
/** More producers than these have smaller cards. */
const FEW_PRODUCERS = 3;
/** The heights of a row in the table of keys, and of what is above its rows. */
const KEY_ROW = 24;
const KEY_HEAD = 52;

/**
 * @param {number} width
 * @returns {Layout['mode']}
 */
export function modeOf(width) {
  if (width >= 960) return 'wide';
  return width > 560 ? 'medium' : 'narrow';
}

/**
 * @param {number} width
 * @param {Set<string>} [without] what is left out
 */
function columns(width, without) {
  const mode = modeOf(width);
  if (mode !== 'wide') {
    const pad = mode === 'narrow' ? { cells: 38, right: 4, lag: 62 } : { cells: 42, right: 14, lag: 78 };
    return { mode, left: 6, producers: width - 12, lanesX: 6, lanesW: width - 12, groupsX: 6, groupsW: width - 12, ...pad };
  }
  const tight = width < 1120;
  const producers = tight ? 160 : 176;
  const groupsW = tight ? 290 : 320;
  const lanesX = 20 + (without?.has('producers') ? 0 : producers + (tight ? 24 : 40));
  const groupsX = width - 20 - groupsW;
  const lanesW = groupsX - lanesX - (tight ? 52 : 64);
  return { mode, left: 20, producers, lanesX, lanesW, groupsX, groupsW, cells: 56, right: 16, lag: 78 };
}

/**
 * How many cells a lane shows at this width: ask the engine for so many.
 * @param {number} width
 * @param {number} [pitch] from one to the next
 * @param {Set<string>} [without] what is left out
 */
export function visibleCells(width, pitch = PITCH, without = undefined) {
  const place = columns(width, without);
  return Math.max(3, Math.floor((place.lanesW - place.cells - place.right - place.lag) / pitch));
}

/**
 * @param {Scene} scene
 * @param {LayoutOptions} options
 * @returns {Layout}
 */
export function layoutOf(scene, options) {
  const width = Math.max(280, Math.round(options.width));
  const { without, touch = false } = options;
  const place = columns(width, without);
  const wide = place.mode === 'wide';
  const top = wide ? 49 : 12;
  const bare = without?.has('producers') ?? false;
  const made = bare ? { cards: [], add: { x: 0, y: 0, w: 0, h: 0 }, bottom: 0 } : placeProducers(scene.producers, place, top, touch, !without?.has('add'));
  const topics = placeTopics(scene, place, wide ? 18 : made.bottom + 10, options);
  const below = placeBelow(scene, place, topics.bottom, without);
  const groups = placeGroups(scene.groups, place, wide ? top : below.bottom + 12, touch, without);
  const legendY = wide ? below.bottom + 18 : groups.bottom + 16;
  const legendH = place.lanesW < 430 ? 66 : place.lanesW < 640 ? 44 : 24;
  const legend = scene.topics.length > 0 && !without?.has('legend') ? { x: place.lanesX, y: legendY, w: place.lanesW, h: legendH } : null;
  const bottom = Math.max(made.bottom, groups.bottom, below.bottom, legend ? legend.y + legend.h : 0);
  return {
    mode: place.mode,
    width,
    height: bottom + 16,
    producers: made.cards,
    producersHead: wide && !bare ? { x: 20, y: 18, w: place.producers, h: 24 } : null,
    addProducer: made.add,
    topics: topics.topics,
    noTopic: topics.none,
    offsets: below.offsets,
    commits: below.commits,
    legend,
    groups: groups.groups,
    groupsHead: wide ? { x: place.groupsX, y: 18, w: place.groupsW, h: 24 } : null,
    addGroup: groups.add,
    curves: wide ? curvesOf(topics.topics, groups.groups) : [],
    lanes: new Map(topics.topics.flatMap((topic) => topic.lanes.map((lane) => [lane.id, lane]))),
  };
}

/** @typedef {ReturnType<typeof columns>} Columns */

/**
 * @param {Card[]} producers
 * @param {Columns} place
 * @param {number} top
 * @param {boolean} touch
 * @param {boolean} adds whether one can be added here
 */
function placeProducers(producers, place, top, touch, adds) {
  const wide = place.mode === 'wide';
  /** @type {CardLayout[]} */
  const cards = [];
  if (wide) {
    let y = top;
    const compact = producers.length > FEW_PRODUCERS;
    for (const scene of producers) {
      const h = (compact ? 78 : 132) + (scene.error ? 18 : 0);
      cards.push({ scene, box: { x: place.left, y, w: place.producers, h }, chips: compact ? 1 : 4, row: true, compact });
      y += h + (compact ? 10 : 14);
    }
    const add = { x: place.left, y, w: place.producers, h: 36 };
    return { cards, add, bottom: adds ? y + 36 : y };
  }
  return stackProducers(producers, place, top, touch, adds);
}

/**
 * One flat row a producer; the way to add one shares the last row.
 * @param {Card[]} producers
 * @param {Columns} place
 * @param {number} top
 * @param {boolean} touch
 * @param {boolean} adds
 */
function stackProducers(producers, place, top, touch, adds) {
  const compact = producers.length > FEW_PRODUCERS;
  const row = touch && !compact;
  const h = row ? 64 : compact ? 40 : 38;
  if (producers.length === 0) {
    return { cards: [], add: { x: place.left, y: top, w: place.producers, h: 34 }, bottom: adds ? top + 34 : top - 10 };
  }
  // Where none can be added, the last row ends where the topics do.
  const addW = !adds ? -8 : place.mode === 'narrow' ? 38 : 92;
  const across = place.mode === 'medium' && producers.length > 1 ? 2 : 1;
  const step = (place.producers - addW) / across;
  const cards = producers.map((scene, at) => {
    const box = { x: place.left + (at % across) * step, y: top + Math.floor(at / across) * (h + (compact ? 6 : 8)), w: step - 8, h };
    return { scene, box, chips: place.mode === 'narrow' || across > 1 ? 2 : 6, row, compact };
  });
  const last = cards[cards.length - 1].box;
  const add = { x: place.left + place.producers - addW, y: last.y, w: addW, h };
  return { cards, add, bottom: last.y + h };
}

/**
 * @param {Scene} scene
 * @param {Columns} place
 * @param {number} top
 * @param {LayoutOptions} options
 */
function placeTopics(scene, place, top, options) {
  let y = top;
  const topics = scene.topics.map((topic) => {
    const placed = placeTopic(topic, place, y, options);
    y = (placed.keys ? placed.keys.y + placed.keys.h : placed.panel.y + placed.panel.h) + 22;
    return placed;
  });
  if (topics.length > 0) return { topics, none: null, bottom: y - 22 };
  const none = { x: place.lanesX, y: place.mode === 'wide' ? y + 31 : y, w: place.lanesW, h: 150 };
  return { topics, none, bottom: none.y + none.h };
}

/**
 * @param {TopicScene} scene
 * @param {Columns} place
 * @param {number} top
 * @param {LayoutOptions} options
 * @returns {TopicLayout}
 */
function placeTopic(scene, place, top, options) {
  const wide = place.mode === 'wide';
  const head = { x: place.lanesX, y: top, w: place.lanesW, h: 26 };
  const panelY = top + (wide ? 31 : 28);
  const pitch = options.pitch?.(scene.name) ?? PITCH;
  const capacity = visibleCells(options.width, pitch, options.without);
  // A window that was made larger than its log can be made smaller again.
  const least = visibleCells(options.width, Math.max(pitch, PITCH), options.without);
  const strips = scene.lanes.some((lane) => outgrown(lane, least));
  let y = panelY;
  const lanes = scene.lanes.map((lane) => {
    const placed = placeLane(lane, { ...place, pitch, capacity, strips }, y, options);
    y += placed.box.h;
    return placed;
  });
  const h = Math.max(60, y - panelY + (strips ? 2 : 11));
  const panel = { x: place.lanesX, y: panelY, w: place.lanesW, h };
  const keys = scene.keys && { ...panel, y: panelY + h + 8, h: KEY_HEAD + KEY_ROW * scene.keys.rows.length };
  return { scene, head, panel, lanes, keys };
}

/**
 * Whether a log has cells that its window has no room for, or had some.
 * @param {LaneScene} lane
 * @param {number} capacity
 */
function outgrown({ log }, capacity) {
  return log.logStart > 0 || slotsOf(log, capacity, null).older;
}

/**
 * @param {LaneScene} lane
 * @param {Pick<Columns, 'mode' | 'lanesX' | 'lanesW' | 'cells' | 'right'> & { pitch: number, capacity: number, strips: boolean }} place
 * @param {number} top
 * @param {LayoutOptions} options
 * @returns {LaneLayout}
 */
export function placeLane(lane, place, top, options) {
  const id = `${lane.topic}-${lane.log.partition}`;
  const { mode, pitch, capacity, strips } = place;
  const back = options.back?.[id] ?? null;
  const wide = mode === 'wide';
  const count = lane.tracks.length;
  const { stubs, shift, room } = goneOf(lane, capacity, pitch, back);
  const x = place.lanesX + place.cells;
  const y = top + (strips ? STRIP.above + STRIP.h + STRIP.wedge : wide ? 21 : 15);
  const [track, step] = strips ? [STRIP.track, STRIP.step] : [FIRST_TRACK, TRACK_STEP];
  const h = strips
    ? y - top + (count > 0 ? track + step * (count - 1) + STRIP.below : 52)
    : (wide ? 82 : 64) + step * count - (count === 0 && wide ? 8 : 0);
  return {
    scene: lane,
    id,
    box: { x: place.lanesX, y: top, w: place.lanesW, h },
    x: x + shift,
    y,
    pitch,
    strip: strips ? { x, y: top + STRIP.above, w: (capacity + 1) * pitch - (mode === 'narrow' ? 17 : 3), h: STRIP.h } : null,
    slots: slotsOf(lane.log, room, back),
    capacity: room,
    narrow: mode === 'narrow',
    stubs,
    scrolled: back !== null && back.length > 0,
    follows: options.follows?.get(id) ?? null,
    right: place.lanesX + place.lanesW - place.right,
    tracks: lane.tracks.map((_, at) => y + track + at * step),
  };
}

/**
 * The stubs of deleted segments, where the log start is in sight beside them.
 * Where there is no room for each of them, one stands for all.
 * @param {LaneScene} lane
 * @param {number} capacity
 * @param {number} pitch
 * @param {CellView[] | null} back
 */
function goneOf(lane, capacity, pitch, back) {
  const { deleted } = lane.log;
  const none = { stubs: /** @type {typeof deleted} */ ([]), shift: 0, room: capacity };
  if (deleted.length === 0 || back) return none;
  const all = { ...deleted[deleted.length - 1], base: deleted[0].base };
  for (const stubs of [deleted, [all]]) {
    const shift = stubs.length * STUB + STUB_GAP;
    const room = capacity - Math.ceil(shift / pitch);
    if (room >= 2 && !slotsOf(lane.log, room, null).older) return { stubs, shift, room };
  }
  return none;
}

/**
 * The row of `__consumer_offsets`.
 * @param {Scene} scene
 * @param {Columns} place
 * @param {number} top
 * @param {Set<string>} [without]
 */
function placeBelow(scene, place, top, without) {
  const narrow = place.mode === 'narrow';
  const long = scene.commits.some((commit) => commit.text.length > 17);
  const w = long ? 162 : narrow ? 108 : 120;
  const step = w + 6;
  const above = place.lanesW < 480 && (long || !narrow);
  const label = above ? 0 : narrow ? 116 : 136;
  const count = Math.max(1, Math.floor((place.lanesW - label + 6) / step));
  const y = top + (place.mode === 'wide' ? 26 : 14);
  const h = above ? 52 : 26;
  const commits = { x: place.lanesX + label, y: y + h - 26, w, step, count };
  if (scene.topics.length === 0 || without?.has('offsets')) return { offsets: null, commits, bottom: top };
  return { offsets: { x: place.lanesX, y, w: place.lanesW, h }, commits, bottom: y + h };
}

/**
 * @param {GroupScene[]} groups
 * @param {Columns} place
 * @param {number} top
 * @param {boolean} touch
 * @param {Set<string>} [without]
 */
function placeGroups(groups, place, top, touch, without) {
  const across = place.mode === 'medium' && groups.length > 1 ? 2 : 1;
  const gap = across > 1 ? 12 : 0;
  const w = (place.groupsW - gap) / across;
  const ends = Array.from({ length: across }, () => top);
  const few = groups.reduce((sum, group) => sum + group.cards.length, 0) <= FEW_MEMBERS;
  const placed = groups.map((scene) => {
    const column = ends.indexOf(Math.min(...ends));
    const box = { x: place.groupsX + column * (w + gap), y: ends[column], w, h: 0 };
    const group = placeGroup(scene, box, place.mode === 'medium' && across === 1, touch, touch || few);
    ends[column] += group.box.h + 15;
    return group;
  });
  const y = Math.max(...ends);
  // Where none can be added, nothing has to be kept free for it.
  const h = groups.length === 0 ? (place.mode === 'wide' ? 150 : 96) : without?.has('add') ? -15 : 36;
  return { groups: placed, add: { x: place.groupsX, y, w: place.groupsW, h }, bottom: y + h };
}

/**
 * @param {GroupScene} scene
 * @param {Box} box
 * @param {boolean} inline
 * @param {boolean} touch
 * @param {boolean} open whether the buttons have a row of their own
 * @returns {GroupLayout}
 */
function placeGroup(scene, box, inline, touch, open) {
  let [y, tall] = [box.y + (inline ? 40 : 58), 0];
  // Cards without buttons are low, and stand two by two where there is room.
  const across = inline && scene.cards.length > 1 && scene.cards.every((card) => card.buttons.length === 0) ? 2 : 1;
  const cards = scene.cards.map((card, at) => {
    const row = open && card.buttons.length > 0;
    const h = CARD_H + (card.error ? 18 : 0) + (row ? (touch ? 34 : 22) : 0) + (card.hand.length > 0 ? (touch ? 34 : 28) : 0);
    const w = Math.floor((box.w - 27 - (across - 1) * CARD_GAP) / across);
    const room = card.condition === 'crashed' ? w - (card.note ? 190 : 80) : w - (card.line.length > 24 ? 222 : card.line.length > 20 ? 196 : 158);
    const x = box.x + 14 + (at % across) * (w + CARD_GAP);
    const placed = { scene: card, box: { x, y, w, h }, chips: Math.max(0, Math.min(12, Math.floor(room / 27))), row };
    // A neighbour may be as high as this one or lower.
    tall = Math.max(tall, h);
    if (at % across === across - 1 || at === scene.cards.length - 1) [y, tall] = [y + tall + CARD_GAP, 0];
    return placed;
  });
  if (cards.length === 0) y += 28;
  return { scene, box: { ...box, h: y - box.y + 34 }, inline, cards };
}

/**
 * From each track's end to the member that owns it.
 * @param {TopicLayout[]} topics
 * @param {GroupLayout[]} groups
 */
function curvesOf(topics, groups) {
  /** @type {CurveLayout[]} */
  const curves = [];
  for (const topic of topics) {
    const from = topic.panel.x + topic.panel.w;
    for (const lane of topic.lanes) {
      lane.scene.tracks.forEach((track, at) => {
        const owner = track.lane.owner ?? track.lane.reservedFor;
        const group = groups.find((one) => one.scene.id === track.group);
        const card = group?.cards.find((one) => one.scene.id === owner);
        if (!owner || !card) return;
        const look = track.lane.reservedFor ? 'reserved' : card.scene.condition === 'cut' ? 'cut' : track.lane.settled ? '' : 'dashed';
        const y = card.box.y + CARD_H / 2;
        curves.push({
          key: `${track.group}/${lane.id}`,
          path: bend(from, lane.tracks[at], card.box.x, y),
          hue: track.hue,
          look,
          thing: `position:${track.group}/${lane.scene.topic}/${lane.scene.log.partition}`,
        });
      });
    }
  }
  return curves;
}

/**
 * A curve that leaves and arrives level.
 * @param {number} x0
 * @param {number} y0
 * @param {number} x1
 * @param {number} y1
 */
function bend(x0, y0, x1, y1) {
  const reach = Math.round((x1 - x0) * 0.55);
  return `M${x0} ${y0}C${x0 + reach} ${y0} ${x1 - reach} ${y1} ${x1} ${y1}`;
}

/**
 * The upper left corner of an offset's cell, in sight or, for a record in the
 * air, where it will be; at the edge if there is no room.
 * @param {Layout} layout
 * @param {string} topic
 * @param {number} partition
 * @param {number | null} offset
 * @returns {Point | null}
 */
export function cellPoint(layout, topic, partition, offset) {
  const lane = layout.lanes.get(`${topic}-${partition}`);
  if (!lane) return null;
  const slot = offset === null ? lane.slots.cells.length : slotOf(lane.slots, offset);
  const last = Math.floor((lane.right - lane.x - lane.pitch) / lane.pitch);
  return { x: lane.x + Math.min(slot, last) * lane.pitch, y: lane.y };
}

/**
 * @param {Layout} layout
 * @param {string} name
 * @returns {{ side: 'producer' | 'member', card: CardLayout, group: GroupLayout | null } | null}
 */
export function machineCard(layout, name) {
  const producer = layout.producers.find((one) => one.scene.id === name);
  if (producer) return { side: 'producer', card: producer, group: null };
  for (const group of layout.groups) {
    const card = group.cards.find((one) => one.scene.id === name);
    if (card) return { side: 'member', card, group };
  }
  return null;
}

export { CELL_H, CARD_H };
