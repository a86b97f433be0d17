/** @type {typeof import('../en/strip.js').words} */
export const strip = {
  $wholeLog: (lane, start, end, segments) => (
    `das ganze Log von ${lane}: Offsets ${start} bis ${end}, ${segments} ${segments === 1 ? 'Segment' : 'Segmente'}`
  ),
  $deleted: (file, from, to) => `Segment ${file} mit Offsets ${from} bis ${to}: Retention hat es gelöscht`,
  $gone: ' weg',
  $end: (offset) => `bis ${offset}`,
  $newest: (end, lane) => `${end}: die neuesten Records von ${lane}, dem Log-Ende folgen`,
  $logStart: (offset) => `Log-Anfang ${offset}: Was davor war, ist weg`,
  $follows: (whom) => `folgt ${whom}`,
  $window: (lane) => `Fenster von ${lane}`,
  $inSight: (from, to, newest) => `Offsets ${from} bis ${to}${newest ? ', die neuesten' : ''}`,
  $noRecords: 'keine Records',
  $hint: 'Die Zellen darunter sind diese Records. Zieh es oder seine Enden, klick daneben, oder nimm [ ] + -; Ende folgt dem Log-Ende.',
  $segment: (file, active, bytes) => `Segment ${file}${active ? ', aktiv' : ''}, ${bytes} ${bytes === 1 ? 'Byte' : 'Bytes'}`,
  $active: 'aktiv',
  $didAgain: (group, range) => `${group} hat ${range} erneut erledigt`,
  $lost: { skipped: 'übersprungen', deleted: 'ungelesen gelöscht', never: 'nie erledigt, obwohl committed' },
  $offset: (offset) => `Offset ${offset}`,
  $offsets: (from, to) => `Offsets ${from} bis ${to}`,
};
