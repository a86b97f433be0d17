/** @type {typeof import('../en/slips.js').words} */
export const slips = {
  $ownWay: 'Du bist deinen eigenen Weg gegangen; davon erzählt die Geschichte nichts.',
  $backToStory: 'Zurück zur Geschichte',
  $noCaptions: (value) => `captions: „${value}“ beginnt nicht mit einem Zeitpunkt. Ein Satz folgt seinem Zeitpunkt, etwa „@12.300 c1 stürzt ab.“; `
    + 'oder es ist die Adresse einer .vtt-Datei.',
  $noVtt: (address) => `captions: „${address}“ ist keine WebVTT-Datei: Sie beginnt nicht mit WEBVTT.`,
  $outside: (at) => `captions: @${at} liegt außerhalb dessen, was gezeigt wird.`,
  $badStop: (word) => `pause-at: „${word}“ ist kein Zeitpunkt in Sekunden; oder es heißt captions.`,
  $order: (start, end) => `end="${end}" kommt nicht nach start="${start}".`,
  $beyond: (end, until) => `end="${end}" ist später als die Aufzeichnung, die bei ${until} endet.`,
  $noEnd: 'loop: Was weiter gespielt wird, braucht end="…", um von vorn zu beginnen.',
  $noGroup: (name, known) => `groups: „${name}“ gibt es hier nicht${known ? `; es gibt ${known}` : ''}.`,
  $badPlayground: (address) => `playground: „${address}“ ist keine Adresse einer Seite.`,
  $badGoal: (message) => `goal: ${message}`,
};
