/** @type {typeof import('../en/header.js').words} */
export const header = {
  $playground: 'Kafka playground',
  $skip: 'Weiter zum nächsten Ereignis',
  $faithful: 'Wie getreu ist das?',
  $lessons: 'Lektionen',
  $add: 'Neu',
  $over: 'Von vorn',
  $overHint: 'Die Szene von da an, wo sie beginnt',
  $share: 'Teilen',
  $shareHint: 'Dieser Augenblick als Link oder Datei',
  $undo: 'Rückgängig',
  $undoKey: 'Rückgängig (Strg+Z)',
  $redo: 'Wiederholen',
  $redoKey: 'Wiederholen (Strg+Umschalt+Z)',
  $help: 'Hilfe',
  $tools: 'Werkzeuge',
};
