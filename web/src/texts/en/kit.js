/** What a figure in an article says of itself: its captions, its story, and the way to the playground. */

import { table } from '../../base.js';

export const words = table('kit', {
  $captions: 'Captions',
  $open: 'Open in the playground',
  $ownWay: 'You have gone your own way, and the story is not told of it.',
  $backToStory: 'Back to the story',
  $reached: 'Done:',
});
