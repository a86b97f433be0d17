/** @type {typeof import('../en/watch.js').words} */
export const watch = {
  $noLonger: (group) => `${group} nicht mehr beobachten`,
  $close: 'Schließen',
  $offsets: (group) => `Offsets von ${group}`,
  $partByPart: (group) => `Offsets von ${group}, Partition für Partition`,
  $gone: 'in diesem Augenblick nicht da',
  $nothing: ', nichts committed',
};
