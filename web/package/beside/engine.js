/**
 * The engine's packed wasm file is some modules, in base64. A bundler needs no
 * rule for files to find them, and a server that compresses what it sends makes
 * of them what the file was.
 */

import { engine } from '../files/engine.js';

/** @returns {{ file: Promise<Uint8Array>, packed: boolean }} */
export function wasmBeside() {
  return { file: read(), packed: true };
}

async function read() {
  const parts = await Promise.all(engine.map((part) => part()));
  const base64 = parts.map((part) => part.default).join('');
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
