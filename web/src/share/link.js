/**
 * A link: what it holds, and how that is written after the `#`. `v1.`, and then
 * base64url of deflate-raw of a text: a row of fields for what is the page's
 * own (which scene, what is open), and the rows of a saved session, which the
 * engine alone writes and reads (crates/shell, `saved`).
 *
 * A link comes from a stranger. It is limited in length, also where it is
 * inflated; nothing of it is ever taken for markup; and what is wrong with it is
 * said.
 */

import { SPEEDS } from '../base.js';
import { words } from '../texts/en/link.js';
import { cannotPack, CutOff, pack, TooLong, unpack } from './packing.js';

/**
 * @typedef {object} Link
 * @property {Fields} fields
 * @property {string} text rows of a saved session; without its header where a scene's is meant
 *
 * @typedef {object} Fields
 * @property {string} [scene] whose own rows are not in the link
 * @property {string} [title] where it is no scene's
 * @property {boolean} [values] whether cells show values, too
 * @property {boolean} [plays]
 * @property {number} [at] what its author saw, in milliseconds, where nothing was done in the scene
 * @property {number} [from] where it opens, in milliseconds, where that is not what its author saw
 * @property {number} [speed]
 * @property {string} [picked] the thing that is picked
 * @property {string} [tab] the panel that is open
 * @property {string} [watched] the group whose offsets are beside the stage
 * @property {number} [zoom] how much time the timeline shows, in milliseconds; 0 is all of it
 * @property {number} [since] from when on, in milliseconds
 */

/** The longest link, in characters; beyond that there is the file. */
export const LONGEST_LINK = 8000;
/** The longest text that comes out of one: no session of that many characters makes a shorter link. */
const LONGEST_TEXT = 256 * 1024;
const LONGEST_WORD = 200;
const VERSION = 1;
/** A day. */
const FARTHEST = 86_400_000;

/** Why something is no link, in words. */
export class BadLink extends Error {}

/**
 * What comes after an address, from its `#` on.
 * @param {Link} link
 * @returns {Promise<string>}
 */
export async function writeLink({ fields, text }) {
  return `#v${VERSION}.${await pack(`${writeFields(fields)}\n${text}`)}`;
}

/**
 * @param {string} hash with or without its `#`
 * @returns {Promise<Link | null>} null for what does not look like a link; rejects with a BadLink for one that is wrong
 */
export async function readLink(hash) {
  const [, version, body] = /^#?v(\d{1,9})\.(.*)$/s.exec(hash) ?? [];
  if (version === undefined) return null;
  if (Number(version) > VERSION) {
    throw new BadLink(words.$newer(Number(version), VERSION));
  }
  if (hash.length > LONGEST_LINK) throw new BadLink(words.$tooLong(hash.length, LONGEST_LINK));
  if (Number(version) < 1 || !/^[\w-]+$/.test(body)) throw broken(words.$foreign);
  const lacking = cannotPack();
  if (lacking) throw new BadLink(lacking);
  const [first, ...rows] = (await textOf(body)).split('\n');
  return { fields: readFields(first), text: rows.join('\n') };
}

/** @param {string} body */
async function textOf(body) {
  try {
    return await unpack(body, LONGEST_TEXT);
  } catch (error) {
    if (error instanceof TooLong) throw new BadLink(words.$noLink(LONGEST_TEXT));
    throw broken(error instanceof CutOff ? words.$cutOff : words.$cannotUnpack);
  }
}

/** @param {string} why */
function broken(why) {
  return new BadLink(words.$broken(why));
}

/**
 * What is as usual is not written.
 * @param {Fields} fields
 */
function writeFields({ scene, title, values, plays, at, from, speed, picked, tab, watched, zoom, since }) {
  const query = new URLSearchParams();
  /** @type {[string, string | number | undefined][]} */
  const all = [
    ['c', scene], ['n', title?.slice(0, LONGEST_WORD)], ['v', values ? 1 : undefined], ['p', plays ? 1 : undefined], ['a', at], ['f', from],
    ['x', speed === 1 ? undefined : speed], ['k', picked?.slice(0, LONGEST_WORD)], ['t', tab], ['w', watched?.slice(0, LONGEST_WORD)], ['z', zoom],
    ['y', since],
  ];
  for (const [name, value] of all) if (value !== undefined && value !== '') query.set(name, String(value));
  return query.toString();
}

/**
 * Whatever is none of the values that there are is left out.
 * @param {string} row
 * @returns {Fields}
 */
function readFields(row) {
  const query = new URLSearchParams(row);
  const word = (/** @type {string} */ name) => query.get(name)?.slice(0, LONGEST_WORD) || undefined;
  const number = (/** @type {string} */ name) => {
    const value = Number(query.get(name) ?? NaN);
    return Number.isInteger(value) && value >= 0 && value <= FARTHEST ? value : undefined;
  };
  const speed = Number(query.get('x'));
  return {
    scene: word('c'), title: word('n'), values: query.get('v') === '1', plays: query.get('p') === '1', at: number('a'), from: number('f'),
    speed: SPEEDS.includes(speed) ? speed : undefined, picked: word('k'), tab: word('t'), watched: word('w'), zoom: number('z'), since: number('y'),
  };
}
