/**
 * Where each key goes from producers that do not agree. Loaded with the first
 * two of them; its place is kept by the layout.
 */

import { adopt, el, tintClass } from '../base.js';
import { css } from '../styles/keys.js';
import { words } from '../texts/en/keys.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').TopicLayout} TopicLayout */

/** @param {Node} node where it is drawn */
export function dress(node) {
  adopt(node, css);
}

/**
 * To which partition each key goes, a row for each producer. What differs from
 * the first row stands out.
 * @param {TopicLayout} topic
 * @returns {Drawn[]}
 */
export function keyTable(topic) {
  const { keys: table, name } = topic.scene;
  if (!table || !topic.keys) return [];
  const head = el('head', 'div', 'kp-key-row', { role: 'row' }, [
    el('who', 'span', 'kp-key-who', { role: 'columnheader' }, words.$partitionOf),
    ...table.keys.map((key, at) => el(`${at}`, 'span', `kp-chip ${tintClass(key.tint)}`, {
      role: 'columnheader', 'aria-label': key.label, title: key.label,
    }, key.text)),
  ]);
  const rows = table.rows.map((row) => el(row.name, 'div', 'kp-key-row', { role: 'row' }, [
    el('who', 'span', 'kp-key-who', { role: 'rowheader', 'data-thing': row.thing, title: row.label }, [
      el('client', 'span', '', {}, row.client), el('how', 'span', 'kp-key-how', {}, row.how),
    ]),
    ...row.places.map((place, at) => el(`${at}`, 'span', `kp-key-place${place.elsewhere ? ` kp-other ${tintClass(table.keys[at].tint)}` : ''}`, {
      role: 'cell', 'data-key-place': `${row.name}/${table.keys[at].text}`,
      'data-thing': place.partition === null ? null : `partition:${name}/${place.partition}`,
    }, place.partition === null ? '-' : String(place.partition))),
  ]));
  return [el(`keys:${name}`, 'div', 'kp-keys', { role: 'table', 'aria-label': words.$whereKeys(name) }, [head, ...rows], topic.keys)];
}
