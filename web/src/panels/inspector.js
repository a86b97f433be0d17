/**
 * All that is known about the thing that was picked.
 */

import { h, write } from '../dom.js';

/** @typedef {import('../player/playground.js').Inspected} Inspected */

/**
 * @typedef {object} InspectorNeeds
 * @property {(thing: string) => Inspected | null} inspect asks the engine; null where the thing is not there
 * @property {() => void} leave picks nothing
 */

/** @param {InspectorNeeds} needs */
export function createInspector({ inspect, leave }) {
  const title = h('h2', {}, 'Inspector');
  const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': 'Close the inspector', click: () => leave() }, 'Close');
  const rows = h('dl', { class: 'pg-rows' });
  const empty = h('p', { class: 'pg-empty' }, 'Pick a record, a flag, a member or a flight on the stage: all that is known about it stands here.');
  const element = h(
    'section',
    { class: 'pg-panel pg-inspector', 'aria-label': 'Inspector', 'data-panel': 'inspector' },
    h('header', { class: 'pg-panel-head' }, title, close),
    h('div', { class: 'pg-scroll', tabindex: 0, role: 'region', 'aria-label': 'What is known' }, rows, empty),
  );
  return {
    element,
    /** @param {string | null} thing what was picked */
    update(thing) {
      const found = thing === null ? null : inspect(thing);
      close.hidden = thing === null;
      empty.hidden = found !== null;
      if (thing !== null && found === null) write(empty, 'It is not there at this instant.');
      else write(empty, 'Pick a record, a flag, a member or a flight on the stage: all that is known about it stands here.');
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
