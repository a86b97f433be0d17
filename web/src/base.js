/**
 * What comes with the first load and late parts use, too. They import it from
 * here: a bundler puts what has the same users into one file, and without this
 * each of these modules would have users of its own, and so a file.
 */

export { PANELS, PARTS } from './attributes.js';
export { adopt } from './styles/adopt.js';
export * from './dom.js';
export * from './idle.js';
export * from './language.js';
export * from './late.js';
export * from './panels/format.js';
export * from './patch.js';
export * from './player/files.js';
export { DamagedRecording, edited } from './player/fold.js';
export * from './player/refusal.js';
export { expect, list, parsed, text, whole } from './player/stranger.js';
export * from './player/speeds.js';
export { button, counts, memberCard } from './stage/cards.js';
export { inTheAir, placeAt, trail } from './stage/flights.js';
export * from './stage/hues.js';
export * from './stage/lane.js';
export { layoutOf, placeLane } from './stage/layout.js';
export { picture } from './stage/picture.js';
export { sceneOf } from './stage/scene.js';
export { laneElement } from './stage/tracks.js';
export { table } from './texts/tables.js';
export { abbreviate, duration, keyWords, moment } from './stage/words.js';
export { css as tokens } from './styles/tokens.js';
