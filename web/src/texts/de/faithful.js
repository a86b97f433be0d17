/** @type {typeof import('../en/faithful.js').words} */
export const faithful = {
  $outcomes: {
    equal: ['gleich', 'jede Antwort ist die von Kafka'],
    textDiffers: ['anderer Text', 'dasselbe Verhalten; eine Meldung hat andere Worte'],
    differs: ['anders', 'eine Antwort ist nicht die von Kafka'],
    owed: ['offen', 'gleich, soweit es geht; der Rest braucht, was noch nicht gebaut ist'],
  },
  $faithful: 'Wie getreu ist das?',
  $simplified: 'Was vereinfacht ist, und warum',
  $noList: 'Der Build hat keine Liste dessen hinterlassen, was vereinfacht ist; sie steht im README.',
  $yourself: 'Um es selbst zu sehen',
  $clone: 'In einem Klon des Projekts spielt das alle Aufzeichnungen und sagt zu jedem Unterschied, was Kafka geantwortet und was die Engine getan hat:',
  $noResults: 'Dieser Build hat keine Ergebnisse: conformance.json fehlt. Der Konformitätslauf des Builds schreibt es.',
  $about: (kafka, cases, equal, owed) => (
    `Was ein echtes Apache Kafka ${kafka} geantwortet hat, wurde aufgezeichnet und wird auf der Engine dieser Seite gespielt: `
    + `dieselben Aufrufe, dieselbe Uhr. Von den ${cases} Fällen, die sie bis zu ihrem Ende spielt, sind ${equal} in jedem Schritt gleich. `
    + `${owed} weitere sind offen: gleich bis zu einem Schritt, der braucht, was noch nicht gebaut ist.`
  ),
  $area: 'Gebiet',
  $all: 'alle',
  $steps: (equal, steps) => (equal === steps ? `${steps}` : `${equal} von ${steps}`),
  $unit: (steps) => (steps === 1 ? ' Schritt' : ' Schritte'),
};
