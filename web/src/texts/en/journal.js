/** The journal around its lines. */

import { table } from '../../base.js';

export const words = table('journal', {
  $list: 'Journal, newest first',
  $journal: 'Journal',
  $heartbeats: 'heartbeats',
  $onStage: 'heartbeats on the stage',
  $goTo: 'Go to this instant',
});
