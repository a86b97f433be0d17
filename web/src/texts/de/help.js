/** @type {typeof import('../en/help.js').words} */
export const help = {
  $keys: [
    ['Leertaste', 'abspielen, anhalten'],
    ['← →', 'ein Ereignis zurück, eins weiter; mit Umschalt ein Befehl'],
    ['Umschalt Leertaste', 'rückwärts abspielen'],
    ['c r x t a l', 'nächster Commit, Rebalance, Absturz, Übernahme, Wiederholung, Verlust; mit Umschalt der letzte'],
    ['+ −', 'weniger Zeit auf der Leiste, mehr davon'],
    ['Strg Z', 'rückgängig; mit Umschalt wiederholen'],
    ['b', 'blendet die Zweige aus und ein'],
    ['Pos1 Ende', 'der Anfang, der letzte Augenblick'],
    ['n', 'tut, was als Nächstes vorgeschlagen ist'],
    ['1 bis 6', 'ein Tab des Panels unten; noch einmal klappt es ein'],
    ['. ,', 'in einer Lektion: der nächste Schritt, der vorige'],
    ['h g', 'in einer Lektion: ein Tipp; dahin, wo man liest'],
    ['Tab Strg R', 'in der Befehlszeile: ergänzt; findet, was schon getippt wurde'],
    ['Strg C Strg D', 'in der Befehlszeile: unterbricht das laufende Werkzeug; beendet, was für es getippt wird'],
    ['?', 'diese Hilfe'],
    ['Esc', 'schließt, was offen ist'],
  ],
  $marks: [
    ['Zelle', 'ein Record im Log einer Partition. Seine Farbe kommt von seinem Key, die Zahl darunter ist sein Offset. Lesen entfernt ihn nicht.'],
    [
      'Fahne',
      'der committed Offset einer Gruppe: Ein Neustart macht hier weiter, wenn das Log ihn noch hat; sonst entscheidet auto.offset.reset. '
        + 'Zieh sie, um ihn zurückzusetzen, sobald die Member der Gruppe gestoppt sind.',
    ],
    ['Ring', 'die Position: Das nächste poll liest hier. Zieh ihn, um zurückzuspulen.'],
    ['blasse Spur', 'gelesen, aber nicht committed: Ein Absturz wiederholt es.'],
    ['Klammer', 'ein Segment des Logs; das offene ist aktiv. Retention löscht ganze Segmente: Ein schraffierter Stumpf ist eins, das weg ist.'],
    [
      'gepunktete Kurve',
      'eine Partition, die auf ihren Member wartet, der weg ist oder noch nicht von ihr weiß. niemandes: abgegeben und noch nicht übergeben.',
    ],
    ['Lag', 'Log-Ende minus committed, wie Kafkas eigenes Werkzeug es zählt.'],
    ['einmal, erneut', 'wie oft die Arbeit an einem Record in dieser Gruppe getan wurde.'],
    ['übersprungen, gelöscht, nie', 'Records, die diese Gruppe verloren hat: übergangen, verschwunden, bevor sie bei ihnen war, committed und nicht erledigt.'],
  ],
  $help: 'Hilfe',
  $language: 'Sprache',
  $about: 'In dieser Seite läuft ein kleines Kafka: Nichts wird irgendwohin gesendet. Was du auch klickst, ist ein Befehl und erscheint als solcher.',
  $marksTitle: 'Was die Zeichen bedeuten',
  $keysTitle: 'Tasten',
  $faithful: 'Wie getreu ist das?',
  $docs: 'Dokumentation: eine Abbildung in der eigenen Seite',
  $commands: 'Tipp help in die Befehlszeile, um alle Befehle zu sehen. Wer in der Zeit zurückgeht und etwas anderes tut, beginnt einen Zweig; die alte Zukunft '
    + 'bleibt erhalten.',
};
