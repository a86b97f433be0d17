/** What is opened, as the beginning of a sentence. @type {Record<string, string>} */
const WHAT = { link: 'Dieser Link', file: 'Diese Datei', script: 'Dieses Skript', session: 'Diese Sitzung' };

/** @type {typeof import('../en/link.js').words} */
export const link = {
  $tooLarge: (name) => `„${name}“ ist zu lang: Eine Datei hat höchstens 1 MB.`,
  $noText: (name) => `„${name}“ ist kein Text und damit keine Datei eines Playgrounds.`,
  $kept: (title, commands) => `Deine letzte Sitzung ist noch da: ${title || 'ohne Titel'}, ${commands === 1 ? 'ein Befehl' : `${commands} Befehle`}.`,
  $goOn: 'Damit weitermachen',
  $notNow: 'Jetzt nicht',
  $cannotPack: 'Dieser Browser kann keine Links packen (ihm fehlt CompressionStream für deflate-raw). '
    + 'Ein aktueller Chromium, Firefox oder Safari kann es; eine Datei enthält dasselbe.',
  $newer: (version, reads) => `Dieser Link kommt von einem neueren Playground: Er hat Version ${version}, und diese Seite liest Version ${reads}.`,
  $tooLong: (length, most) => `Dieser Link ist zu lang: Er hat ${length} Zeichen, und ein Link hat höchstens ${most}.`,
  $foreign: 'In ihm steht etwas, das kein Link hat',
  $cutOff: 'Er ist abgeschnitten',
  $cannotUnpack: 'Er lässt sich nicht auspacken',
  $broken: (why) => `Dieser Link ist kaputt: ${why}. Vielleicht ging unterwegs ein Teil verloren.`,
  $noLink: (most) => `Dieser Link ist kein Link eines Playgrounds: Ausgepackt ist er länger als ${most} Zeichen.`,
  $noScene: (name) => `Dieser Link handelt von einer Szene, die diese Seite nicht hat: „${name}“.`,
  $takesLong: (what) => `${WHAT[what]} dauert lange und wurde angehalten: Gezeigt ist, wie weit es kam.`,
  $beingOpened: (what, done, of) => `${WHAT[what]} wird geöffnet: ${done} von ${of} Zeilen.`,
  $stop: 'Anhalten',
  $moreRefused: (count) => `${count} weitere Zeilen wurden abgelehnt.`,
  $correctedSince: (what, same) => (
    `${WHAT[what]}: Die Engine wurde seither berichtigt. `
    + `${same ? 'Was ihr Autor hier sah, ist noch dasselbe' : 'Das hier ist, was Kafka tut, und nicht alles, was ihr Autor sah'}.`
  ),
  $cannotOpen: (what, message) => `${WHAT[what]} lässt sich nicht öffnen. ${message}`,
  $cannotShow: (message) => `Dieser Link lässt sich nicht zeigen. ${message}`,
};
