/**
 * The narrator's line: what is happening or why nothing is, and the way on. The
 * sentence is the engine's; a time that is left is counted down to here, and
 * while time goes on the sentence changes at most once a second. A scene's own
 * words stand here, too, until something is done, and what the page itself has
 * to say for a while.
 */

import { adopt, attribute, h, labelOf, left, write } from '../base.js';
import { css } from '../styles/narrator.js';
import { words } from '../texts/en/narrator.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/playground.js').Narration} Narration */
/** @typedef {import('../player/playground.js').Offer} Offer */
/** @typedef {import('../player/playground.js').Span} Span */
/**
 * @typedef {object} Button
 * @property {string} label
 * @property {() => void} act
 * @property {string} [title]
 *
 * @typedef {object} Shown
 * @property {string} id
 * @property {string} tone
 * @property {Span[]} spans
 * @property {number | null} since
 * @property {number | null} until
 * @property {string} title what there is to read besides
 * @property {Button[]} buttons at most two
 */

/** A sentence stands at least so long while time goes on, in real milliseconds. */
const STANDS_MS = 1000;
/** So long a scene's own words stand at most, in milliseconds of its time. */
const ABOUT_MS = 15_000;

export class NarratorBar {
  #line = h('i', { class: 'pg-waited', hidden: true });
  #text = h('p', {});
  /** @type {HTMLButtonElement[]} */ #buttons = [0, 1].map((at) => h('button', {
    type: 'button', class: 'pg-button', hidden: true, click: () => this.#press(at),
  }));
  /** @type {Shown | null} */ #shown = null;
  #said = '';
  #saidAt = -Infinity;
  #later = 0;
  /** What the page itself has to say for now. @type {Shown | null} */ #instead = null;
  /** When the scene that is shown opened. */ #opened = { epoch: -1, at: 0 };
  /** The spans that count down. @type {[HTMLElement, number][]} */ #counting = [];

  /**
   * @param {HTMLElement} box the place that was kept for it
   * @param {Page} page
   */
  constructor(box, page) {
    this.box = box;
    this.page = page;
    adopt(box, css);
    // It takes the focus when its button goes, with what happens now to be read.
    box.tabIndex = -1;
    this.#text.addEventListener('click', (event) => {
      const thing = event.target instanceof Element ? event.target.closest('[data-thing]') : null;
      if (thing instanceof HTMLElement) page.pick(thing.dataset.thing ?? null);
    });
    // What was there before the code was is the scene's own words.
    box.replaceChildren(this.#line, this.#text, ...this.#buttons);
  }

  /** Says what is to be said now, if the last sentence has stood long enough. */
  update() {
    const { player } = this.page;
    if (this.#opened.epoch !== player.epoch && !player.history.some((given) => given.own)) this.#opened = { epoch: player.epoch, at: player.now };
    const next = this.#instead ?? this.#next();
    const said = JSON.stringify([next, player.waiting]);
    if (said !== this.#said) {
      const passed = performance.now() - this.#saidAt;
      if (!player.playing || passed >= STANDS_MS || this.#instead) this.#show(next, said);
      else if (this.#later === 0) this.#later = setTimeout(() => this.#again(), STANDS_MS - passed);
    }
    this.#count();
  }

  /**
   * @param {string} words what is said here as long as they are not empty
   * @param {Button[]} [buttons]
   */
  say(words, buttons = []) {
    this.#instead = words === '' ? null : plain('instead', words, buttons);
    this.update();
  }

  #again() {
    this.#later = 0;
    if (this.box.isConnected) this.update();
  }

  /** @returns {Shown | null} */
  #next() {
    const { page } = this;
    const { about, player } = page;
    const own = player.history.at(-1)?.own ?? false;
    if (about && !own && player.now - this.#opened.at < ABOUT_MS) {
      const { text, label, line } = about;
      return plain('about', text, label && line ? [{ label, title: line, act: () => this.#run(line) }] : []);
    }
    const narration = player.read((source) => source.narrator());
    return narration && { ...narration, title: narration.why?.rule ?? '', buttons: this.#buttonsOf(narration) };
  }

  /**
   * What is offered first stands first; where a time is awaited, one can go there.
   * @param {Narration} narration
   * @returns {Button[]}
   */
  #buttonsOf({ offers, until, why }) {
    const { page } = this;
    const [first, second] = offers.map((offer) => this.#offered(offer));
    const skip = until === null ? null : { label: words.$skip, act: () => void page.open('skipTo', until) };
    const reason = why && { label: words.$why, act: () => void page.open('why', why) };
    return (first ? [first, skip ?? second ?? reason] : [skip, reason]).filter((button) => button !== null);
  }

  /**
   * @param {Offer} offer
   * @returns {Button}
   */
  #offered({ label, run, form, when }) {
    const { page } = this;
    if (form || !run) return { label, act: () => void page.open('menu', `new:${form}`, this.#buttons[0]) };
    const title = labelOf(run);
    if (!when) return { label, title, act: () => this.#run(run) };
    return {
      label: page.player.waiting ? words.$waiting : label, title,
      act: () => page.player.runWhen((playground) => comes(playground.view(1), when), run),
    };
  }

  /**
   * Its answer may need time, and time has to go on for that.
   * @param {import('../language.js').Command} command
   */
  #run(command) {
    void this.page.command(command);
    void this.page.player.play();
  }

  /** @param {number} at */
  #press(at) {
    if (!this.page.player.waiting) this.#shown?.buttons[at]?.act();
  }

  /**
   * @param {Shown | null} shown
   * @param {string} said
   */
  #show(shown, said) {
    clearTimeout(this.#later);
    this.#later = 0;
    this.#shown = shown;
    this.#said = said;
    this.#saidAt = performance.now();
    this.#counting = [];
    attribute(this.box, 'data-narration', shown?.id ?? null);
    attribute(this.box, 'data-tone', shown?.tone ?? null);
    attribute(this.#text, 'title', [shown?.spans.map((span) => span.text).join(''), shown?.title].filter(Boolean).join('\n\n') || null);
    this.#text.replaceChildren(...(shown?.spans ?? []).map((span) => this.#span(span)));
    const focused = this.#buttons.find((button) => button === /** @type {ShadowRoot} */ (this.box.getRootNode()).activeElement);
    this.#buttons.forEach((button, at) => {
      const what = shown?.buttons[at];
      button.hidden = !what;
      write(button, what?.label ?? '');
      attribute(button, 'title', what?.title ?? null);
      // A disabled button would lose the focus.
      attribute(button, 'aria-disabled', this.page.player.waiting ? 'true' : null);
    });
    if (focused?.hidden) this.box.focus({ preventScroll: true });
    this.page.relight();
  }

  /** @param {Span} span */
  #span({ text, strong, thing, until }) {
    const element = h(strong || thing ? 'strong' : until === undefined ? 'span' : 'b', { 'data-thing': thing }, text);
    if (until !== undefined) this.#counting.push([element, until]);
    return element;
  }

  /** Between two sentences only what is left of a wait changes. */
  #count() {
    const { now } = this.page.player;
    for (const [element, until] of this.#counting) write(element, left(until - now));
    const { since = null, until = null } = this.#shown ?? {};
    const known = since !== null && until !== null && until > since;
    attribute(this.#line, 'hidden', !known);
    if (known) this.#line.style.setProperty('--waited', String(Math.min(1, Math.max(0, (now - since) / (until - since)))));
  }
}

/**
 * @param {string} id
 * @param {string} text
 * @param {Button[]} buttons
 * @returns {Shown}
 */
function plain(id, text, buttons) {
  return { id, tone: 'plain', spans: [{ text, strong: false, thing: null }], since: null, until: null, title: '', buttons };
}

/**
 * Whether a moment has come.
 * @param {import('../player/view.js').View} view
 * @param {import('../player/playground.js').When} when
 */
function comes(view, { is, machine }) {
  const consumer = view.consumers.find((each) => each.machine.name === machine);
  if (!consumer) return false;
  return is === 'committed' ? consumer.doneUncommitted === 0 : consumer.doneUncommitted > 0 && !consumer.commitInAir;
}
