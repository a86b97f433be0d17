/**
 * Java's loop where workers do the work: an executor takes what a poll
 * returned, and between two polls the loop looks at what is done.
 */

import { indent, line, only, place } from './lines.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

/** The ways to commit that a loop with workers has. */
export const handed = ['auto', 'before', 'record', 'record-noargs', 'batch', 'async', 'marks', 'contiguous', 'never'];

/** How many records may wait, where nothing is set. */
const MOST = 500;

/** @param {Spec} spec */
export function bound(spec) {
  const [, most] = spec.settings.find(([key]) => key === 'max.poll.records') ?? [];
  return (Number(most) || MOST) + spec.workers;
}

/**
 * The loop, with what its tasks do.
 * @param {Spec} spec
 * @param {{ before: Line[], work: Line[] }} parts
 * @returns {Line[]}
 */
export function loop(spec, { before, work }) {
  const gaps = spec.commit === 'contiguous' ? [
    line('gaps.computeIfAbsent(partitionOf(record), partition -> new TreeSet<>()).add(record.offset());'),
    line('next.put(partitionOf(record), record.offset() + 1);'),
  ] : [];
  return [
    line('while (true) {', 'idle'),
    ...indent('    ', [
      line('var records = consumer.poll(Duration.ofMillis(500));', 'poll', 'auto'),
      ...place(spec, 'before', before, '// before the work: consumer.commitSync();'),
      line('for (var record : records) {', 'for'),
      ...indent('    ', [
        ...gaps,
        line('open++;'),
        line('done.submit(() -> {'),
        ...indent('    ', [...work, line('return record;')]),
        line('});'),
      ]),
      line('}'),
      line('settle(consumer, done);'),
      line(`if (open > ${bound(spec)}) consumer.pause(consumer.assignment());`, 'call'),
      line('else consumer.resume(consumer.paused());'),
    ]),
    line('}'),
  ];
}

/**
 * What stands in `finally`: the workers end before the consumer does.
 * @returns {Line[]}
 */
export function end() {
  return [
    line('workers.shutdown();'),
    line('workers.awaitTermination(1, TimeUnit.HOURS);'),
    line('try {'),
    line('    settle(consumer, done);'),
    line('} finally {'),
    line('    consumer.close();', 'close'),
    line('}'),
  ];
}

/**
 * What the loop does with what is done.
 * @param {Spec} spec
 * @param {(lines: Line[]) => Line[]} caught what looks at a commit's exception
 * @returns {Line[]}
 */
export function settle(spec, caught) {
  const after = ['consumer.commitSync(Map.of(partitionOf(record),', '    new OffsetAndMetadata(record.offset() + 1)));'];
  return [
    line('static void settle(KafkaConsumer<String, String> consumer,'),
    line('        CompletionService<ConsumerRecord<String, String>> done) throws Exception {'),
    ...indent('    ', [
      line('for (Future<ConsumerRecord<String, String>> one; (one = done.poll()) != null; open--) {'),
      ...indent('    ', [
        line('var record = one.get();'),
        ...place(spec, 'record', caught([line(after[0], 'commit'), line(after[1])]), '// after each record: consumer.commitSync(Map.of(…));'),
        ...only(spec, 'record-noargs', caught([line('consumer.commitSync();', 'commit')])),
        ...place(spec, 'marks', [
          line('marks.merge(partitionOf(record), new OffsetAndMetadata(record.offset() + 1),', 'mark'),
          line('    (old, now) -> old.offset() > now.offset() ? old : now);'),
        ], '// the highest that is done: marks.merge(…);'),
        ...(spec.commit === 'contiguous' ? [
          line('var gap = gaps.get(partitionOf(record));'),
          line('if (gap != null) gap.remove(record.offset());'),
        ] : []),
        line('settled = false;'),
      ]),
      line('}'),
      ...only(spec, 'marks', [line('if (isTime()) consumer.commitAsync(marks, null);', 'commit')]),
      ...place(spec, 'contiguous', caught([line('if (!settled) consumer.commitSync(gapFree());', 'commit')]),
        '// up to the first gap: consumer.commitSync(gapFree());'),
      ...place(spec, 'batch', caught([line('if (!settled && open == 0) consumer.commitSync();', 'commit')]), '// when all is done: consumer.commitSync();'),
      ...only(spec, 'async', [line('if (!settled && open == 0) consumer.commitAsync();', 'commit')]),
      ...place(spec, 'never', [], '// or not at all'),
      ...(['contiguous', 'batch', 'async'].includes(spec.commit) ? [line('settled = true;')] : []),
    ]),
    line('}'),
  ];
}

/** What only has to be there. @param {Spec} spec */
export function members(spec) {
  const gaps = spec.commit !== 'contiguous' ? '' : `
    static final Map<TopicPartition, TreeSet<Long>> gaps = new HashMap<>();
    static final Map<TopicPartition, Long> next = new HashMap<>();

    static Map<TopicPartition, OffsetAndMetadata> gapFree() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        next.forEach((partition, end) -> {
            var open = gaps.get(partition);
            offsets.put(partition, new OffsetAndMetadata(open.isEmpty() ? end : open.first()));
        });
        return offsets;
    }
`;
  return `
    static int open = 0;
    static boolean settled = true;
${gaps}`;
}

/** What is declared before the loop. @param {Spec} spec */
export function executor(spec) {
  return `
        var workers = Executors.newFixedThreadPool(${spec.workers});
        var done = new ExecutorCompletionService<ConsumerRecord<String, String>>(workers);`;
}

/** What a listener forgets. */
export const FORGETS = `
                gaps.keySet().removeAll(partitions);
                next.keySet().removeAll(partitions);`;

/** What it needs. */
export const IMPORTS = `
import java.util.TreeSet;
import java.util.concurrent.*;`;
