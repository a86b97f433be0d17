/** @type {typeof import('../en/kit.js').words} */
export const kit = {
  $captions: 'Bildunterschriften',
  $open: 'Im Playground öffnen',
  $ownWay: 'Sie sind einen eigenen Weg gegangen; davon erzählt die Geschichte nichts.',
  $backToStory: 'Zurück zur Geschichte',
  $reached: 'Geschafft:',
};
