/** The short texts of the stage: times, rates, keys and states as one reads them. */

import { words } from '../texts/en/stage.js';

/** @typedef {import('../player/view.js').ConsumerView} ConsumerView */

/** How many characters of a key a cell has room for. */
const KEY_ROOM = 4;

/**
 * An elapsed time to a tenth of a second, as `0:12.9`.
 * @param {number} ms
 */
export function moment(ms) {
  const tenths = Math.floor(Math.max(0, ms) / 100);
  const minutes = Math.floor(tenths / 600);
  const rest = `${String(Math.floor(tenths / 10) % 60).padStart(2, '0')}.${tenths % 10}`;
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/**
 * A duration as `300 ms`, `6.0 s` or `7 days`.
 * @param {number} ms
 */
export function duration(ms) {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 120_000) return `${(ms / 1000).toFixed(1)} s`;
  const units = /** @type {const} */ ([['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000]]);
  for (const [name, size] of units) {
    if (ms >= size && ms % size === 0) return count(ms / size, name);
  }
  return count(Math.round(ms / 60_000), 'minute');
}

/**
 * @param {number} number
 * @param {string} noun one that the table knows
 */
export function count(number, noun) {
  return words.$count(number, noun);
}

/**
 * A name for a narrow place; the full one is in the label.
 * @param {string} name
 * @param {number} room
 */
export function clip(name, room) {
  const letters = [...name];
  return letters.length <= room ? name : `${letters.slice(0, room - 1).join('')}…`;
}

/**
 * How long a topic keeps its records. An older recording says its time alone.
 * @param {{ cleanupPolicy?: string, retentionMs: number, retentionBytes?: number }} topic
 */
export function kept({ cleanupPolicy = 'delete', retentionMs, retentionBytes = -1 }) {
  const deletes = cleanupPolicy.endsWith('delete');
  return [
    cleanupPolicy.startsWith('compact') && `cleanup.policy=${cleanupPolicy}`,
    deletes && retentionMs >= 0 && words.$keptFor(duration(retentionMs)),
    deletes && retentionBytes >= 0 && `retention.bytes=${retentionBytes}`,
  ].filter(Boolean).join(', ') || words.$keptEver;
}

/**
 * A producer's rate in words; the engine counts records per thousand seconds.
 * @param {number} perKs
 */
export function rate(perKs) {
  if (perKs <= 0) return words.$byHand;
  if (perKs >= 1000) {
    const perSecond = Number((perKs / 1000).toFixed(1));
    return words.$perSecond(count(perSecond, 'record'));
  }
  return words.$every(Number((1000 / perKs).toFixed(1)));
}

/**
 * A producer's partitioner by what tells it from the others of its client.
 * @param {import('../player/view.js').ProducerView} producer
 */
export function partitioner(producer) {
  return producer.partitioner.replace(/^(.*\.)?(New)?(.+?)(Partitioner)?$/, '$3');
}

/**
 * A key as it fits into a cell.
 * @param {string | null} key
 */
export function shortKey(key) {
  return key === null ? 'null' : abbreviate(key, KEY_ROOM);
}

/** @type {Map<string, string>} what was abbreviated lately: the same keys are drawn again and again */
const abbreviated = new Map();

/**
 * A text for a place of so many letters. Its ends are what tells long keys
 * apart (`customer-12`, `customer-13`), so the middle is what goes; a letter as
 * one sees it is never cut, and one of twice the width counts twice.
 * @param {string} text
 * @param {number} room
 */
export function abbreviate(text, room) {
  if (text === '') return '""';
  if (text.length <= room && PLAIN.test(text)) return text;
  const key = `${room} ${text}`;
  const known = abbreviated.get(key);
  if (known !== undefined) return known;
  if (abbreviated.size > 2000) abbreviated.clear();
  const made = withoutMiddle(letters(text), room);
  abbreviated.set(key, made);
  return made;
}

const PLAIN = /^[\x20-\x7e]*$/;
const WIDE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/**
 * @param {string[]} all
 * @param {number} room
 */
function withoutMiddle(all, room) {
  const width = (/** @type {string} */ letter) => (WIDE.test(letter) ? 2 : 1);
  if (all.reduce((sum, letter) => sum + width(letter), 0) <= room) return all.join('');
  const back = Math.ceil((room - 1) * 0.57);
  const take = (/** @type {string[]} */ from, /** @type {number} */ most) => {
    let used = width(from[0]);
    let count = 1;
    while (count < from.length && used + width(from[count]) <= most) used += width(from[count++]);
    return from.slice(0, count);
  };
  const tail = take([...all].reverse(), back).reverse();
  return `${take(all, room - 1 - back).join('')}…${tail.join('')}`;
}

/**
 * A key as words say it.
 * @param {string | null} key
 */
export function keyWords(key) {
  return key === null ? words.$noKey : words.$key(printable(key) || '""');
}

/**
 * Control characters and marks of direction would disturb the text around
 * them, so they show as a dot.
 * @param {string} text
 */
export function printable(text) {
  return PLAIN.test(text) ? text : letters(text).join('');
}

const DISTURBS = /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * The letters as one sees them: an accent belongs to its letter, and a joined
 * sign is one. An older browser takes them apart.
 * @param {string} text
 */
function letters(text) {
  const parts = typeof Intl.Segmenter === 'function'
    ? Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment)
    : [...text];
  return parts.map((part) => (DISTURBS.test(part) ? '·' : part));
}

/**
 * What a consumer is doing, in a few words.
 * @param {ConsumerView} consumer
 */
export function doing(consumer) {
  return words.$doing(consumer);
}
