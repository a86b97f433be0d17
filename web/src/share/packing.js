/**
 * Texts in links: base64url of deflate-raw. What a link holds comes from a
 * stranger, so that it is limited where it is inflated, too.
 */

import { words } from '../texts/en/link.js';

/** More came out than there may be. */
export class TooLong extends Error {}
/** What stands there is no base64url of whole bytes: it was cut off. */
export class CutOff extends Error {}

/** What a browser lacks, if it does. */
export function cannotPack() {
  try {
    new DecompressionStream('deflate-raw');
    return '';
  } catch {
    return words.$cannotPack;
  }
}

/** @param {string} text */
export async function pack(text) {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), Infinity);
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/**
 * @param {string} body what `pack` made of a text
 * @param {number} most bytes of the text
 * @returns {Promise<string>} rejects with TooLong, with CutOff, or with what the browser says of it
 */
export async function unpack(body, most) {
  /** @type {Uint8Array} */
  let packed;
  try {
    packed = Uint8Array.from(atob(body.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
  } catch {
    throw new CutOff();
  }
  const bytes = await through(packed, new DecompressionStream('deflate-raw'), most);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

/**
 * Bytes through a stream, as long as they are no more than so many.
 * @param {Uint8Array} bytes
 * @param {CompressionStream | DecompressionStream} stream
 * @param {number} most
 */
async function through(bytes, stream, most) {
  const writer = stream.writable.getWriter();
  // What goes wrong is told by the other end, too.
  writer.write(/** @type {any} */ (bytes)).catch(() => {});
  writer.close().catch(() => {});
  return gathered(stream.readable, most);
}

/**
 * What a stream brings, as long as it is no more than so many bytes.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most
 * @returns {Promise<Uint8Array>} rejects with TooLong
 */
export async function gathered(stream, most) {
  const reader = stream.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => {});
      throw new TooLong();
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
