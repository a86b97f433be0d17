/** The stage as SVG: the same description that the page turns into elements. */

import { base, clip, line, tag, text, widthOf } from './ink.js';
import { group, keyTable, legend, nothing, offsets, producer } from './cards.js';
import { boxOf, is, kid, numbered, panel, words } from './lanes.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./lanes.js').Defs} Defs */
/** @typedef {import('../stage/layout.js').Layout} Layout */

/**
 * @param {Drawn[]} drawn what picture.js describes
 * @param {Layout} layout
 * @param {Defs} defs
 */
export function stage(drawn, layout, defs) {
  const columns = drawn.filter((one) => is(one, 'column')).flatMap((column) => column.kids);
  const narrow = layout.mode === 'narrow';
  return [
    ...columns.map((one) => {
      if (is(one, 'head')) return text(one.box?.x ?? 0, base(one.box?.y ?? 0, 24, 12.5), words(one), 'muted', { 'font-size': 12.5 });
      if (is(one, 'producer')) return producer(one, defs);
      if (is(one, 'topic-head')) return topicHead(one);
      if (is(one, 'panel')) return panel(one, defs, narrow);
      if (is(one, 'keys')) return keyTable(one, narrow, defs);
      if (is(one, 'offsets')) return offsets(one, narrow);
      if (is(one, 'group')) return group(one, defs);
      return is(one, 'empty') ? nothing(one) : '';
    }),
    ...drawn.filter((one) => is(one, 'legend')).map(legend),
    // Over the cards, as on the page.
    ...drawn.filter((one) => is(one, 'curves')).map(curves),
  ].join('');
}

/** @param {Drawn} head */
function topicHead(head) {
  const { x, y, w } = boxOf(head);
  const name = clip(words(kid(head, 'topic-name')), w * 0.75, 15, { heavy: true });
  return line(x, y + 17, [
    { words: name, cls: 'title' },
    { words: clip(words(kid(head, 'meta')), w - widthOf(name, 15, true) - 13), cls: 'muted', gap: 11 },
  ]);
}

/** @param {Drawn} drawn */
function curves(drawn) {
  const many = is(drawn, 'many');
  return drawn.kids.map((curve) => {
    const look = ['dashed', 'cut', 'reserved'].find((name) => is(curve, name));
    const d = String(curve.attrs.d);
    return tag('path', { class: `l${numbered(curve, 'g')} curve${many ? ' many' : ''}${look ? ` ${look}` : ''}`, pathLength: look === 'cut' ? 100 : null, d });
  }).join('');
}
