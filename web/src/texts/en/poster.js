/** A poster, in words, and what saves one. */

import { table } from '../../base.js';

export const words = table('poster', {
  $title: (/** @type {string} */ title, /** @type {string} */ at) => `${title || 'Kafka playground'}, at ${at}`,
  $topic: (/** @type {string} */ name, /** @type {string} */ meta) => `Topic ${name}: ${meta}.`,
  $lane: (/** @type {string} */ id, /** @type {number} */ end, /** @type {string[]} */ groups) =>
    `${id} ends at ${end}${groups.length > 0 ? `: ${groups.join('; ')}` : ''}.`,
  $track: (
    /** @type {string} */ group, /** @type {unknown} */ committed, /** @type {unknown} */ position, /** @type {string} */ lag,
    /** @type {string | null} */ owner,
  ) => [
    `${group} ${committed === null ? 'has committed nothing' : `committed ${committed}`}`,
    position === null ? '' : `position ${position}`,
    committed === null ? '' : lag,
    owner === null ? 'nobody owns it' : `owned by ${owner}`,
  ].filter(Boolean).join(', '),
  $group: (
    /** @type {string} */ id, /** @type {string} */ state, /** @type {string[]} */ members, /** @type {number} */ once,
    /** @type {number} */ again, /** @type {number} */ lost,
  ) => `Group ${id}${state ? `, ${state}` : ''}: ${members.length > 0 ? `${members.join('; ')}; ` : ''}`
    + `${once} done once, ${again} done again, ${lost} lost.`,
  $empty: 'Nothing is there yet.',
  $saveSvg: 'Save as SVG',
  $savePng: 'Save as PNG',
  $thePicture: 'The picture',
  $notDrawn: 'This browser cannot draw the picture.',
});
