/**
 * Where things are when there is much: lanes are rows, groups are one row each,
 * and members a matrix of who owns what. Pure, like layout.js, whose lanes and
 * cards it takes for what is unfolded. Loaded with the first scene of that size.
 */

import { PITCH } from '../base.js';

/** @typedef {import('./layout.js').Box} Box */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */
/** @typedef {import('./layout.js').CardLayout} CardLayout */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').LaneScene} LaneScene */
/** @typedef {import('./scene.js').TopicScene} TopicScene */
/** @typedef {import('./scene.js').GroupScene} GroupScene */
/** @typedef {{ x: number, w: number }} Span */

/**
 * @typedef {object} DenseRow
 * @property {LaneScene} scene
 * @property {string} id
 * @property {Box} box
 * @property {number} w how many pixels of the whole log's column its log takes
 * @property {LaneLayout | null} lane its cells, where it is unfolded
 *
 * @typedef {object} DenseTopic
 * @property {TopicScene} scene
 * @property {Box} head
 * @property {Box} panel around its rows
 * @property {DenseRow[]} rows
 * @property {{ scene: import('./scene.js').Card, box: Box }[]} producers
 *
 * @typedef {object} DenseGroup
 * @property {GroupScene} scene
 * @property {Box} box its row
 * @property {Box} around the row with its members' cards
 * @property {CardLayout[]} cards
 *
 * @typedef {object} Matrix
 * @property {GroupScene} group
 * @property {number} x
 * @property {number} w
 * @property {number} pitch
 * @property {Map<string, number>} members the x of each member's column
 *
 * @typedef {object} Dense
 * @property {DenseGroup[]} groups
 * @property {DenseTopic[]} topics
 * @property {number} head the y of the columns' names
 * @property {{ number: Span, keys: Span, whole: Span, lags: (Span & { group: GroupScene })[] }} columns
 * @property {Matrix[]} matrices
 * @property {number} count how many newest records a row shows
 */

/** A newest record's square with the gap after it. */
export const SQUARE = 6;
const GROUP_H = 20;
const HEAD_H = 32;
const CARD = { w: 300, h: 56, gap: 8 };
/** Who has more members than the width has room for is named, not drawn. */
const LEAST_PITCH = 6;

/**
 * @param {Scene} scene
 * @param {import('./layout.js').LayoutOptions & { unfolded: Set<string>, place: typeof import('./layout.js').placeLane }} options
 * @returns {Layout}
 */
export function denseLayoutOf(scene, options) {
  const width = Math.max(280, Math.round(options.width));
  const wide = width >= 960;
  const pad = wide ? 20 : 8;
  const groups = placeGroups(scene.groups, { x: pad, y: 8, w: width - 2 * pad, wide }, options.unfolded);
  const head = groups.bottom + 6;
  const columns = columnsOf(scene.groups, width, pad, wide);
  const topics = placeTopics(scene, { ...columns, pad, wide, width, top: head + HEAD_H }, options);
  const lanes = topics.topics.flatMap((topic) => topic.rows.flatMap((row) => (row.lane ? [row.lane] : [])));
  const nowhere = { x: width - 100, y: topics.bottom, w: 100, h: 0 };
  return {
    mode: wide ? 'wide' : width > 560 ? 'medium' : 'narrow',
    width,
    height: topics.bottom + 8,
    producers: topics.topics.flatMap((topic) => topic.producers.map(({ scene, box }) => ({ scene, box, chips: 0, row: false }))),
    producersHead: null, addProducer: nowhere, topics: [], noTopic: null, offsets: null,
    commits: { x: 0, y: 0, w: 0, step: 1, count: 0 }, legend: null,
    groups: groups.groups.map(({ scene, around, cards }) => ({ scene, box: around, inline: true, cards })),
    groupsHead: null, addGroup: nowhere, curves: [],
    lanes: new Map(lanes.map((lane) => [lane.id, lane])),
    dense: {
      groups: groups.groups, topics: topics.topics, head, matrices: columns.matrices,
      columns: { number: columns.number, keys: columns.keys, whole: columns.whole, lags: columns.lags },
      count: Math.max(4, Math.floor(columns.keys.w / SQUARE) - 1),
    },
  };
}

/**
 * @param {GroupScene[]} groups
 * @param {{ x: number, y: number, w: number, wide: boolean }} place
 * @param {Set<string>} unfolded
 */
function placeGroups(groups, { x, y, w, wide }, unfolded) {
  let bottom = y;
  const placed = groups.map((scene) => {
    const box = { x, y: bottom, w, h: GROUP_H };
    /** @type {CardLayout[]} */
    const cards = [];
    bottom += GROUP_H;
    if (unfolded.has(scene.thing) && scene.cards.length > 0) {
      const across = Math.max(1, Math.floor((w + CARD.gap) / (CARD.w + CARD.gap)));
      const step = (w + CARD.gap) / across;
      scene.cards.forEach((card, at) => {
        const top = bottom + 4 + Math.floor(at / across) * (CARD.h + CARD.gap);
        cards.push({ scene: card, box: { x: x + (at % across) * step, y: top, w: step - CARD.gap, h: CARD.h }, chips: wide ? 4 : 2, row: false });
      });
      bottom += 4 + Math.ceil(cards.length / across) * (CARD.h + CARD.gap);
    }
    return { scene, box, around: { ...box, h: bottom - box.y }, cards };
  });
  return { groups: placed, bottom };
}

