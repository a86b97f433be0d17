/** How far the engine is, and what can be done where it does not come. */

import { table } from '../../base.js';

export const words = table('engine', {
  $loading: 'The engine is being loaded.',
  $starting: 'The engine is being started.',
  $progress: (/** @type {number} */ here, /** @type {number} */ whole) => `The engine is being loaded: ${here}${whole ? ` of ${whole}` : ''} KB.`,
  $noWebAssembly: 'This browser has no WebAssembly, in which the engine runs. A current Chromium, Firefox or Safari has it.',
  $policy: "This page's Content-Security-Policy keeps WebAssembly from running. Add 'wasm-unsafe-eval' to its script-src.",
  $mime: 'The server sends kafka_playground_bg.wasm with a wrong MIME type. It has to be application/wasm.',
  $another: (/** @type {string} */ text) => `The file kafka_playground_bg.wasm.lzma is not the one that belongs to this page (${text}).`,
  $notLoaded: (/** @type {string} */ text) =>
    `The engine could not be loaded: kafka_playground_bg.wasm.lzma and the modules beside it have to lie where this page expects them (${text}).`,
  $notStarted: (/** @type {string} */ text) => `The engine could not be started (${text}).`,
  $leftOut: (/** @type {string} */ message) => `The engine stumbled over this line (${message}). It was left out.`,
});
