/**
 * A recording as a poster, for who has no page: `node cli.js OPTIONS`, a JSON
 * text, reads it on stdin and writes the SVG. `cargo xtask poster` calls it.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { meant } from '../mishaps.js';
import { Recorded } from '../player/recorded.js';
import { readRecording } from '../player/recording.js';
import { parts } from './parts.js';
import { poster } from './poster.js';

/** As many cells as the page asks for at most. */
const CELLS = 200;

/**
 * @param {string} text
 * @param {import('./poster.js').PosterOptions & { at?: number }} options
 */
async function drawn(text, { at, ...options }) {
  const recording = await readRecording(text);
  if (at !== undefined && at > recording.until) throw new Error(`it ends at ${seconds(recording.until)}, before ${seconds(at)}`);
  const source = new Recorded(recording);
  source.advance(at ?? recording.at);
  return poster(source.view(CELLS), { title: recording.title, values: recording.values, ...options }, parts);
}

/** @param {number} ms */
function seconds(ms) {
  return (ms / 1000).toFixed(3);
}

try {
  writeFileSync(1, await drawn(readFileSync(0, 'utf8'), JSON.parse(process.argv[2] ?? '{}')));
} catch (error) {
  process.stderr.write(meant(error.message));
  process.exitCode = 1;
}
