/**
 * All that is known about the thing that was picked.
 */

import { adopt, h, write } from '../base.js';
import { css } from '../styles/inspector.js';
import { css as rowsCss } from '../styles/rows.js';
import { known } from './known.js';

/** @typedef {import('../player/playground.js').Inspected} Inspected */

/**
 * @typedef {object} InspectorNeeds
 * @property {(thing: string) => Inspected | null} inspect asks the engine; null where the thing or the engine is not there
 * @property {() => import('../player/view.js').View | null} view
 * @property {() => void} leave picks nothing
 */

const INVITATION = 'Pick a record, a flag, a member or a flight on the stage: all that is known about it stands here.';

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {InspectorNeeds} needs
 */
export function createInspector(box, { inspect, view, leave }) {
  const title = h('h2', {}, 'Inspector');
  const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': 'Close the inspector', click: () => leave() }, 'Close');
  const rows = h('dl', { class: 'pg-rows' });
  const empty = h('p', { class: 'pg-empty' }, INVITATION);
  adopt(box, rowsCss, css);
  box.append(
    h('header', { class: 'pg-panel-head' }, title, close),
    h('div', { class: 'pg-scroll', tabindex: 0, role: 'region', 'aria-label': 'What is known' }, rows, empty),
  );
  /** @param {string} thing */
  function findOut(thing) {
    const shown = view();
    return inspect(thing) ?? (shown && known(shown, thing));
  }

  return {
    /**
     * @param {string | null} thing what was picked
     * @param {string | null} lack why no more can be said of it
     */
    update(thing, lack) {
      const found = thing === null ? null : findOut(thing);
      close.hidden = thing === null;
      empty.hidden = found !== null && lack === null;
      write(empty, thing === null ? INVITATION : lack ?? 'It is not there at this instant.');
      write(title, found?.title ?? 'Inspector');
      if (thing === null) title.removeAttribute('data-thing');
      else title.setAttribute('data-thing', thing);
      draw(rows, found?.rows ?? []);
    },
  };
}

/**
 * @param {HTMLElement} list
 * @param {[string, string][]} rows
 */
function draw(list, rows) {
  while (list.children.length > rows.length * 2) list.lastElementChild?.remove();
  rows.forEach(([name, value], index) => {
    if (!list.children[index * 2]) list.append(h('dt'), h('dd'));
    write(list.children[index * 2], name);
    write(list.children[index * 2 + 1], value);
  });
}
