/**
 * Where the next thing to try is offered: one sentence, one button, and a way
 * to be left alone.
 */

import { adopt, attribute, h, icon, labelOf, write } from '../base.js';
import { css } from '../styles/hint.js';
import { suggest } from './hint.js';

/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/scenes.js').About} About */
/** @typedef {import('./hint.js').Hint} Hint */

const CROSS = 'M4 4l8 8M12 4l-8 8';

/**
 * The verbs of the commands that had been given at an instant.
 * @param {readonly import('../player/player.js').Given[]} history
 * @param {number} now
 */
export function verbsUntil(history, now) {
  return new Set(history.filter((given) => given.at <= now).map((given) => given.verb));
}

/**
 * @typedef {object} HintBarNeeds
 * @property {Pick<Player, 'now' | 'history' | 'waiting' | 'play' | 'runWhen'>} player
 * @property {() => { about: About | null }} scene what the scene says of itself
 * @property {(thing: string, anchor: Element) => void} openMenu
 * @property {(command: import('../language.js').Command) => void} command
 * @property {() => void} leave gives the focus to what is beside it
 */

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {HintBarNeeds} needs
 */
export function createHintBar(box, { player, scene, openMenu, command, leave }) {
  /** @type {Hint | null} */
  let hint = null;
  let dismissed = false;
  /** What is said in its place for now. */
  let instead = '';
  const text = h('p', {});
  const button = h('button', { type: 'button', class: 'pg-button', click: act });
  const close = h('button', {
    type: 'button', class: 'pg-quiet', 'aria-label': 'No more suggestions', title: 'No more suggestions', click: dismiss,
  }, icon(CROSS));
  adopt(box, css);
  // It takes the focus when its button goes, with what happens now to be read.
  box.tabIndex = -1;
  box.append(text, button, close);

  /** What the scene says, until something is done. */
  function told() {
    const { about } = scene();
    if (!about || player.history.at(-1)?.own) return null;
    const { text, label, line } = about;
    return { id: 'about', text, action: label && line ? { label, command: line } : null };
  }

  function dismiss() {
    dismissed = true;
    // Its place stays, so that nothing moves.
    const focused = box.contains(/** @type {ShadowRoot} */ (box.getRootNode()).activeElement);
    show(null);
    if (focused) leave();
  }

  /** @param {Hint | null} next */
  function show(next) {
    hint = next;
    attribute(box, 'data-empty', hint === null);
    write(text, hint?.text ?? '');
    // What does not fit into the line can be read all the same.
    attribute(text, 'title', hint?.text ?? null);
    button.hidden = !hint?.action;
    close.hidden = hint === null || instead !== '';
    // A disabled button would lose the focus.
    attribute(button, 'aria-disabled', player.waiting ? 'true' : null);
    write(button, player.waiting ? 'Waiting for the moment' : (hint?.action?.label ?? ''));
    attribute(button, 'title', hint?.action?.command ? labelOf(hint.action.command) : null);
  }

  function act() {
    const action = hint?.action;
    if (!action || player.waiting) return;
    const { when } = action;
    if (action.form) openMenu(`new:${action.form}`, button);
    else if (action.command && when) player.runWhen((playground) => when(playground.view(1)), action.command);
    else if (action.command) {
      command(action.command);
      // Its answer may need time, and time has to go on for that.
      void player.play();
    }
  }

  return {
    /** @param {import('../player/view.js').View} view */
    update(view) {
      if (instead !== '') return;
      // Between two events only a countdown moves, and the view that is at hand is older than it.
      if (!dismissed) show(told() ?? suggest({ ...view, now: player.now }, verbsUntil(player.history, player.now)));
    },
    /** @param {string} words what is said here as long as they are not empty */
    say(words) {
      instead = words;
      show(words === '' ? null : { id: 'instead', text: words, action: null });
    },
  };
}
