/** @type {typeof import('../en/drawer.js').words} */
export const drawer = {
  $names: {
    terminal: 'Terminal', journal: 'Protokoll', code: 'Code', table: 'Tabelle', whatif: 'Was, wenn', inspector: 'Inspektor',
  },
  $height: 'Höhe des Panels',
  $open: 'Panel öffnen',
  $collapse: 'Panel einklappen',
  $panels: 'Panels',
  $stage: 'Die Bühne',
  $toStage: 'Zur Bühne',
  $toControls: 'Zur Steuerung',
  $toPanel: 'Zum Panel',
};
