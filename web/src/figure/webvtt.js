/** Captions of a WebVTT file. Pure. */

/** @typedef {import('./captions.js').Caption} Caption */

/** A line of WebVTT that says when: `00:12.300 --> 00:18.000`, with hours if there are any. */
const TIMING = /^\s*(?:(\d+):)?(\d\d):(\d\d\.\d{3})\s+-->\s+(?:(\d+):)?(\d\d):(\d\d\.\d{3})/;
/** What a cue may have around its words. */
const TAGS = /<[^>]*>/g;
const NAMED = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' });

/**
 * What a WebVTT file says: of each cue its instants and its words. Styles,
 * regions, notes and places are for films, and are passed over.
 * @param {string} text
 * @returns {Caption[] | null} null where it is no WebVTT
 */
export function readWebVtt(text) {
  const lines = text.replace(/^\ufeff/, '').trimStart().split(/\r\n|\r|\n/);
  if (!/^WEBVTT(\s|$)/.test(lines[0])) return null;
  /** @type {Caption[]} */
  const captions = [];
  for (let at = 1; at < lines.length; at += 1) {
    const timing = TIMING.exec(lines[at]);
    if (!timing) continue;
    const words = [];
    while (at + 1 < lines.length && lines[at + 1].trim() !== '') words.push(lines[at += 1]);
    captions.push({ at: millis(timing, 1), until: millis(timing, 4), text: plain(words.join(' ')) });
  }
  return captions;
}

/**
 * @param {RegExpExecArray} timing
 * @param {number} first of hours, minutes, seconds
 */
function millis(timing, first) {
  const [hours = '0', minutes, seconds] = timing.slice(first, first + 3);
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000);
}

/** @param {string} cue */
function plain(cue) {
  return cue.replace(TAGS, '').replace(/&(\w+);/g, (whole, name) => NAMED[name] ?? whole).trim().replace(/\s+/g, ' ');
}
