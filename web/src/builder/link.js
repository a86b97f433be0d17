/**
 * A lesson as a link: `#lesson=v1.`, and then base64url of deflate-raw of its
 * text. A link comes from a stranger: it is limited in length, also where it is
 * inflated, and what is wrong with it is said.
 */

import { LINK } from '../lessons/address.js';
import { cannotPack, pack, TooLong, unpack } from '../share/packing.js';
import { words } from '../texts/en/builder.js';
import { LONGEST_TEXT } from './drafts.js';

/** The longest link, in characters from its `#` on; beyond that there is the file. */
export const LONGEST_LINK = 16_000;
const VERSION = 1;

/** Why something is no link, in words. */
export class BadLessonLink extends Error {}

/** @param {string} hash */
export function isLessonLink(hash) {
  return hash.startsWith(LINK);
}

/**
 * @param {string} text
 * @returns {Promise<string>} what comes after an address, from its `#` on
 */
export async function writeLessonLink(text) {
  return `${LINK}v${VERSION}.${await pack(text)}`;
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
    return await unpack(body, LONGEST_TEXT);
  } catch (error) {
    throw new BadLessonLink(error instanceof TooLong ? words.$tooLong : words.$linkBroken);
  }
}
