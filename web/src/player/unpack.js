/**
 * Takes a packed file apart: LZMA, in the container that has no more than a
 * header of 13 bytes (`xz --format=lzma`), whose header says the size.
 *
 * The engine travels so, because what a server and a browser have in common is
 * gzip, which looks back 32 KB only, and a fifth of what it leaves LZMA takes
 * away. It is done in slices, between which the page can draw.
 *
 * The names below are those of the format's description ("LZMA specification",
 * Igor Pavlov), where they are words; there is nothing else to know of it here
 * than that a file is a row of bits, each told by how probable it is at its
 * place, and that those bits say: a byte, or a distance and a length to repeat.
 */

/** What a file may become, in bytes: a damaged header must not take all memory. */
const MOST = 64 * 1024 * 1024;
/** How long a slice may take, in milliseconds. */
const SLICE = 8;
/** After how many bytes the clock is looked at. */
const LOOK = 1024;

// Where in the table of probabilities which bits have theirs. Those with 16
// places for each of the 12 states are told apart by the position, too.
const IS_MATCH = 0;
const IS_REP0_LONG = IS_MATCH + 12 * 16;
const IS_REP = IS_REP0_LONG + 12 * 16;
const IS_REP_G0 = IS_REP + 12;
const IS_REP_G1 = IS_REP_G0 + 12;
const IS_REP_G2 = IS_REP_G1 + 12;
const SLOTS = IS_REP_G2 + 12;
const NEAR = SLOTS + 4 * 64;
const ALIGN = NEAR + 128;
const LENGTH = ALIGN + 16;
const REP_LENGTH = LENGTH + 2 + 2 * 16 * 8 + 256;
const LITERAL = REP_LENGTH + 2 + 2 * 16 * 8 + 256;

/** @typedef {(at: number) => number} Bit reads the bit whose probability is at a place of the table */

/**
 * What `packed` was before it was packed.
 *
 * It rejects when the file is damaged. There is no checksum, but what is wrong
 * anywhere after the first few bytes leads all that follows astray, and then the
 * last number is not 0.
 * @param {Uint8Array} packed
 * @param {() => Promise<void>} [pause] lets the page do something else
 * @param {() => number} [now] a clock, in milliseconds
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function unpack(packed, pause = breathe, now = () => performance.now()) {
  const [properties] = packed;
  const header = new DataView(packed.buffer, packed.byteOffset, packed.length);
  if (packed.length < 18 || properties >= 9 * 5 * 5 || packed[13]) damaged('begins as none does');
  const size = header.getUint32(5, true) + header.getUint32(9, true) * 2 ** 32;
  if (size > MOST) damaged('would be too large');
  const unpacked = new Uint8Array(size);
  const { goOn, ended } = decoder(packed, unpacked);
  let start = now();
  for (let end = 0; end < size; ) {
    end = goOn(Math.min(end + LOOK, size));
    if (now() - start > SLICE) {
      await pause();
      start = now();
    }
  }
  if (!ended()) damaged('does not end where it should');
  return unpacked;
}

/**
 * A pause for other work, if it is time for one.
 * @returns {() => Promise<void> | void}
 */
export function resting() {
  let start = performance.now();
  return () => {
    if (performance.now() - start <= SLICE) return;
    return breathe().then(() => {
      start = performance.now();
    });
  };
}

/** @returns {Promise<void>} when the page has done what it had to do; a timer would wait longer. */
function breathe() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * @param {string} how
 * @returns {never}
 */
function damaged(how) {
  throw new Error(`the packed file is damaged: it ${how}`);
}

/**
 * Reads bits. What is read for the first time is as likely 0 as 1.
 * @param {Uint8Array} packed
 * @param {number} places
 */
function bits(packed, places) {
  const probabilities = new Uint16Array(places).fill(1024);
  // Numbers of 32 bits without a sign stay what they are in here; as variables they become objects.
  const coder = new Uint32Array([-1, new DataView(packed.buffer, packed.byteOffset).getUint32(14)]);
  let next = 18;

  function refill() {
    if (coder[0] < 2 ** 24) {
      coder[0] <<= 8;
      coder[1] = (coder[1] << 8) | packed[next];
      next += 1;
    }
  }
  /** @type {Bit} */
  function bit(at) {
    const probability = probabilities[at];
    const bound = (coder[0] >>> 11) * probability;
    let value = 0;
    if (coder[1] < bound) {
      coder[0] = bound;
      probabilities[at] = probability + ((2048 - probability) >> 5);
    } else {
      coder[0] -= bound;
      coder[1] -= bound;
      probabilities[at] = probability - (probability >> 5);
      value = 1;
    }
    refill();
    return value;
  }
  /** A number of so many bits that are as likely 0 as 1. */
  function plain(/** @type {number} */ count) {
    let number = 0;
    for (; count > 0; count -= 1) {
      coder[0] >>>= 1;
      const value = coder[1] < coder[0] ? 0 : 1;
      coder[1] -= coder[0] * value;
      number = (number << 1) | value;
      refill();
    }
    return number;
  }
  return { bit, plain, over: () => next > packed.length, ended: () => next === packed.length && coder[1] === 0 };
}

