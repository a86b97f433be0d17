/**
 * Copy embed: from what is shown to a figure in somebody's article. What the
 * figure is, as it will look, and the lines that put it into a page, a frame and
 * a text in Markdown.
 */

import { adopt, attribute, h, heard, lacking, write } from '../base.js';
import { openDialog } from '../panels/dialogs.js';
import { say } from '../panels/copy.js';
import { saveAs } from '../panels/save.js';
import { createForm } from '../share/form.js';
import { scriptHere } from '../share/moment.js';
import { css } from '../styles/embed.js';
import { css as forms } from '../styles/share.js';
import { words } from '../texts/en/embed.js';
import { learnHere } from '../texts/languages.js';
import { Fields } from './fields.js';
import { attributesOf, complaintsOf, elementText, frameText, markdownText, placeOf, scriptOf } from './figure.js';
import { originOf, readWeights, recordingOf, weightOf, weightWords } from './origin.js';
import { Preview, WIDTHS } from './preview.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./figure.js').Figure} Figure */
/** @typedef {import('./figure.js').Picture} Picture */
/** @typedef {import('./origin.js').Origin} Origin */
/** @typedef {import('./origin.js').Weights} Weights */

/** So long after the last change the preview follows, in real milliseconds. */
const SETTLES_MS = 400;

/**
 * @param {Page} page
 * @param {() => boolean} turn whether nothing else was asked for meanwhile
 */
export async function openEmbed(page, turn) {
  await learnHere(words, async () => (await import('../texts/de/embed.js')).embed);
  try {
    const [origin, weights] = await Promise.all([originOf(page), readWeights()]);
    if (turn()) new Embed(page, origin, weights);
  } catch (error) {
    page.say(/** @type {Error} */ (error).message, true);
  }
}

class Embed {
  /** The recording that was made last, and of which stretch. */
  #recorded = { of: '', text: '', weight: /** @type {number | null} */ (null) };
  #asked = 0;
  #later = 0;

