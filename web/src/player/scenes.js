/**
 * Scenes by name: a script, where to stop at first, and one line that says
 * what one sees.
 *
 * A script is one command a line, at the instant that it names (`@12.900 crash
 * c1`), or right after the line before it; the engine reads it (crates/shell,
 * `script.rs`).
 */

/**
 * `at` null stops where the script ends. `about` says what one sees, until
 * something is done; with a line that one may run next.
 * @typedef {{ text: string, label?: string, line?: string }} About
 * @typedef {{ title: string, seed: number, start: number, at: number | null, script: string, about?: About }} Scene
 */

/** Monday, 5 January 2026, nine o'clock: every scene begins then, so that its timestamps are the same for everybody. */
const START = Date.UTC(2026, 0, 5, 9);

const OPENING = `
topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning \
--set max.poll.records=4 --set session.timeout.ms=6000 --set heartbeat.interval.ms=2000
`;

const PRODUCE = 'produce --topic orders --keys ana,kim,lea,mia,ron,tom --rate 2/s --name checkout';
const CONSUME = `consume --topic orders --group billing --work 300ms --from-beginning --set auto.commit.interval.ms=1000 \
--set max.poll.records=4 --set session.timeout.ms=10000 --set heartbeat.interval.ms=1000`;

/** Segments of some four records; after 30 seconds the broker looks for the first time what is too old. */
const SEGMENTS = `
topic create orders --partitions 2 --config internal.segment.bytes=300 --config retention.ms=12000
produce --topic orders --keys ana,bo,fay,kim,lea --rate 1/s --name checkout
consume --topic orders --group billing --work 200ms --commit batch --from-beginning
`;

/** A third member joins two who keep what does not move. */
const COOPERATIVE = `
topic create orders --partitions 4
${PRODUCE}
${CONSUME} --members 2 --assignor cooperative-sticky
@12.200 ${CONSUME} --name c3 --assignor cooperative-sticky
`;

const STATIC = `
topic create orders --partitions 4
${PRODUCE}
${CONSUME} --name till-1 --set group.instance.id=till-1
${CONSUME} --name till-2 --set group.instance.id=till-2
`;

/** A batch that is too large is refused, parted and sent again. */
const REFUSED = `
topic create orders --partitions 2 --config max.message.bytes=120
produce --topic orders --keys ana,bo,fay,kim --rate 4/s --name checkout --set linger.ms=2000
`;

/** The same keys, sent by the clients of five families with what each of them does if nothing is said. */
const CLIENTS = `
topic create orders --partitions 4
${['java', 'librdkafka', 'sarama', 'kafka-python', 'kafkajs'].map((client) => (
    `produce --topic orders --keys ana,kim,lea,mia,ron,tom --rate 1/2s --client ${client} --name ${client}`
  )).join('\n')}
`;

/** @type {Record<string, Scene>} */
export const scenes = {
  opening: { title: 'Two consumers share a topic', seed: 4, start: START, at: 12_480, script: OPENING },
  crash: { title: 'What a crash repeats', seed: 4, start: START, at: 22_710, script: `${OPENING}@12.300 crash c1\n` },
  segments: {
    title: 'Segments are rolled and deleted', seed: 1, start: START, at: 29_300, script: SEGMENTS,
    about: {
      text: 'A log is segments, and the active one grows. At 0:30 the broker looks for the first time: '
        + 'segments whose records are all older than 12 s go, and the log start moves.',
    },
  },
  cooperative: {
    title: 'A hand-over in two rounds', seed: 1, start: START, at: 16_600, script: COOPERATIVE,
    about: {
      text: 'c3 joins, and the others read on. Round one: who has too much gives it up, and it is nobody’s. '
        + 'Round two: it is handed to c3. Nothing else stops.',
    },
  },
  static: {
    title: 'A static member’s place is kept', seed: 1, start: START, at: 13_400, script: `${STATIC}@12.300 stop till-1\n`,
    about: {
      text: 'till-1 has a group.instance.id, so that it left without a word: its partitions wait for it until its session '
        + 'times out. If it is back before, nobody rebalances.',
      label: 'Start till-1 again',
      line: 'start till-1',
    },
  },
  twin: {
    title: 'A twin fences a static member', seed: 1, start: START, at: 14_100,
    script: `${STATIC}@12.300 ${CONSUME} --name twin --set group.instance.id=till-2\n`,
    about: {
      text: 'Two consumers with one group.instance.id: the newer one takes the place of till-2, which is fenced at its next '
        + 'request. A program that polls on after that takes its place back, and so they go on.',
    },
  },
  refused: {
    title: 'A batch that the broker refuses', seed: 1, start: START, at: 3_040, script: REFUSED,
    about: {
      text: 'The topic takes 120 bytes a batch. Seven records in one are refused, and none of them lands; the producer parts the batch and sends again.',
      label: 'Send a record that is too large by itself',
      line: 'produce --topic orders --from checkout --key lea --value "an order with many lines, and with so long a note '
        + 'on each of them that no batch of this topic has room for it"',
    },
  },
  clients: {
    title: 'The same keys from five clients', seed: 1, start: START, at: 14_480, script: CLIENTS,
    about: {
      text: 'Clients hash keys in their own ways. Those with Java’s murmur2 agree; librdkafka and Sarama put most keys '
        + 'elsewhere, unless one tells them.',
      label: 'Give librdkafka murmur2',
      line: 'set librdkafka partitioner=murmur2_random',
    },
  },
  empty: { title: 'A broker and nothing else', seed: 1, start: START, at: 0, script: '' },
};
