/**
 * Writes every program that the Code tab can show into a folder for each
 * client, so that their own languages' tools can look at them:
 * node tests/snippets/write.mjs FOLDER
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clients } from '../../web/src/code/clients.js';
import { textOf } from '../../web/src/code/lines.js';

const folder = process.argv[2];
/** What a program may do otherwise than usual, one after the other. @type {Partial<import('../../web/src/code/lines.js').Spec>[]} */
const HABITS = [
  {}, { onCommitFailure: 'continue' }, { onFailure: 'skip' }, { onFailure: 'retry' }, { finally: 'nothing' }, { finally: 'with' },
  { onFailure: 'dead-letter', deadLetter: 'letters' }, { onRevoke: 'commit' }, { onAssign: 'beginning' },
  { pattern: 'of "orders".*' },
];
/** @type {[string, string][]} */
const SETTINGS = [
  ['auto.offset.reset', 'earliest'], ['max.poll.records', '10'], ['session.timeout.ms', '6500'], ['isolation.level', 'read_committed'],
  ['partition.assignment.strategy', 'org.apache.kafka.clients.consumer.RoundRobinAssignor'], ['auto.commit.interval.ms', '1000'],
];
/** @type {import('../../web/src/code/lines.js').Spec} */
const USUAL = {
  name: 'c1', topics: ['orders', 'of "others"'], group: 'billing', style: 'poll', commit: 'batch', onFailure: 'end', finally: 'close',
  onCommitFailure: 'end', onAssign: 'nothing', onRevoke: 'nothing', workers: 0, deadLetter: null, settings: [],
};

for (const [name, client] of Object.entries(clients)) {
  let count = 0;
  const write = (/** @type {import('../../web/src/code/lines.js').Line[]} */ lines) => {
    count += 1;
    let text = textOf(lines);
    let at = join(folder, name, String(count), client.file);
    if (client.language === 'java') {
      // So that all of them can be compiled at once.
      text = text.replace('public class Main ', `public class Main${count} `);
      at = join(folder, name, `Main${count}.java`);
    }
    mkdirSync(join(at, '..'), { recursive: true });
    writeFileSync(at, text);
  };
  for (const [style, ways] of Object.entries(client.ways)) {
    for (const commit of ways) {
      for (const habit of HABITS) write(client.consumer({ ...USUAL, style, commit, ...habit }));
      const own = SETTINGS.filter(([key, value]) => client.setting(key, value) !== null);
      write(client.consumer({ ...USUAL, style, commit, settings: own }));
    }
  }
  for (const commit of client.handed ?? []) {
    for (const habit of HABITS) write(client.consumer({ ...USUAL, style: Object.keys(client.ways).at(-1) ?? '', commit, workers: 3, ...habit }));
  }
  for (const keys of [[], ['ana', 'b"o']]) write(client.producer({ topic: 'orders', keys, everyMs: 500, settings: [] }));
  process.stdout.write(`${name} ${count}\n`);
}
