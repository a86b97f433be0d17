/**
 * A recording as a poster, for who has no page: reads it on stdin, and writes
 * the SVG. `node cli.js --at 12480 --width 640`; `cargo xtask poster` calls it.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { Recorded } from '../player/recorded.js';
import { readRecording } from '../player/recording.js';
import { keyTable } from '../stage/keys.js';
import { PITCH, VALUE_PITCH } from '../stage/lane.js';
import { layoutOf } from '../stage/layout.js';
import { picture } from '../stage/picture.js';
import { sceneOf } from '../stage/scene.js';
import { strip } from '../stage/strip.js';
import { poster } from './poster.js';

/** As many as the page asks for at most. */
const CELLS = 200;

const [, , at = '', width = ''] = process.argv;
const recording = readRecording(readFileSync(0, 'utf8'));
const source = new Recorded(recording);
source.advance(at === '' ? recording.at : Number(at));
const svg = poster(source.view(CELLS), { title: recording.title, width: Number(width) || undefined }, {
  sceneOf, layoutOf, picture, strip, keyTable, pitch: () => (recording.values ? VALUE_PITCH : PITCH),
});
writeFileSync(1, svg);
