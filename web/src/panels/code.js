/**
 * A program's code beside the picture: the line that runs is lit, values stand
 * at its margin, the flag stands where it commits and can be moved, and its
 * settings have the names that its client has for them. What runs and what the
 * values are is the engine's word; the text is ours (`code/`).
 */

import { adopt, attribute, el, h, hold, labelOf, patch, write } from '../base.js';
import { copyFrom } from './copy.js';
import { clients } from '../code/clients.js';
import { textOf } from '../code/lines.js';
import { css } from '../styles/code.js';
import { Commits } from './commits.js';
import { CrashColumn } from './crash-column.js';
import { describe, settingForm } from './code-lines.js';
import { lentCode } from './lent-code.js';
import { words } from '../texts/en/code.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../code/lines.js').Line} Line */
/** @typedef {import('./code-lines.js').Told} Told */
/** @typedef {import('../player/view.js').View} View */

/** Of more machines one is chosen from a list. */
const FEW = 6;
/** At a higher speed the text is not scrolled after the line that runs. */
const READABLE = 1;
/** What Kafka's clients are called where a producer names its own. @type {Record<string, string>} */
const PRODUCERS = { librdkafka: 'confluent-kafka' };

export class Panel {
  #members = h('div', { class: 'pg-segments', role: 'group', 'aria-label': words.$whose, click: (event) => this.#chooseMember(event) });
  #more = h('select', { 'aria-label': words.$whose, hidden: true, change: () => this.#show(this.#more.value) });
  #clients = h('div', { class: 'pg-segments', role: 'group', 'aria-label': words.$client, click: (event) => this.#chooseClient(event) });
  #client = h('select', { 'aria-label': words.$client, change: () => this.#showClient(this.#client.value) });
  #copy = h('button', {
    type: 'button', class: 'pg-quiet', title: words.$copyHint, click: () => void this.#copyText(),
  }, words.$copy);
  #note = h('p', { class: 'pg-code-note' });
  #make = h('button', { type: 'button', class: 'pg-button', hidden: true, click: () => this.#makeIt() });
  #lines = h('div', { class: 'pg-code-lines', role: 'group', 'aria-label': words.$itsCode });
  #settings = h('div', { class: 'pg-code-settings', role: 'group', 'aria-label': words.$itsSettings, click: (event) => this.#openSetting(event) });
  #heldLines = hold(this.#lines);
  #heldSettings = hold(this.#settings);
  #heldMembers = hold(this.#members);
  #heldClients = hold(this.#clients);
  #crashes;
  /** Whose code is wanted, and in whose language; null for its own. @type {string | null} */ #wanted = null;
  /** @type {string | null} */ #language = null;
  /** Which of the programs that were lent. */ #lentLanguage = 'java';
  /** The thing whose code was shown because it was picked. @type {string | null} */ #followed = null;
  /** @type {Told | null} */ #told = null;
  /** @type {HTMLElement} */ #place;
  /** Tells where the line that runs is. @type {IntersectionObserver} */ #sight;
  /** What was scrolled to its loop. */ #seen = '';
  /** The line that runs. @type {Element | null} */ #line = null;
  /** Whether somebody scrolled, and wants to read on there. */ #scrolled = false;
  #asleep = '';
  /** When the engine was asked last, and what it said. */
  #asked = '';
  /** @type {import('../player/playground.js').CodeState | null} */ #code = null;

  /**
   * @param {HTMLElement} box the place that was kept for it
   * @param {Page} page
   */
  constructor(box, page) {
    this.box = box;
    this.page = page;
    adopt(box, css);
    this.#crashes = new CrashColumn(page, () => this.update());
    const place = this.#place = h('div', { class: 'pg-scroll pg-code-place', tabindex: 0, role: 'region', 'aria-label': words.$code },
      this.#lines, this.#settings);
    this.#sight = new IntersectionObserver(([entry]) => this.#bringToSight(entry), { root: place });
    for (const what of ['wheel', 'touchmove', 'keydown']) place.addEventListener(what, () => (this.#scrolled = true), { passive: true });
    box.append(
      h('header', { class: 'pg-panel-head' }, h('h2', {}, words.$code), this.#members, this.#more, this.#clients, this.#client, this.#copy),
      h('div', { class: 'pg-code-say' }, this.#note, this.#make),
      place,
    );
    new Commits(this.#lines, {
      label: (way) => labelOf(this.#moved(way)),
      move: (way) => void page.command(this.#moved(way)),
    });
  }

  /** Somebody opened it: the engine alone knows what runs. */
  async open() {
    this.#asleep = await this.page.player.awake().then(() => '', (error) => error.message);
    this.update();
  }

  /** Nobody looks. */
  close() {
    this.#crashes.stop();
  }

  update() {
    const { view } = this.page;
    if (this.box.hidden || !view) return;
    const lent = lentCode(this.page.root);
    const name = this.#nameIn(view);
    const told = lent ? this.#tellLent(lent, name) : name === null ? null : this.#tell(view, name);
    this.#told = told;
    this.#crashes.update(told?.dies ? told.name : null);
    if (lent) this.#drawLentHead(lent, told);
    else this.#drawHead(view, told);
    write(this.#note, told?.note ?? (this.#asleep || words.$noProgram));
    attribute(this.#make, 'hidden', !told?.make);
    if (told?.make) {
      write(this.#make, told.make.label);
      attribute(this.#make, 'title', labelOf(told.make.saying));
    }
    patch(this.#heldLines, el('root', 'div', 'pg-code-lines', { 'data-lit': told?.lit ?? null }, told?.rows ?? []));
    this.#showLoop(told);
    this.#showLine();
    patch(this.#heldSettings, el('root', 'div', 'pg-code-settings', { hidden: (told?.settings.length ?? 0) === 0 }, told?.settings ?? []));
  }

  /**
   * Another program is shown from where its loop begins: what is before that,
   * one reads once.
   * @param {Told | null} told
   */
  #showLoop(told) {
    const seen = `${told?.name} ${told?.client}`;
    if (told === null || seen === this.#seen) return;
    this.#seen = seen;
    this.#scrolled = false;
    this.#line = null;
    const loop = this.#lines.querySelector('[data-ops~="idle"]');
    this.#place.scrollTop = loop instanceof HTMLElement ? loop.offsetTop : 0;
  }

  /**
   * The line that runs is kept in sight, where one can still read it and nobody
   * scrolled the text. The observer has measured already: nothing is laid out
   * for this.
   */
  #showLine() {
    const { playing, speed } = this.page.player;
    const line = this.#lines.querySelector('.pg-runs');
    if (line === this.#line) return;
    this.#sight.disconnect();
    this.#line = line;
    if (!playing) this.#scrolled = false;
    if (line && !this.#scrolled && !(playing && speed > READABLE)) this.#sight.observe(line);
  }

  /** @param {IntersectionObserverEntry} entry */
  #bringToSight({ boundingClientRect: line, rootBounds: place }) {
    this.#sight.disconnect();
    if (!place || place.height < line.height) return;
    this.#place.scrollTop += Math.min(0, line.top - place.top) + Math.max(0, line.bottom - place.bottom);
  }

  /**
   * Whose code is shown: what was chosen or picked last, while it is there.
   * @param {View} view
   */
  #nameIn(view) {
    const { picked } = this.page;
    const names = namesIn(view);
    if (picked !== this.#followed) {
      this.#followed = picked;
      const name = picked?.startsWith('machine:') ? picked.slice('machine:'.length) : null;
      if (name !== null && names.includes(name)) this.#wanted = name;
    }
    return this.#wanted !== null && names.includes(this.#wanted) ? this.#wanted : names[0] ?? null;
  }

  /**
   * @param {View} view
   * @param {string} name
   * @returns {Told | null}
   */
  #tell(view, name) {
    const { player } = this.page;
    const producer = view.producers.find((each) => each.machine.name === name);
    if (producer) return describe.producer(view, producer, { own: PRODUCERS[producer.client] ?? producer.client.toLowerCase(), shown: this.#language });
    const consumer = view.consumers.find((each) => each.machine.name === name);
    const asked = `${name} ${player.epoch} ${player.read((source) => source.revision())}`;
    if (asked !== this.#asked || this.#code === null) {
      this.#asked = asked;
      this.#code = player.ask((playground) => playground.code(name));
    }
    return consumer && this.#code ? describe.consumer(view, consumer, this.#code, {
      shown: this.#language, now: player.now, crashes: this.#crashes.of(name),
    }) : null;
  }

  /**
   * Of the programs that are lent, that of the machine and in the language that were chosen last.
   * @param {import('./lent-code.js').Lent} lent
   * @param {string | null} wanted
   */
  #tellLent({ programs, note }, wanted) {
    const name = programs.some(({ machine }) => machine === wanted) ? wanted : programs[0].machine;
    const own = programs.filter(({ machine }) => machine === name);
    const program = own.find(({ language }) => language === this.#lentLanguage) ?? own[0];
    const code = this.page.player.ask((playground) => playground.code(program.machine));
    return describe.lent(program, code, note(program.machine));
  }

  /**
   * @param {import('./lent-code.js').Lent} lent
   * @param {Told | null} told
   */
  #drawLentHead({ programs }, told) {
    const machines = [...new Set(programs.map(({ machine }) => machine))];
    this.#drawNames(machines, told);
    const all = programs.filter(({ machine }) => machine === told?.name).map(({ language, name }) => /** @type {[string, string]} */ ([language, name]));
    this.#drawClients(all, told);
  }

  /**
   * @param {View} view
   * @param {Told | null} told
   */
  #drawHead(view, told) {
    this.#drawNames(namesIn(view), told);
    this.#drawClients(Object.entries(clients).map(([id, { name }]) => /** @type {[string, string]} */ ([id, name])), told);
  }

  /**
   * @param {string[]} names of machines
   * @param {Told | null} told
   */
  #drawNames(names, told) {
    const few = names.length <= FEW;
    attribute(this.#members, 'hidden', !few || names.length < 2);
    attribute(this.#more, 'hidden', few);
    patch(this.#heldMembers, el('root', 'div', 'pg-segments', {}, few ? names.map((name) => (
      el(name, 'button', '', { type: 'button', 'data-name': name, 'aria-pressed': String(name === told?.name), 'data-thing': `machine:${name}` }, name)
    )) : []));
    if (!few) fillSelect(this.#more, names.map((name) => [name, name]), told?.name ?? '');
  }

  /**
   * @param {[string, string][]} all clients, by what they are called
   * @param {Told | null} told
   */
  #drawClients(all, told) {
    patch(this.#heldClients, el('root', 'div', 'pg-segments', {}, all.map(([id, name]) => (
      el(id, 'button', '', { type: 'button', 'data-client': id, 'aria-pressed': String(id === told?.client), 'data-own': id === told?.own }, name)
    ))));
    fillSelect(this.#client, all, told?.client ?? 'java');
    attribute(this.#copy, 'hidden', told === null);
  }

  /** @param {string} name */
  #show(name) {
    this.#wanted = name;
    this.#language = null;
    this.update();
  }

  /** @param {string} client */
  #showClient(client) {
    if (lentCode(this.page.root)) this.#lentLanguage = client;
    else this.#language = client === this.#told?.own ? null : client;
    this.update();
  }

  /** @param {MouseEvent} event */
  #chooseMember(event) {
    const name = dataOf(event, 'name');
    if (name) this.#show(name);
  }

  /** @param {MouseEvent} event */
  #chooseClient(event) {
    const client = dataOf(event, 'client');
    if (client) this.#showClient(client);
  }

  #makeIt() {
    const make = this.#told?.make;
    if (!make) return;
    this.#language = null;
    void this.page.command(make.saying);
  }

  /**
   * What moving the commit runs.
   * @param {string} way
   * @returns {import('../language.js').Saying}
   */
  #moved(way) {
    return { verb: 'set', operands: [this.#told?.name ?? ''], options: [['--commit', way]] };
  }

  /** @param {MouseEvent} event */
  #openSetting(event) {
    const key = dataOf(event, 'key');
    const told = this.#told;
    if (key && told) void this.page.open('form', () => settingForm(told, key));
  }

  async #copyText() {
    if (this.#told) await copyFrom(this.#copy, textOf(this.#told.program), words);
  }
}

/**
 * The machines that have a program, consumers first.
 * @param {View} view
 */
export function namesIn(view) {
  return [...view.consumers, ...view.producers.filter((producer) => producer.topic !== null)].map((each) => each.machine.name);
}

/**
 * @param {MouseEvent} event
 * @param {string} name
 */
function dataOf(event, name) {
  const found = event.target instanceof Element ? event.target.closest(`[data-${name}]`) : null;
  return found instanceof HTMLElement ? found.dataset[name] : undefined;
}

/**
 * @param {HTMLSelectElement} select
 * @param {[string, string][]} options
 * @param {string} value
 */
function fillSelect(select, options, value) {
  if (select.options.length !== options.length || options.some(([each], at) => select.options[at].value !== each)) {
    select.replaceChildren(...options.map(([each, label]) => h('option', { value: each }, label)));
  }
  if (select.value !== value) select.value = value;
}
