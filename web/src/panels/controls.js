/**
 * The bar under the stage: a step back, Play, a step, the speed, the timeline
 * and the clock.
 */

import { h, icon, attribute, write } from '../dom.js';
import { clock } from './format.js';
import { SPEEDS } from '../player/speeds.js';
import { createTimeline } from './timeline.js';
import { words } from '../texts/en/figure.js';

/** @typedef {import('../player/player.js').Player} Player */

const BACK = 'M12 2.5v11L3.5 8z';
const FORTH = 'M4 2.5v11L12.5 8z';

/**
 * @param {Player} player
 * @param {(speed: number) => void} setSpeed
 */
export function createControls(player, setSpeed) {
  const back = button(words.$back, words.$backKey, BACK, () => controls.steer.stepBack());
  const forth = button(words.$forth, words.$forthKey, FORTH, () => controls.steer.step());
  const playLabel = h('span', {}, words.$play);
  const play = h('button', { type: 'button', class: 'pg-play', part: 'play', title: words.$playKey, click: () => player.toggle() }, playLabel);
  const speed = h(
    'select',
    { class: 'pg-speed', 'aria-label': words.$speed, title: words.$speed, change: () => setSpeed(Number(speed.value)) },
    ...SPEEDS.map((each) => h('option', { value: each }, `${each}×`)),
  );
  const reading = h('span', { class: 'pg-clock', part: 'clock' }, clock(0));
  const timeline = createTimeline(player);
  const named = { class: 'pg-controls', part: 'controls', role: 'group', 'aria-label': words.$playback };
  const element = h('div', named, back, play, forth, speed, timeline.element, reading);

  const controls = {
    element,
    timeline,
    /** What the steps are asked of. @type {{ step(): unknown, stepBack(): unknown }} */
    steer: player,
    focus: () => play.focus(),
    /** @param {import('../player/player.js').Change} change */
    update(change) {
      write(reading, clock(player.now));
      write(playLabel, player.playing ? words.$pause : words.$play);
      attribute(play, 'data-playing', player.playing);
      if (change.playback) speed.value = String(player.speed);
      timeline.update(change);
    },
  };
  return controls;
}

/**
 * @param {string} name
 * @param {string} title
 * @param {string} path
 * @param {() => void} action
 */
function button(name, title, path, action) {
  return h('button', { type: 'button', class: 'pg-step', 'aria-label': name, title, click: action }, icon(path));
}
