/**
 * How values are written in Python.
 */

/** A setting's value, with Kafka's words. @param {string} value */
export function python(value) {
  if (value === 'true' || value === 'false') return value === 'true' ? 'True' : 'False';
  return /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? value : JSON.stringify(value);
}

