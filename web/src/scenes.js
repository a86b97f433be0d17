/**
 * Scenes by name: a script, where to stop at first, and one line that says
 * what one sees.
 *
 * A script is one command a line, at the instant that it names (`@12.900 crash
 * c1`), or right after the line before it. Empty lines and lines that begin
 * with `#` say nothing.
 */

/**
 * `at` null stops where the script ends.
 * @typedef {{ title: string, seed: number, start: number, at: number | null, script: string }} Scene
 */

/** Monday, 5 January 2026, nine o'clock: every scene begins then, so that its timestamps are the same for everybody. */
const START = Date.UTC(2026, 0, 5, 9);

const OPENING = `
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning --set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
`;

/** The same keys, sent by the clients of five families with what each of them does if nothing is said. */
const CLIENTS = `
topic create orders --partitions 4
${['java', 'librdkafka', 'sarama', 'kafka-python', 'kafkajs'].map((client) => (
  `produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 1/2s --client ${client} --name ${client}`
)).join('\n')}
`;

/** A batch that is too large is refused, parted and sent again; a record that is too large by itself fails. */
const REFUSED = `
topic create orders --partitions 2 --config max.message.bytes=120
produce --topic orders --keys ana,bo,fay,kim --rate 4/s --name checkout --set linger.ms=2000
@7.100 produce --topic orders --from checkout --key lea --value "an order with so many lines, and so long a note on each of them, that the topic does not take it, however it is parted"
`;

/** Segments of some four records; after 30 seconds the broker looks for the first time what is too old. */
const SEGMENTS = `
topic create orders --partitions 2 --config internal.segment.bytes=300 --config retention.ms=12000
produce --topic orders --keys ana,bo,fay,kim --rate 1/s --name checkout
`;

/** @type {Record<string, Scene>} */
export const scenes = {
  opening: { title: 'Two consumers share a topic', seed: 1, start: START, at: 12_480, script: OPENING },
  crash: { title: 'What a crash repeats', seed: 1, start: START, at: 22_710, script: `${OPENING}@12.300 crash c1\n` },
  refused: { title: 'A batch that the broker refuses', seed: 1, start: START, at: 5_150, script: REFUSED },
  segments: { title: 'Segments are rolled and deleted', seed: 1, start: START, at: 28_900, script: SEGMENTS },
  clients: { title: 'The same keys from five clients', seed: 1, start: START, at: 14_480, script: CLIENTS },
  empty: { title: 'A broker and nothing else', seed: 1, start: START, at: 0, script: '' },
};

/** @typedef {{ at: number | null, line: string }} ScriptLine */

/**
 * The commands of a script, in their order.
 * @param {string} script
 * @returns {ScriptLine[]}
 */
export function parseScript(script) {
  /** @type {ScriptLine[]} */
  const lines = [];
  for (const raw of script.split('\n')) {
    const text = raw.trim();
    if (text === '' || text.startsWith('#')) continue;
    const timed = /^@(\d+)(?:\.(\d{1,3}))?\s+(.*)$/s.exec(text);
    if (timed) lines.push({ at: Number(timed[1]) * 1000 + Number((timed[2] ?? '').padEnd(3, '0')), line: timed[3] });
    else lines.push({ at: null, line: text });
  }
  return lines;
}
