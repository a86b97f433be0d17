/** @type {typeof import('../en/kit.js').words} */
export const kit = {
  $captions: 'Bildunterschriften',
  $open: 'Im Playground öffnen',
  $reached: 'Geschafft:',
};
