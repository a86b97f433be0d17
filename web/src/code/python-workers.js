/**
 * A Python loop where workers do the work: an executor takes what a poll
 * returned, and between two polls the loop looks at what is done.
 */

import { copied, indent, line, only, place } from './lines.js';
import { bound } from './java-workers.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

/**
 * How a client says it.
 * @typedef {object} Client
 * @property {Line[]} poll from the poll to the line that takes a record called `record`, without what is in it
 * @property {string} by how far what is done for each record stands further in
 * @property {Line[]} work
 * @property {string} partition what says which partition a record is of
 * @property {string} offset its offset
 * @property {(offset: string) => string} to an offset to commit
 * @property {string} after the offset after a record, as offsets to commit
 * @property {[string, string]} of what stands around offsets by their partition
 * @property {(offsets: string | null) => string} commit
 * @property {string | null} store what stores an offset, where there is such a thing
 * @property {[string, string]} pauses
 * @property {number} most how many may be open
 * @property {(lines: Line[]) => Line[]} caught
 */

/** What is imported. */
export const IMPORTS = `from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
`;

/** @param {Spec} spec @param {Client} client @returns {Line[]} */
export function loop(spec, client) {
  return [
    ...client.poll,
    ...indent(client.by, [
      ...(spec.commit === 'contiguous' ? [
        line(`gaps.setdefault(${client.partition}, set()).add(${client.offset})`),
        line(`after[${client.partition}] = ${client.offset} + 1`),
      ] : []),
      line('future = workers.submit(task, record)'),
      line('handed[future] = record'),
      line('future.add_done_callback(done.put)'),
    ]),
    ...indent('    ', [
      line('settle()'),
      line(`if len(handed) > ${client.most}:`),
      line(`    ${client.pauses[0]}`, 'call'),
      line('else:'),
      line(`    ${client.pauses[1]}`),
    ]),
  ];
}

/**
 * What is defined before the loop.
 * @param {Spec} spec
 * @param {Client} client
 * @returns {Line[]}
 */
export function definitions(spec, client) {
  const free = `${client.of[0]}${client.to(`min(gaps[place], default=after[place])`)} for place in after${client.of[1]}`;
  const settles = ['contiguous', 'batch'].includes(spec.commit);
  return [
    ...copied(`
workers = ThreadPoolExecutor(${spec.workers})
handed, done = {}, SimpleQueue()${spec.commit === 'contiguous' ? '\ngaps, after = {}, {}' : ''}

`),
    line('def task(record):'),
    ...indent('    ', [
      ...client.work,
      ...(client.store === null ? [] : place(spec, 'marks', [line(client.store, 'mark')], `# marks, in the background: ${client.store}`)),
    ]),
    ...copied('\n\n'),
    line(''),
    line('def settle():'),
    ...indent('    ', [
      ...(settles ? [line('settled = done.empty()')] : []),
      line('while not done.empty():'),
      ...indent('    ', [
        line('future = done.get()'),
        line('record = handed.pop(future)'),
        line('future.result()'),
        ...place(spec, 'record', client.caught([line(client.commit(client.after), 'commit')]),
          '# after each record: commit its offset + 1'),
        ...only(spec, 'record-noargs', client.caught([line(client.commit(null), 'commit')])),
        ...(spec.commit === 'contiguous' ? [line(`gaps.get(${client.partition}, set()).discard(${client.offset})`)] : []),
      ]),
      ...place(spec, 'contiguous', [line('if not settled:'), ...indent('    ', client.caught([line(client.commit(free), 'commit')]))],
        '# up to the first gap: commit the offset of each partition'),
      ...place(spec, 'batch', [line('if not settled and not handed:'), ...indent('    ', client.caught([line(client.commit(null), 'commit')]))],
        '# when all is done: commit the positions'),
      ...place(spec, 'never', [], '# or not at all'),
    ]),
    ...copied('\n\n'),
    line(''),
  ];
}

/** What stands in `finally`: the workers end before the consumer does. @returns {Line[]} */
export function end() {
  return [
    line('workers.shutdown()'),
    line('try:'),
    line('    settle()'),
    line('finally:'),
    line('    consumer.close()', 'close'),
  ];
}

export { bound };
