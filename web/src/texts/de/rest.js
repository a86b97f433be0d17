/** @type {typeof import('../en/rest.js').words} */
export const rest = {
  $tabs: 'Die Leiste der Tabs',
  $narrator: 'Der Erzähler',
  $journal: 'Das Protokoll',
  $code: 'Der Code',
  $whatif: 'Was wäre, wenn',
  $terminal: 'Die Befehlszeile',
  $inspector: 'Der Inspektor',
};
