/**
 * What differs between two branches, as one reads it beside their stages: by
 * partition, group and machine. The engine says what differs; here it is put in
 * order. Pure.
 */

import { words } from '../texts/en/compare.js';

/** @typedef {import('../player/playground.js').Difference} Difference */
/** @typedef {import('../player/view.js').View} View */
/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} left
 * @property {string} right
 * @property {'warn' | 'bad' | null} tone
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {string | null} thing the thing that it is about; null where it is several
 * @property {Row[]} rows none where it is the same on both
 *
 * @typedef {object} Marked what is marked on both stages
 * @property {Set<string>} lanes `orders-0`
 * @property {Set<string>} things flags, rings, machines and groups, and between two flags the records: `record:orders/0/8`
 */

/** What is told of a lane, of a group and of a machine, in this order, by the engine's names. */
const ORDER = Object.keys(words.$told);
/** @type {Record<string, Row['tone']>} */
const TONES = { again: 'warn', skipped: 'bad', deleted: 'bad', never: 'bad' };
/** So many partitions have a line each, as they have lanes; of more the ones that are the same are counted. */
const ROWS = 6;
/** More records are no band between two flags. */
const BAND = 200;

/**
 * @param {readonly Difference[]} differences
 * @param {readonly View[]} views of both
 * @returns {Section[]}
 */
export function sectionsOf(differences, views) {
  const lanes = new Set(views.flatMap(({ topics }) => topics.flatMap(({ name, partitions }) => partitions.map(({ partition }) => `${name}/${partition}`))));
  const single = new Set(views.flatMap(({ topics }) => topics.map(({ name }) => name))).size < 2;
  const groups = new Set(differences.map(({ group }) => group).filter(Boolean)).size > 1;
  const of = (/** @type {string} */ thing) => rowsOf(differences.filter((each) => each.thing === thing), groups && thing.startsWith('partition:'));
  const partitions = [...lanes].map((lane) => {
    const at = lane.lastIndexOf('/');
    const title = single ? words.$partition(lane.slice(at + 1)) : `${lane.slice(0, at)}-${lane.slice(at + 1)}`;
    return { title, thing: `partition:${lane}`, rows: of(`partition:${lane}`) };
  });
  const many = partitions.length > ROWS;
  const same = partitions.filter(({ rows }) => rows.length === 0).length;
  const shown = many ? partitions.filter(({ rows }) => rows.length > 0) : partitions;
  const rest = many && same > 0 ? [{ title: words.$others(same, partitions.length), thing: null, rows: [] }] : [];
  const things = [...new Set(differences.map(({ thing }) => thing))].filter((thing) => !thing.startsWith('partition:'))
    .sort((a, b) => Number(b.startsWith('group:')) - Number(a.startsWith('group:')));
  return [...shown, ...rest, ...things.map((thing) => ({ title: thing.slice(thing.indexOf(':') + 1), thing, rows: of(thing) }))];
}

/**
 * @param {readonly Difference[]} differences of one thing
 * @param {boolean} named whether it has to be said of which group
 * @returns {Row[]}
 */
function rowsOf(differences, named) {
  const place = (/** @type {Difference} */ { what }) => ORDER.indexOf(what);
  return [...differences].sort((a, b) => place(a) - place(b)).map(({ what, group, left, right }) => ({
    what: named && group ? `${words.$told[what]} · ${group}` : words.$told[what] ?? what, left: left ?? '-', right: right ?? '-', tone: TONES[what] ?? null,
  }));
}

/**
 * @param {readonly Difference[]} differences
 * @returns {Marked}
 */
export function markedOf(differences) {
  const [lanes, things] = [new Set(), new Set()];
  for (const { what, thing, group, left, right } of differences) {
    const lane = /^partition:(.+)\/(\d+)$/.exec(thing);
    if (!lane) {
      // What a group has done is marked number by number.
      things.add(thing.startsWith('group:') ? `${what}:${group}` : thing);
      continue;
    }
    const of = `${lane[1]}/${lane[2]}`;
    lanes.add(`${lane[1]}-${lane[2]}`);
    if (what === 'committed' || what === 'position') things.add(`${what}:${group}/${of}`);
    if (what === 'owner') for (const owner of [left, right]) if (owner) things.add(`machine:${owner}`);
    if (what !== 'committed') continue;
    const [from, to] = [Number(left ?? 0), Number(right ?? 0)].sort((a, b) => a - b);
    for (let offset = from; offset < to && to - from <= BAND; offset += 1) things.add(`record:${of}/${offset}`);
  }
  return { lanes, things };
}

/**
 * How consumers commit, where that is not alike on both: `commit=batch`.
 * @param {readonly View[]} views of both
 * @returns {string[]}
 */
export function commitsOf(views) {
  const ways = views.map(({ consumers }) => [...new Set(consumers.map(({ commit }) => commit))].sort().map((way) => `commit=${way}`).join(', '));
  return ways[0] === ways[1] ? ['', ''] : ways;
}
