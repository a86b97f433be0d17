/**
 * Programs of Sarama, `github.com/IBM/sarama`.
 */

import { copied, indent, line, place, settingsOf } from './lines.js';

/** @typedef {import('./lines.js').Spec} Spec */
/** @typedef {import('./lines.js').Line} Line */

export const name = 'Go, Sarama';
export const language = 'go';
export const file = 'main.go';

/** @type {Record<string, string[]>} */
export const ways = {
  select: ['auto', 'marks', 'record', 'batch', 'never'],
  range: ['auto', 'marks', 'record', 'batch', 'never'],
};

/** What a value is in Go. @type {Record<string, (value: string) => string>} */
const AS = {
  time: (value) => (Number(value) % 1000 === 0 ? `${Number(value) / 1000} * time.Second` : `${value} * time.Millisecond`),
  plain: (value) => value,
  reset: (value) => (value === 'earliest' ? 'sarama.OffsetOldest' : 'sarama.OffsetNewest'),
  isolation: (value) => (value === 'read_committed' ? 'sarama.ReadCommitted' : 'sarama.ReadUncommitted'),
  acks: (value) => ({ all: 'sarama.WaitForAll', '-1': 'sarama.WaitForAll', 0: 'sarama.NoResponse' })[value] ?? 'sarama.WaitForLocal',
  strategies: (value) => `[]sarama.BalanceStrategy{${value.split(',').map(strategy).join(', ')}}`,
};

/** Kafka's keys, and what they are here. @type {Record<string, [string, (value: string) => string]>} */
const NAMES = {
  'auto.offset.reset': ['Consumer.Offsets.Initial', AS.reset],
  'enable.auto.commit': ['Consumer.Offsets.AutoCommit.Enable', AS.plain],
  'auto.commit.interval.ms': ['Consumer.Offsets.AutoCommit.Interval', AS.time],
  'session.timeout.ms': ['Consumer.Group.Session.Timeout', AS.time],
  'heartbeat.interval.ms': ['Consumer.Group.Heartbeat.Interval', AS.time],
  'max.poll.interval.ms': ['Consumer.Group.Rebalance.Timeout', AS.time],
  'partition.assignment.strategy': ['Consumer.Group.Rebalance.GroupStrategies', AS.strategies],
  'group.instance.id': ['Consumer.Group.InstanceId', (value) => JSON.stringify(value)],
  'isolation.level': ['Consumer.IsolationLevel', AS.isolation],
  'fetch.min.bytes': ['Consumer.Fetch.Min', AS.plain],
  'fetch.max.wait.ms': ['Consumer.MaxWaitTime', AS.time],
  'max.partition.fetch.bytes': ['Consumer.Fetch.Default', AS.plain],
  'allow.auto.create.topics': ['Metadata.AllowAutoTopicCreation', AS.plain],
  acks: ['Producer.RequiredAcks', AS.acks],
  'enable.idempotence': ['Producer.Idempotent', AS.plain],
  'linger.ms': ['Producer.Flush.Frequency', AS.time],
  retries: ['Producer.Retry.Max', AS.plain],
};

/** @param {string} name of a class or of a strategy */
function strategy(name) {
  if (/round/i.test(name)) return 'sarama.NewBalanceStrategyRoundRobin()';
  return /sticky/i.test(name) ? 'sarama.NewBalanceStrategySticky()' : 'sarama.NewBalanceStrategyRange()';
}

/**
 * A setting as this client writes it; null where it has none such.
 * @param {string} key
 * @param {string} value
 * @returns {[string, string] | null}
 */
export function setting(key, value) {
  const own = Object.hasOwn(NAMES, key) ? NAMES[key] : null;
  return own && [own[0], own[1](value)];
}

const HANDLER = 'func (handler) ConsumeClaim(session sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {';

/** @param {Spec} spec @returns {Line[]} */
export function consumer(spec) {
  return [...head(), line(HANDLER, 'subscribe idle close'), ...(spec.style === 'range' ? ranges(spec) : selects(spec)), line('}'), ...main(spec)];
}

/** @param {Spec} spec @returns {Line[]} */
function ranges(spec) {
  return indent('\t', [
    line('for message := range claim.Messages() {', 'poll for'),
    ...indent('\t', each(spec)),
    line('}'),
    ...ends(spec),
    line('return nil'),
  ]);
}

/** @param {Spec} spec @returns {Line[]} */
function selects(spec) {
  return indent('\t', [
    line('for {'),
    ...indent('\t', [
      line('select {'),
      line('case message, ok := <-claim.Messages():', 'poll for'),
      line('\tif !ok {'),
      line('\t\treturn nil'),
      line('\t}'),
      ...indent('\t', each(spec)),
      line('case <-session.Context().Done():'),
      ...indent('\t', ends(spec)),
      line('\treturn nil'),
      line('}'),
    ]),
    line('}'),
  ]);
}

