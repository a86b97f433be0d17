/**
 * A figure as its author wants it, and what is written for it: the attributes
 * of an element, and with them a line for a page, for a frame and for a text in
 * Markdown. What is as usual is not written. There is no document here.
 */

import { PANELS, PARTS } from '../base.js';
import { escaped } from '../share/markup.js';

/**
 * Where it comes from: a scene by its name, a file that lies beside the article,
 * or a link. `opens` is the instant at which that opens by itself, `ends` the
 * last that it knows, null where the engine goes on.
 * @typedef {{ kind: 'scene' | 'file' | 'link', value: string, opens: number, ends: number | null }} Source
 *
 * @typedef {{ at: number | null, text: string }} Caption instants are in milliseconds; null is none that could be read
 *
 * @typedef {object} Figure
 * @property {Source} source
 * @property {readonly string[]} panels
 * @property {readonly string[]} without what is left out of the stage
 * @property {readonly string[]} groups those that are shown; none for all
 * @property {number | null} start instants are in milliseconds, NaN for what is none
 * @property {number | null} end
 * @property {number | null} at null is `start`, or what the source says
 * @property {boolean} loop
 * @property {boolean} autoplay
 * @property {boolean} readonly
 * @property {readonly Caption[]} captions
 * @property {boolean} pauses at each caption
 * @property {number} speed
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {string} lang
 * @property {string} playground the address of a page of the playground that is linked to; '' for none
 *
 * @typedef {[name: string, value: string | true]} Attribute
 * @typedef {{ address: string, alt: string }} Picture what is there where no script runs
 * @typedef {{ folder: string, script: string }} Place where the playground lies: a folder, and the script in it
 *
 * @typedef {'instant' | 'order' | 'before' | 'after' | 'unknown' | 'empty' | 'split' | 'twice' | 'nothing' | 'blank' | 'noName' | 'endless'} Reason
 * @typedef {{ field: string, why: Reason }} Complaint
 */

const USUAL = 'stage controls';
/** Who changes nothing has no buttons in any case. */
export const ACTING = ['add', 'buttons'];
/** What begins a caption, and so must not be a word of one. */
const MARK = /(^|\s)@\d+(\.\d{1,3})?(?=\s|$)/;
/** Marks of Markdown and of what is mixed with it, which mean nothing as references. */
const MARKDOWN = /[`\\[\]{}]/g;

/**
 * The attributes in the order of their table.
 * @param {Figure} figure in which nothing is wrong
 * @returns {Attribute[]}
 */
export function attributesOf(figure) {
  const { source, start, end, at, captions } = figure;
  const stage = figure.panels.includes('stage');
  const panels = PANELS.filter((panel) => figure.panels.includes(panel));
  const without = stage ? PARTS.filter((part) => figure.without.includes(part) && !(figure.readonly && ACTING.includes(part))) : [];
  /** @type {[string, string | boolean][]} */
  const all = [
    ['scene', source.kind === 'scene' && source.value !== 'opening' ? source.value : ''],
    ['src', source.kind === 'file' ? source.value : ''],
    ['link', source.kind === 'link' ? source.value.replace(/^#/, '') : ''],
    ['panels', panels.length === PANELS.length ? 'all' : panels.join(' ') === USUAL ? '' : panels.join(' ')],
    ['without', without.join(' ')],
    ['groups', stage ? figure.groups.join(' ') : ''],
    ['theme', figure.theme === 'auto' ? '' : figure.theme],
    ['speed', figure.speed === 1 ? '' : String(figure.speed)],
    ['autoplay', figure.autoplay],
    ['loop', figure.loop],
    ['start', start === null ? '' : seconds(start)],
    ['end', end === null ? '' : seconds(end)],
    ['at', at === null || at === (start ?? source.opens) ? '' : seconds(at)],
    ['captions', captionsText(captions)],
    ['pause-at', figure.pauses && captions.length > 0 ? 'captions' : ''],
    ['lang', figure.lang],
    ['readonly', figure.readonly],
    ['playground', figure.playground],
  ];
  return /** @type {Attribute[]} */ (all.filter(([, value]) => value !== '' && value !== false));
}

/**
 * Sentences at instants, as the attribute has them.
 * @param {readonly Caption[]} captions
 */
export function captionsText(captions) {
  return captions
    .filter(({ at }) => at !== null)
    .sort((one, other) => Number(one.at) - Number(other.at))
    .map(({ at, text }) => `@${(Number(at) / 1000).toFixed(3)} ${sentence(text)}`)
    .join(' ');
}

/** @param {string} text of a caption, in one line */
function sentence(text) {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * What is wrong with a figure, field by field. Captions are `caption-0` and so on.
 * @param {Figure} figure
 * @returns {Complaint[]}
 */
export function complaintsOf(figure) {
  const { source, start, end, at, groups, panels } = figure;
  /** @type {Complaint[]} */
  const found = [];
  const complain = (/** @type {string} */ field, /** @type {Reason} */ why) => found.push({ field, why });
  for (const [field, value] of /** @type {const} */ ([['start', start], ['end', end], ['at', at]])) {
    if (value === null) continue;
    if (Number.isNaN(value)) complain(field, 'instant');
    else if (source.ends !== null && value > source.ends) complain(field, 'unknown');
  }
  // A recording has an end of its own.
  if (figure.loop && end === null && source.kind === 'link') complain('end', 'endless');
  if (start !== null && end !== null && end <= start) complain('end', 'order');
  else if (at !== null && start !== null && at < start) complain('at', 'before');
  else if (at !== null && end !== null && at > end) complain('at', 'after');
  if (panels.length === 0) complain('panels', 'nothing');
  else if (panels.includes('stage') && groups.includes('')) complain('groups', 'nothing');
  if (groups.some((group) => /\s/.test(group))) complain('groups', 'blank');
  if (source.kind === 'file' && source.value.trim() === '') complain('file', 'noName');
  figure.captions.forEach((caption, index) => {
    const why = wrongCaption(figure, caption, index);
    if (why) complain(`caption-${index}`, why);
  });
  return found;
}

/**
 * @param {Figure} figure
 * @param {Caption} caption
 * @param {number} index
 * @returns {Reason | null}
 */
function wrongCaption({ captions, start, end, source }, { at, text }, index) {
  if (at === null || Number.isNaN(at)) return 'instant';
  if (sentence(text) === '') return 'empty';
  if (MARK.test(text)) return 'split';
  if (captions.findIndex((other) => other.at === at) !== index) return 'twice';
  if (start !== null && at < start) return 'before';
  if (end !== null && at > end) return 'after';
  return source.ends !== null && at > source.ends ? 'unknown' : null;
}

/**
 * An instant that somebody typed: `12.3`, `12,3` or, as the clock has it, `0:12.480`.
 * @param {string} text
 * @returns {number | null} milliseconds; null for nothing, NaN for what is none
 */
export function instantOf(text) {
  const written = text.trim().replace(/^@/, '').replace(',', '.');
  if (written === '') return null;
  if (!/^(\d{1,2}:){0,2}\d{1,6}(\.\d{1,3})?$/.test(written)) return NaN;
  const sum = written.split(':').reduce((whole, part) => whole * 60 + Number(part), 0);
  return Math.round(sum * 1000);
}

/**
 * An instant as attributes have it, without needless digits.
 * @param {number} ms
 */
export function seconds(ms) {
  return String(Math.round(ms) / 1000);
}

/**
 * The line for a page.
 * @param {readonly Attribute[]} attributes
 * @param {Picture | null} picture
 * @param {string | null} script the address of the script; null where the page has it already
 */
export function elementText(attributes, picture, script) {
  const [open, image] = tags(attributes, picture, escaped, '>');
  return `${scriptTag(script)}${open}${image}</kafka-playground>`;
}

/**
 * The same for a text in Markdown, and in MDX, where tags are JSX: an image
 * closes itself, and what would mean something between words is a reference.
 * A block of its own, of a name that every reader knows, is passed on untouched.
 * @param {readonly Attribute[]} attributes
 * @param {Picture | null} picture
 * @param {string | null} script
 */
export function markdownText(attributes, picture, script) {
  const [open, image] = tags(attributes, picture, escapedInMarkdown, ' />');
  return `${script === null ? '' : `${scriptTag(script)}\n`}<div>${open}${image}</kafka-playground></div>`;
}

/**
 * The line for a frame, whose address says it all.
 * @param {readonly Attribute[]} attributes
 * @param {string} page the address of the page that a frame shows
 * @param {{ title: string, height: number }} frame
 */
export function frameText(attributes, page, { title, height }) {
  const link = attributes.find(([name]) => name === 'link');
  const query = attributes.filter((each) => each !== link)
    .map(([name, value]) => (value === true ? name : `${name}=${inQuery(value)}`)).join('&');
  const address = `${page}${query && `?${query}`}${link ? `#${link[1]}` : ''}`;
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${height}" style="border: 0" loading="lazy"></iframe>`;
}

