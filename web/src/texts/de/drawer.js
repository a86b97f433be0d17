/** @type {typeof import('../en/drawer.js').words} */
export const drawer = {
  $names: {
    terminal: 'Terminal', journal: 'Journal', code: 'Code', table: 'Tabelle', whatif: 'What-if', inspector: 'Inspektor',
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
