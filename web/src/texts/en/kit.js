/** What a figure in an article says of itself: its captions, its story, and the way to the playground. */

import { table } from '../../base.js';

export const words = table('kit', {
  $captions: 'Captions',
  $open: 'Open in the playground',
  $reached: 'Done:',
});
