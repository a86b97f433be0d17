/** @type {typeof import('../en/compare.js').words} */
export const compare = {
  $differs: 'Was anders ist',
  $twoBranches: 'Zwei Zweige nebeneinander',
  $goOn: (letter) => `Weiter mit ${letter}`,
  $stop: 'Nicht mehr vergleichen',
  $caption: 'was anders ist',
  $what: 'was',
  $same: 'gleich',
  $told: {
    committed: 'committed', lag: 'Lag', position: 'Position', owner: 'Besitzer', logStart: 'Log-Anfang', logEnd: 'Log-Ende',
    state: 'Zustand', generation: 'Generation', once: 'einmal', again: 'erneut', skipped: 'übersprungen', deleted: 'gelöscht', never: 'nie', status: 'ist',
  },
  $partition: (number) => `Partition ${number}`,
  $others: (same, all) => `${same} ${same === all ? 'Partitionen' : same === 1 ? 'andere Partition' : 'andere Partitionen'}`,
};
