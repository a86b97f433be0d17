/** The panel below the stage, and ways past what is in between. */

import { table } from '../../base.js';

export const words = table('drawer', {
  $names: /** @type {Record<string, string>} */ ({
    terminal: 'Terminal', journal: 'Journal', code: 'Code', table: 'Table', whatif: 'What if', inspector: 'Inspector',
  }),
  $height: 'Height of the panel',
  $open: 'Open the panel',
  $collapse: 'Collapse the panel',
  $panels: 'Panels',
  $stage: 'The stage',
  $toStage: 'To the stage',
  $toControls: 'To the controls',
  $toPanel: 'To the panel',
});
