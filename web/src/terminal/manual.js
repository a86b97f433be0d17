/** A page of the manual, whose examples can be run. */

import { el } from '../base.js';

/** @typedef {import('../player/playground.js').Manual} Manual */
/** @typedef {import('../patch.js').Drawn} Drawn */

/**
 * @param {Manual} manual
 * @returns {Drawn[]}
 */
export function pageOf({ name, about, sections, examples }) {
  const kids = [el('name', 'p', 'pg-man-name', {}, [el('name', 'b', '', {}, name), el('about', 'span', '', {}, about)])];
  for (const [index, { title, lines }] of sections.entries()) {
    kids.push(el(`title ${index}`, 'h3', '', {}, title), el(`lines ${index}`, 'pre', '', {}, lines.join('\n')));
  }
  if (examples.length > 0) {
    kids.push(el('examples', 'h3', '', {}, 'Examples, which run when you press them'));
    kids.push(el('list', 'ul', '', {}, examples.map((line, index) => el(String(index), 'li', '', {}, [
      el('run', 'button', 'pg-quiet', { type: 'button', 'data-run': line, title: 'Run this line' }, line),
    ]))));
  }
  return [el('manual', 'div', 'pg-man', {}, kids)];
}
