/** The header of a page. */

import { table } from '../../base.js';

export const words = table('header', {
  $playground: 'Kafka playground',
  $skip: 'Skip to what happens next',
  $faithful: 'How faithful is this?',
  $lessons: 'Lessons',
  $add: 'Add',
  $over: 'Start over',
  $overHint: 'The scene from where it opens',
  $share: 'Share',
  $shareHint: 'This moment as a link or a file',
  $embed: 'Copy embed',
  $embedHint: 'What is shown as a figure for an article',
  $undo: 'Undo',
  $undoKey: 'Undo (Ctrl+Z)',
  $redo: 'Redo',
  $redoKey: 'Redo (Ctrl+Shift+Z)',
  $help: 'Help',
  $tools: 'Tools',
});
