/** Why time goes on although playback was paused. */

import { table } from '../../base.js';

export const words = table('lent', {
  $about: 'Playback was paused. Time goes on as long as this tool runs in the foreground, and then stands again.',
  $until: (/** @type {string} */ tool) => `until ${tool} ends`,
});
