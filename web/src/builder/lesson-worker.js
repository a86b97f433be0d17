/**
 * What reads lessons, in a thread of its own: so nobody who types waits for it,
 * and a text that it does not get done with can be stopped (`reader.js`).
 */

import * as reader from '../../pkg/lesson_reader.js';
import { unpacked } from '../player/packed.js';

/** @typedef {{ ready: true } | { failed: string } | { id: number, json: string } | { id: number, failed: string }} Said */

/** As a worker has it. @type {{ postMessage(said: Said): void, onmessage: ((event: MessageEvent) => void) | null }} */
const here = /** @type {any} */ (globalThis);

const begun = begin().then(
  () => here.postMessage({ ready: true }),
  (error) => here.postMessage({ failed: String(error?.message ?? error) }),
);

here.onmessage = async ({ data: { id, text } }) => {
  await begun;
  try {
    here.postMessage({ id, json: reader.compile(text) });
  } catch (error) {
    here.postMessage({ id, failed: String(error) });
  }
};

/** Where the page is published the file is packed, as the name at the address says. */
async function begin() {
  const address = new URL('../../pkg/lesson_reader_bg.wasm', import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const file = new Uint8Array(await response.arrayBuffer());
  await reader.default({ module_or_path: address.pathname.endsWith('.lzma') ? await unpacked(file) : file });
}
