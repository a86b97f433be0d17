/**
 * The story as text, newest first; a line goes to its instant.
 */

import { adopt, attribute, el, h, hold, instant, patch } from '../base.js';
import { css } from '../styles/journal.js';
import { words } from '../texts/en/journal.js';

/** @typedef {import('../player/playground.js').JournalLine} JournalLine */
/** @typedef {import('../player/player.js').Player} Player */

/** How many lines are drawn where nobody looks for older ones. */
const DRAWN = 40;
/** How many lines are read when there are none, or when one comes to the last of them. */
const READ = 120;
/** How many lines are looked through for those. */
const SEARCHED = 1200;
const CHUNK = 150;
const HOUR = 3_600_000;

/**
 * Lines before one, as many as are wanted and pass, newest first; and from which on all were looked at.
 * @param {number} before
 * @param {(from: number, max: number) => JournalLine[]} read
 * @param {(line: JournalLine) => boolean} passes
 * @param {number} [wanted]
 */
export function linesBefore(before, read, passes, wanted = READ) {
  /** @type {JournalLine[]} */
  const lines = [];
  const floor = Math.max(0, before - SEARCHED);
  let reached = before;
  while (reached > floor && lines.length < wanted) {
    const from = Math.max(floor, reached - CHUNK);
    lines.push(...read(from, reached - from).filter(passes).reverse());
    reached = from;
  }
  return { lines, reached };
}

/**
 * @typedef {object} JournalNeeds
 * @property {Pick<Player, 'read' | 'epoch'>} player
 * @property {() => boolean} flying whether heartbeats are shown on the stage
 * @property {(on: boolean) => void} setFlying
 * @property {(at: number) => void} goTo
 * @property {() => void} relight lights up what is lit, among the lines that are new
 */

export class Journal {
  /** Newest first, as far as they were read. @type {JournalLine[]} */ lines = [];
  /** All from this index on were looked at. */ #reached = 0;
  /** Moves the window over the lines, from when somebody has scrolled. @type {import('./older.js').Older | null} */ #older = null;
  /** @type {Set<number>} lines that tell the life of what is followed */ #followed = new Set();
  #inSight = false;
  /** What was read: of which history, how much of it, and what of that. */
  #read = { epoch: -1, length: -1, heartbeats: false };

