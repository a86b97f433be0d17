/** What is wrong with the attributes of a figure, in words: loaded where something is. Pure. */

import { clock } from '../base.js';
import { words } from '../texts/en/slips.js';

/** @typedef {import('./captions.js').Caption} Caption */
/** @typedef {import('../element.js').KafkaPlayground} Figure */

/**
 * @param {Pick<Figure, 'start' | 'end' | 'loop' | 'captions' | 'pauseAt' | 'groups'>} figure
 * @param {object} facts
 * @param {{ from: number, until: number }} facts.bounds the stretch that is shown, in milliseconds
 * @param {number | null} facts.until where its recording ends, in milliseconds
 * @param {Caption[]} facts.captions
 * @param {boolean} facts.inside whether there are some in the element
 * @param {string} facts.trouble what kept the captions from coming
 * @param {string[] | null} facts.strange the groups that are there, where none of them is one that is asked for
 * @returns {string[]}
 */
export function slipsOf(figure, { bounds, until, captions, inside, trouble, strange }) {
  const { start, end, loop } = figure;
  const stop = listed(figure.pauseAt).find((word) => word !== 'captions' && !(Number(word) >= 0));
  const outside = captions.find(({ at }) => at < bounds.from || at > bounds.until);
  return [
    end !== null && end <= (start ?? 0) ? words.$order(start ?? 0, end)
      : end !== null && until !== null && end * 1000 > until ? words.$beyond(end, clock(until)) : '',
    loop && bounds.until === Infinity ? words.$noEnd : '',
    trouble || (captions.length === 0 ? missing(figure.captions.trim(), inside) : ''),
    outside ? words.$outside((outside.at / 1000).toFixed(3)) : '',
    stop === undefined ? '' : words.$badStop(stop),
    strange ? words.$noGroup(listed(figure.groups)[0], strange.join(' ')) : '',
  ].filter(Boolean);
}

/**
 * @param {string} said
 * @param {boolean} inside
 */
function missing(said, inside) {
  if (said === '') return inside ? words.$noVtt('<script>') : '';
  return /\.vtt\b/i.test(said) ? words.$noVtt(said) : words.$noCaptions(said);
}

/** @param {string} text */
function listed(text) {
  return text.split(/\s+/).filter(Boolean);
}
