/**
 * The keyboard of the whole element: Space, arrows, Home, End, the numbers of
 * the tabs, `n` for the next thing to try, `?`, Escape.
 */

/** @typedef {import('../player/player.js').Player} Player */

/**
 * @typedef {object} Steered what the keys steer
 * @property {Pick<Player, 'toggle' | 'stepBack' | 'step' | 'seek' | 'end'>} player
 * @property {boolean} dialogOpen whether a dialog has the keys for itself
 * @property {(what: 'help') => void} open
 * @property {(number: number) => void} chooseTab
 * @property {() => void} pressNext
 * @property {() => void} close closes the innermost open thing
 */

/** A menu has all keys for itself, too. */
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"]';
const PRESSING = 'button, a, summary, label, [role="button"], [role="tab"], input';
const STEERING = '[role="slider"], [role="separator"], [role="tablist"], [data-ring]';

/**
 * What a key means where it was pressed, or null where it is not ours.
 * @param {{ key: string, modified: boolean, typing: boolean, pressing: boolean, steering: boolean }} press
 */
export function meaning({ key, modified, typing, pressing, steering }) {
  if (modified || typing) return null;
  if (key === ' ') return pressing ? null : 'toggle';
  if (key === '?') return 'help';
  if (key === 'Escape') return 'close';
  if (key === 'n') return 'next';
  if (/^[1-6]$/.test(key)) return key;
  if (steering) return null;
  return { ArrowLeft: 'back', ArrowRight: 'step', Home: 'home', End: 'end' }[key] ?? null;
}

/**
 * Listens within the element, and on the whole page where the element is all
 * there is. Returns how to stop.
 * @param {HTMLElement} host
 * @param {() => Steered | null} steeredNow
 * @param {() => boolean} wholePage
 */
export function listenToKeys(host, steeredNow, wholePage) {
  const listener = (/** @type {KeyboardEvent} */ event) => {
    const steered = steeredNow();
    if (!steered) return;
    const path = event.composedPath();
    const inside = path.includes(host);
    if (!inside && !(wholePage() && event.target === document.body)) return;
    if (event.defaultPrevented || steered.dialogOpen) return;
    const target = path[0] instanceof Element ? path[0] : document.body;
    const within = (/** @type {string} */ selector) => inside && target.closest(selector) !== null;
    const meant = meaning({
      key: event.key,
      modified: event.ctrlKey || event.metaKey || event.altKey,
      typing: within(TYPING),
      pressing: within(PRESSING),
      steering: within(STEERING),
    });
    if (meant === null) return;
    if (meant !== 'close') event.preventDefault();
    act(steered, meant);
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}

/**
 * @param {Steered} steered
 * @param {string} meant
 */
function act(steered, meant) {
  const { player } = steered;
  if (meant === 'toggle') void player.toggle();
  if (meant === 'back') void player.stepBack();
  if (meant === 'step') void player.step();
  if (meant === 'home') void player.seek(0);
  if (meant === 'end') void player.seek(player.end);
  if (meant === 'help') steered.open('help');
  if (meant === 'close') steered.close();
  if (meant === 'next') steered.pressNext();
  if (Number(meant) > 0) steered.chooseTab(Number(meant));
}
