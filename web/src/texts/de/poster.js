/** @type {typeof import('../en/poster.js').words} */
export const poster = {
  $title: (title, at) => `${title || 'Kafka-Playground'}, bei ${at}`,
  $topic: (name, meta) => `Topic ${name}: ${meta}.`,
  $lane: (id, end, groups) => `${id} endet bei ${end}${groups.length > 0 ? `: ${groups.join('; ')}` : ''}.`,
  $track: (group, committed, position, lag, owner) => [
    `${group} ${committed === null ? 'hat nichts committed' : `hat ${committed} committed`}`,
    position === null ? '' : `Position ${position}`,
    committed === null ? '' : lag,
    owner === null ? 'gehört niemandem' : `gehört ${owner}`,
  ].filter(Boolean).join(', '),
  $group: (id, state, members, once, again, lost) => `Gruppe ${id}${state ? `, ${state}` : ''}: ${members.length > 0 ? `${members.join('; ')}; ` : ''}`
    + `${once} einmal erledigt, ${again} noch einmal erledigt, ${lost} verloren.`,
  $empty: 'Noch ist nichts da.',
  $saveSvg: 'Als SVG speichern',
  $savePng: 'Als PNG speichern',
  $thePicture: 'Das Bild',
  $notDrawn: 'Dieser Browser kann das Bild nicht zeichnen.',
};
