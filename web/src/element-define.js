/** Registers `<kafka-playground>`: the one script that a page needs. */

import { KafkaPlayground } from './element.js';

if (!customElements.get('kafka-playground')) customElements.define('kafka-playground', KafkaPlayground);
