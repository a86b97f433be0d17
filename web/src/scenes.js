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

/** @type {Record<string, Scene>} */
export const scenes = {
  opening: { title: 'Two consumers share a topic', seed: 1, start: START, at: 12_480, script: OPENING },
  crash: { title: 'What a crash repeats', seed: 1, start: START, at: 22_710, script: `${OPENING}@12.300 crash c1\n` },
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
