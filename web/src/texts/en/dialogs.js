/** What dialogs and forms have in common. */

import { table } from '../../base.js';

export const words = table('dialogs', {
  $close: 'Close',
  $command: 'The command',
  $more: 'More',
  $missing: (/** @type {string} */ label) => `${label} is missing.`,
  $waiting: ' waiting for the broker',
  $copyHint: 'Copy the command',
  $copied: 'Copied',
  $notAllowed: 'Not allowed here',
  $copy: 'Copy',
});