  /**
   * @param {HTMLElement} box
   * @param {JournalNeeds} needs
   */
  constructor(box, needs) {
    const { flying, setFlying } = needs;
    this.box = box;
    this.needs = needs;
    const look = () => void this.#look();
    this.list = h('ol', { class: 'pg-journal-list', 'aria-label': words.$list, click: (event) => this.#click(event), focusin: look });
    this.scroller = h('div', { class: 'pg-scroll pg-lines', scroll: look }, this.list);
    // They say the same over and over, and so they are not among the lines until somebody wants them.
    this.heartbeats = h('input', { type: 'checkbox', change: () => this.update() });
    const inAir = h('input', { type: 'checkbox', change: () => setFlying(inAir.checked) });
    inAir.checked = flying();
    adopt(box, css);
    box.append(
      h('header', { class: 'pg-panel-head' }, h('h2', {}, words.$journal), h('span', { class: 'pg-checks' },
        h('label', { class: 'pg-check' }, this.heartbeats, words.$heartbeats),
        h('label', { class: 'pg-check' }, inAir, words.$onStage))),
      this.scroller,
    );
    this.held = hold(this.list);
    // To ask the box itself would lay the page out, in the middle of a frame.
    new ResizeObserver(([{ contentRect }]) => {
      this.#inSight = contentRect.height > 0;
      this.update();
    }).observe(box);
  }

  /** Reads and draws what is new. */
  update() {
    if (!this.#inSight) return;
    const had = this.hasFocus();
    if (!this.#learn()) return;
    this.draw();
    // The line that had the focus has not happened yet at this instant.
    if (had && !this.hasFocus()) this.buttonAt(0)?.focus({ preventScroll: true });
    // From an hour on the instants are wider.
    attribute(this.list, 'data-hours', (this.lines[0]?.at ?? 0) >= HOUR);
  }

  /**
   * Lights up the lines that tell a life.
   * @param {Set<number>} lines
   */
  follow(lines) {
    this.#followed = lines;
    this.draw();
  }

  /** Reads older lines, if there are any. */
  readOlder() {
    const { lines, reached } = linesBefore(this.#reached, this.#ask, this.#passes);
    this.lines.push(...lines);
    this.#reached = reached;
  }

  /** Tab reaches the newest line that is drawn, or the one that has the focus. */
  draw() {
    const { drawn, newer, older } = this.#older?.cut(this.lines) ?? { drawn: this.lines.slice(0, DRAWN), newer: 0, older: 0 };
    const reached = this.#lineOf(this.#focused()) ?? drawn[0];
    patch(this.held, el('root', 'ol', this.held.drawn.cls, { '--newer': `${newer}px`, '--older': `${older}px` }, drawn.map(
      (line) => item(line, { newest: line === this.lines[0], reached: line === reached, followed: this.#followed.has(line.index) }),
    )));
    this.needs.relight();
  }

  hasFocus() {
    return this.list.contains(this.#focused());
  }

  /** @param {number} at */
  buttonAt(at) {
    return this.list.children[at]?.querySelector('button');
  }

  /**
   * @param {number} from
   * @param {number} max
   */
  #ask = (from, max) => this.needs.player.read((playground) => playground.journal(from, max)) ?? [];

  /** @param {JournalLine} line */
  #passes = (line) => this.#read.heartbeats || line.kind !== 'heartbeat';

  /** Asks for what is new; returns whether there was anything to ask for. */
  #learn() {
    const { player } = this.needs;
    const before = this.#read;
    const length = player.read((playground) => playground.journalLength()) ?? 0;
    const now = { epoch: player.epoch, length, heartbeats: this.heartbeats.checked };
    const same = before.epoch === now.epoch && before.heartbeats === now.heartbeats;
    if (same && length === before.length) return false;
    this.#read = now;
    // Lines of one history never change, and so only what is new is asked for; those of another are others.
    if (same && length > before.length && length - before.length < CHUNK) {
      const lines = this.#ask(before.length, length - before.length).filter(this.#passes).reverse();
      this.lines.unshift(...lines);
      this.#older?.grown(lines.length);
    } else {
      [this.lines, this.#reached] = [[], length];
      this.readOlder();
      this.#older?.reset();
    }
    // Who only looks at the newest needs no others.
    if (!this.#older?.isBack && this.lines.length > 2 * READ) {
      this.#reached = this.lines[READ - 1].index;
      this.lines.length = READ;
    }
    return true;
  }

  /** Somebody goes through the lines. */
  async #look() {
    const late = this.#older ? null : await import('./older.js').catch(() => null);
    if (late) this.#older ??= new late.Older(this);
  }

  #focused() {
    return /** @type {ShadowRoot} */ (this.list.getRootNode()).activeElement;
  }

  /**
   * @param {Element | null} element
   * @returns {JournalLine | undefined} the line that it is part of
   */
  #lineOf(element) {
    const index = this.list.contains(element) ? element?.closest('li')?.dataset.index : undefined;
    return index === undefined ? undefined : this.lines.find((line) => String(line.index) === index);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const line = this.#lineOf(/** @type {Element} */ (event.target).closest('button'));
    if (line) this.needs.goTo(line.at);
  }
}

/**
 * @param {JournalLine} line
 * @param {{ newest: boolean, reached: boolean, followed: boolean }} is
 * @returns {import('../patch.js').Drawn}
 */
function item(line, is) {
  return el(`${line.index}`, 'li', '', {
    'data-tone': line.tone, 'data-kind': line.kind, 'data-index': line.index, 'data-newest': is.newest, 'data-followed': is.followed,
  }, [
    el('go', 'button', '', { type: 'button', tabindex: is.reached ? 0 : -1, title: words.$goTo }, [
      el('at', 'time', '', {}, instant(line.at)),
      el('words', 'span', '', {}, line.spans.map(
        (span, at) => el(`${at}`, span.strong ? 'strong' : 'span', '', { 'data-thing': span.thing }, span.text),
      )),
    ]),
  ]);
}
