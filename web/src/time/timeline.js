/**
 * The page's timeline: an overview of all that is known above the stretch
 * around the present. It takes the place of the simple one when the first frame
 * has been painted; its box is the same, and nothing moves when it comes.
 */

import { adopt, attribute, clock, h, lacking, write } from '../base.js';
import { css } from '../styles/time.js';
import { Branches } from './branches.js';
import { Drawing, SIDE } from './drawing.js';
import { listenToHands } from './hands.js';
import { Jumps, KINDS } from './jumps.js';
import { drawCoarse, drawLine, marksAt, namesWithRoom, ticks } from './marks.js';
import { lengthWords, Span, wholeLength } from './span.js';
import { MarkList, Tip } from './tip.js';
import { Undoing } from './undoing.js';
import { words } from '../texts/en/time.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Mark} Mark */
/** @typedef {import('../player/told.js').Change} Change */
/** @typedef {import('../player/told.js').Entry} Entry */
/** @typedef {import('../panels/menu.js').Item} Item */

/** Marks are asked for at most so often while playing, in real milliseconds; a long history takes longer, and is asked for less. */
const REFRESH_MS = 200;
const REFRESH_PER_COST = 40;
/** What is drawn reaches so far beyond the box, in parts of its width, and is drawn again before that is used up. */
const BEYOND = 0.4;
const KEY_MS = 1000;
const ALL = { view: true, branch: true, playback: true };

