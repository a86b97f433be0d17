/**
 * The tab words.$whatif: a fault at every instant of the last seconds, as a strip
 * above the timeline, and the same for other ways to commit and other settings.
 * The engine tries and counts; it is asked again where time stands, and what it
 * said stays while time goes on.
 */

import { adopt, attribute, el, h, hold, labelOf, patch, write } from '../base.js';
import { css } from '../styles/whatif.js';
import { Asked, placeIn } from './asking.js';
import { drawCases, MODES, valuesIn } from './cases.js';
import { branchOf, goAndDo } from './going.js';
import { createStrip } from './strip.js';
import { briefly, instantWords, summaryWords, worstOf } from './words.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../language.js').Command} Command */
/** @typedef {import('./cases.js').Case} Case */

const WINDOWS = ['3s', '10s', '30s'];
/** It is asked when somebody has been at an instant for so long, in real milliseconds. */
const STILL_MS = 200;
/** Where the page is smaller, the strip is in the tab. */
const ROOMY = { width: 860, height: 700 };
/** As much of a timeline that the window fills at least, if its axis is to be the same. */
const LEAST_PART = 0.25;

/** A window as people read it: `10 s`. @param {string} last */
const apart = (last) => last.replace('s', ' s');

export class Panel {
  #machine = h('select', { 'aria-label': words.$machine, change: () => this.#changed() });
  #act = h('select', { 'aria-label': words.$whatHappens, change: () => this.#changed() }, ...words.$acts.map(([value, text]) => h('option', { value }, text)));
  #last = h('select', { 'aria-label': words.$inTheLast, change: () => this.#changed() }, ...WINDOWS.map((value) => (
    h('option', { value, selected: value === '10s' }, words.$lastSeconds(apart(value))))));
  #line = h('input', { 'aria-label': words.$command, class: 'pg-wi-line', hidden: true, autocomplete: 'off', spellcheck: 'false',
    placeholder: 'pause c1', change: () => this.#changed() });
  #state = h('p', { class: 'pg-wi-state', role: 'status' });
  #cancel = h('button', { type: 'button', class: 'pg-quiet', click: () => this.#press() });
  #bar = createStrip((bar) => this.#go(bar));
  #strip = h('section', { class: 'pg-wi-strip', 'aria-label': words.$atEach },
    h('div', { class: 'pg-wi-ask' },
      h('h3', {}, words.$atEachComma),
      h('div', { class: 'pg-wi-row' }, this.#machine, this.#act, this.#line, this.#last),
      h('div', { class: 'pg-wi-row' }, this.#state, this.#cancel),
      h('p', { class: 'pg-wi-legend' }, h('span', { class: 'pg-wi-level-again' }, words.$legendAgain), ' ',
        h('span', { class: 'pg-wi-level-lost' }, words.$legendNever))),
    this.#bar.element);
  #cases = h('div', { class: 'pg-wi-cases', role: 'group', 'aria-label': words.$otherWays, click: (event) => this.#choose(event) });
  #heldCases = hold(this.#cases);
  #note = h('p', { class: 'pg-wi-note' });
  #key = h('input', { 'aria-label': words.$setting, value: 'max.poll.records', autocomplete: 'off', spellcheck: 'false' });
  #values = h('input', { 'aria-label': words.$values, value: '1, 4, 500', autocomplete: 'off', spellcheck: 'false' });
  #body = h('div', { class: 'pg-scroll pg-wi-body', tabindex: 0, role: 'region', 'aria-label': words.$whatif });
  /** The fault at every instant of the history as it is. @type {Asked | null} */ #main = null;
  /** @type {Case[]} */ #modes = [];
  /** @type {Case[]} */ #settings = [];
  /** What was asked about, and where. */ #asked = { place: '', fault: /** @type {Command} */ (''), machine: '', last: '', branch: 0 };
  /** The setting whose values are tried, once somebody asked. @type {{ key: string, values: string[] } | null} */ #wanted = null;
  #later = 0;
  #soon = 0;
  #asleep = '';
  #told = false;
  /** The stretch of the timeline that the bars were drawn over. */ #axis = '';
  /** @type {string | null} */ #followed = null;

  /**
   * @param {HTMLElement} box the place that was kept for it
   * @param {Page} page
   */
  constructor(box, page) {
    this.box = box;
    this.page = page;
    adopt(box, css);
    const form = h('form', { class: 'pg-wi-setting', submit: (event) => this.#trySetting(event) },
      h('span', {}, words.$orWith), this.#key, h('span', { 'aria-hidden': 'true' }, '='), this.#values,
      h('button', { type: 'submit', class: 'pg-button' }, words.$try));
    this.#body.append(this.#cases, form);
    box.append(h('header', { class: 'pg-panel-head' }, h('h2', {}, words.$whatif), this.#note), this.#body);
    new ResizeObserver(() => this.#settle()).observe(page.root);
    // A timeline that is zoomed has another axis.
    for (const type of ['wheel', 'keyup', 'pointerup', 'click']) page.root.addEventListener(type, () => this.#drawSoon(), { passive: true });
  }

  async open() {
    this.#settle();
    this.#asleep = await this.page.player.awake().then(() => '', (error) => error.message);
    this.update();
    this.#draw();
  }

  /**
   * Asks what a line of the terminal would ask: `crash c1 --last 10s`.
   * @param {string} line
   */
  askFor(line) {
    const { view } = this.page;
    if (view) this.#drawSelects(view);
    const [fault, ...options] = line.trim().split(/\s+--/);
    const [act, machine, ...more] = fault.split(/\s+/);
    const known = more.length === 0 && words.$acts.some(([value]) => value === act) && [...this.#machine.options].some(({ value }) => value === machine);
    this.#act.value = known ? act : '';
    if (known) this.#machine.value = machine;
    else this.#line.value = fault;
    const last = options.map((option) => option.split(/\s+/)).find(([name]) => name === 'last')?.[1] ?? '';
    if (WINDOWS.includes(last)) this.#last.value = last;
    this.#changed();
  }

  /** Nobody looks: what is not known yet is not looked for. */
  close() {
    this.#strip.remove();
    for (const asked of this.#all()) asked.stop();
    this.#asked.place = '';
    this.#tell(false);
  }

  update() {
    const { view, player } = this.page;
    if (this.box.hidden || !view || !player.isAwake) return;
    this.#drawSelects(view);
    if (this.#machine.value === '' && this.#act.value !== '') return;
    const stands = !player.playing && !player.scrubbing;
    if (this.#main === null) this.#ask();
    else if (stands && !this.#isNow) {
      clearTimeout(this.#later);
      this.#later = setTimeout(() => {
        if (!this.box.hidden && !player.playing && !player.scrubbing) this.#ask();
      }, STILL_MS);
    }
    if (!stands) this.#tell(false);
    const span = this.page.time?.span;
    if (span && `${span.from} ${span.length}` !== this.#axis) this.#drawBars();
  }

  /** Where one is, and what is asked there: the fault and the window. */
  get #place() {
    const about = JSON.stringify([this.#act.value, this.#act.value === '' ? this.#line.value : this.#machine.value, this.#last.value]);
    return `${placeIn(this.page.player)} ${about}`;
  }

  /** @returns {Command} */
  get #fault() {
    return this.#act.value === '' ? this.#line.value.trim() || 'pause c1' : { verb: this.#act.value, operands: [this.#machine.value] };
  }

  #all() {
    return [this.#main, ...this.#modes.map(({ asked }) => asked), ...this.#settings.map(({ asked }) => asked)].filter((asked) => asked !== null);
  }

  /** Another fault is wanted: what was known of the last one is of no use. */
  #changed() {
    attribute(this.#line, 'hidden', this.#act.value !== '');
    attribute(this.#machine, 'hidden', this.#act.value === '');
    this.#ask();
  }

  #ask() {
    const { player } = this.page;
    for (const asked of this.#all()) asked.stop();
    clearTimeout(this.#later);
    const [fault, last] = [this.#fault, this.#last.value];
    this.#asked = {
      place: this.#place, fault, last, machine: this.#machine.value, branch: branchOf(player),
    };
    this.#main = this.#one([]);
    const whole = this.#main.state !== 'refused';
    this.#modes = whole && this.#act.value !== '' ? this.#modesNow() : [];
    this.#settings = whole && this.#wanted ? this.#settingsNow(this.#wanted) : [];
    this.#draw();
  }

  /** @param {[string, string][]} options */
  #one(options) {
    const { fault, last } = this.#asked;
    const saying = { verb: 'whatif', operands: [labelOf(fault)], options: /** @type {[string, string][]} */ ([['--last', last], ...options]) };
    return new Asked(this.page.player, saying, () => this.#draw());
  }

  /** @returns {Case[]} */
  #modesNow() {
    const { machine } = this.#asked;
    const own = this.page.player.ask((playground) => playground.code(machine))?.commit;
    return MODES.map((mode) => ({
      key: `commit ${mode}`, name: words.$modes[mode][0], about: words.$modes[mode][1], option: ['--commit', mode], own: mode === own,
      command: labelOf({ verb: 'set', operands: [machine], options: [['--commit', mode]] }), asked: this.#one([['--commit', mode]]),
    }));
  }

  /**
   * @param {{ key: string, values: string[] }} wanted
   * @returns {Case[]}
   */
  #settingsNow({ key, values }) {
    const { machine } = this.#asked;
    const settings = this.page.player.ask((playground) => playground.code(machine))?.settings ?? [];
    const now = settings.find((setting) => setting.key === key)?.value;
    return values.map((value) => ({
      key: `set ${value}`, name: value, about: key, option: ['--set', `${key}=${value}`], own: value === now,
      command: labelOf({ verb: 'set', operands: [machine, `${key}=${value}`] }), asked: this.#one([['--set', `${key}=${value}`]]),
    }));
  }

  /** @param {SubmitEvent} event */
  #trySetting(event) {
    event.preventDefault();
    const [key, values] = [this.#key.value.trim(), valuesIn(this.#values.value)];
    if (key === '' || values.length === 0 || !this.#main) return;
    for (const { asked } of this.#settings) asked.stop();
    this.#wanted = { key, values };
    // At the instant that the others are of, if one is still there.
    if (!this.#isNow) return this.#ask();
    this.#settings = this.#settingsNow(this.#wanted);
    this.#draw();
  }

  /** Cancels, or goes on. */
  #press() {
    const counts = this.#all().filter(({ state }) => state === 'counts');
    if (counts.length > 0) for (const asked of counts) asked.stop();
    else this.#ask();
    this.#draw();
  }

  /** @param {import('../player/playground.js').WhatIfBar} bar */
  #go(bar) {
    this.#tell(false);
    void goAndDo(this.page, this.#asked.branch, bar, this.#asked.fault);
  }

  /** @param {MouseEvent} event */
  #choose(event) {
    const found = event.target instanceof Element ? event.target.closest('[data-case]') : null;
    const key = found instanceof HTMLElement ? found.dataset.case : undefined;
    const one = [...this.#modes, ...this.#settings].find((each) => each.key === key);
    if (one && !one.own) void this.page.command(one.command);
  }

  /** The strip is above the timeline where there is room for it. */
  #settle() {
    if (this.box.hidden) return;
    const { root, controls } = this.page;
    const roomy = controls.element.clientWidth >= ROOMY.width && root.clientHeight >= ROOMY.height;
    const focused = this.#strip.contains(/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
    if (roomy && this.#strip.nextElementSibling !== controls.element) controls.element.before(this.#strip);
    if (!roomy && this.#strip.parentElement !== this.#body) this.#body.prepend(this.#strip);
    if (focused) this.#bar.element.focus();
    attribute(this.#strip, 'data-above', roomy);
    const timeline = controls.timeline.element;
    const style = this.#strip.style;
    style.setProperty('--wi-left', `${timeline.offsetLeft + 8}px`);
    style.setProperty('--wi-width', `${Math.max(100, timeline.clientWidth - 16)}px`);
    this.#drawSoon();
  }

  #drawSoon() {
    if (this.#soon || this.box.hidden) return;
    this.#soon = requestAnimationFrame(() => {
      this.#soon = 0;
      if (!this.box.hidden) this.#drawBars();
    });
  }

  #drawBars() {
    const main = this.#main;
    if (!main) return;
    const { axis, own } = this.#axisFor(main);
    const span = this.page.time?.span;
    this.#axis = `${span?.from} ${span?.length}`;
    const fault = labelOf(this.#asked.fault);
    const summary = main.series?.summary;
    const about = summary && main.bars.length > 0 ? `${fault}: ${summaryWords(summary)}` : '';
    this.#bar.show({ bars: main.bars, axis, own, fault, about }, main.state === 'refused' ? main.refusal : main.state === 'counts' ? words.$isTried : '');
  }

  #draw() {
    const main = this.#main;
    if (!main) return write(this.#state, this.#asleep);
    this.#drawBars();
    this.#drawState();
    const cases = [...this.#modes, ...this.#settings];
    patch(this.#heldCases, el('root', 'div', 'pg-wi-cases', {}, drawCases(cases, main.bars)));
    const { machine, last } = this.#asked;
    write(this.#note, this.#modes.length === 0 ? ''
      : words.$note(apart(last), this.#act.value, machine));
    attribute(this.#note, 'title', words.$whyDifferent);
    this.#tell(!this.page.player.playing && main.state === 'done');
  }

  #drawState() {
    const main = this.#main;
    const all = this.#all();
    const counting = all.filter(({ state }) => state === 'counts');
    const tried = all.reduce((sum, { bars }) => sum + bars.length, 0);
    const part = all.reduce((sum, { part: each }) => sum + each, 0) / Math.max(1, all.length);
    const stopped = all.some(({ state }) => state === 'stopped');
    const summary = main?.series?.summary;
    write(this.#state, counting.length > 0 ? words.$tried(tried, Math.floor(part * 100))
      : main?.state === 'refused' ? words.$isRefused : stopped ? words.$cancelled(tried) : summary ? summaryWords(summary) : '');
    write(this.#cancel, counting.length > 0 ? words.$cancel : stopped ? words.$goOn : words.$tryAgain);
    attribute(this.#cancel, 'hidden', counting.length === 0 && !stopped && this.#isNow);
  }

  /** Whether what is known is of the instant that is shown. */
  get #isNow() {
    return this.#asked.place === this.#place;
  }

  /**
   * The axis of the timeline below, where the window fills enough of it.
   * @param {Asked} main
   */
  #axisFor({ from, to }) {
    const window = { from, length: Math.max(1, to - from) };
    const span = this.page.time?.span;
    if (!span || !this.#strip.hasAttribute('data-above')) return { axis: window, own: true };
    const overlap = Math.min(to, span.from + span.length) - Math.max(from, span.from);
    if (overlap < LEAST_PART * span.length && overlap < window.length) return { axis: window, own: true };
    return { axis: { from: span.from, length: span.length }, own: false };
  }

  /** @param {View} view */
  #drawSelects(view) {
    const names = [...view.consumers, ...view.producers].map((each) => each.machine.name);
    const { picked } = this.page;
    const select = this.#machine;
    const before = select.value;
    if ([...select.options].map(({ value }) => value).join('\n') !== names.join('\n')) {
      select.replaceChildren(...names.map((name) => h('option', { value: name }, name)));
      if (names.includes(before)) select.value = before;
    }
    if (picked === this.#followed) return;
    this.#followed = picked;
    const name = picked?.startsWith('machine:') ? picked.slice('machine:'.length) : '';
    if (names.includes(name)) select.value = name;
  }

  /** What is worst is said in the narrator's place, with the way there. @param {boolean} on */
  #tell(on) {
    // Where two branches are compared, what differs has that place.
    if (this.page.time?.beside) {
      this.#told = false;
      return;
    }
    const summary = this.#main?.series?.summary;
    const worst = on && this.#isNow && summary ? worstOf(summary) : null;
    if (!worst) {
      if (this.#told) this.page.tell('');
      this.#told = false;
      return;
    }
    if (this.#told) return;
    this.#told = true;
    const fault = labelOf(this.#asked.fault);
    const bar = this.#main?.bars.find(({ at, ordinal }) => at === worst.at.at && ordinal === worst.at.ordinal);
    this.page.tell(words.$worstOf(fault, apart(this.#asked.last), summaryWords(/** @type {any} */ (summary))), bar && [{
      label: words.$atCost(fault.replace(/^./, (first) => first.toUpperCase()), instantWords(worst.at), briefly(worst)), act: () => this.#go(bar),
    }]);
  }
}
