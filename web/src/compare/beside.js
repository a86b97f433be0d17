/**
 * Two branches side by side on one clock: A at the left, B at the right, and
 * between them what differs. Both are views of the engine at the instant that
 * the timeline shows, on stages that take no command: what one does here is to
 * look. Loaded when somebody compares.
 */

import { adopt, attribute, clock, h, write } from '../base.js';
import { goTo } from '../player/moves.js';
import { css } from '../styles/beside.js';
import { compact, compactView, WIDEST } from './compact.js';
import { commitsOf, markedOf, sectionsOf } from './sections.js';
import { words } from '../texts/en/compare.js';

/** @typedef {import('../time/timeline.js').Timeline} Timeline */
/** @typedef {import('../player/told.js').Change} Change */
/** @typedef {import('../player/playground.js').Branch} Branch */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('./sections.js').Section} Section */
/** @typedef {import('../page.js').Page['stage']} Stage */

/** A sentence stands at least so long while time goes on, and so does what listeners hear, in real milliseconds. */
const STANDS_MS = 1000;
const LETTERS = ['A', 'B'];
const WITHOUT = new Set(['legend', 'add']);
const nothing = () => {};

export class Beside {
  /** The numbers of A and B. @type {[number, number]} */ both;
  /** @type {object | null} */ #playground;
  /** Which of them was the present one when the branches were looked at last; none is -1. */ #on;
  #said = '';
  #saidAt = -Infinity;
  #later = 0;
  #drawn = '';
  /** @type {{ element: HTMLElement, box: HTMLElement, name: HTMLElement, commits: HTMLElement, time: HTMLElement, stage: Stage }[]} */ #stages;
  #table = h('table', {});
  #sentence = h('p', { class: 'pg-bs-sentence' });
  #middle = h('div', { class: 'pg-bs-middle', role: 'region', 'aria-label': words.$differs }, this.#sentence, this.#table);
  #observer = new ResizeObserver(() => this.#draw());
  /** A stage draws again by itself when its rows or strips have come; what differs is to be marked on these, too. */
  #arrivals = new MutationObserver(() => {
    if (!this.element.querySelector('[data-waiting]')) this.#draw();
  });
  element;

  /**
   * @param {Timeline} timeline
   * @param {[number, number]} both
   */
  constructor(timeline, both) {
    this.timeline = timeline;
    this.page = timeline.page;
    this.player = timeline.player;
    this.both = both;
    this.#playground = this.player.ask((one) => one);
    this.#on = this.#present();
    const box = this.page.boxes.stage;
    this.#stages = LETTERS.map((letter) => this.#side(letter));
    const [left, right] = this.#stages;
    this.element = h('section', { class: 'pg-beside', 'aria-label': words.$twoBranches, tabindex: 0 }, left.element, this.#middle, right.element);
    adopt(box, css);
    box.after(this.element);
    // It keeps its place, and what has no width is not drawn.
    box.hidden = true;
    this.#observer.observe(this.element);
    this.#arrivals.observe(this.element, { subtree: true, attributeFilter: ['data-waiting'] });
    this.#draw();
    this.element.getRootNode().addEventListener('keydown', this.#escape);
  }

  /** Escape stops comparing, where it closes nothing else and nobody types. @param {Event} event */
  #escape = (event) => {
    const { page } = this;
    const above = !page.boxes.notice.hidden || page.picked !== null || page.dialogOpen;
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [role="menu"]');
    if (/** @type {KeyboardEvent} */ (event).key !== 'Escape' || event.defaultPrevented || above || typing) return;
    this.timeline.stopComparing();
  };

  /**
   * Which letter a branch has.
   * @param {number} branch
   */
  letterOf(branch) {
    return LETTERS[this.both.indexOf(branch)] ?? '';
  }

  /** @param {Change} change */
  update(change) {
    if (change.branch) this.#follow();
    if (change.view || change.branch || change.playback) this.#draw();
    for (const { stage } of this.#stages) stage.frame(this.player.now);
  }

  /** Other branches are compared. @param {[number, number]} both */
  show(both) {
    this.both = both;
    this.#on = this.#present();
    this.#saidAt = -Infinity;
    this.#draw();
  }

  /** Which of them is the present one, if one is. */
  #present() {
    return this.both.findIndex((id) => this.timeline.branches.find(id)?.present);
  }

  /** Where one goes another way than the one that is compared, by an act or a click, that way takes its place. */
  #follow() {
    const { branches } = this.timeline;
    const present = branches.present;
    if (present && this.#present() < 0 && this.#on >= 0) {
      this.both[this.#on] = present.id;
      branches.redraw();
    }
    this.#on = this.#present();
  }

  stop() {
    clearTimeout(this.#later);
    this.#observer.disconnect();
    this.#arrivals.disconnect();
    this.element.getRootNode().removeEventListener('keydown', this.#escape);
    for (const { stage } of this.#stages) stage.dispose();
    const focused = this.element.contains(/** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement);
    this.element.remove();
    this.page.boxes.stage.hidden = false;
    this.page.tell('');
    this.player.refresh();
    if (focused) this.page.boxes.narrator?.focus({ preventScroll: true });
  }

  /** Goes on with one of them, at the instant that is shown, as far as it is known there. @param {0 | 1} which */
  async #goOn(which) {
    const branch = this.timeline.branches.find(this.both[which]);
    if (!branch) return;
    const place = this.#place();
    const at = branch.present ? place.at : Math.min(place.at, branch.end);
    this.timeline.stopComparing();
    await goTo(this.player, { branch: branch.id, at, ordinal: at === place.at ? place.ordinal : null });
  }

  /** The instant that is shown. */
  #place() {
    const { player } = this;
    const place = player.playing ? null : player.ask((playground) => playground.instant());
    return place ?? { at: Math.floor(player.now), ordinal: null };
  }

  /** @param {string} letter */
  #side(letter) {
    const name = h('span', { class: 'pg-bs-name' });
    const [commits, time] = [h('span', { class: 'pg-bs-commits' }), h('span', { class: 'pg-bs-time' })];
    const box = h('div', { class: 'pg-bs-stage', inert: true });
    const element = h('div', { class: 'pg-bs-side', role: 'region', 'data-side': letter },
      h('h2', { class: 'pg-bs-head' }, h('span', { class: 'pg-bs-letter' }, letter), name, commits, time), box);
    // Were the class imported here, a figure's first load would be in more files, and heavier.
    const Stage = /** @type {new (...args: ConstructorParameters<any>) => Stage} */ (this.page.stage.constructor);
    const stage = new Stage(box, { onCommand: nothing, onPick: nothing, onMenu: nothing, getCells: () => [], refresh: nothing });
    return { element, box, name, commits, time, stage };
  }

  #draw() {
    const { player, timeline } = this;
    const branches = this.both.map((id) => timeline.branches.find(id));
    const { at, ordinal } = this.#place();
    const told = player.ask((playground) => {
      if (playground !== this.#playground || branches.includes(undefined)) return null;
      const views = this.both.map((id, side) => playground.viewOf(id, at, ordinal ?? undefined, this.#cells(side)));
      const beside = playground.beside(...this.both, at, ordinal ?? undefined);
      return beside && { ...beside, views: /** @type {View[]} */ (views) };
    });
    // One of them is forgotten, or another scene is shown.
    if (!told) return void queueMicrotask(() => timeline.stopComparing());
    const ways = commitsOf(told.views);
    this.#stages.forEach(({ element, box, name, commits, time, stage }, side) => {
      const called = timeline.branches.name(/** @type {Branch} */ (branches[side]));
      write(name, called);
      write(commits, called.includes(ways[side]) ? '' : ways[side]);
      write(time, clock(at));
      attribute(element, 'aria-label', `${LETTERS[side]}: ${called}`);
      if (box.clientWidth === 0) return;
      stage.draw(compactView(told.views[side]), {
        speed: player.speed, scrubbing: player.scrubbing, showHeartbeats: this.page.showHeartbeats, width: Math.min(box.clientWidth, WIDEST),
        touch: false, reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches, values: false, without: WITHOUT, shape: compact,
      });
    });
    this.#mark(told.differences);
    const sections = sectionsOf(told.differences, told.views);
    const tops = this.#tops(sections);
    const drawn = JSON.stringify([sections, tops]);
    if (drawn !== this.#drawn) this.#table.replaceChildren(...tableOf(sections, tops));
    this.#drawn = drawn;
    attribute(this.element, 'data-at', clock(at));
    write(this.#sentence, told.sentence);
    this.#say(told.sentence);
  }

  /**
   * What differs of a lane or a group stands beside it: where each begins, in
   * pixels below the headings; none where both stages are one under the other.
   * @param {Section[]} sections
   */
  #tops(sections) {
    const [a, b] = this.#stages.map(({ box }) => box.getBoundingClientRect());
    if (b.top > a.top + 1) return [];
    return sections.map(({ thing }) => {
      const wanted = `:is(.kp-group, [data-lane])[data-thing="${CSS.escape(thing ?? '')}"]`;
      const element = this.#stages[0].box.querySelector(wanted);
      return element ? Math.round(element.getBoundingClientRect().top - a.top) : 0;
    });
  }

  /** @param {number} side */
  #cells(side) {
    const { box, stage } = this.#stages[side];
    return Math.min(200, Math.max(12, Math.ceil(box.clientWidth / stage.leastPitch) + 4));
  }

  /** What differs is marked on both. @param {import('../player/playground.js').Difference[]} differences */
  #mark(differences) {
    const { lanes, things } = markedOf(differences);
    for (const { box } of this.#stages) {
      for (const thing of box.querySelectorAll('[data-thing], [data-ledger]')) {
        const { row, lane = row, ledger, thing: name = '' } = /** @type {HTMLElement} */ (thing).dataset;
        const group = ledger && thing.closest('.kp-group')?.getAttribute('data-thing')?.slice('group:'.length);
        attribute(thing, 'data-differs', lane ? lanes.has(lane) : things.has(ledger ? `${ledger}:${group}` : name));
      }
    }
  }

  /** What differs in a sentence, with the ways on, in the narrator's place. @param {string} sentence */
  #say(sentence) {
    const which = this.#present() === 1 ? 0 : 1;
    const said = sentence + which;
    if (said === this.#said && this.#saidAt > -Infinity) return;
    clearTimeout(this.#later);
    const left = STANDS_MS - (performance.now() - this.#saidAt);
    if (this.player.playing && left > 0) {
      this.#later = setTimeout(() => this.element.isConnected && this.#draw(), left);
      return;
    }
    [this.#said, this.#saidAt] = [said, performance.now()];
    this.page.tell(sentence, [
      { label: words.$goOn(LETTERS[which]), act: () => void this.#goOn(which) },
      { label: words.$stop, act: () => this.timeline.stopComparing() },
    ]);
  }
}

/** What stands above the first row of a table, and how high rows are, in pixels. */
const ABOVE = 30;
const ROW = { title: 26, one: 22 };

/**
 * @param {Section[]} sections
 * @param {number[]} tops where they begin at least
 */
function tableOf(sections, tops) {
  const head = (/** @type {string} */ text, /** @type {string} */ cls) => h('th', { scope: 'col', class: cls }, text);
  let end = ABOVE;
  return [
    h('caption', {}, words.$caption),
    h('thead', {}, h('tr', {}, head('A', 'pg-bs-left'), head(words.$what, 'pg-bs-what'), head('B', 'pg-bs-right'))),
    ...sections.map(({ title, rows }, at) => {
      const lower = Math.max(0, (tops[at] ?? 0) - end);
      end += lower + ROW.title + ROW.one * Math.max(1, rows.length);
      return h('tbody', {},
        h('tr', {}, h('th', { scope: 'rowgroup', colspan: 3, class: 'pg-bs-title', style: `height: ${ROW.title + lower}px` }, title)),
        ...rows.map(({ what, left, right, tone }) => h('tr', {},
          h('td', { class: 'pg-bs-left', 'data-tone': left === '0' ? null : tone }, left), h('th', { scope: 'row' }, what),
          h('td', { class: 'pg-bs-right', 'data-tone': right === '0' ? null : tone }, right))),
        rows.length === 0 && h('tr', {}, h('td', { colspan: 3, class: 'pg-bs-same' }, h('span', {}, words.$same))));
    }),
  ];
}
