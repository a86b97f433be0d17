/** @type {typeof import('../en/opening.js').words} */
export const opening = {
  $form: 'Das Formular',
  $menu: 'Das Menü',
  $doWith: (name) => `Was mit ${name || 'dem Cluster'} geschehen soll`,
  $sceneList: 'Die Liste der Szenen',
  $openFile: 'Datei öffnen…',
  $scenes: 'Szenen',
  $reason: 'Der Grund',
  $way: 'Der Weg dorthin',
  $goToWhat: 'Zu dem, was geschah',
  $help: 'Die Hilfe',
  $lessons: 'Die Liste der Lektionen',
  $dialog: 'Der Dialog',
  $reader: 'Was es liest',
  $table: 'Die Tabelle',
  $account: 'Der Bericht davon',
};