export class Timeline {
  width = 0;
  span = new Span();
  drawing = new Drawing();
  tip = new Tip();
  /** What is compared, while something is. @type {import('../compare/beside.js').Beside | null} */ beside = null;
  /** @type {readonly Mark[]} */ #marks = [];
  #drawnAt = -Infinity;
  #refresh = REFRESH_MS;
  #stale = true;
  #later = 0;
  /** The stretch whose marks are drawn. */ #drawn = { from: 0, length: 0 };
  /** @type {number | null} */ #due = null;
  #length = h('button', { type: 'button', class: 'pg-zoom-fit', title: words.$allOfTime, click: () => this.fit() });
  #ordinal = h('span', { class: 'pg-clock-step' });

  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.player = page.player;
    const { timeline, element } = page.controls;
    this.element = timeline.element;
    adopt(this.element, css);
    this.jumps = new Jumps(page);
    this.branches = new Branches(this);
    this.undoing = new Undoing(this);
    this.list = new MarkList({
      marks: () => this.#marks,
      nameOf: (index) => this.nameOf(index),
      now: () => this.player.now,
      reveal: (at) => {
        this.span.reveal(at);
        this.redraw();
      },
      point: (mark, text) => this.#point(mark, text),
      leave: () => {
        this.drawing.point(null);
        this.tip.hide();
      },
      goTo: (at) => void page.goTo(at),
    });
    this.#takeOver();
    element.append(this.#zoomButtons());
    page.controls.steer = this.jumps;
    listenToHands(this);
    new ResizeObserver(() => this.#resized()).observe(this.element);
    this.#resized();
  }

  /** @param {Change} change */
  update(change) {
    if (change.branch) this.branches.learn();
    this.undoing.update(change);
    this.beside?.update(change);
    this.jumps.draw();
    if (this.width === 0) return;
    const { player, span } = this;
    span.follow(player.now, player.end, player.scrubbing);
    if (change.view) this.#learn();
    this.#readMarks(change.branch);
    const moved = ((this.#drawn.from - span.from) / span.length) * this.width;
    if (this.#drawn.length !== span.length || Math.abs(moved) > BEYOND * this.width) this.#drawMarks();
    else this.drawing.move(moved);
    this.#drawTime();
    this.branches.draw();
  }

  /** Draws what is shown once more: the stretch is another one. */
  redraw() {
    this.#drawMarks();
    this.#drawTime();
    this.branches.draw();
  }

  /** @param {Entry} entry */
  addEntry(entry) {
    if (!entry.setup && entry.forked) this.branches.parted();
    if (entry.compared) void this.compare(entry.compared);
  }

  /**
   * Shows two branches side by side. That comes when it is asked for.
   * @param {{ left: number, right: number }} both
   */
  async compare({ left, right }) {
    this.branches.learn();
    const late = await import('../compare/beside.js').catch(() => null);
    if (!late) return this.page.say(lacking(words.$whatCompares));
    if (left === right || !this.branches.find(left) || !this.branches.find(right)) return;
    if (this.beside) this.beside.show([left, right]);
    else this.beside = new late.Beside(this, [left, right]);
    this.branches.redraw();
  }

  stopComparing() {
    const { beside } = this;
    this.beside = null;
    beside?.stop();
    if (beside) this.branches.redraw();
  }

  fit() {
    this.span.fit();
    this.span.follow(this.player.now, this.player.end, false);
    this.redraw();
  }

  /** @param {-1 | 1} by nearer or further away, around the present */
  zoom(by) {
    this.span.step(by, this.player.now, this.player.end);
    this.redraw();
  }

  /** @param {number} x in pixels of the window */
  partAt(x) {
    return (x - this.element.getBoundingClientRect().left - SIDE) / this.width;
  }

  /** @param {number} x in pixels of the window */
  timeAt(x) {
    return this.span.instantOf(Math.min(1, Math.max(0, this.partAt(x))));
  }

  /**
   * The instant at a place of the window, to whole milliseconds, as far as it is known.
   * @param {number} x in pixels of the window
   */
  instantAt(x) {
    return Math.round(Math.min(Math.max(0, this.timeAt(x)), this.player.end));
  }

  /**
   * What a mark is called: the engine says it, or said it when it was recorded.
   * @param {number} index
   */
  nameOf(index) {
    const { player } = this;
    /** @type {import('../player/narrated.js').Recording | null} */
    const recording = player.recording;
    return recording ? (recording.names?.[index] ?? '') : (player.ask((playground) => playground.markName(index)) ?? '');
  }

  /**
   * Says what is where a pointer is on the line.
   * @param {number} x in pixels of the window
   */
  tell(x) {
    const place = this.partAt(x) * this.width;
    this.#tellAt(place, this.timeAt(x), marksAt(this.#marks, this.span, this.width, place), false);
  }

  /** @param {number} x in pixels of the window, over the overview */
  tellOver(x) {
    const axis = this.#wholeAxis();
    const place = Math.min(this.width, Math.max(0, this.partAt(x) * this.width));
    const near = marksAt(this.#marks, axis, this.width, place).filter(({ mark }) => mark.kind !== 'commit');
    this.#tellAt(place, (place / this.width) * axis.length, near, true);
  }

  /**
   * What the menu beside the steps offers.
   * @returns {Item[]}
   */
  items() {
    const { jumps, undoing, branches } = this;
    return [
      ...KINDS.map(([kind]) => ({ label: words.$kinds[kind].next, act: () => void jumps.to(kind, 1) })),
      ...KINDS.map(([kind]) => ({ label: words.$kinds[kind].last, act: () => void jumps.to(kind, -1) })),
      { label: words.$nextCommand, act: () => void jumps.command(1) },
      { label: words.$lastCommand, act: () => void jumps.command(-1) },
      { label: words.$backwards, act: () => void jumps.toggleBackwards() },
      { label: words.$undo, act: () => void undoing.undo() },
      { label: words.$redo, act: () => void undoing.redo() },
      ...branches.items(),
    ];
  }

  #takeOver() {
    const { element } = this;
    const { timeline } = this.page.controls;
    const { svg, line, over } = this.drawing;
    const focused = element.matches(':focus');
    for (const name of ['tabindex', 'aria-valuemin', 'aria-valuemax', 'aria-valuenow', 'aria-valuetext']) element.removeAttribute(name);
    attribute(element, 'role', 'group');
    attribute(element, 'aria-label', words.$time);
    element.replaceChildren(svg, over, line, this.list.element, this.tip.element);
    // While it has the focus it lies over the line, which is what one presses.
    this.list.element.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      event.stopPropagation();
      line.dispatchEvent(new PointerEvent(event.type, event));
    });
    timeline.update = (change) => this.update(change);
    timeline.instantAt = (x) => this.instantAt(x);
    if (focused) line.focus();
  }

  #zoomButtons() {
    const button = (/** @type {string} */ name, /** @type {string} */ sign, /** @type {-1 | 1} */ by) =>
      h('button', { type: 'button', class: 'pg-zoom-by', 'aria-label': name, title: name, click: () => this.zoom(by) }, sign);
    const { element } = this.page.controls;
    element.querySelector('.pg-clock')?.after(this.#ordinal);
    return h('span', { class: 'pg-zoom', role: 'group', 'aria-label': words.$zoom }, button(words.$seeMore, '−', 1), this.#length,
      button(words.$seeLess, '+', -1));
  }

  #resized() {
    this.width = Math.max(0, this.element.clientWidth - 2 * SIDE);
    this.#drawn.length = 0;
    this.update(ALL);
  }

  #wholeAxis() {
    const length = wholeLength(this.player.end);
    return { from: 0, length, partOf: (/** @type {number} */ at) => at / length };
  }

