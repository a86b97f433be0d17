/**
 * The way from a figure to a page of the playground, at the same moment: what
 * the reader did in the figure goes along.
 */

import { adopt, h } from '../base.js';
import { css } from '../styles/foot.js';
import { words as slips } from '../texts/en/slips.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../element.js').KafkaPlayground} Figure */

/**
 * @param {Figure} figure
 * @param {Page} page
 * @param {string} text
 * @returns {HTMLElement | null} null where the address is of no page, which is said
 */
export function createLink(figure, page, text) {
  if (!pageAt(figure.playground)) {
    // Before the story is there what is said is taken away with what was said before.
    void page.painted.then(() => page.say(slips.$badPlayground(figure.playground), true));
    return null;
  }
  adopt(page.root, css);
  const link = h('a', { class: 'pg-open', part: 'link', target: '_blank', rel: 'noopener', href: addressOf(figure, page) }, text);
  const refresh = () => link.setAttribute('href', addressOf(figure, page));
  for (const type of ['pointerenter', 'focus']) link.addEventListener(type, refresh);
  link.addEventListener('click', (event) => {
    refresh();
    if (plain(figure, page) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void open(figure, page);
  });
  return link;
}

/**
 * A frame's address says this one, too, and whoever wrote that may be a stranger: `javascript:` is no page.
 * @param {string} address
 */
function pageAt(address) {
  return URL.canParse(address, document.baseURI) && /^(https?|file):$/.test(new URL(address, document.baseURI).protocol);
}

/**
 * Whether an address alone says what is shown: a named scene as it was recorded.
 * @param {Figure} figure
 * @param {Page} page
 */
function plain(figure, page) {
  return page.story !== null && page.story.name !== '' && !page.player.history.some((given) => given.own);
}

/**
 * @param {Figure} figure
 * @param {Page} page
 */
function addressOf(figure, page) {
  const address = new URL(figure.playground, document.baseURI);
  if (plain(figure, page)) {
    address.searchParams.set('scene', page.story?.name ?? '');
    address.searchParams.set('at', (page.player.now / 1000).toFixed(3));
  } else if (figure.link !== '') address.hash = figure.link;
  return address.href;
}

/**
 * Anything else is commands, which only the engine can put into a link.
 * @param {Figure} figure
 * @param {Page} page
 */
async function open(figure, page) {
  // The tab is opened in the press, or the browser would keep it closed.
  const tab = window.open('about:blank', '_blank');
  try {
    await page.player.awake();
    const { linkOf } = await import('../share/moment.js');
    const address = new URL(figure.playground, document.baseURI);
    address.hash = await linkOf(page, { how: 'freeze', state: true, branches: false });
    if (tab) tab.location.href = address.href;
  } catch (error) {
    if (tab) tab.location.href = addressOf(figure, page);
    page.say(/** @type {Error} */ (error).message, true);
  }
}
