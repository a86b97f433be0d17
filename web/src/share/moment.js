/**
 * What is shared: the moment that is shown, as a link and as the forms that a
 * link takes in a text, in a page and in a frame; and as a file.
 */

import { fileName, saveAs } from '../panels/save.js';
import { LONGEST_LINK, writeLink } from './link.js';
import { escaped } from './markup.js';
import { stateOf } from './state.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./link.js').Link} Link */
/**
 * @typedef {object} Wish
 * @property {'freeze' | 'play' | 'start'} how it opens
 * @property {boolean} state whether with the panel that is open, and with what is picked
 * @property {boolean} branches whether with all branches
 *
 * @typedef {{ name: string, text: string, tooLong: boolean }} Form of a link, as somebody pastes it
 */

const FRAME = { width: 640, height: 420 };

/**
 * The session as a file has it, with all of its branches.
 * @param {Page} page
 * @returns {Promise<string>}
 */
export function fileOf({ player, story }) {
  return player.move(({ playground, opening }) => playground?.saved(true, story?.title ?? '', opening.given.length, opening.at) ?? '');
}

/**
 * The moment, as the engine has it now.
 * @param {Page} page on which it is the engine that is shown
 * @param {Wish} wish
 * @returns {Promise<string>} what comes after an address
 */
export async function linkOf(page, { how, state, branches }) {
  const { player, story } = page;
  const { picked, tab, watched, speed, zoom, since } = stateOf(page);
  const link = await player.move(({ playground, opening, history, now }) => {
    if (!playground) throw new Error('The engine is not there yet.');
    const { given } = opening;
    /** @type {Link} */
    const link = { fields: { plays: how !== 'freeze', from: how === 'start' ? opening.at : undefined, speed }, text: '' };
    Object.assign(link.fields, { zoom, since });
    if (state) Object.assign(link.fields, { picked: picked ?? undefined, tab: tab ?? undefined, watched: watched ?? undefined });
    if (story?.name) {
      const [head, ...rows] = playground.saved(branches, '', 0, 0).trim().split('\n');
      if (rows.slice(0, given.length).join('\n') === given.map((each) => each.scripted).join('\n')) {
        link.fields.scene = story.name;
        // Where nothing was done a recording shows the same.
        if (history.length === given.length && playground.branches().length === 1 && playground.instant().ordinal === null) {
          link.fields.at = Math.floor(now);
        }
        // Cluster and rows of the scene are known where the link is read.
        link.text = [head.split(', ').slice(3).join(', '), ...rows.slice(given.length)].join('\n');
        return link;
      }
    }
    Object.assign(link.fields, { title: story?.title, values: story?.values });
    link.text = playground.saved(branches, '', given.length, opening.at);
    return link;
  });
  return writeLink(link);
}

/**
 * The forms in which a link can be taken from here: a page of one file has no
 * other files beside it, and only our own page knows what its address shows.
 * @param {Element} host the element
 * @param {string} hash
 * @param {string} title
 * @returns {Form[]}
 */
export function formsOf(host, hash, title) {
  const own = 'around' in host;
  const here = location.href.replace(/[?#].*$/s, '');
  const link = here + hash;
  const code = scriptHere();
  const frame = code && own ? new URL('embed.html', here).href + hash : link;
  const name = title || 'Kafka playground';
  /** @type {[string, string][]} */
  const forms = [];
  if (own) forms.push(['Link', link], ['Markdown', `[${name.replace(/[\\[\]]/g, '\\$&')}](${link})`]);
  if (code) {
    const element = `<kafka-playground link="${hash.slice(1)}" height="${FRAME.height}"></kafka-playground>`;
    forms.push(['HTML element', `<script type="module" src="${escaped(code.replace(/\/index\.js$/, '/element-define.js'))}"></script>\n${element}`]);
  }
  if (own) {
    forms.push(['iframe', `<iframe width="${FRAME.width}" height="${FRAME.height}" src="${escaped(frame)}" title="${escaped(name)}"></iframe>`]);
  }
  return forms.map(([form, text]) => ({ name: form, text, tooLong: link.length > LONGEST_LINK }));
}

/**
 * @param {string} title
 * @param {string} text
 */
export function saveFile(title, text) {
  saveAs(`${fileName(title, 'playground')}.kafka`, text);
}

/** The address of the script that the page has loaded; null where it is inside. */
export function scriptHere() {
  const scripts = /** @type {NodeListOf<HTMLScriptElement>} */ (document.querySelectorAll('script[type="module"][src]'));
  return [...scripts].map((each) => each.src).find((src) => /\/(index|element-define|kafka-playground)\.js$/.test(src)) ?? null;
}
