/**
 * Programs of Java's client, `org.apache.kafka:kafka-clients`.
 */

import { copied, indent, line, only, place, worked } from './lines.js';
import * as workers from './java-workers.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

export const name = 'Java';
export const language = 'java';
export const file = 'Main.java';

/** The ways to commit that a style of loop has. @type {Record<string, string[]>} */
export const ways = { poll: ['auto', 'before', 'record', 'record-noargs', 'batch', 'async', 'marks', 'never'] };

export const handed = workers.handed;

const AFTER = ['Map.of(partitionOf(record),', '    new OffsetAndMetadata(record.offset() + 1))'];

/** A setting as this client writes it. @param {string} key @param {string} value @returns {[string, string]} */
export function setting(key, value) {
  return [key, value];
}

/** @param {Spec} spec @returns {Line[]} */
export function consumer(spec) {
  const closes = spec.finally !== 'nothing';
  const hands = spec.workers > 0;
  const loop = hands ? workers.loop(spec, { before: before(spec), work: work(spec, ['log(failed);']) }) : [
    line('while (true) {', 'idle'),
    ...indent('    ', [
      line('var records = consumer.poll(Duration.ofMillis(500));', 'poll', 'auto'),
      ...place(spec, 'before', before(spec), '// before the work: consumer.commitSync();'),
      line('for (var record : records) {', 'for'),
      ...indent('    ', [...work(spec), ...afterRecord(spec)]),
      line('}'),
      ...place(spec, 'batch', [
        line('if (records.isEmpty()) continue;'),
        ...caught(spec, [line('consumer.commitSync();', 'commit')]),
      ], '// after the batch: consumer.commitSync();'),
      ...only(spec, 'async', [line('if (!records.isEmpty()) consumer.commitAsync();', 'commit')]),
      ...place(spec, 'never', [], '// or not at all'),
    ]),
    line('}'),
  ];
  const what = spec.pattern ? `java.util.regex.Pattern.compile(${quoted(spec.pattern)})` : `List.of(${spec.topics.map(quoted).join(', ')})`;
  const subscribe = line(`consumer.subscribe(${what}${listens(spec) ? ', listener' : ''});`, 'subscribe');
  const whole = closes
    ? [
        line('try {'),
        ...indent('    ', [subscribe, ...loop]),
        line('} catch (WakeupException interrupted) {'),
        line('    log("Ctrl-C");'),
        line('} finally {'),
        ...(spec.commit === 'async' && !hands ? [line('    consumer.commitSync();', 'commit')] : []),
        ...(hands ? indent('    ', workers.end()) : [line('    consumer.close();', 'close')]),
        line('}'),
      ]
    : [subscribe, ...loop];
  const settle = hands ? [...copied('\n    }\n'), line(''), ...indent('    ', workers.settle(spec, (lines) => caught(spec, lines)))] : [];
  return [...head(spec, closes), ...indent('        ', whole), ...settle, ...tail(spec, hands)];
}

/** @param {Spec} spec */
function listens(spec) {
  return spec.onAssign !== 'nothing' || spec.onRevoke !== 'nothing' || forgets(spec);
}

/** @param {Spec} spec */
function forgets(spec) {
  return spec.workers > 0 && spec.commit === 'contiguous';
}

/** @param {Spec} spec @returns {Line[]} */
function before(spec) {
  return [
    line('if (!records.isEmpty()) {'),
    ...indent('    ', caught(spec, [line('consumer.commitSync();', 'commit')], ['continue;'])),
    line('}'),
  ];
}

/**
 * A commit whose exception is looked at, where that does not end the loop.
 * @param {Spec} spec
 * @param {Line[]} lines
 * @param {string[]} [more]
 */
function caught(spec, lines, more = []) {
  if (spec.onCommitFailure === 'end') return lines;
  return [
    line('try {'),
    ...indent('    ', lines),
    line('} catch (CommitFailedException | TimeoutException refused) {'),
    ...indent('    ', ['log(refused);', ...more].map((text) => line(text))),
    line('}'),
  ];
}

/** @type {import('./lines.js').Tries} */
const TRIES = {
  step: '    ', loop: 'while (true) {', attempt: 'try {', leave: 'break;', caught: '} catch (RuntimeException failed) {', rest: 'Thread.sleep(1000);',
  close: [line('}')],
};

/** @param {Spec} spec @param {string[]} [skip] @returns {Line[]} */
function work(spec, skip = ['log(failed);', 'continue;']) {
  return worked(spec, 'work(record.key(), record.value());', TRIES, { letter: [
    line(`producer.send(new ProducerRecord<>(${quoted(spec.deadLetter ?? '')},`, 'dead-letter'), line('    record.key(), record.value())).get();'),
  ], skip });
}

