/**
 * What both of Python's clients write alike.
 */

import { indent, line } from './lines.js';
import { end } from './python-workers.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

/** A setting's value, with Kafka's words. @param {string} value */
export function python(value) {
  if (value === 'true' || value === 'false') return value === 'true' ? 'True' : 'False';
  return /^-?[0-9]+(\.[0-9]+)?$/.test(value) ? value : JSON.stringify(value);
}

/** @type {import('./lines.js').Tries} */
export const TRIES = {
  step: '    ', loop: 'while True:', attempt: 'try:', leave: 'break', caught: 'except Exception as failed:', rest: 'time.sleep(1)', close: [],
};

/**
 * A commit, and what becomes of its exception.
 * @param {Spec} spec
 * @param {string} error what the client throws
 * @param {Line[]} lines
 * @param {string[]} more what is done then
 */
export function refusable(spec, error, lines, more) {
  if (spec.onCommitFailure === 'end') return lines;
  return [
    line('try:'),
    ...indent('    ', lines),
    line(`except ${error} as refused:`),
    ...indent('    ', ['log(refused)', ...more].map((text) => line(text))),
  ];
}

/** The loop, and how it is left. @param {Spec} spec @param {Line[]} loop @returns {Line[]} */
export function around(spec, loop) {
  if (spec.finally === 'nothing') return loop;
  return [
    line('try:'),
    ...indent('    ', loop),
    line('except KeyboardInterrupt:'),
    line('    log("Ctrl-C")'),
    line('finally:'),
    ...(spec.workers > 0 ? indent('    ', end()) : [line('    consumer.close()', 'close')]),
  ];
}
