/** A wasm file as it travels: taken apart, and its code put together again. */

import { join } from './streams.js';
import { resting, unpack } from './unpack.js';

/** @param {Uint8Array} packed */
export async function unpacked(packed) {
  return join(await unpack(packed), resting());
}
