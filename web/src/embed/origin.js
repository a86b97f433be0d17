/**
 * Where the figure of what is shown can come from, and what each way weighs for
 * a reader: the scene itself as long as nothing was done in it, and otherwise a
 * recording, or a link that plays what was done.
 */

import { weightsBeside } from '../beside/weights.js';
import { loadScenes } from '../player/scenes.js';
import { fileName } from '../panels/save.js';
import { LONGEST_LINK } from '../share/link.js';
import { linkOf } from '../share/moment.js';
import { cannotPack } from '../share/packing.js';
import { stateOf } from '../share/state.js';
import { words } from '../texts/en/embed.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./figure.js').Source} Source */
/** @typedef {{ figure: number, journal: number, engine: number, recording: number }} Weights in KB, as the build holds them */

/** How many bytes there are in a KB. */
const KB = 1024;
const WHOLE = 1000;
const TENTH = 100;
/** So much of time is shown before the first thing that was done. */
const LEAD = 1000;

/**
 * @typedef {object} Origin
 * @property {string} title
 * @property {string} stem of the names of files
 * @property {number} now
 * @property {number | null} start where the stretch that is told begins, null where it is all of time
 * @property {number | null} end
 * @property {number} until the furthest instant that is known
 * @property {Source[]} sources the first is the one to begin with
 * @property {Record<string, string>} lacking why one of them cannot be had
 */

/**
 * Rejects where the engine is needed and does not come.
 * @param {Page} page which stands still
 * @returns {Promise<Origin>}
 */
export async function originOf(page) {
  const { player, story } = page;
  const now = Math.floor(player.now);
  const { opened, given } = await player.move(({ opening }) => ({ opened: opening.at, given: opening.given.length }));
  const first = player.history.find((each) => each.own);
  const acted = first !== undefined || player.history.length !== given;
  const scenes = story?.name && !acted ? await loadScenes() : {};
  const scene = story && Object.hasOwn(scenes, story.name) ? scenes[story.name] : null;
  const file = { kind: /** @type {const} */ ('file'), opens: now, ends: null };
  const stem = story?.name || fileName(story?.title ?? '', 'figure');
  const until = Math.max(now, Math.floor(player.end));
  const begun = first ? Math.min(opened, Math.floor(Math.max(0, first.at - LEAD) / TENTH) * TENTH) : null;
  const stretch = stretchOf(page, until) ?? { start: begun, end: first ? until : null };
  const origin = { title: story?.title || words.$untitled, stem, now, until, ...stretch, lacking: {} };
  const saved = { ...file, value: `${stem}.json` };
  if (scene && now <= (scene.until ?? Infinity)) {
    const known = { kind: /** @type {const} */ ('scene'), value: stem, opens: scene.at, ends: scene.until ?? null };
    return { ...origin, until: scene.until ?? origin.until, sources: [known, saved] };
  }
  await player.awake();
  const lacking = cannotPack();
  const hash = lacking ? '' : await linkOf(page, { how: 'freeze', state: false, branches: false });
  const long = hash.length > LONGEST_LINK ? words.$linkLong(LONGEST_LINK) : '';
  const link = { kind: /** @type {const} */ ('link'), value: hash, opens: now, ends: null };
  return { ...origin, sources: [saved, link], lacking: { link: lacking || long } };
}

/**
 * What somebody has made the timeline show, in whole seconds; null where that is as usual.
 * @param {Page} page
 * @param {number} until
 */
function stretchOf(page, until) {
  const { zoom, since = 0 } = stateOf(page);
  if (zoom === undefined) return null;
  const [start, end] = zoom === 0 ? [0, until] : [Math.floor(since / WHOLE) * WHOLE, Math.min(until, Math.ceil((since + zoom) / WHOLE) * WHOLE)];
  if (start >= until || (start === 0 && end >= until)) return { start: null, end: null };
  return { start: start === 0 ? null : start, end: end >= until ? null : end };
}

/**
 * What was done as a recording, which opens at an instant.
 * @param {Page} page
 * @param {number} at
 * @param {number | null} end the last instant that a reader sees; null is the furthest that was reached
 * @returns {Promise<string>}
 */
export async function recordingOf({ player, story }, at, end) {
  // A recording holds all that was done, also what is beyond the reader's end.
  const done = Math.max(0, ...player.history.map((given) => given.at));
  const until = Math.max(at, Math.ceil(end ?? player.end), Math.ceil(done));
  const recording = JSON.parse(await player.record(at, until));
  // The engine knows of no title, and of no cells that show values.
  return JSON.stringify(Object.assign(recording, { title: story?.title ?? '', values: story?.values ?? false }));
}

/** @returns {Promise<Weights | null>} null where the build has left none */
export async function readWeights() {
  try {
    const weights = await weightsBeside();
    return ['figure', 'journal', 'engine', 'recording'].every((name) => Number.isFinite(weights?.[name])) ? weights : null;
  } catch {
    return null;
  }
}

/**
 * How much of a file goes over the network, in KB.
 * @param {string} text
 * @returns {Promise<number>}
 */
export async function weightOf(text) {
  if (typeof CompressionStream === 'undefined') return Math.ceil(new Blob([text]).size / KB);
  const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')));
  return Math.ceil((await packed.blob()).size / KB);
}

/**
 * What a reader loads, in words.
 * @param {Source} source
 * @param {boolean} journal whether it is shown
 * @param {Weights | null} weights
 * @param {number | null} file how much the recording weighs, once that is known
 */
export function weightWords(source, journal, weights, file) {
  if (!weights) return { scene: words.$plain, file: words.$light, link: words.$heavy }[source.kind];
  const figure = journal ? weights.journal : weights.figure;
  if (source.kind === 'link') return words.$weighsLink(figure - weights.recording, weights.engine);
  if (source.kind === 'file') return file === null ? words.$light : words.$weighsFile(figure - weights.recording + file, file);
  return source.ends === null ? words.$weighsLink(figure - weights.recording, weights.engine) : words.$weighsScene(figure);
}
