/** A page of the manual, whose examples can be run. */

import { el } from '../base.js';
import { words } from '../texts/en/manual.js';

/** @typedef {import('../player/playground.js').Manual} Manual */
/** @typedef {import('../patch.js').Drawn} Drawn */

/**
 * @param {Manual} manual
 * @returns {Drawn[]}
 */
export function pageOf({ name, about, options, examples }) {
  const kids = [el('name', 'p', 'pg-man-name', {}, [el('name', 'b', '', {}, `${name}.sh`), el('about', 'span', '', {}, about)])];
  if (examples.length > 0) {
    kids.push(el('examples', 'h3', '', {}, words.$examples));
    kids.push(el('list', 'ul', '', {}, examples.map((line, index) => el(String(index), 'li', '', {}, [
      el('run', 'button', 'pg-quiet', { type: 'button', 'data-run': line, title: words.$run }, line),
    ]))));
  }
  kids.push(el('options', 'h3', '', {}, words.$options), el('table', 'dl', 'pg-man-options', {}, options.flatMap((option) => [
    el(`name ${option.name}`, 'dt', '', {}, `--${option.name}${option.value === '' ? '' : ` ${option.value}`}`),
    el(`about ${option.name}`, 'dd', '', {}, [
      el('about', 'span', '', {}, option.about), option.note === null ? el('no', 'span', '', {}) : el('note', 'em', '', {}, ` ${option.note}`),
    ]),
  ])));
  return [el('manual', 'div', 'pg-man', {}, kids)];
}