/** @param {Spec} spec @returns {Line[]} */
function each(spec) {
  const background = spec.commit === 'marks' ? 'marks' : 'auto';
  return [
    ...work(spec),
    line('session.MarkMessage(message, "")', 'mark', background),
    ...place(spec, 'record', [line('session.Commit()', 'commit')], '// after each record: session.Commit()'),
    ...place(spec, 'never', [], '// or not at all'),
  ];
}

/** @param {Spec} spec @returns {Line[]} */
function ends(spec) {
  return place(spec, 'batch', [line('session.Commit()', 'commit')], '// in the end: session.Commit()');
}

/** @param {Spec} spec @returns {Line[]} */
function work(spec) {
  if (spec.onFailure === 'retry') {
    return [
      line('for work(message.Key, message.Value) != nil {', 'work'),
      line('\tselect {'),
      line('\tcase <-session.Context().Done():'),
      line('\t\treturn nil'),
      line('\tcase <-time.After(time.Second):'),
      line('\t}'),
      line('}'),
    ];
  }
  return [
    line('if err := work(message.Key, message.Value); err != nil {', 'work'),
    ...indent('\t', spec.onFailure === 'end'
      ? [line('return err')]
      : spec.onFailure === 'skip'
        ? [line('log.Println(err)'), line('continue')]
        : [line('letters.SendMessage(&sarama.ProducerMessage{', 'dead-letter'),
            line(`\tTopic: ${JSON.stringify(spec.deadLetter)}, Key: sarama.ByteEncoder(message.Key), Value: sarama.ByteEncoder(message.Value)})`)]),
    line('}'),
  ];
}

function head() {
  return copied(`
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"
	"time"

	"github.com/IBM/sarama"
)

func work(key, value []byte) error {
	_, err := fmt.Println(string(key), string(value))
	return err
}

type handler struct{}

func (handler) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (handler) Cleanup(sarama.ConsumerGroupSession) error { return nil }

`);
}

/** @param {Spec} spec */
function main(spec) {
  const background = spec.commit === 'auto' || spec.commit === 'marks';
  const own = [['Consumer.Offsets.AutoCommit.Enable', String(background)], ...settingsOf(spec.settings, setting)];
  const letters = spec.onFailure === 'dead-letter' ? LETTERS : '';
  const ends = spec.finally === 'nothing' ? 'ctx := context.Background()' : `ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	defer group.Close()`;
  return copied(`

func main() {
	config := sarama.NewConfig()
${own.map(([key, value]) => `	config.${key} = ${value}`).join('\n')}
	group, err := sarama.NewConsumerGroup([]string{"localhost:9092"}, ${JSON.stringify(spec.group)}, config)
	if err != nil {
		log.Fatal(err)
	}
	${ends}${letters}
	for ctx.Err() == nil {
		if err := group.Consume(ctx, []string{${spec.topics.map((topic) => JSON.stringify(topic)).join(', ')}}, handler{}); err != nil {
			log.Println(err)
			time.Sleep(time.Second)
		}
	}
}${spec.finally === 'nothing' ? '\n\nvar _ = signal.Notify\nvar _ = os.Interrupt' : ''}${letters && '\n\nvar letters sarama.SyncProducer'}
`);
}

const LETTERS = `
	config.Producer.Return.Successes = true
	letters, err = sarama.NewSyncProducer([]string{"localhost:9092"}, config)
	if err != nil {
		log.Fatal(err)
	}`;

/**
 * A program that sends.
 * @param {{ topic: string, keys: string[], everyMs: number, settings: [string, string][] }} spec
 * @returns {Line[]}
 */
export function producer({ topic, keys, everyMs, settings }) {
  const own = settingsOf(settings, setting);
  return [
    ...copied(`
package main

import (
	"fmt"
	"log"
	"math/rand"
	"time"

	"github.com/IBM/sarama"
)

var keys = []string{${keys.map((key) => JSON.stringify(key)).join(', ')}}

func main() {
	config := sarama.NewConfig()
${own.map(([key, value]) => `	config.${key} = ${value}\n`).join('')}	producer, err := sarama.NewAsyncProducer([]string{"localhost:9092"}, config)
	if err != nil {
		log.Fatal(err)
	}
	go func() {
`),
    ...indent('\t', [
      line('\tfor failed := range producer.Errors() {', 'answer'),
      line('\t\tlog.Println(failed)'),
      line('\t}'),
      line('}()'),
      line('for n := 1; ; n++ {'),
      line('\tproducer.Input() <- &sarama.ProducerMessage{', 'send'),
      line(`\t\tTopic: ${JSON.stringify(topic)},`),
      ...(keys.length > 0 ? [line('\t\tKey:   sarama.StringEncoder(keys[rand.Intn(len(keys))]),')] : []),
      line('\t\tValue: sarama.StringEncoder(fmt.Sprintf("m%d", n)),'),
      line('\t}'),
      line(`\ttime.Sleep(${AS.time(String(everyMs))})`, 'wait'),
      line('}'),
    ]),
    ...copied(`
}${keys.length > 0 ? '' : '\n\nvar _ = rand.Intn'}
`),
  ];
}