/**
 * @param {Bit} bit
 * @param {number} base where its probabilities begin
 * @param {number} count how many bits the number has, the highest first
 */
function number(bit, base, count) {
  let found = 1;
  for (let left = count; left > 0; left -= 1) found = (found << 1) | bit(base + found);
  return found - (1 << count);
}

/** @type {typeof number} the same, the lowest bit first */
function reversed(bit, base, count) {
  let found = 0;
  for (let place = 0, node = 1; place < count; place += 1) {
    const value = bit(base + node);
    node = (node << 1) | value;
    found |= value << place;
  }
  return found;
}

/**
 * @param {Bit} bit
 * @param {number} base
 * @param {number} place the position within its period
 */
function length(bit, base, place) {
  if (!bit(base)) return 2 + number(bit, base + 2 + place * 8, 3);
  if (!bit(base + 1)) return 10 + number(bit, base + 130 + place * 8, 3);
  return 18 + number(bit, base + 258, 8);
}

/**
 * Turns bits into bytes: `goOn` until there are so many, or some more.
 * @param {Uint8Array} packed
 * @param {Uint8Array} unpacked
 */
function decoder(packed, unpacked) {
  const literalContext = packed[0] % 9;
  const literalPlaces = (1 << (Math.trunc(packed[0] / 9) % 5)) - 1;
  const places = (1 << Math.trunc(packed[0] / 45)) - 1;
  const { bit, plain, over, ended } = bits(packed, LITERAL + (768 << literalContext) * (literalPlaces + 1));
  /** How many bytes there are. */
  let at = 0;
  /** What came last: below 7 a byte, else a repetition. */
  let state = 0;
  /** The distances of the last four repetitions, less one. */
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];

  function literal() {
    const before = at > 0 ? unpacked[at - 1] : 0;
    const base = LITERAL + 768 * (((at & literalPlaces) << literalContext) + (before >> (8 - literalContext)));
    let found = 1;
    if (state > 6) {
      // It is not what stands where the repetition ended, so that the bits are likely those up to one.
      for (let other = unpacked[at - rep0 - 1] << 1, same = true; same && found < 256; other <<= 1) {
        const value = bit(base + 256 + (other & 256) + found);
        found = (found << 1) | value;
        same = value === (other >> 8 & 1);
      }
    }
    while (found < 256) found = (found << 1) | bit(base + found);
    unpacked[at++] = found;
    state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
  }
  /** A distance that was there lately; says how often. */
  function repeat(/** @type {number} */ place) {
    if (!bit(IS_REP_G0 + state)) {
      if (!bit(IS_REP0_LONG + state * 16 + place)) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      let distance = rep1;
      if (bit(IS_REP_G1 + state)) {
        distance = rep2;
        if (bit(IS_REP_G2 + state)) {
          distance = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = distance;
    }
    state = state < 7 ? 8 : 11;
    return length(bit, REP_LENGTH, place);
  }
  /** A distance of its own. */
  function match(/** @type {number} */ place) {
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    state = state < 7 ? 7 : 10;
    const found = length(bit, LENGTH, place);
    const slot = number(bit, SLOTS + Math.min(found - 2, 3) * 64, 6);
    rep0 = slot;
    if (slot > 3) {
      const count = (slot >> 1) - 1;
      rep0 = (2 | (slot & 1)) << count;
      rep0 += slot < 14 ? reversed(bit, NEAR + rep0 - slot, count) : plain(count - 4) * 16 + reversed(bit, ALIGN, 4);
    }
    return found;
  }
  function goOn(/** @type {number} */ end) {
    while (at < end) {
      const place = at & places;
      if (!bit(IS_MATCH + state * 16 + place)) literal();
      else {
        const stop = at + (bit(IS_REP + state) ? repeat(place) : match(place));
        // Of 4 GB back the distance is negative here.
        if (rep0 < 0 || rep0 >= at || stop > unpacked.length) damaged('repeats what is not there');
        for (let from = at - rep0 - 1; at < stop; ) unpacked[at++] = unpacked[from++];
      }
      if (over()) damaged('is cut off');
    }
    return at;
  }
  return { goOn, ended };
}
