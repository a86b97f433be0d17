/** What a reader has who changes nothing. */

/** @typedef {import('../page.js').Page} Page */

/**
 * Who only reads moves nothing: what can be moved keeps its place under hand and keys.
 * @param {Page} page
 */
export function keepHands(page) {
  page.command = async () => {};
  for (const type of ['pointerdown', 'keydown']) {
    page.boxes.stage.addEventListener(type, (event) => {
      const moved = event.target instanceof Element && event.target.closest('[data-ring], [data-flag]');
      if (moved && !(event instanceof KeyboardEvent && event.key === 'Tab')) event.stopPropagation();
    }, { capture: true });
  }
}
