/** @type {typeof import('../en/manual.js').words} */
export const manual = {
  $examples: 'Beispiele, die laufen, wenn du sie drückst',
  $run: 'Diese Zeile ausführen',
  $options: 'Optionen',
};
