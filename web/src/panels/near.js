/** What is there from when somebody comes near: the keys, and light on what is pointed at. */

import { listenToKeys } from './keys.js';
import { createLight } from './light.js';

/**
 * @param {HTMLElement} host
 * @param {() => import('../page.js').Page | null} pageNow
 * @param {() => boolean} wholePage
 * @returns {() => void} how to stop
 */
export function attend(host, pageNow, wholePage) {
  const stops = [listenToKeys(host, pageNow, wholePage), createLight(host, () => pageNow()?.picked ?? null)];
  return () => stops.forEach((stop) => stop());
}
