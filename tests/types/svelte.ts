// What Svelte's tools make of a template. Each line below a `@ts-expect-error` has to be refused.

import 'kafka-playground';
import type { SvelteHTMLElements } from 'svelte/elements';

export const five: SvelteHTMLElements['kafka-playground'] = {
  scene: 'crash', autoplay: true, 'pause-at': 'captions', oncaption: ({ detail }) => void detail.text.length,
};
export const four: svelteHTML.IntrinsicElements['kafka-playground'] = {
  scene: 'crash', 'on:caption': ({ detail }) => void detail.text.length,
};
/** What was there stays there. */
export const others: SvelteHTMLElements['div'] = { id: 'around' };

// @ts-expect-error
export const unknown: SvelteHTMLElements['kafka-playground'] = { sceen: 'crash' };
// @ts-expect-error
export const blue: svelteHTML.IntrinsicElements['kafka-playground'] = { theme: 'blue' };
// @ts-expect-error
export const words: SvelteHTMLElements['kafka-playground'] = { oncaption: ({ detail }) => void detail.words };
