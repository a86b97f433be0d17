/** @type {typeof import('../en/diagnosis.js').words} */
export const diagnosis = {
  $missing: (file, status) => `Der Server hat kein ${file} (${status}): Alle Dateien des Playgrounds müssen nebeneinander liegen.`,
  $wrongType: (file, type) =>
    `Der Server sendet ${file} als ${type || 'Datei ohne Typ'}, und ein Browser nimmt ein Modul nur als text/javascript.`,
};
