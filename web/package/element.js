/** The class of `<kafka-playground>`, which is registered nowhere. */

export { KafkaPlayground } from '../src/element.js';
