/** What is beside the narrator’s sentence, which is the engine’s. */

import { table } from '../../base.js';

export const words = table('narrator', {
  $skip: 'Skip there',
  $why: 'Why?',
  $waiting: 'Waiting for the moment',
});