  /**
   * @param {Page} page
   * @param {Origin} origin
   * @param {Weights | null} weights
   */
  constructor(page, origin, weights) {
    this.page = page;
    this.origin = origin;
    this.weights = weights;
    const { root } = page;
    adopt(root, forms, css);
    const address = location.href.replace(/[?#].*$/s, '');
    this.place = placeOf(address, scriptHere());
    const sentence = sentenceOf(page);
    const own = /^https?:/.test(address) ? address.slice(address.lastIndexOf('/') + 1) : '';
    this.preview = new Preview(() => this.#write());
    this.fields = new Fields(origin, {
      groups: page.view?.groups.map(({ id }) => id) ?? [],
      folder: this.place.folder,
      page: own === 'index.html' ? '' : own,
      speed: page.player.speed,
      caption: sentence ? { at: origin.now, text: sentence } : null,
      alt: words.$altOf(origin.title, sentence),
    }, () => this.#changed());
    this.forms = [words.$module, 'iframe', words.$markdown].map((name) => createForm(name));
    this.note = h('p', { class: 'pg-field-error', role: 'status' });
    this.frameNote = h('p', { class: 'pg-about' });
    const pictures = /** @type {const} */ (['svg', 'png']).map((kind) => {
      const button = h('button', { type: 'button', class: 'pg-button', 'data-picture': kind, click: () => void this.#savePicture(kind, button) },
        words.$savePicture(kind.toUpperCase()));
      return button;
    });
    this.save = h('button', { type: 'button', class: 'pg-button', click: () => void this.#save() });
    this.dialog = openDialog(root, words.$copyEmbed, [
      h('div', { class: 'pg-embed' }, this.fields.element, this.preview.element),
      h('div', { class: 'pg-embed-forms' }, ...this.forms.map(({ row }) => row), this.note, this.frameNote),
      h('footer', {}, h('p', { class: 'pg-about' }, words.$nothingSent), ...pictures, this.save),
    ]);
    this.dialog.classList.add('pg-embed-dialog');
    this.dialog.addEventListener('close', () => clearTimeout(this.#later));
    this.#write();
    void this.#look();
  }

  /** Lines are written at once, and what is seen follows when somebody stops to type. */
  #changed() {
    this.#write();
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#look(), SETTLES_MS);
  }

  #write() {
    const { fields, place, origin, preview } = this;
    const { figure, wrapping } = fields;
    const complaints = complaintsOf(figure);
    fields.blame(complaints);
    const wrong = complaints.length > 0;
    write(this.note, wrong ? words.$mend : '');
    const isFile = figure.source.kind === 'file';
    write(this.frameNote, isFile ? words.$besideFrame(figure.source.value) : '');
    write(this.save, words.$saveFile(fields.fileName));
    this.save.hidden = !isFile;
    attribute(this.save, 'disabled', wrong);
    this.#weigh(figure);
    const attributes = wrong ? [] : attributesOf(figure);
    const picture = wrapping.picture ? pictureOf(figure, wrapping, origin) : null;
    const script = wrapping.script ? scriptOf({ ...place, folder: wrapping.folder }) : null;
    const texts = [
      elementText(attributes, picture, script),
      // From there it is the folder itself.
      frameText(attributes.map(([name, value]) => [name, name === 'playground' ? fields.page || '.' : value]),
        `${wrapping.folder}embed.html`, { title: origin.title, height: preview.height }),
      markdownText(attributes, picture, script),
    ];
    this.forms.forEach((form, index) => form.show(wrong ? '' : texts[index], wrong));
  }

  /** The preview shows what is written, where nothing is wrong with it. */
  async #look() {
    const mine = ++this.#asked;
    const { figure } = this.fields;
    if (complaintsOf(figure).length > 0) return;
    try {
      const recording = figure.source.kind === 'file' ? await this.#record(figure) : null;
      if (mine !== this.#asked || !this.dialog.isConnected) return;
      this.preview.show(attributesOf(figure), recording);
      this.#weigh(figure);
    } catch (error) {
      // Such as a session that is too large to be recorded.
      write(this.note, /** @type {Error} */ (error).message);
    }
  }

  /**
   * @param {Figure} figure whose source is a file
   * @returns {Promise<string>} what that holds
   */
  async #record({ source, end }) {
    const of = `${source.opens}/${end}`;
    if (this.#recorded.of === of) return this.#recorded.text;
    const text = await recordingOf(this.page, source.opens, end);
    this.#recorded = { of, text, weight: await weightOf(text) };
    return text;
  }

  async #save() {
    const { figure, fileName } = this.fields;
    try {
      saveAs(fileName, await this.#record(figure), 'application/json');
      say(this.save, words.$saved);
    } catch (error) {
      write(this.note, /** @type {Error} */ (error).message);
    }
  }

  /**
   * The figure as it opens, and as wide as in an article.
   * @param {'svg' | 'png'} kind
   * @param {HTMLButtonElement} button
   */
  async #savePicture(kind, button) {
    const { page, origin, preview, fields: { figure, wrapping } } = this;
    const poster = await import('../poster/save.js').catch(() => null);
    if (!poster) return write(this.note, lacking(words.$thePicture));
    const { address } = pictureOf(figure, wrapping, origin);
    const name = address.replace(/^.*\//, '').replace(/svg$/, kind);
    try {
      const draw = await poster.posters();
      const svg = draw(page, {
        at: opensAt(figure) / 1000, width: WIDTHS[0], without: figure.without, groups: figure.groups.filter(Boolean),
        // Pixels have colours of their own, and letters the reader's.
        theme: kind === 'svg' ? figure.theme : preview.shown,
      });
      const picture = kind === 'svg' ? svg : await poster.drawn(svg);
      if (picture) saveAs(name, picture, 'image/svg+xml');
      say(button, picture ? words.$saved : words.$notDrawn);
    } catch (error) {
      write(this.note, /** @type {Error} */ (error).message);
    }
  }

  /** @param {Figure} figure */
  #weigh(figure) {
    const journal = figure.panels.includes('journal');
    for (const source of this.origin.sources) {
      this.fields.weigh(source.kind, weightWords(source, journal, this.weights, this.#recorded.weight));
    }
  }
}

/**
 * The narrator's sentence of this instant.
 * @param {Page} page
 */
function sentenceOf({ player }) {
  const narration = player.read((source) => source.narrator());
  return narration ? heard(narration, player.now).trim() : '';
}

/** @param {Figure} figure */
function opensAt({ source, start, at }) {
  return at ?? start ?? source.opens;
}

/**
 * A scene as it opens has its picture in the site; any other is saved beside the article.
 * @param {Figure} figure
 * @param {import('./fields.js').Wrapping} wrapping
 * @param {Origin} origin
 * @returns {Picture}
 */
function pictureOf(figure, { folder, alt }, { stem }) {
  const { source, without, groups } = figure;
  const usual = source.kind === 'scene' && opensAt(figure) === source.opens && without.length === 0 && groups.length === 0;
  const own = source.kind === 'file' ? source.value.replace(/\.json$/, '') : stem;
  return { address: usual ? `${folder}posters/${stem}.svg` : `${own}.svg`, alt };
}
