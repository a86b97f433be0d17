/**
 * The story as text, newest first; a line goes to its instant.
 */

import { adopt, attribute, el, h, hold, instant, patch } from '../base.js';
import { css } from '../styles/journal.js';

/** @typedef {import('../player/playground.js').JournalLine} JournalLine */
/** @typedef {import('../player/player.js').Player} Player */

/** How many lines are shown at most; older ones are shown when one goes back. */
const SHOWN = 120;
/** How many lines are looked through for those that are shown. */
const SEARCHED = 1200;
const CHUNK = 150;
const HOUR = 3_600_000;

/** What a key does to the focus, in lines. */
const STEPS = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity });

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
 * @typedef {object} JournalNeeds
 * @property {Pick<Player, 'read' | 'epoch'>} player
 * @property {() => boolean} flying whether heartbeats are shown on the stage
 * @property {(on: boolean) => void} setFlying
 * @property {(at: number) => void} goTo
 * @property {() => void} relight lights up what is lit, among the lines that are new
 */

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {JournalNeeds} needs
 */
export function createJournal(box, { player, flying, setFlying, goTo, relight }) {
  const list = h('ol', { class: 'pg-scroll pg-journal-list', 'aria-label': 'Journal, newest first', click, keydown });
  // They say the same over and over, and so they are not among the lines until somebody wants them.
  const heartbeats = h('input', { type: 'checkbox', change: update });
  const inAir = h('input', { type: 'checkbox', change: () => setFlying(inAir.checked) });
  inAir.checked = flying();
  adopt(box, css);
  box.append(
    h('header', { class: 'pg-panel-head' }, h('h2', {}, 'Journal'), h('span', { class: 'pg-checks' },
      h('label', { class: 'pg-check' }, heartbeats, 'heartbeats'),
      h('label', { class: 'pg-check' }, inAir, 'heartbeats on the stage'))),
    list,
  );
  const held = hold(list);
  let epoch = -1;
  let drawnLength = -1;
  let drawnHeartbeats = false;
  /** @type {JournalLine[]} */
  let lines = [];

  /** Asks for what is new; returns whether there was anything to ask for. */
  function read() {
    const length = player.read((playground) => playground.journalLength()) ?? 0;
    const shown = heartbeats.checked;
    const [sameStory, sameLines] = [epoch === player.epoch, drawnHeartbeats === shown];
    if (length === drawnLength && sameStory && sameLines) return false;
    const passes = (/** @type {JournalLine} */ line) => shown || line.kind !== 'heartbeat';
    const ask = (/** @type {number} */ from, /** @type {number} */ max) => (
      player.read((playground) => playground.journal(from, max)) ?? []
    );
    // Lines of one history never change, and so only what is new is asked for; those of another are others.
    if (sameStory && sameLines && length > drawnLength && length - drawnLength < CHUNK) {
      lines = [...ask(drawnLength, length - drawnLength).filter(passes).reverse(), ...lines].slice(0, SHOWN);
    } else {
      lines = newestLines(length, ask, passes);
    }
    [epoch, drawnLength, drawnHeartbeats] = [player.epoch, length, shown];
    return true;
  }

  /** Tab reaches the newest line, or the one that has the focus. */
  function draw() {
    const reached = lineOf(focused()) ?? lines[0];
    patch(held, el('root', 'ol', held.drawn.cls, {}, lines.map(
      (line, at) => item(line, { newest: at === 0, reached: line === reached }),
    )));
  }

  function focused() {
    return /** @type {ShadowRoot} */ (list.getRootNode()).activeElement;
  }

  function hasFocus() {
    return list.contains(focused());
  }

  /**
   * @param {Element | null} element
   * @returns {JournalLine | undefined} the line that it is part of
   */
  function lineOf(element) {
    const index = list.contains(element) ? element?.closest('li')?.dataset.index : undefined;
    return index === undefined ? undefined : lines.find((line) => String(line.index) === index);
  }

  /** @param {MouseEvent} event */
  function click(event) {
    const button = /** @type {Element} */ (event.target).closest('button');
    const line = lineOf(button);
    if (line) goTo(line.at);
  }

  /** @param {KeyboardEvent} event */
  function keydown(event) {
    const by = STEPS[event.key];
    const here = lineOf(/** @type {Element} */ (event.target));
    if (by === undefined || !here) return;
    event.preventDefault();
    event.stopPropagation();
    const to = Math.min(lines.length - 1, Math.max(0, lines.indexOf(here) + by));
    buttonAt(list, to)?.focus();
    draw();
  }

  function update() {
    if (box.offsetParent === null) return;
    const had = hasFocus();
    if (!read()) return;
    draw();
    // The line that had the focus has not happened yet at this instant.
    if (had && !hasFocus()) buttonAt(list, 0)?.focus({ preventScroll: true });
    // From an hour on the instants are wider.
    attribute(list, 'data-hours', (lines[0]?.at ?? 0) >= HOUR);
    relight();
  }

  return { update };
}

/**
 * @param {HTMLElement} list
 * @param {number} at
 */
function buttonAt(list, at) {
  return list.children[at]?.querySelector('button');
}

/**
 * @param {JournalLine} line
 * @param {{ newest: boolean, reached: boolean }} is
 * @returns {import('../patch.js').Drawn}
 */
function item(line, is) {
  return el(`${line.index}`, 'li', '', {
    'data-tone': line.tone, 'data-kind': line.kind, 'data-index': line.index, 'data-newest': is.newest,
  }, [
    el('go', 'button', '', { type: 'button', tabindex: is.reached ? 0 : -1, title: 'Go to this instant' }, [
      el('at', 'time', '', {}, instant(line.at)),
      el('words', 'span', '', {}, line.spans.map(
        (span, at) => el(`${at}`, span.strong ? 'strong' : 'span', '', { 'data-thing': span.thing }, span.text),
      )),
    ]),
  ]);
}
