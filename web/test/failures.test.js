/** What the documentation says that a figure says when something fails is what it says. */

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';
import { rowsBelow } from './tables.js';

const HOLE = '\u0000';

/** All texts of a table; where a text has arguments there are holes in it. */
function textsOf(value) {
  if (typeof value === 'function') return textsOf(value(...Array(value.length).fill(HOLE)));
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('every sentence of the table of failures is one of the page', async () => {
  const texts = [];
  for (const area of ['engine', 'mishaps', 'kit', 'slips', 'diagnosis', 'damage', 'figure', 'scenes', 'link']) {
    const table = readdirSync(new URL('../src/texts/en/', import.meta.url)).includes(`${area}.js`);
    if (table) texts.push(...textsOf((await import(`../src/texts/en/${area}.js`)).words));
  }
  const said = texts.map((text) => new RegExp(`^${text.split(HOLE).map(escaped).join('.+')}$`, 's'));
  const rows = rowsBelow('embedding', 'When something fails');
  assert.ok(rows.length > 10);
  const strange = rows.map(([sentence]) => sentence).filter((sentence) => !said.some((text) => text.test(sentence)));
  assert.deepEqual(strange, []);
});
