/**
 * The keyboard of the whole element: Space, arrows, Home, End, `+` and `-`, the
 * numbers of the tabs, letters for what one jumps to, `n` for the next thing to
 * try, `?`, Escape; Ctrl+Z and Ctrl+Shift+Z.
 */

/** @typedef {import('../player/player.js').Player} Player */

/**
 * @typedef {object} Steered what the keys steer
 * @property {Pick<Player, 'toggle' | 'stepBack' | 'step' | 'seek' | 'last'>} player
 * @property {boolean} dialogOpen whether a dialog has the keys for itself
 * @property {(what: 'help') => void} open
 * @property {(number: number) => void} chooseTab
 * @property {() => void} pressNext
 * @property {() => void} close closes the innermost open thing
 * @property {import('../time/timeline.js').Timeline} [time] the page's timeline, where it has one
 */

/** A menu has all keys for itself, too. */
const TYPING = 'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="menu"]';
const PRESSING = 'button, a, summary, label, [role="button"], [role="tab"], input';
/** What takes the page's timeline. */
const TIMED = /^(next|last|command) |^(backwards|undo|redo|nearer|further|branches)$/;
const STEERING = '[role="slider"], [role="separator"], [role="tablist"], [data-ring]';

/**
 * What a key means where it was pressed, or null where it is not ours.
 * @param {{ key: string, modified: boolean, control?: boolean, shift?: boolean, typing: boolean, pressing: boolean, steering: boolean }} press
 */
export function meaning({ key, modified, control = false, shift = false, typing, pressing, steering }) {
  if (typing) return null;
  if (control && key.toLowerCase() === 'z') return shift ? 'redo' : 'undo';
  if (control && key.toLowerCase() === 'y') return 'redo';
  if (modified) return null;
  if (key === ' ') return pressing ? null : shift ? 'backwards' : 'toggle';
  if (key === '+' || key === '=') return 'nearer';
  if (key === '-') return 'further';
  if (key === 'b') return 'branches';
  if (/^[crxtal]$/i.test(key)) return `${shift ? 'last' : 'next'} ${key.toLowerCase()}`;
  if (key === '?') return 'help';
  if (key === 'Escape') return 'close';
  if (key === 'n') return 'next';
  if (/^[1-6]$/.test(key)) return key;
  if (steering) return null;
  if (shift && key === 'ArrowLeft') return 'command back';
  if (shift && key === 'ArrowRight') return 'command on';
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
  const hear = (/** @type {KeyboardEvent} */ event, /** @type {boolean} */ inside) => {
    const steered = steeredNow();
    if (!steered || event.defaultPrevented || steered.dialogOpen) return;
    const [target] = event.composedPath();
    const within = (/** @type {string} */ selector) => inside && target instanceof Element && target.closest(selector) !== null;
    const meant = meaning({
      key: event.key,
      control: (event.ctrlKey || event.metaKey) && !event.altKey,
      shift: event.shiftKey,
      modified: event.ctrlKey || event.metaKey || event.altKey,
      typing: within(TYPING),
      pressing: within(PRESSING),
      steering: within(STEERING),
    });
    const takes = meant !== null && meant !== 'close' && (steered.time !== undefined || !TIMED.test(meant));
    // What one types in a figure, and the keys that it takes, are none of the page's around it.
    if (inside && !wholePage() && (takes || within(TYPING) || (event.key === ' ' && within(PRESSING)))) event.stopPropagation();
    if (takes) event.preventDefault();
    if (takes || meant === 'close') act(steered, meant);
  };
  const inside = (/** @type {KeyboardEvent} */ event) => hear(event, true);
  const outside = (/** @type {KeyboardEvent} */ event) => {
    if (wholePage() && event.target === document.body) hear(event, false);
  };
  host.addEventListener('keydown', inside);
  document.addEventListener('keydown', outside);
  return () => {
    host.removeEventListener('keydown', inside);
    document.removeEventListener('keydown', outside);
  };
}

/**
 * @param {Steered} steered
 * @param {string} meant
 */
function act(steered, meant) {
  const { player, time } = steered;
  const steps = time?.jumps ?? player;
  if (time && timed(time, meant)) return;
  if (meant === 'toggle') void player.toggle();
  if (meant === 'back') void steps.stepBack();
  if (meant === 'step') void steps.step();
  if (meant === 'home') void player.seek(0);
  if (meant === 'end') void player.seek(player.last);
  if (meant === 'help') steered.open('help');
  if (meant === 'close') steered.close();
  if (meant === 'next') steered.pressNext();
  if (Number(meant) > 0) steered.chooseTab(Number(meant));
}

/**
 * What only the page's timeline can do.
 * @param {import('../time/timeline.js').Timeline} time
 * @param {string} meant
 * @returns {boolean} whether it was that
 */
function timed(time, meant) {
  const { jumps, undoing } = time;
  const [way, letter] = meant.split(' ');
  const kind = jumps.kindOf(letter);
  if (kind) void jumps.to(kind, way === 'next' ? 1 : -1);
  else if (meant === 'toggle' && jumps.backwards) jumps.stop();
  else if (meant === 'backwards') void jumps.toggleBackwards();
  else if (meant === 'undo') void undoing.undo();
  else if (meant === 'redo') void undoing.redo();
  else if (meant === 'nearer') time.zoom(-1);
  else if (meant === 'further') time.zoom(1);
  else if (meant === 'branches') time.branches.toggle();
  else if (meant === 'command back') void jumps.command(-1);
  else if (meant === 'command on') void jumps.command(1);
  else return false;
  return true;
}