/** @param {Spec} spec @returns {Line[]} */
function afterRecord(spec) {
  return [
    ...place(spec, 'record', caught(spec, [line(`consumer.commitSync(${AFTER[0]}`, 'commit'), line(`${AFTER[1]});`)]),
      '// after each record: consumer.commitSync(Map.of(…));'),
    ...only(spec, 'record-noargs', caught(spec, [line('consumer.commitSync();', 'commit')])),
    ...place(spec, 'marks', [
      line('marks.put(partitionOf(record),', 'mark'),
      line('    new OffsetAndMetadata(record.offset() + 1));'),
      line('if (isTime()) consumer.commitAsync(marks, null);', 'commit'),
    ], '// marks, in the background: consumer.commitAsync(marks, null);'),
  ];
}

/** @param {Spec} spec @param {boolean} closes @returns {Line[]} */
function head(spec, closes) {
  const puts = settings(spec).map(([key, value]) => `        settings.put(${quoted(key)}, ${quoted(value)});`);
  const after = [
    closes ? HOOK : '', listens(spec) ? listener(spec) : '', deadLetters(spec), spec.workers > 0 ? workers.executor(spec) : '',
  ];
  return copied(`
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;${spec.workers > 0 ? workers.IMPORTS : ''}
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

public class Main {
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        settings.put("bootstrap.servers", "localhost:9092");
        settings.put("key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
        settings.put("value.deserializer", "org.apache.kafka.common.serialization.StringDeserializer");
${puts.join('\n')}
        var consumer = new KafkaConsumer<String, String>(settings);${after.join('')}
`);
}

const HOOK = `
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                main.join();
            } catch (InterruptedException late) {
                log(late);
            }
        }));`;

/** @param {Spec} spec */
function listener(spec) {
  const revoked = (spec.onRevoke === 'commit' ? '\n                consumer.commitSync();' : '') + (forgets(spec) ? workers.FORGETS : '');
  const assigned = spec.onAssign === 'beginning' ? '\n                consumer.seekToBeginning(partitions);' : '';
  return `
        var listener = new ConsumerRebalanceListener() {
            public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {${revoked}
            }

            public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {${assigned}
            }
        };`;
}

/** @param {Spec} spec */
function deadLetters(spec) {
  if (spec.onFailure !== 'dead-letter') return '';
  return `
        var letters = new Properties();
        letters.put("bootstrap.servers", "localhost:9092");
        letters.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        letters.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        var producer = new KafkaProducer<String, String>(letters);`;
}

/** @param {Spec} spec @param {boolean} hands */
function tail(spec, hands) {
  return copied(`
${hands ? workers.members(spec) : '    }'}

    static void work(String key, String value) {
        System.out.println(key + " " + value);
    }

    static TopicPartition partitionOf(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    static void log(Object what) {
        System.err.println(what);
    }${spec.commit === 'marks' ? MARKS : ''}
}
`);
}

const MARKS = `

    static final Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
    static long last = System.currentTimeMillis();

    static boolean isTime() {
        var now = System.currentTimeMillis();
        if (now - last < 5000) return false;
        last = now;
        return true;
    }`;

/** @param {Spec} spec @returns {[string, string][]} */
function settings(spec) {
  return [['group.id', spec.group], ['enable.auto.commit', String(spec.commit === 'auto')], ...spec.settings];
}

/** @param {string} text */
function quoted(text) {
  return JSON.stringify(text);
}

/**
 * A program that sends.
 * @param {{ topic: string, keys: string[], everyMs: number, settings: [string, string][] }} spec
 * @returns {Line[]}
 */
export function producer({ topic, keys, everyMs, settings: own }) {
  const puts = own.map(([key, value]) => `        settings.put(${quoted(key)}, ${quoted(value)});\n`).join('');
  return [
    ...copied(`
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.*;

public class Main {
    public static void main(String[] args) throws Exception {
        var settings = new Properties();
        settings.put("bootstrap.servers", "localhost:9092");
        settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
        settings.put("value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
${puts}        var producer = new KafkaProducer<String, String>(settings);
        var keys = List.of(${keys.map(quoted).join(', ')});
`),
    ...indent('        ', [
      line('for (int n = 1; ; n++) {'),
      line(`    String key = ${keys.length > 0 ? 'keys.get(ThreadLocalRandom.current().nextInt(keys.size()))' : 'null'};`),
      line(`    var record = new ProducerRecord<String, String>(${quoted(topic)}, key, "m" + n);`),
      line('    producer.send(record, (metadata, failed) -> {', 'send'),
      line('        if (failed != null) System.err.println(failed);', 'answer'),
      line('    });'),
      line(`    Thread.sleep(${everyMs});`, 'wait'),
      line('}'),
    ]),
    ...copied(`
    }
}
`),
  ];
}
