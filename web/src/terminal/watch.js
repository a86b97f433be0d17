/**
 * A group's offsets as `kafka-consumer-groups.sh --describe` has them, beside
 * the stage, at each instant that is shown. Nothing is asked over the network
 * for it: the numbers are the view's.
 */

import { adopt, attribute, el, h, hold, icon, patch, write } from '../base.js';
import { css } from '../styles/watch.js';
import { words } from '../texts/en/watch.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/view.js').View} View */

const CROSS = 'M4 4l8 8M12 4l-8 8';
const HEAD = ['TOPIC', 'PARTITION', 'CURRENT-OFFSET', 'LOG-END-OFFSET', 'LAG', 'CONSUMER-ID', 'CLIENT-ID'];
/** From here on they are names, and no numbers. */
const NAMES = 5;

/**
 * A row for each partition that a member has, or that something was committed
 * of. They are in the order of partitions, and so stay where they are when
 * others take them over.
 * @param {View} view
 * @param {string} id
 * @returns {string[][] | null} null where there is no such group
 */
export function rowsOf(view, id) {
  const group = view.groups.find((each) => each.id === id);
  if (!group) return null;
  return group.lanes.filter((lane) => lane.assigned !== null || lane.committed !== null).map((lane) => {
    const log = view.topics.find((topic) => topic.name === lane.topic)?.partitions.find((each) => each.partition === lane.partition);
    const member = group.members.find((each) => each.machine === lane.assigned && !each.former);
    return [lane.topic, lane.partition, lane.committed, log?.highWatermark, lane.lag, member?.memberId, member?.machine].map((each) => String(each ?? '-'));
  });
}

/** @type {WeakMap<HTMLElement, Table>} */
const tables = new WeakMap();

/**
 * Shows a group's offsets, in the place of those that are shown.
 * @param {Page} page
 * @param {string | null} group null for none
 */
export function watch(page, group) {
  tables.get(page.root)?.close();
  // It is the view's own state, which links keep (share/state.js).
  attribute(page.root, 'data-watched', group);
  if (group === null) return;
  const table = new Table(page, group);
  tables.set(page.root, table);
}

class Table {
  #page;
  #group;
  #title = h('h2', {});
  #table = h('table', { class: 'pg-watch-table' });
  #held = hold(this.#table);
  #element;
  /** @type {View | null} what is drawn */ #drawn = null;
  #frame = 0;

  /**
   * @param {Page} page
   * @param {string} group
   */
  constructor(page, group) {
    this.#page = page;
    this.#group = group;
    const label = words.$noLonger(group);
    const close = h('button', { type: 'button', class: 'pg-quiet', 'aria-label': label, title: words.$close, click: () => watch(page, null) }, icon(CROSS));
    this.#element = h('section', { class: 'pg-watch', 'aria-label': words.$offsets(group) }, h('header', {}, this.#title, close),
      h('div', { class: 'pg-watch-scroll', tabindex: 0, role: 'region', 'aria-label': words.$partByPart(group) }, this.#table));
    adopt(page.root, css);
    page.boxes.stage.after(this.#element);
    this.#look();
  }

  close() {
    cancelAnimationFrame(this.#frame);
    this.#element.remove();
    tables.delete(this.#page.root);
  }

  /** Once a frame it looks whether the page shows another view. */
  #look() {
    if (this.#page.view !== this.#drawn) this.#draw();
    this.#frame = requestAnimationFrame(() => this.#element.isConnected && this.#look());
  }

  #draw() {
    const { view } = this.#page;
    this.#drawn = view;
    const rows = view && rowsOf(view, this.#group);
    const state = view?.groups.find((each) => each.id === this.#group)?.state;
    write(this.#title, `${this.#group} · ${state ?? words.$gone}${rows?.length === 0 ? words.$nothing : ''}`);
    const cell = (/** @type {string} */ tag, /** @type {string} */ text, /** @type {number} */ column) => (
      el(String(column), tag, '', { 'data-column': HEAD[column], 'data-number': column > 0 && column < NAMES, scope: tag === 'th' ? 'col' : null }, text)
    );
    const row = (/** @type {string} */ key, /** @type {string} */ tag, /** @type {string[]} */ texts) => (
      el(key, 'tr', '', {}, texts.map((text, column) => cell(tag, text, column)))
    );
    patch(this.#held, el('root', 'table', 'pg-watch-table', {}, [
      el('head', 'thead', '', {}, [row('head', 'th', HEAD)]),
      el('body', 'tbody', '', {}, (rows ?? []).map((texts) => row(`${texts[0]}/${texts[1]}`, 'td', texts))),
    ]));
  }
}
