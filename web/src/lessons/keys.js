/** The keys of a lesson: `.` and `,` for the next step and the one before, `h` for a hint, `g` for where one reads. */

const KEYS = /** @type {Record<string, string>} */ ({ '.': 'next', ',': 'previous', h: 'hint' });
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="menu"]';

/** @param {import('./panel.js').LessonPanel} panel */
export function keysOf(panel) {
  const { root } = panel.page;
  const host = /** @type {ShadowRoot} */ (root.getRootNode()).host;
  document.addEventListener('keydown', (event) => {
    if (!panel.isOpen || !root.isConnected || panel.page.dialogOpen || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const path = event.composedPath();
    if (!path.includes(host) && event.target !== document.body) return;
    const target = path[0] instanceof Element ? path[0] : document.body;
    if (target.closest(TYPING)) return;
    if (event.key === 'g') panel.place.focus();
    else if (KEYS[event.key]) void panel.act(KEYS[event.key]);
    else return;
    event.preventDefault();
  });
}
