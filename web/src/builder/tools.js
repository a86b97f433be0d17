/** The row of buttons over a lesson's text, and the lists that they open. */

import { attribute, h, write } from '../base.js';
import { words } from '../texts/en/builder.js';
import { BLOCKS } from './examples.js';

/** How long a button that deletes waits for the second press. */
const SURE_MS = 4000;

/**
 * @typedef {object} Deeds
 * @property {(block: string) => void} insert
 * @property {() => void} record
 * @property {() => void} scene
 * @property {() => void} share
 * @property {() => void} download
 * @property {() => void} open
 * @property {() => void} begin a new one
 * @property {() => void} drop
 * @property {() => void} close
 */

/** @param {Deeds} deeds */
export function createTools(deeds) {
  const record = button(words.$record, words.$recordAbout, () => deeds.record());
  const insert = createList(words.$insert, words.$insertAbout, BLOCKS.map((block) => [words.$blocks[/** @type {'do'} */ (block)], () => deeds.insert(block)]));
  const drop = h('button', { type: 'button' }, words.$delete);
  drop.addEventListener('click', (event) => {
    if (drop.textContent !== words.$delete) return deeds.drop();
    event.stopPropagation();
    write(drop, words.$deleteSure);
    setTimeout(() => write(drop, words.$delete), SURE_MS);
  });
  const more = createList(words.$more, '', [
    [words.$download, deeds.download], [words.$open, deeds.open], [words.$new, deeds.begin], [words.$close, deeds.close],
  ], [drop]);
  attribute(more.list, 'data-lies', 'right');
  const scene = button(words.$scene, words.$sceneAbout, () => deeds.scene());
  scene.classList.add('pg-builder-scene');
  const element = h('div', { class: 'pg-builder-tools', role: 'group', 'aria-label': words.$builder },
    insert.button, insert.list, record, scene,
    button(words.$share, words.$shareAbout, () => deeds.share()), more.button, more.list);
  return { element, record };
}

/**
 * @param {string} text
 * @param {string} title
 * @param {() => void} click
 */
export function button(text, title, click) {
  return h('button', { type: 'button', class: 'pg-button', title: title || null, click }, text);
}

/**
 * A button that opens a list of others, which closes when one of them is pressed.
 * @param {string} text
 * @param {string} title
 * @param {[string, () => void][]} entries
 * @param {HTMLElement[]} [others]
 */
function createList(text, title, entries, others = []) {
  const list = h('div', { class: 'pg-builder-list', role: 'group', 'aria-label': text, hidden: true, click: () => show(false), keydown: key, focusout: left },
    ...entries.map(([label, act]) => h('button', { type: 'button', click: act }, label)), ...others);
  const opens = h('button', {
    type: 'button', class: 'pg-button', title: title || null, 'aria-expanded': 'false', click: () => show(list.hidden === true), focusout: left,
  }, text);

  /** @param {boolean} on */
  function show(on) {
    list.hidden = !on;
    attribute(opens, 'aria-expanded', String(on));
    if (on) /** @type {HTMLElement} */ (list.firstElementChild).focus();
  }

  /** @param {FocusEvent} event */
  function left({ relatedTarget }) {
    if (relatedTarget instanceof Node && (list.contains(relatedTarget) || opens === relatedTarget)) return;
    if (!list.hidden) show(false);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    const all = /** @type {HTMLElement[]} */ ([...list.children]);
    const here = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') {
      show(false);
      opens.focus();
    } else if (to !== undefined) all.at(to % all.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return { button: opens, list };
}
