/** @type {typeof import('../en/dialogs.js').words} */
export const dialogs = {
  $close: 'Schließen',
  $command: 'Der Befehl',
  $more: 'Mehr',
  $missing: (label) => `${label} fehlt.`,
  $waiting: ' wartet auf den Broker',
  $copyHint: 'Befehl kopieren',
  $copied: 'Kopiert',
  $notAllowed: 'Hier nicht erlaubt',
  $copy: 'Kopieren',
};
