// What Vue's tools make of a template. Each line below a `@ts-expect-error` has to be refused.

import 'kafka-playground';
import type { GlobalComponents } from 'vue';

type Props = InstanceType<GlobalComponents['kafka-playground']>['$props'];

export const figure: Props = {
  scene: 'crash', autoplay: true, at: 12.48, 'pause-at': 'captions', class: ['wide'], onReady: (event) => event.detail,
  onCaption: ({ detail }) => void detail.text.length,
};
export const bound: Props = { pauseAt: '12 18', readonly: true };
/** What was there stays there. */
export const others: InstanceType<GlobalComponents['KeepAlive']>['$props'] = { max: 3 };

// @ts-expect-error
export const unknown: Props = { sceen: 'crash' };
// @ts-expect-error
export const blue: Props = { theme: 'blue' };
// @ts-expect-error
export const words: Props = { onCaption: ({ detail }) => void detail.words };