/**
 * From left to right: newest records, the whole log, lags, owners.
 * @param {GroupScene[]} groups
 * @param {number} width
 * @param {number} pad
 * @param {boolean} wide
 */
function columnsOf(groups, width, pad, wide) {
  const left = pad + (wide ? 104 : 0);
  const number = { x: left, w: 26 };
  const lagW = wide ? 56 : 34;
  const members = groups.reduce((sum, group) => sum + Math.max(1, columnsIn(group).length), 0);
  const room = wide ? Math.min(width * 0.38, members * 14 + groups.length * 12) : 0;
  const pitch = Math.floor((room - groups.length * 12) / Math.max(1, members));
  const drawn = wide && pitch >= LEAST_PITCH;
  const right = width - pad - (drawn ? members * pitch + groups.length * 12 : 0);
  const lagsX = right - lagW * groups.length;
  const middle = lagsX - 12 - number.x - number.w;
  const keysW = Math.floor((middle * (wide ? 0.45 : 0.4)) / SQUARE) * SQUARE;
  const keys = { x: number.x + number.w, w: keysW };
  const whole = { x: keys.x + keys.w + 10, w: middle - keysW - 14 };
  /** @type {Matrix[]} */
  const matrices = [];
  let x = right + 12;
  for (const group of drawn ? groups : []) {
    const names = columnsIn(group);
    const w = Math.max(1, names.length) * pitch;
    matrices.push({ group, x, w, pitch, members: new Map(names.map((name, at) => [name, x + at * pitch])) });
    x += w + 12;
  }
  return { number, keys, whole, lags: groups.map((group, at) => ({ group, x: lagsX + at * lagW, w: lagW })), matrices };
}

/** @param {GroupScene} group */
function columnsIn(group) {
  return group.cards.filter((card) => card.status !== 'gone').map((card) => card.id);
}

/** @typedef {ReturnType<typeof columnsOf> & { pad: number, wide: boolean, width: number, top: number }} Place */

/**
 * @param {Scene} scene
 * @param {Place} place
 * @param {Parameters<typeof denseLayoutOf>[1]} options
 */
function placeTopics(scene, place, options) {
  const rows = scene.topics.reduce((sum, topic) => sum + topic.lanes.length, 0);
  const h = rows > 33 ? 13 : rows > 30 ? 14 : rows > 24 ? 15 : 16;
  let y = place.top;
  const topics = scene.topics.map((topic, at) => {
    const mine = scene.producers.filter((card) => producesTo(card, topic.name, at));
    const placed = placeTopic(topic, mine, place, y, h, options);
    y = placed.bottom + 6;
    return placed.topic;
  });
  return { topics, bottom: y };
}

/**
 * A producer stands beside the topic that it sends to; one without a topic beside the first.
 * @param {import('./scene.js').Card} card
 * @param {string} topic
 * @param {number} at
 */
function producesTo(card, topic, at) {
  return card.topic === topic || (!card.topic && at === 0);
}

/**
 * @param {TopicScene} topic
 * @param {import('./scene.js').Card[]} producers
 * @param {Place} place
 * @param {number} top
 * @param {number} h
 * @param {Parameters<typeof denseLayoutOf>[1]} options
 */
function placeTopic(topic, producers, place, top, h, options) {
  const { wide, pad, number, keys, whole, lags, width } = place;
  const head = { x: pad, y: top - (wide ? 2 : 0), w: wide ? 98 : width - 2 * pad, h: wide ? 52 : 20 };
  const chips = producers.map((scene, at) => ({
    scene,
    box: wide ? { x: pad, y: top + 54 + at * 24, w: 98, h: 22 } : { x: Math.min(width - 60, pad + 150 + at * 104), y: top - 2, w: 98, h: 22 },
  }));
  const longest = nice(Math.max(1, ...topic.lanes.map(({ log }) => log.logEnd - log.logStart)));
  const right = lags.length > 0 ? lags[lags.length - 1].x + lags[lags.length - 1].w : whole.x + whole.w;
  const from = top + (wide ? 0 : 22);
  let y = from;
  const rows = topic.lanes.map((lane) => {
    const id = `${lane.topic}-${lane.log.partition}`;
    const box = { x: number.x, y, w: width - pad - number.x, h };
    y += h;
    const unfolded = options.unfolded.has(id);
    const laneW = right - number.x;
    const capacity = Math.max(3, Math.floor((laneW - 56 - 16 - 78) / PITCH));
    const placed = unfolded ? options.place(lane, {
      mode: wide ? 'wide' : 'narrow', lanesX: number.x, lanesW: laneW, cells: 56, right: 16, pitch: PITCH, capacity, strips: true,
    }, y + 2, options) : null;
    if (placed) y += placed.box.h + 6;
    return { scene: lane, id, box, w: Math.round(((lane.log.logEnd - lane.log.logStart) / longest) * whole.w * 2) / 2, lane: placed };
  });
  const bottom = Math.max(y, wide ? head.y + head.h + chips.length * 24 : 0);
  return { topic: { scene: topic, head, panel: { x: number.x, y: from, w: keys.w, h: y - from }, rows, producers: chips }, bottom };
}

/**
 * The next round length: with it the scale changes rarely, and not with each record.
 * @param {number} length
 */
export function nice(length) {
  const ten = 10 ** Math.floor(Math.log10(length));
  return (/** @type {number} */ ([1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.4, 8, 10].find((step) => step * ten >= length))) * ten;
}
