/**
 * The way to where lessons are written, which comes when somebody writes one, or
 * brings one. It needs what reads lessons, and that lies beside the site alone.
 */

import { lacking } from '../base.js';
import { builder } from '../beside/builder.js';
import { words } from '../texts/en/lessons.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {typeof import('../builder/open.js')} Builders */

let loaded = false;

/**
 * @param {Page} page
 * @param {(builders: Builders) => unknown} then
 */
export async function writing(page, then) {
  // In the page that is one file nothing lies beside, and the npm package has no such thing.
  if (builder === null || typeof (/** @type {any} */ (globalThis).__KAFKA_PLAYGROUND_WASM__) === 'string') return page.say(words.$needsSite, true);
  try {
    const builders = await builder();
    loaded = true;
    await builders.speakHere();
    await then(builders);
  } catch (error) {
    if (loaded) throw error;
    page.say(lacking(words.$builder), true);
  }
}

/**
 * Another lesson is opened.
 * @param {Page} page
 */
export async function stopWriting(page) {
  if (loaded) await writing(page, (builders) => builders.closeBuilder(page));
}
