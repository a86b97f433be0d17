/** Milliseconds as people read them. */

/**
 * A reading of the clock: `0:12.480`, and `1:02:03.004` from an hour on.
 * @param {number} ms
 */
export function clock(ms) {
  const whole = Math.max(0, Math.floor(ms));
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor(whole / 60_000) % 60;
  const rest = `${pad(Math.floor(whole / 1000) % 60, 2)}.${pad(whole % 1000, 3)}`;
  return hours > 0 ? `${hours}:${pad(minutes, 2)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * An instant of the journal: `12.480`, and the clock's form from a minute on.
 * @param {number} ms
 */
export function instant(ms) {
  return ms < 60_000 ? (Math.floor(ms) / 1000).toFixed(3) : clock(ms);
}

/**
 * What is left of a wait: `4.2 s`, `4 min 58 s`.
 * @param {number} ms
 */
export function left(ms) {
  const whole = Math.ceil(Math.max(0, ms) / 1000);
  if (whole <= 120) return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/**
 * @param {number} value
 * @param {number} digits
 */
function pad(value, digits) {
  return String(value).padStart(digits, '0');
}

/**
 * A sentence as it is heard at an instant.
 * @param {import('../player/playground.js').Narration} narration
 * @param {number} now
 */
export function heard({ spans }, now) {
  return spans.map(({ text, until }) => (until === undefined ? text : left(until - now))).join('');
}
