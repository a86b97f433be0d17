/** What an author says of the figure: all fields of the dialog, and what they say together. */

import { attribute, h, PANELS, PARTS, SPEEDS, write } from '../base.js';
import { LANGUAGES } from '../texts/languages.js';
import { words } from '../texts/en/embed.js';
import { Captions } from './captions.js';
import { ACTING, folderOf, instantOf, seconds } from './figure.js';
import { createWay } from '../share/form.js';
import { check, choice, field, part, rowOf, text } from './pieces.js';

/** @typedef {import('./figure.js').Complaint} Complaint */
/** @typedef {import('./figure.js').Figure} Figure */
/** @typedef {import('./figure.js').Source} Source */
/** @typedef {import('./origin.js').Origin} Origin */
/**
 * What is said besides the figure: of its snippets.
 * @typedef {object} Wrapping
 * @property {string} folder where the playground lies
 * @property {boolean} script whether the script goes along
 * @property {boolean} picture whether its picture does
 * @property {string} alt what one would see in the picture
 */

const THEMES = ['auto', 'light', 'dark'];
/** Checked from the beginning. */
const SHOWN = ['stage', 'controls'];

export class Fields {
  /**
   * @param {Origin} origin
   * @param {object} about
   * @param {string[]} about.groups
   * @param {string} about.folder
   * @param {string} about.page the page of that folder that is linked to, '' for its own
   * @param {number} about.speed
   * @param {{ at: number, text: string } | null} about.caption
   * @param {string} about.alt
   * @param {() => void} changed
   */
  constructor(origin, about, changed) {
    this.origin = origin;
    this.page = about.page;
    this.from = createFrom(origin);
    this.time = createTime(origin);
    this.shown = createShown(about.groups);
    this.captions = new Captions(() => origin.now, () => this.#changed(changed));
    if (about.caption) this.captions.put(about.caption.at, about.caption.text);
    this.pauses = check('pause-at', words.$pauses, false);
    this.around = createAround(about);
    const listen = () => this.#changed(changed);
    this.element = h('div', { class: 'pg-embed-fields', input: listen, change: listen },
      part(words.$from, this.from.element),
      part(words.$time, this.time.element),
      part(words.$shows, this.shown.element),
      part(words.$captions, this.captions.element, rowOf([this.pauses])),
      part(words.$around, this.around.element));
    this.#follow();
  }

  /** @returns {Figure} as it is said now, with what is wrong in it */
  get figure() {
    const { time, shown, around } = this;
    const [start, end, at] = [time.start, time.end, time.at].map(({ control }) => instantOf(control.value));
    const chosen = shown.groups.filter((each) => each.input.checked).map((each) => each.name);
    return {
      source: this.#source(at ?? start),
      panels: shown.panels.filter((each) => each.on).map((each) => each.name),
      without: shown.without.filter((each) => !each.input.checked).map((each) => each.name),
      // All of them need no names, and none of them is a name that nobody has.
      groups: chosen.length === shown.groups.length ? [] : chosen.length === 0 ? [''] : chosen,
      start, end, at,
      loop: time.loop.on, autoplay: time.autoplay.on, readonly: time.readonly.on,
      captions: this.captions.values, pauses: this.pauses.on,
      speed: Number(around.speed.control.value), theme: /** @type {Figure['theme']} */ (around.theme.control.value), lang: around.lang.control.value,
      playground: around.link.on ? this.folder + this.page : '',
    };
  }

  /** @returns {Wrapping} */
  get wrapping() {
    const { hasScript, picture, alt } = this.around;
    return { folder: this.folder, script: !hasScript.on, picture: picture.on, alt: alt.control.value.trim() };
  }

  get folder() {
    return folderOf(this.around.address.control.value);
  }

  /** The name of the file, without its folder. */
  get fileName() {
    return this.from.file.control.value.trim().replace(/^.*\//, '');
  }

  /** @param {Complaint[]} complaints */
  blame(complaints) {
    const why = (/** @type {string} */ name) => {
      const found = complaints.find((each) => each.field === name);
      return found ? words.$wrong[found.why](seconds(this.figure.source.ends ?? 0)) : '';
    };
    for (const name of /** @type {const} */ (['start', 'end', 'at'])) this.time[name].blame(why(name));
    this.from.file.blame(why('file'));
    this.captions.blame((index) => why(`caption-${index}`));
    write(this.shown.error, why('panels') || why('groups'));
  }

  /**
   * Says of a way what it weighs.
   * @param {string} kind
   * @param {string} weighs
   */
  weigh(kind, weighs) {
    const of = this.from.ways.find((each) => each.value === kind);
    if (of && !of.input.disabled) write(of.about, weighs);
  }

  /**
   * @param {number | null} opens at which instant a file is to open
   * @returns {Source}
   */
  #source(opens) {
    const { sources, now } = this.origin;
    const source = sources.find((each) => each.kind === this.from.chosen()) ?? sources[0];
    return source.kind === 'file' ? { ...source, value: this.from.file.control.value.trim(), opens: opens ?? now } : source;
  }

  /** @param {() => void} changed */
  #changed(changed) {
    this.#follow();
    changed();
  }

