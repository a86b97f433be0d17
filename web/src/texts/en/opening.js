/** What opens over a page when somebody asks for it, by what it is called. */

import { table } from '../../base.js';

export const words = table('opening', {
  $form: 'The form',
  $menu: 'The menu',
  $doWith: (/** @type {string} */ name) => `What to do with ${name || 'the cluster'}`,
  $sceneList: 'The list of scenes',
  $openFile: 'Open a file…',
  $scenes: 'Scenes',
  $reason: 'The reason',
  $way: 'The way there',
  $goToWhat: 'Go to what happened',
  $help: 'The help',
  $lessons: 'The lessons',
  $dialog: 'The dialog',
  $reader: 'What reads it',
  $table: 'The table',
  $account: 'The account of it',
});
