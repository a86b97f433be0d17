/**
 * All that is known about the thing that was picked.
 */

import { adopt, attribute, h, write } from '../base.js';
import { css } from '../styles/inspector.js';
import { css as rowsCss } from '../styles/rows.js';
import { known } from './known.js';
import { Life } from './life.js';
import { Order } from './order.js';
import { words } from '../texts/en/inspector.js';

/** @typedef {import('../player/playground.js').Inspected} Inspected */

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {import('../page.js').Page} page
 * @param {(lines: Set<number>) => void} light lights up lines of the journal
 */
export function createInspector(box, page, light) {
  const { player } = page;
  const pick = (/** @type {string | null} */ thing) => page.pick(thing);
  const title = h('h2', {}, words.$inspector);
  const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': words.$closeIt, click: () => pick(null) }, words.$close);
  const rows = h('dl', { class: 'pg-rows' });
  const empty = h('p', { class: 'pg-empty' }, words.$invitation);
  const place = h('div', { class: 'pg-scroll pg-known', tabindex: 0, role: 'region', 'aria-label': words.$known }, rows, empty);
  /** @type {string | null} */
  let picked = null;
  /** @type {string | null} why no more can be said of it */
  let lack = null;
  adopt(box, rowsCss, css);
  box.append(h('header', { class: 'pg-panel-head' }, title, close), place);
  const life = new Life(place, { player, light, goTo: (at) => void page.goTo(at) });
  const order = new Order(place, player, pick);

  function update() {
    const { view } = page;
    const thing = picked;
    const found = thing === null ? null : player.read((source) => source.inspect(thing)) ?? (view && known(view, thing));
    close.hidden = thing === null;
    empty.hidden = found !== null && lack === null;
    write(empty, thing === null ? words.$invitation : lack ?? words.$gone);
    write(title, found?.title ?? words.$inspector);
    attribute(title, 'data-thing', thing);
    draw(rows, found?.rows ?? []);
    life.update(thing);
    order.update(thing);
  }

  /** The engine knows more of a thing than the view does; it is fetched for it. */
  async function learn() {
    const thing = picked;
    const why = await player.awake().then(() => null, (error) => error.message);
    if (picked !== thing) return;
    lack = why;
    update();
  }

  /**
   * From here the focus goes back to what was picked, where that is in sight.
   * @param {string | null} thing
   */
  function backTo(thing) {
    const { stage, root } = page.boxes;
    const found = [...stage.querySelectorAll(`[data-thing="${CSS.escape(thing ?? '')}"]`)].find((element) => element.matches('button, [tabindex]'));
    if (found) /** @type {HTMLElement} */ (found).focus();
    else if (/** @type {ShadowRoot} */ (root.getRootNode()).activeElement === null) page.controls.focus();
  }

  return {
    update,
    /**
     * @param {string | null} thing
     * @returns {() => void} what is to be done when the panel is as it will be
     */
    pick(thing) {
      const [last, leaves] = [picked, thing === null && box.contains(/** @type {ShadowRoot} */ (box.getRootNode()).activeElement)];
      [picked, lack] = [thing, null];
      if (thing !== null) void learn();
      return () => {
        if (leaves) backTo(last);
        update();
      };
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
