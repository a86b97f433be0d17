/** The classes by which the colours of keys and groups are drawn. */

/** @param {number | null} tint of a key; from six on they repeat, with another pattern */
export function tintClass(tint) {
  if (tint === null) return 'kp-kn';
  const turn = Math.min(2, Math.floor(tint / 6));
  return `kp-k${tint % 6}${turn > 0 ? ` kp-q${turn}` : ''}`;
}

/** @param {number} hue of a group */
export function hueClass(hue) {
  return `kp-g${hue % 6}`;
}
