/**
 * The clients whose programs one can read, by the names that the shell has for
 * them.
 */

import * as confluentKafka from './confluent-kafka.js';
import * as java from './java.js';
import * as kafkaPython from './kafka-python.js';
import * as kafkajs from './kafkajs.js';
import * as sarama from './sarama.js';

/**
 * @typedef {object} Client
 * @property {string} name
 * @property {string} language
 * @property {string} file what a copy of a program is called
 * @property {Record<string, string[]>} ways the styles of its loops, the usual one first, and the ways to commit that each has
 * @property {string[]} [handed] the ways to commit of a loop that hands its records over to workers; none where it cannot
 * @property {(key: string, value: string) => [string, string] | null} setting a setting of Kafka's as this client has it
 * @property {(spec: import('./lines.js').Spec) => import('./lines.js').Line[]} consumer
 * @property {(spec: { topic: string, keys: string[], everyMs: number, settings: [string, string][] }) => import('./lines.js').Line[]} producer
 */

/**
 * Named one by one: a namespace that is handed around takes a helper of the
 * bundler's, which it puts into a file that everything else would load, too.
 * @type {Record<string, Client>}
 */
export const clients = {
  java: {
    name: java.name, language: java.language, file: java.file, ways: java.ways, handed: java.handed,
    setting: java.setting, consumer: java.consumer, producer: java.producer,
  },
  'kafka-python': {
    name: kafkaPython.name, language: kafkaPython.language, file: kafkaPython.file, ways: kafkaPython.ways, handed: kafkaPython.handed,
    setting: kafkaPython.setting, consumer: kafkaPython.consumer, producer: kafkaPython.producer,
  },
  'confluent-kafka': {
    name: confluentKafka.name, language: confluentKafka.language, file: confluentKafka.file, ways: confluentKafka.ways, handed: confluentKafka.handed,
    setting: confluentKafka.setting, consumer: confluentKafka.consumer, producer: confluentKafka.producer,
  },
  sarama: {
    name: sarama.name, language: sarama.language, file: sarama.file, ways: sarama.ways,
    setting: sarama.setting, consumer: sarama.consumer, producer: sarama.producer,
  },
  kafkajs: {
    name: kafkajs.name, language: kafkajs.language, file: kafkajs.file, ways: kafkajs.ways,
    setting: kafkajs.setting, consumer: kafkajs.consumer, producer: kafkajs.producer,
  },
};
