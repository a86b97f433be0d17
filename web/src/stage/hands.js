/**
 * What hands do to the stage beyond a click: rings, flags and windows are
 * moved, by pointer and by keys, and the arrows go from cell to cell. Loaded when somebody comes near
 * (approach.js).
 */

import { adopt } from '../base.js';
import { css } from '../styles/hands.js';
import { Drag } from './drag.js';
import { rove } from './rove.js';
import { Windows } from './window.js';

/** @typedef {import('./approach.js').Handled} Handled */

export class Hands {
  #drag;
  #windows;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} layer
   * @param {import('./approach.js').HandsNeeds} needs
   */
  constructor(root, layer, needs) {
    adopt(root, css);
    this.root = root;
    this.needs = needs;
    this.#drag = new Drag(root, layer, needs);
    this.#windows = new Windows(root, needs);
  }

  /** Whether the last pointer that let go had moved a ring or a flag: its click is no pick. */
  get moved() {
    return this.#drag.moved;
  }

  refresh() {
    this.#drag.refresh();
  }

  drop() {
    this.#drag.drop();
  }

  /**
   * @param {Handled} event
   * @param {EventTarget | null} target an event that has waited no longer knows it
   */
  handle(event, target) {
    if (event instanceof KeyboardEvent) {
      if (this.#windows.key(event, target)) return;
      this.#drag.key(event, target);
      rove(this.root, event, target, this.needs);
    } else if (event instanceof PointerEvent) {
      if (!this.#windows.point(event, target)) this.#drag.point(event, target);
    } else if (event instanceof WheelEvent) {
      this.#windows.wheel(event, target);
    } else if (event.type === 'focusout') {
      this.#drag.left(target);
    }
  }
}
