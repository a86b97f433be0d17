import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const VIEW = new URL('../../crates/cluster/src/view/', import.meta.url);

/** @param {string | URL} path */
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** @param {string} name */
const camel = (name) => name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());

test('view.d.ts has the fields of the engine\'s view, in its order', () => {
  /** @type {Record<string, string[]>} */
  const rust = {};
  const files = readdirSync(VIEW).map((file) => read(new URL(file, VIEW)));
  for (const [, name, body] of files.join('').matchAll(/pub struct (\w+) \{\n([\s\S]*?)\n\}/g)) {
    rust[name] = [...body.matchAll(/^ {4}pub (\w+):/gm)].map(([, field]) => camel(field));
  }
  /** @type {Record<string, string[]>} */
  const types = {};
  for (const [, name, body] of read('../src/player/view.d.ts').matchAll(/export interface (\w+) \{\n([\s\S]*?)\n\}/g)) {
    types[name] = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, field]) => field);
  }
  assert.ok(Object.keys(rust).length > 15);
  assert.deepEqual(types, rust);
});
