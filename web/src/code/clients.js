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

/** @type {Record<string, Client>} */
export const clients = { java, 'kafka-python': kafkaPython, 'confluent-kafka': confluentKafka, sarama, kafkajs };
