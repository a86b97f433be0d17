/** @type {typeof import('../en/errand.js').words} */
export const errand = {
  $stopAndDo: 'Ihre Member stoppen und es tun',
  $list: (names) => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} und ${names.at(-1)}`),
  $leaving: (names, count, group) => `${names} ${count === 1 ? 'verlässt' : 'verlassen'} ${group}. Wenn sie Empty ist, läuft die Zeile.`,
  $nobody: (group) => `In ${group} läuft niemand, und sie hat noch Member. Wenn sie Empty ist, läuft die Zeile.`,
  $giveUp: 'Aufgeben',
  $still: (names, count) => ` ${names} ${count === 1 ? 'ist' : 'sind'} gestoppt.`,
  $done: 'Getan.',
  $notDone: 'Nicht getan.',
  $startAgain: 'Wieder starten',
};
