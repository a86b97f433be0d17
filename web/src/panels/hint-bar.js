/**
 * Where the next thing to try is offered: one sentence, one button, and a way
 * to be left alone.
 */

import { h, icon, write } from '../dom.js';
import { suggest } from './hint.js';
import { parseScript } from '../player/scenes.js';

/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/scenes.js').About} About */
/** @typedef {import('./hint.js').Hint} Hint */

const CROSS = 'M4 4l8 8M12 4l-8 8';

/**
 * The lines of a history that had run by an instant.
 * @param {import('../player/scenes.js').ScriptLine[]} lines
 * @param {number} now
 */
export function historyUntil(lines, now) {
  return lines
    .filter((line) => (line.at ?? 0) <= now)
    .map((line) => line.line)
    .join('\n');
}

/**
 * @typedef {object} HintBarNeeds
 * @property {Pick<Player, 'now' | 'script' | 'waiting' | 'play' | 'runWhen'>} player
 * @property {() => { about: About | null, setupLines: number }} scene what the scene says of itself, and
 *   how many lines of the history are its own
 * @property {(thing: string, anchor: Element) => void} openMenu
 * @property {(line: string) => void} command
 */

/** @param {HintBarNeeds} needs */
export function createHintBar({ player, scene, openMenu, command }) {
  /** @type {Hint | null} */
  let hint = null;
  let dismissed = false;
  let script = '';
  /** @type {import('../player/scenes.js').ScriptLine[]} */
  let lines = [];
  const text = h('p', {});
  const button = h('button', { type: 'button', class: 'pg-button', click: act });
  const close = h('button', {
    type: 'button', class: 'pg-quiet', 'aria-label': 'No more suggestions', title: 'No more suggestions', click: dismiss,
  }, icon(CROSS));
  const element = h('div', { class: 'pg-hint', role: 'group', 'aria-label': 'Next thing to try' }, text, button, close);

  /** What the scene says, until something is done. */
  function told() {
    const { about, setupLines } = scene();
    if (!about || lines.length > setupLines) return null;
    const { text, label, line } = about;
    return { id: 'about', text, action: label && line ? { label, line } : null };
  }

  function dismiss() {
    dismissed = true;
    element.hidden = true;
  }

  function act() {
    const action = hint?.action;
    if (!action) return;
    const { when, line } = action;
    if (action.form) openMenu(`new:${action.form}`, button);
    else if (line && when) player.runWhen((playground) => when(playground.view(1)), line);
    else if (line) {
      command(line);
      // Its answer may need time, and time has to go on for that.
      void player.play();
    }
  }

  return {
    element,
    /** @param {import('../player/view.js').View} view */
    update(view) {
      if (dismissed) return;
      // Between two events only a countdown moves, and the view that is at hand is older than it.
      if (script !== player.script) {
        script = player.script;
        lines = parseScript(script);
      }
      hint = told() ?? suggest({ ...view, now: player.now }, historyUntil(lines, player.now));
      element.toggleAttribute('data-empty', hint === null);
      write(text, hint?.text ?? '');
      button.hidden = !hint?.action;
      button.disabled = player.waiting;
      write(button, player.waiting ? 'Waiting for the moment' : (hint?.action?.label ?? ''));
      button.title = hint?.action?.line ?? '';
    },
  };
}
