/** The word beside the play button: for which tool the clock runs. */

import { adopt, attribute, h, write } from '../base.js';
import { css } from '../styles/lent.js';
import { toolOf } from './output.js';

const ABOUT = 'Playback was paused. Time goes on as long as this tool runs in the foreground, and then stands again.';

export class Word {
  #controls;
  #element = h('span', { class: 'pg-lent', role: 'status', title: ABOUT });

  /** @param {HTMLElement} controls */
  constructor(controls) {
    this.#controls = controls;
    adopt(controls, css);
    controls.append(this.#element);
  }

  /** @param {string | null} line for which time goes on; null where it does not, or by itself */
  show(line) {
    write(this.#element, line === null ? '' : `until ${toolOf(line)} ends`);
    attribute(this.#controls, 'data-lent', line !== null);
  }
}
