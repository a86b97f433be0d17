/** @type {typeof import('../en/share.js').words} */
export const share = {
  $tabs: {
    terminal: 'Terminal', journal: 'Journal', table: 'Tabelle', inspector: 'Inspektor', code: 'Code', whatif: 'What-if',
  },
  $saved: 'Gespeichert',
  $save: 'Als Datei speichern',
  $share: 'Diesen Augenblick teilen',
  $holds: 'Der Link enthält den Seed, deine Befehle und den Augenblick. Nichts wird irgendwohin gesendet.',
  $long: (most, branches) =>
    `Das ist länger, als ein Link sein darf, nämlich ${most} Zeichen: ${branches ? 'Lass die anderen Zweige weg, oder speichere' : 'Speichere'} es als Datei.`,
  $onlyFile: 'Hier lässt sich ein Augenblick nur als Datei speichern.',
  $seeBoth: 'Was sie sehen werden. In einem Artikel ist es eine Abbildung, 640 breit.',
  $seeFigure: 'In einem Artikel: eine Abbildung, 640 breit.',
  $commands: (own) =>
    (own === 0 ? 'noch wurde nichts getan' : own === 1 ? 'dein Befehl zu seinem Augenblick' : `deine ${own} Befehle, jeder zu seinem Augenblick`),
  $freeze: 'In diesem Augenblick stehen',
  $freezeAbout: (at) => `öffnet angehalten bei ${at}; Start geht weiter`,
  $play: 'Von hier abspielen',
  $playAbout: (at, speed) => `beginnt von selbst bei ${at}, mit ${speed}×`,
  $start: 'Von Anfang an abspielen',
  $offsetsOf: (group) => `die Offsets von ${group}`,
  $withPanel: (panel, of) => `Mit dem offenen Panel: ${panel}${of ? `, von ${of}` : ''}`,
  $withPicked: (of) => `Mit dem, was gewählt ist: ${of}`,
  $andBeside: (panel, beside) => `${panel}; und ${beside}`,
  $withBeside: (beside) => `Mit: ${beside}`,
  $withBranches: (count) => `Mit meinen anderen Zweigen (${count})`,
  $how: 'Wie es sich öffnet',
  $copyIt: (name) => `${name} kopieren`,
  $copy: 'Kopieren',
  $characters: (length) => `${length.toLocaleString('de')} Zeichen`,
  $copied: 'Kopiert',
  $ctrlC: 'Strg+C',
};
