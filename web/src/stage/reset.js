/** The line of Kafka's tool that moves what a group has committed. */

/** @typedef {import('../player/view.js').Offset} Offset */

/** Where the tools find the cluster. */
const SERVER = 'localhost:9092';

/**
 * @template {string | { text: string }} Word
 * @param {Word | string} group
 * @param {Word | string} partition as the tool has it: `orders:0`
 * @param {[string, Word | string]} scenario
 * @returns {{ verb: string, operands: [], options: [string, Word | string][] }}
 */
export function resetLine(group, partition, scenario) {
  return {
    verb: 'kafka-consumer-groups.sh',
    operands: [],
    options: [
      ['--bootstrap-server', SERVER], ['--group', group], ['--reset-offsets', ''], scenario, ['--topic', partition], ['--execute', ''],
    ],
  };
}

/**
 * What the tool calls a place in a log.
 * @param {Offset} to or `beginning`, `end`, or an instant such as `@12.480`
 * @param {number} start the cluster's beginning in Unix time
 * @returns {[string, string]}
 */
export function scenarioOf(to, start) {
  const text = String(to);
  if (text === 'beginning') return ['--to-earliest', ''];
  if (text === 'end') return ['--to-latest', ''];
  const instant = /^@(\d+(?:\.\d+)?)$/.exec(text);
  if (!instant) return ['--to-offset', text];
  // Without a zone it is in UTC, and milliseconds have to be there.
  return ['--to-datetime', new Date(start + Math.round(Number(instant[1]) * 1000)).toISOString().slice(0, -1)];
}
