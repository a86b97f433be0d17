/**
 * A lesson as a link: `#lesson=v1.`, and then base64url of deflate-raw of its
 * text. A link comes from a stranger: it is limited in length, also where it is
 * inflated, and what is wrong with it is said.
 */

import { cannotPack } from '../share/link.js';
import { words } from '../texts/en/builder.js';

/** The longest link, in characters from its `#` on; beyond that there is the file. */
export const LONGEST_LINK = 16_000;
/** The longest lesson, in bytes: nobody reads a longer one (crates/lessons). */
export const LONGEST_TEXT = 64 * 1024;
const BEGINS = '#lesson=';
const VERSION = 1;

/** Why something is no link, in words. */
export class BadLessonLink extends Error {}

/** @param {string} hash */
export function isLessonLink(hash) {
  return hash.startsWith(BEGINS);
}

/**
 * @param {string} text
 * @returns {Promise<string>} what comes after an address, from its `#` on
 */
export async function writeLessonLink(text) {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), Infinity);
  let binary = '';
  for (const byte of packed) binary += String.fromCharCode(byte);
  return `${BEGINS}v${VERSION}.${btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}

/**
 * @param {string} hash
 * @returns {Promise<string>} the text; rejects with a BadLessonLink
 */
export async function readLessonLink(hash) {
  if (hash.length > LONGEST_LINK) throw new BadLessonLink(words.$linkTooLong(hash.length, LONGEST_LINK));
  const [, version, body] = /^#lesson=v(\d{1,9})\.([\w-]+)$/.exec(hash) ?? [];
  if (version === undefined) throw new BadLessonLink(words.$linkBroken);
  if (Number(version) > VERSION) throw new BadLessonLink(words.$linkNewer);
  const lacking = cannotPack();
  if (lacking) throw new BadLessonLink(lacking);
  try {
    const packed = Uint8Array.from(atob(body.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));
    const bytes = await through(packed, new DecompressionStream('deflate-raw'), LONGEST_TEXT);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw error instanceof BadLessonLink ? error : new BadLessonLink(words.$linkBroken);
  }
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
    parts.push(value);
    if (length <= most) continue;
    await reader.cancel().catch(() => {});
    throw new BadLessonLink(words.$tooLong);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
