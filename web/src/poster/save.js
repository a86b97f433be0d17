/**
 * What a page shows, as a picture: for who saves it, for who prints it, and for
 * an article's own code. The windows of the lanes are as somebody moved them, and
 * the colours as the author chose them.
 */

import {
  button, counts, inTheAir, lacking, laneElement, layoutOf, memberCard, picture, placeAt, placeLane, sceneOf, tokens, trail,
} from '../base.js';
import { Recorded } from '../player/recorded.js';
import { fileName, saveAs } from '../panels/save.js';
import { chosen } from './colours.js';
import { poster } from './poster.js';
import { words } from '../texts/en/poster.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../stage/layout.js').Layout} Layout */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {Omit<import('./poster.js').PosterOptions, 'windows' | 'css' | 'title' | 'shown'> & { at?: number }} Wish `at` in seconds; now without it */

/** As many cells as a page asks for at most. */
const CELLS = 200;
/** A picture of pixels has twice as many as the page. */
const SHARP = 2;

/** @type {import('./poster.js').Parts | null} */
let parts = null;

/**
 * Loads what is loaded late by the stage, too. From then on a poster is there at
 * once, as printing needs it.
 * @returns {Promise<typeof posterOf>}
 */
export async function posters() {
  if (!parts) {
    const [{ strip }, { keyTable }, { place }, { Rows }, { shownOf }] = await Promise.all([
      import('../stage/strip.js'), import('../stage/keys.js'), import('../stage/tools.js'), import('../stage/rows.js'), import('../figure/kit.js'),
    ]);
    parts = {
      sceneOf, shownOf, layoutOf, picture, strip, keyTable, tools: place,
      flights: { inTheAir, placeAt, trail }, rows: new Rows({ button, counts, memberCard, placeLane, laneElement }),
    };
  }
  return posterOf;
}

/**
 * The stage of a page as the text of an SVG, as wide as it is there unless
 * something else is wished.
 * @param {Page} page
 * @param {Wish} [wish]
 */
export function posterOf(page, { at, ...wish } = {}) {
  if (!parts) throw new Error('The playground is not ready: wait for posters().');
  const view = viewOf(page, at);
  if (!view) throw new Error('The playground is not ready');
  const { host } = /** @type {ShadowRoot} */ (page.root.getRootNode());
  const { layout } = page.stage;
  const style = getComputedStyle(host);
  return poster(view, {
    width: layout?.width,
    without: page.without,
    shown: page.shown,
    values: page.story?.values,
    title: page.story?.title,
    theme: themeOf(host),
    // At another instant there are other cells.
    windows: at === undefined && layout ? windowsOf(layout) : undefined,
    ...wish,
    css: chosen(tokens, (name) => style.getPropertyValue(name)),
  }, parts);
}

/**
 * What is to be seen at an instant.
 * @param {Page} page
 * @param {number | undefined} at in seconds
 * @returns {View | null}
 */
function viewOf({ player }, at) {
  if (at === undefined) return player.read((source) => source.view(CELLS));
  const { recording } = player;
  if (!recording) return player.ask((engine) => engine.viewOf(engine.branches().find((one) => one.present)?.id ?? 0, Math.round(at * 1000), undefined, CELLS));
  const recorded = new Recorded(recording);
  recorded.advance(at * 1000);
  return recorded.view(CELLS);
}

/**
 * The colours that are seen, which pixels have: those of the page around, where the figure has none of its own.
 * @param {Element} host
 */
function seenBy(host) {
  const schemes = getComputedStyle(host).colorScheme.split(' ');
  if (!schemes.includes('dark')) return 'light';
  return schemes.includes('light') && !matchMedia('(prefers-color-scheme: dark)').matches ? 'light' : 'dark';
}

/** @param {Element} host */
function themeOf(host) {
  const theme = host.getAttribute('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/**
 * What somebody made of the lanes: it can be read from where they are.
 * @param {Layout} layout
 * @returns {import('./poster.js').Windows}
 */
function windowsOf(layout) {
  const lanes = [...layout.lanes.values()];
  const pitches = new Map(lanes.map(({ scene, pitch }) => [scene.topic, pitch]));
  const rows = layout.dense?.topics.flatMap((topic) => topic.rows) ?? [];
  return {
    pitch: (topic) => pitches.get(topic) ?? lanes[0]?.pitch ?? 0,
    back: Object.fromEntries(lanes.filter(({ scrolled }) => scrolled).map(({ id, slots }) => [id, slots.cells])),
    follows: new Map(lanes.flatMap(({ id, follows }) => (follows === null ? [] : [[id, follows]]))),
    unfolded: new Set([
      ...rows.filter(({ lane }) => lane !== null).map(({ id }) => id),
      ...(layout.dense?.groups ?? []).filter(({ cards }) => cards.length > 0).map(({ scene }) => scene.thing),
    ]),
    lanes: !layout.dense,
  };
}

/**
 * Saves what is shown as a file.
 * @param {Page} page
 * @param {'svg' | 'png'} kind
 */
export async function savePoster(page, kind) {
  const { host } = /** @type {ShadowRoot} */ (page.root.getRootNode());
  const name = `${fileName(page.story?.title ?? '', 'playground')}.${kind}`;
  const ready = await posters().catch(() => null);
  if (!ready) return page.say(lacking(words.$thePicture), true);
  if (kind === 'svg') return saveAs(name, ready(page), 'image/svg+xml');
  const pixels = await drawn(ready(page, { theme: seenBy(host) })).catch(() => null);
  if (pixels) saveAs(name, pixels);
  else page.say(words.$notDrawn, true);
}

/**
 * An SVG as pixels.
 * @param {string} svg
 * @returns {Promise<Blob | null>}
 */
export async function drawn(svg) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * SHARP, image.height * SHARP];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}
