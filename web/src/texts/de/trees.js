/** @type {typeof import('../en/trees.js').words} */
export const trees = {
  $startedOver: 'Von vorn begonnen. Was du getan hast, bleibt erhalten.',
  $goBack: 'Dahin zurück',
};
