/**
 * The story as text, newest first; a line goes to its instant.
 */

import { h } from '../dom.js';
import { instant } from './format.js';

/** @typedef {import('../player/playground.js').JournalLine} JournalLine */
/** @typedef {import('../page.js').Page} Page */

/** How many lines are shown at most; older ones are shown when one goes back. */
const SHOWN = 120;
/** How many lines are looked through for those that are shown. */
const SEARCHED = 1200;
const CHUNK = 150;

/**
 * The newest lines that pass, newest first.
 * @param {number} length
 * @param {(from: number, max: number) => JournalLine[]} read
 * @param {(line: JournalLine) => boolean} passes
 * @param {number} [shown]
 */
export function newestLines(length, read, passes, shown = SHOWN) {
  /** @type {JournalLine[]} */
  const lines = [];
  const floor = Math.max(0, length - SEARCHED);
  for (let to = length; to > floor && lines.length < shown; ) {
    const from = Math.max(floor, to - CHUNK);
    const chunk = read(from, to - from).filter(passes);
    lines.push(...chunk.reverse());
    to = from;
  }
  return lines.slice(0, shown);
}

/**
 * @param {Page} page
 */
export function createJournal(page) {
  const { player } = page;
  const list = h('ol', { class: 'pg-journal-list', 'aria-label': 'Journal, newest first' });
  const toggle = h('input', { type: 'checkbox', change: () => page.setHeartbeats(toggle.checked) });
  toggle.checked = page.showHeartbeats;
  const element = h(
    'section',
    { class: 'pg-panel pg-journal', 'aria-label': 'Journal', 'data-panel': 'journal' },
    h('header', { class: 'pg-panel-head' }, h('h2', {}, 'Journal'), h('label', { class: 'pg-check' }, toggle, 'heartbeats')),
    list,
  );
  /** @type {Map<number, HTMLLIElement>} */
  let shown = new Map();
  let epoch = -1;
  let drawnLength = -1;
  let drawnHeartbeats = true;
  /** @type {JournalLine[]} */
  let lines = [];
  moveWithArrows(list);

  return {
    element,
    update() {
      if (element.offsetParent === null) return;
      const length = player.read((playground) => playground.journalLength()) ?? 0;
      if (length === drawnLength && epoch === player.epoch && drawnHeartbeats === page.showHeartbeats) return;
      const passes = (/** @type {JournalLine} */ line) => page.showHeartbeats || line.kind !== 'heartbeat';
      const read = (/** @type {number} */ from, /** @type {number} */ max) => player.read((playground) => playground.journal(from, max)) ?? [];
      const sameStory = epoch === player.epoch;
      // Lines of one history never change, and so only what is new is asked for; those of another are others.
      if (!sameStory) shown = new Map();
      if (sameStory && drawnHeartbeats === page.showHeartbeats && length > drawnLength && length - drawnLength < CHUNK) {
        lines = [...read(drawnLength, length - drawnLength).filter(passes).reverse(), ...lines].slice(0, SHOWN);
      } else {
        lines = newestLines(length, read, passes);
      }
      [epoch, drawnLength, drawnHeartbeats] = [player.epoch, length, page.showHeartbeats];
      const focused = /** @type {ShadowRoot} */ (list.getRootNode()).activeElement?.closest?.('li');
      /** @type {Map<number, HTMLLIElement>} */
      const next = new Map();
      for (const line of lines) next.set(line.index, shown.get(line.index) ?? item(line, page));
      shown = next;
      patch(list, [...next.values()], focused ?? null);
      page.relight();
    },
  };
}

/**
 * Puts the items in their order with as few moves as needed, and keeps the
 * focus where it was.
 * @param {HTMLElement} list
 * @param {HTMLLIElement[]} items
 * @param {Element | null} focused
 */
function patch(list, items, focused) {
  const wanted = new Set(items);
  for (const child of [...list.children]) if (!wanted.has(/** @type {HTMLLIElement} */ (child))) child.remove();
  items.forEach((item, index) => {
    const there = list.children[index];
    if (there !== item) list.insertBefore(item, there ?? null);
    item.toggleAttribute('data-newest', index === 0);
  });
  const buttons = items.map((item) => /** @type {HTMLButtonElement} */ (item.firstElementChild));
  const lost = focused !== null && !focused.isConnected;
  const entry = focused && !lost ? focused.firstElementChild : buttons[0];
  for (const button of buttons) button.tabIndex = button === entry ? 0 : -1;
  if (lost) buttons[0]?.focus({ preventScroll: true });
}

/**
 * @param {JournalLine} line
 * @param {Page} page
 */
function item(line, page) {
  const words = line.spans.map((span) => h(span.strong ? 'strong' : 'span', { 'data-thing': span.thing }, span.text));
  return h(
    'li',
    { 'data-tone': line.tone, 'data-kind': line.kind, 'data-index': line.index },
    h(
      'button',
      { type: 'button', tabindex: -1, title: 'Go to this instant', click: () => page.goTo(line.at) },
      h('time', {}, instant(line.at)),
      h('span', {}, ...words),
    ),
  );
}

/** @param {HTMLElement} list */
function moveWithArrows(list) {
  list.addEventListener('keydown', (event) => {
    const by = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity })[event.key];
    const here = /** @type {Element} */ (event.target).closest('li');
    if (by === undefined || !here) return;
    event.preventDefault();
    event.stopPropagation();
    const items = [...list.children];
    const to = Math.min(items.length - 1, Math.max(0, items.indexOf(here) + by));
    const button = /** @type {HTMLButtonElement} */ (items[to].firstElementChild);
    for (const each of items) /** @type {HTMLButtonElement} */ (each.firstElementChild).tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
  });
}
