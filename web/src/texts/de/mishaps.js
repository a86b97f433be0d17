/** @type {typeof import('../en/mishaps.js').words} */
export const mishaps = {
  $corrected: 'Die Engine wurde seit dieser Aufzeichnung berichtigt: Von jetzt an zeigt sie, was Kafka tut.',
  $differ: (difference) => `Aufzeichnung und Engine gehen auseinander: ${difference}. Die Engine hat recht.`,
  $nothing: (name, word, known) => `${name}: „${word}“ bedeutet hier nichts; es gibt ${known}.`,
  $comma: (name, value, known) => `${name}="${value}": Die Wörter stehen mit Leerzeichen getrennt, ohne Kommas; es gibt ${known}.`,
  $tooFar: (at) => `at="${at}" ist mehr als eine Stunde entfernt: Die Szene öffnet da, wo sie selbst es sagt.`,
  $rebuilt: (line) => ` Sie wurde ohne ihre letzte Zeile „${line}“ neu aufgebaut.`,
  $stumbled: (message, left) => `Die Engine ist über einen eigenen Fehler gestolpert (${message}).${left}`,
  $report: 'Bericht kopieren',
  $tooOld: 'Dieser Browser ist älter als das, womit die Abbildung gezeichnet wird. Chromium 123, Firefox 121, Safari 17.5 und alle späteren haben es.',
  $cannotStart: 'Der Playground kann nicht starten.',
};
