/**
 * Captions: sentences at instants, as an attribute says them (`@12.300 c1
 * crashes. @18.300 Its session is over.`) and as WebVTT does. Pure.
 */

/**
 * @typedef {object} Caption
 * @property {number} at milliseconds
 * @property {number} until where it goes, in milliseconds; Infinity where the next one takes its place
 * @property {string} text
 */

/** An instant in front of its sentence: seconds with up to three decimals, as scripts have them. */
const INSTANT = /(?:^|\s)@(\d+(?:\.\d{1,3})?)(?=\s|$)/g;
/**
 * What an attribute says.
 * @param {string} text
 * @returns {Caption[]} by their instants; empty where the text does not begin with one
 */
export function readCaptions(text) {
  const found = [...text.matchAll(INSTANT)];
  if (found.length === 0 || text.slice(0, found[0].index).trim() !== '') return [];
  return sorted(found.map((one, index) => ({
    at: Math.round(Number(one[1]) * 1000),
    until: Infinity,
    text: text.slice(one.index + one[0].length, found[index + 1]?.index).trim().replace(/\s+/g, ' '),
  })));
}

/** @param {Caption[]} captions */
export function sorted(captions) {
  return captions.sort((one, other) => one.at - other.at);
}

/**
 * Which caption stands at an instant.
 * @param {Caption[]} captions
 * @param {number} now milliseconds
 * @returns {number} its place, or -1
 */
export function captionAt(captions, now) {
  const at = captions.findLastIndex((caption) => caption.at <= now);
  return at >= 0 && now < captions[at].until ? at : -1;
}

/**
 * Moves places apart that are too near to each other, as little as that takes,
 * and keeps them within a width.
 * @param {number[]} places in order
 * @param {number} width
 * @param {number} least from one to the next
 * @returns {number[]}
 */
export function spread(places, width, least) {
  const gap = Math.min(least, places.length > 1 ? width / (places.length - 1) : least);
  /** @type {number[]} */
  const spreadOut = [];
  for (const place of places) spreadOut.push(Math.max(place, (spreadOut.at(-1) ?? -Infinity) + gap));
  let last = width + gap;
  for (let at = spreadOut.length - 1; at >= 0; at -= 1) last = spreadOut[at] = Math.max(0, Math.min(spreadOut[at], last - gap));
  return spreadOut;
}
