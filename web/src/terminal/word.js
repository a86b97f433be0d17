/** The word beside the play button: for which tool the clock runs. */

import { adopt, attribute, h, write } from '../base.js';
import { css } from '../styles/lent.js';
import { toolOf } from './output.js';
import { words } from '../texts/en/lent.js';

export class Word {
  #controls;
  #element = h('span', { class: 'pg-lent', role: 'status', title: words.$about });

  /** @param {HTMLElement} controls */
  constructor(controls) {
    this.#controls = controls;
    adopt(controls, css);
    controls.append(this.#element);
  }

  /** @param {string | null} line for which time goes on; null where it does not, or by itself */
  show(line) {
    write(this.#element, line === null ? '' : words.$until(toolOf(line)));
    attribute(this.#controls, 'data-lent', line !== null);
  }
}
