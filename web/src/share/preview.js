/**
 * What they will see: the page itself, small, and the figure that an article
 * shows.
 */

import { h } from '../base.js';

/** How wide a figure is in an article, and a page on a screen, in pixels. */
const FIGURE = { width: 640, height: 420 };
/** What lies over the page for now. */
const OVER = 'dialog, [role="menu"], .pg-notice';

/**
 * A copy of the page as it is drawn, which does nothing.
 * @param {HTMLElement} root of the playground
 */
export function pagePreview(root) {
  const { host, adoptedStyleSheets } = /** @type {ShadowRoot} */ (root.getRootNode());
  const { width, height } = host.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (root.cloneNode(true));
  for (const open of copy.querySelectorAll(OVER)) open.remove();
  const twin = h('div', { 'aria-hidden': 'true', inert: true, height: 'page', theme: host.getAttribute('theme') });
  twin.attachShadow({ mode: 'open' }).append(copy);
  const shadow = /** @type {ShadowRoot} */ (twin.shadowRoot);
  shadow.adoptedStyleSheets = adoptedStyleSheets;
  twin.style.cssText = `width: ${width}px; height: ${height}px;`;
  copy.style.height = `${height}px`;
  const box = scaled(twin, width, height);
  // What somebody chose is no attribute, and is not copied.
  const chosen = root.querySelectorAll('select');
  copy.querySelectorAll('select').forEach((select, at) => { select.value = chosen[at].value; });
  // What was scrolled is scrolled in the copy, too, once it has a place.
  requestAnimationFrame(() => {
    const copies = copy.querySelectorAll('*');
    [...root.querySelectorAll('*')].filter((each) => !each.closest(OVER)).forEach((each, at) => {
      if (each.scrollTop > 0) copies[at].scrollTop = each.scrollTop;
      if (each.scrollLeft > 0) copies[at].scrollLeft = each.scrollLeft;
    });
  });
  return box;
}

/**
 * The figure, which is an element of its own.
 * @param {string} hash
 * @param {string | null} theme
 */
export function figurePreview(hash, theme) {
  const figure = h('kafka-playground', { 'aria-hidden': 'true', inert: true, link: hash, theme, height: FIGURE.height });
  figure.style.width = `${FIGURE.width}px`;
  return scaled(figure, FIGURE.width, FIGURE.height);
}

/**
 * @param {HTMLElement} content
 * @param {number} width
 * @param {number} height
 */
function scaled(content, width, height) {
  const box = h('div', { class: 'pg-seen' }, content);
  box.style.setProperty('--wide', String(width));
  box.style.setProperty('--high', String(height));
  const fit = new ResizeObserver(() => {
    if (!box.isConnected) return fit.disconnect();
    content.style.transform = `scale(${box.clientWidth / width})`;
  });
  fit.observe(box);
  return box;
}
