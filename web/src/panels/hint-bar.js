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
 */

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {HintBarNeeds} needs
 */
export function createHintBar(box, { player, scene, openMenu, command }) {
  /** @type {Hint | null} */
  let hint = null;
  let dismissed = false;
  const text = h('p', {});
  const button = h('button', { type: 'button', class: 'pg-button', click: act });
  const close = h('button', {
    type: 'button', class: 'pg-quiet', 'aria-label': 'No more suggestions', title: 'No more suggestions', click: dismiss,
  }, icon(CROSS));
  adopt(box, css);
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
    box.hidden = true;
  }

  function act() {
    const action = hint?.action;
    if (!action) return;
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
      if (dismissed) return;
      // Between two events only a countdown moves, and the view that is at hand is older than it.
      hint = told() ?? suggest({ ...view, now: player.now }, verbsUntil(player.history, player.now));
      attribute(box, 'data-empty', hint === null);
      write(text, hint?.text ?? '');
      button.hidden = !hint?.action;
      button.disabled = player.waiting;
      write(button, player.waiting ? 'Waiting for the moment' : (hint?.action?.label ?? ''));
      button.title = hint?.action?.command ? labelOf(hint.action.command) : '';
    },
  };
}
