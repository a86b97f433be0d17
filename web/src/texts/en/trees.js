/** The way back to what was done. */

import { table } from '../../base.js';

export const words = table('trees', {
  $startedOver: 'Started over. What you did is kept.',
  $goBack: 'Go back to it',
});
