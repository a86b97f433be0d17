/** Registers `<kafka-playground>`, where there is a page to register it in. */

import { KafkaPlayground } from '../src/element.js';

// A page is often put together on a server first, where there are no elements.
if (globalThis.customElements && !customElements.get('kafka-playground')) customElements.define('kafka-playground', KafkaPlayground);

export { KafkaPlayground };
