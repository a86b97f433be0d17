/** A page of the manual, around what the engine says of a tool. */

import { table } from '../../base.js';

export const words = table('manual', {
  $examples: 'Examples, which run when you press them',
  $run: 'Run this line',
  $options: 'Options',
});
