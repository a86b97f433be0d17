/** The parts around a figure, by what they are called where they cannot be loaded. */

import { table } from '../../base.js';

export const words = table('rest', {
  $tabs: 'The tabs',
  $narrator: 'The narrator',
  $journal: 'The journal',
  $code: 'The code',
  $whatif: 'What if',
  $terminal: 'The command line',
  $inspector: 'The inspector',
});