  /** What is of no use as things stand cannot be chosen. */
  #follow() {
    const { time, shown, around, from } = this;
    const stage = shown.panels.find((each) => each.name === 'stage')?.input.checked ?? false;
    const acts = !time.readonly.input.checked;
    for (const each of shown.without) {
      attribute(each.input, 'disabled', !stage);
      each.element.hidden = !acts && ACTING.includes(each.name);
    }
    for (const each of shown.groups) attribute(each.input, 'disabled', !stage);
    attribute(this.pauses.input, 'disabled', this.captions.values.length === 0);
    attribute(around.alt.control, 'disabled', !around.picture.input.checked);
    from.file.element.hidden = from.chosen() !== 'file';
  }
}

/** @param {Origin} origin */
function createFrom({ sources, lacking }) {
  const ways = sources.map(({ kind, value }, at) => createWay('pg-embed-from', kind, kind === 'scene' ? words.$scene(value) : words.$ways[kind], at === 0));
  for (const each of ways) {
    attribute(each.input, 'disabled', Boolean(lacking[each.value]));
    write(each.about, lacking[each.value] ?? '');
  }
  const file = field('file', words.$fileName, text(sources.find(({ kind }) => kind === 'file')?.value ?? ''));
  ways.find((each) => each.value === 'file')?.element.append(file.element);
  return {
    ways, file,
    element: h('div', { class: 'pg-ways', role: 'radiogroup', 'aria-label': words.$from }, ...ways.map((each) => each.element)),
    chosen: () => ways.find((each) => each.input.checked)?.value ?? '',
  };
}

/** @param {Origin} origin */
function createTime({ start, end, now, until, sources: [source] }) {
  const usual = source.kind === 'scene' && source.opens === now && start === null;
  const fields = {
    start: instant('start', start, '0', now),
    end: instant('end', end, seconds(until), now),
    at: instant('at', usual ? null : now, seconds(start ?? source.opens), now),
  };
  const { control } = fields.at;
  const opens = control.value;
  let touched = false;
  control.addEventListener('input', () => { touched = true; });
  const autoplay = check('autoplay', words.$autoplay, false);
  const loop = check('loop', words.$loop, false);
  const readonly = check('readonly', words.$readonly, false, words.$readonlyHint);
  // Who wants it to play wants it to play from the start.
  autoplay.input.addEventListener('change', () => {
    if (!touched) control.value = autoplay.on ? '' : opens;
  });
  return {
    ...fields, autoplay, loop, readonly,
    element: h('div', { class: 'pg-embed-rows' },
      h('div', { class: 'pg-embed-three' }, fields.start.element, fields.end.element, fields.at.element),
      rowOf([autoplay, loop, readonly])),
  };
}

/**
 * @param {'start' | 'end' | 'at'} name
 * @param {number | null} value
 * @param {string} otherwise what it is where nothing is said
 * @param {number} now
 */
function instant(name, value, otherwise, now) {
  const label = words.$instants[name];
  const control = text(value === null ? '' : seconds(value), { inputmode: 'decimal', placeholder: otherwise });
  const button = h('button', { type: 'button', class: 'pg-button', 'aria-label': words.$nowFor(label), title: words.$nowHint, click: () => {
    control.value = seconds(now);
    control.dispatchEvent(new Event('input', { bubbles: true }));
  } }, words.$now);
  return field(name, label, control, button);
}

/** @param {string[]} names of the groups */
function createShown(names) {
  const panels = PANELS.map((name) => check(name, words.$panels[name], SHOWN.includes(name)));
  const without = PARTS.map((name) => check(name, words.$parts[name], true));
  const groups = names.map((name) => check(name, name, true));
  const error = h('p', { class: 'pg-field-error', role: 'alert' });
  const of = (/** @type {string} */ label, /** @type {import('./pieces.js').Check[]} */ checks) =>
    h('div', { role: 'group', 'aria-label': label, class: 'pg-embed-of' }, h('span', { 'aria-hidden': 'true' }, label), rowOf(checks));
  return {
    panels, without, groups, error,
    element: h('div', { class: 'pg-embed-rows' }, of(words.$panelsAre, panels), of(words.$partsAre, without),
      groups.length > 1 ? of(words.$groupsAre, groups) : null, error),
  };
}

/** @param {{ folder: string, alt: string, speed: number }} about */
function createAround(about) {
  const theme = field('theme', words.$theme, choice(THEMES.map((name) => [name, words.$themes[name]]), 'auto'));
  const lang = field('lang', words.$lang, choice(Object.entries(LANGUAGES).map(([tag, name]) => [tag === 'en' ? '' : tag, name]), ''));
  const speed = field('speed', words.$speed, choice(SPEEDS.map((each) => [String(each), `${each}×`]), String(about.speed)));
  const link = check('playground', words.$link, true);
  const picture = check('picture', words.$picture, true, words.$pictureHint);
  const hasScript = check('script', words.$hasScript, false);
  const alt = field('alt', words.$alt, text(about.alt, { spellcheck: 'true' }));
  const address = field('address', words.$address, text(about.folder, { inputmode: 'url' }));
  return {
    theme, lang, speed, link, picture, hasScript, alt, address,
    element: h('div', { class: 'pg-embed-rows' },
      h('div', { class: 'pg-embed-three' }, theme.element, lang.element, speed.element),
      rowOf([link, picture, hasScript]), alt.element, address.element),
  };
}