  /** What else there is to know of the present. */
  #learn() {
    const { player } = this;
    this.#stale = true;
    this.#due = player.read((source) => source.narrator())?.until ?? null;
    const place = player.playing ? null : player.ask((playground) => playground.instant());
    write(this.#ordinal, place && place.ordinal !== null ? `+${place.ordinal}` : '');
    attribute(this.#ordinal, 'title', place && place.ordinal !== null ? words.$afterSteps(place.ordinal) : null);
  }

  /** @param {boolean} another whether it is another history */
  #readMarks(another) {
    const real = performance.now();
    if (another || (this.#stale && real - this.#drawnAt > this.#refresh)) {
      this.#drawnAt = real;
      this.#stale = false;
      this.#marks = this.player.read((source) => source.marks()) ?? [];
      this.branches.keep(this.#marks);
      this.#drawMarks();
      this.#refresh = Math.max(REFRESH_MS, (performance.now() - real) * REFRESH_PER_COST);
    } else if (this.#stale && this.#later === 0) {
      // Where time stands still again, nothing else comes to draw what was put off.
      this.#later = setTimeout(() => {
        this.#later = 0;
        this.update({ view: false, branch: false, playback: false });
      }, this.#refresh);
    }
  }

  #drawMarks() {
    const { span, width, player } = this;
    if (width === 0) return;
    this.#drawn = { from: span.from, length: span.length };
    const places = new Map(this.#marks.map((mark, index) => [mark, index]));
    const names = namesWithRoom(this.#marks, span, width, (mark) => this.nameOf(places.get(mark) ?? 0));
    this.drawing.marks(drawLine(this.#marks, span, width, player.end), drawCoarse(this.#marks, this.#wholeAxis(), width, player.end), names,
      ticks(span, width));
    this.drawing.move(0);
    write(this.#length, span.fits ? 'all' : lengthWords(span.length));
  }

  #drawTime() {
    const { span, width, player, drawing } = this;
    const at = (/** @type {number} */ instant) => span.partOf(instant) * width;
    drawing.time({ width, now: at(player.now), end: at(player.end), due: this.#due === null ? null : at(this.#due) });
    const whole = this.#wholeAxis();
    const over = (/** @type {number} */ instant) => Math.min(1, whole.partOf(instant)) * width;
    drawing.overview({ width, now: over(player.now), end: over(player.end), from: over(span.from), to: over(span.from + span.length) });
    const { line } = drawing;
    attribute(line, 'aria-valuemax', Math.ceil(player.end / KEY_MS) * KEY_MS);
    // While it plays, whole seconds: a listener would hear no end of it otherwise.
    const told = player.playing && !player.scrubbing ? Math.floor(player.now / KEY_MS) * KEY_MS : Math.floor(player.now);
    attribute(line, 'aria-valuenow', told);
    attribute(line, 'aria-valuetext', clock(told));
  }

  /**
   * @param {number} place
   * @param {number} at
   * @param {{ mark: Mark, index: number }[]} near
   * @param {boolean} low
   */
  #tellAt(place, at, near, low) {
    const names = [...new Set(near.map(({ index, mark }) => this.nameOf(index) || mark.kind))];
    // Where something happened, its instant is the one that is wanted.
    const instant = near.length > 0 ? near[0].mark.at : Math.min(at, Math.max(this.player.end, 0));
    const text = [clock(instant), ...names].join(' · ');
    this.tip.show(place + SIDE, this.width + 2 * SIDE, text, { low, thing: near[0]?.mark.thing ?? null });
  }

  /**
   * @param {Mark} mark
   * @param {string} text
   */
  #point(mark, text) {
    const x = this.span.partOf(mark.at) * this.width;
    this.drawing.point(x);
    this.tip.show(x + SIDE, this.width + 2 * SIDE, text, { thing: mark.thing });
  }
}
