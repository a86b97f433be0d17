/**
 * A `whatif` that was typed: it is answered in slices between which the page
 * draws. How far it is stands in the place of the prompt, with a way to stop.
 */

import { h, write } from '../base.js';
import { Asked } from './asking.js';
import { words } from '../texts/en/whatif.js';

/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/told.js').Entry} Entry */

/**
 * @param {HTMLElement} prompt before which it is said
 * @param {Player} player whose engine is there
 * @param {string} line
 * @param {(entry: Entry) => void} add shows a line with its answer
 * @returns {{ stop: () => void, over: Promise<unknown> } | null} null where it cannot be asked
 */
export function answerTyped(prompt, player, line, add) {
  const bar = h('progress', { class: 'pg-progress', max: 1, value: 0, 'aria-label': words.$triedInstants });
  const said = h('span', {});
  const work = h('div', { class: 'pg-work' }, bar, said, h('button', { type: 'button', class: 'pg-button', click: () => asked.stop() }, words.$stop));
  /** @type {(outcome: import('../player/playground.js').Outcome) => void} */
  let settle = () => {};
  /** @type {Promise<import('../player/playground.js').Outcome>} */
  const settled = new Promise((resolve) => (settle = resolve));
  const asked = new Asked(player, line, () => {
    bar.value = asked.part;
    write(said, words.$progress(asked.tried, Math.floor(asked.part * 100)));
    if (asked.state === 'counts') return;
    work.remove();
    settle({ ok: true, text: asked.lines.join('\n') });
  });
  if (asked.state !== 'counts') return null;
  add({ line: asked.line, at: player.now, output: [], operation: null, refused: null, settled, setup: false, fork: false });
  prompt.before(work);
  return { stop: () => asked.stop(), over: settled };
}