/** @param {string | null} address */
function scriptTag(address) {
  return address === null ? '' : `<script type="module" src="${escaped(address)}"></script>`;
}

/**
 * @param {readonly Attribute[]} attributes
 * @param {Picture | null} picture
 * @param {(text: string) => string} escape
 * @param {string} close what ends a tag that has nothing inside
 */
function tags(attributes, picture, escape, close) {
  const written = attributes.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escape(value)}"`));
  const image = picture ? `<img src="${escape(picture.address)}" alt="${escape(picture.alt)}"${close}` : '';
  return [`<kafka-playground${written.join('')}>`, image];
}

/** @param {string} text in an attribute that Markdown, a template or JSX may read first */
function escapedInMarkdown(text) {
  return escaped(text).replace(MARKDOWN, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** @param {string} text as a query has it, with the marks that need no escape there */
function inQuery(text) {
  return encodeURIComponent(text).replace(/%20/g, '+').replace(/%(2C|2F|3A|3B|40)/g, decodeURIComponent);
}

/**
 * Where a playground lies, from the address of a page of it and of the script
 * that this page has loaded. What lies beside nothing is said as the README does.
 * @param {string} page
 * @param {string | null} script
 * @returns {Place}
 */
export function placeOf(page, script) {
  if (script === null || !/^https?:/.test(page)) return { folder: 'playground/', script: 'element-define.js' };
  const folder = new URL('.', page).href;
  // An article needs the element alone.
  const address = script.replace(/\/index\.js$/, '/element-define.js');
  return { folder, script: address.startsWith(folder) ? address.slice(folder.length) : address };
}

/**
 * @param {Place} place
 * @returns {string} the address of the script
 */
export function scriptOf({ folder, script }) {
  return /^https?:/.test(script) ? script : folder + script;
}

/**
 * @param {string} typed the address of a folder
 * @returns {string} that a file's name can follow
 */
export function folderOf(typed) {
  const folder = typed.trim();
  return folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
}
