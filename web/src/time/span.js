/**
 * The stretch of time that the line shows. Its length changes only when
 * somebody zooms; while time goes on it moves along, so that the handle stands
 * where it was or moves as time does, and never jumps because of a scale.
 */

/** Lengths that `+` and `-` go through, in milliseconds. */
const LENGTHS = [20, 50, 100, 250, 500, 1000, 2000, 5000, 10_000, 15_000, 25_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  7_200_000, 21_600_000, 86_400_000];
const FIRST = 25_000;
const LEAST = LENGTHS[0];
/** All of time is at least so long, and as much of it is ahead of what is known. */
const LEAST_WHOLE = 20_000;
const KNOWN = 0.92;
/** Where the handle stays while time goes on, and where it comes to when it was out of sight before the stretch. */
const AHEAD = 0.8;
const BEHIND = 0.5;
const LAST = 0.97;

/**
 * How much time there is, with a little ahead.
 * @param {number} end milliseconds
 */
export function wholeLength(end) {
  return Math.max(LEAST_WHOLE, end / KNOWN);
}

export class Span {
  from = 0;
  length = FIRST;
  /** Whether it is all of time, however long that gets. */
  fits = false;
  #now = 0;

  /**
   * Goes along with the present.
   * @param {number} now
   * @param {number} end
   * @param {boolean} held whether a finger is on the line: then nothing moves under it
   */
  follow(now, end, held) {
    const before = this.#now;
    this.#now = now;
    if (this.fits) {
      this.from = 0;
      this.length = wholeLength(end);
      return;
    }
    if (now === before || held) return;
    const part = this.partOf(now);
    if (part < 0) this.#begin(now - BEHIND * this.length);
    if (part > AHEAD && now > before) {
      const stood = this.partOf(before);
      // Where it stood further ahead, because a hand put it there, it stays.
      this.#begin(now - Math.max(AHEAD, stood > 1 ? 0 : Math.min(stood, LAST)) * this.length);
    } else if (part > 1) this.#begin(now - AHEAD * this.length);
  }

  /**
   * Where an instant is, in parts of the length.
   * @param {number} at
   */
  partOf(at) {
    return (at - this.from) / this.length;
  }

  /** @param {number} part */
  instantOf(part) {
    return this.from + part * this.length;
  }

  /**
   * Makes it so many times as long, around an instant that stays where it is.
   * @param {number} factor
   * @param {number} around
   * @param {number} end
   */
  zoom(factor, around, end) {
    const whole = wholeLength(end);
    const length = Math.min(Math.max(this.length * factor, LEAST), whole);
    this.fits = factor > 1 && length >= whole;
    this.#begin(around - this.partOf(around) * length);
    this.length = length;
    if (this.fits) this.from = 0;
  }

  /**
   * To the next length that is shorter or longer.
   * @param {-1 | 1} by
   * @param {number} around
   * @param {number} end
   */
  step(by, around, end) {
    const next = by < 0 ? LENGTHS.findLast((each) => each < this.length * 0.999) : LENGTHS.find((each) => each > this.length * 1.001);
    // What is out of sight is no place to zoom at.
    const part = this.partOf(around);
    if (part < 0 || part > 1) this.#begin(around - this.length / 2);
    this.zoom((next ?? LEAST) / this.length, around, end);
  }

  fit() {
    this.fits = true;
  }

  /**
   * Moves or stretches it by hand.
   * @param {number} from
   * @param {number} [length]
   */
  put(from, length = this.length) {
    this.fits = false;
    this.length = Math.max(LEAST, length);
    this.#begin(from);
  }

  /**
   * Sees to it that an instant is in sight.
   * @param {number} at
   */
  reveal(at) {
    const part = this.partOf(at);
    if (part < 0.02 || part > 0.98) this.put(at - this.length / 2);
  }

  /** @param {number} from */
  #begin(from) {
    this.from = Math.max(0, from);
  }
}

/**
 * How long the line is, in words that fit a button.
 * @param {number} ms
 */
export function lengthWords(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 100) return `${seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds)} s`;
  const minutes = seconds / 60;
  return minutes < 100 ? `${Math.round(minutes * 10) / 10} min` : `${Math.round(minutes / 6) / 10} h`;
}
