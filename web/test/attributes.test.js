/** The reference says what the class has, and nothing else; and so do the types. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { codeIn, rowsBelow } from './tables.js';

globalThis.HTMLElement ??= /** @type {any} */ (class {});
const { KafkaPlayground } = await import('../src/element.js');
const { PANELS, PARTS } = await import('../src/attributes.js');
const { SPEEDS } = await import('../src/player/speeds.js');
const { css: tokens } = await import('../src/styles/tokens.js');

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const types = read(existsSync(new URL('../index.d.ts', import.meta.url)) ? '../index.d.ts' : '../types.d.ts').replace(/\/\*[^]*?\*\//g, '');
const sources = readdirSync(new URL('../src/', import.meta.url), { recursive: true }).map(String)
  .filter((file) => file.endsWith('.js')).map((file) => read(`../src/${file}`)).join('\n');

/** What every element has, and what the browser calls. */
const NOT_OURS = /^(constructor|\w+Callback)$/;
/** What a property is called whose attribute has a hyphen. */
const propertyOf = (attribute) => attribute.replace(/-(.)/, (_, letter) => letter.toUpperCase());
const attributeOf = (property) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const sorted = (names) => [...names].sort();

/** The members of the class and of what it extends, with how each is defined. */
function members() {
  const found = {};
  for (let at = KafkaPlayground.prototype; at && at !== HTMLElement.prototype && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const [name, how] of Object.entries(Object.getOwnPropertyDescriptors(at))) if (!NOT_OURS.test(name)) found[name] ??= how;
  }
  return found;
}

const all = Object.entries(members());
const reflected = all.filter(([, how]) => how.get && how.set).map(([name]) => name);
const told = all.filter(([, how]) => how.get && !how.set).map(([name]) => name);
const methods = all.filter(([, how]) => typeof how.value === 'function').map(([name]) => name);

/** An element without attributes. */
function bare() {
  return Object.assign(Object.create(KafkaPlayground.prototype), { getAttribute: () => null, hasAttribute: () => false });
}

/** The members of the class in the types: of each what stands behind its name. */
function typed() {
  const [, body] = types.match(/class KafkaPlayground extends HTMLElement \{([^]*?)\n\}/);
  const lines = body.split('\n').filter((line) => /^ {2}(readonly )?\w+(\(|\??:)/.test(line));
  return new Map(lines.map((line) => line.trim()).map((line) => /^(?<readonly>readonly )?(?<name>\w+)(?<rest>.*?);?$/.exec(line).groups)
    .map(({ readonly, name, rest }) => [name, { readonly: Boolean(readonly), type: rest.replace(/^\??: */, ''), method: rest.startsWith('(') }]));
}

/** A type in the words of the reference. */
function inWords(type) {
  const number = /^\(?number & \{\}\)?$|^\w+Speed$/;
  const words = type.split('|').map((one) => one.trim().replace(/^'.*'$|^string$/, 'text').replace(number, 'number'));
  return [...new Set(words)].join(' or ');
}

const rows = rowsBelow('attributes', 'Attributes');
const alone = ([name]) => name.endsWith('attribute alone');

test('every attribute and its property is in the reference, and every one there is an attribute', () => {
  const said = rows.map(([name]) => codeIn(name)[0]);
  assert.deepEqual(sorted(said), sorted(new Set([...KafkaPlayground.observedAttributes, ...reflected.map(attributeOf)])));
  for (const row of rows) {
    const [attribute, property = propertyOf(attribute)] = codeIn(row[0]);
    assert.equal(property, propertyOf(attribute));
    // The language is a property of every element.
    const has = property === 'lang' || reflected.includes(property);
    assert.equal(has, !alone(row), `${attribute} is a property`);
  }
});

test('the reference has the defaults of the class', () => {
  for (const row of rows.filter((row) => !alone(row) && !row[0].includes('`lang`'))) {
    const property = propertyOf(codeIn(row[0])[0]);
    const value = bare()[property];
    assert.equal(row[2], value === '' ? 'none' : `\`${value}\``, property);
  }
});

test('an example of an attribute is one', () => {
  for (const [name, , , , example] of rows) assert.match(codeIn(example)[0], new RegExp(`^${codeIn(name)[0]}(="[^"]+")?$`));
});

test('words that an attribute takes are all there', () => {
  const meaning = (name) => rows.find(([first]) => codeIn(first)[0] === name)[3];
  assert.deepEqual(codeIn(meaning('panels')), [...PANELS, 'all']);
  assert.deepEqual(codeIn(meaning('without')).filter((word) => !word.startsWith('__')), PARTS);
  assert.deepEqual(meaning('speed').match(/[\d.]*\d/g).map(Number), SPEEDS);
});

test('what it tells of itself and its methods are in the reference', () => {
  const properties = rowsBelow('attributes', 'What it tells of itself').map(([name]) => codeIn(name)[0]);
  assert.deepEqual(sorted(properties), sorted(told));
  const said = rowsBelow('attributes', 'Methods').map(([name]) => codeIn(name)[0].split('(')[0]);
  assert.deepEqual(sorted(said), sorted(methods));
});

test('the types have what the reference has', () => {
  const known = typed();
  const properties = [...rows.filter((row) => !alone(row)).map((row) => [propertyOf(codeIn(row[0])[0]), row[1], false]),
    ...rowsBelow('attributes', 'What it tells of itself').map((row) => [codeIn(row[0])[0], row[1], true])];
  for (const [name, type, readonly] of properties) {
    assert.ok(known.has(name), `the types have no ${name}`);
    assert.deepEqual([inWords(known.get(name).type), known.get(name).readonly], [type, readonly], name);
  }
  const listening = ['addEventListener', 'removeEventListener'];
  const functions = [...known].filter(([name, { method }]) => method && !listening.includes(name)).map(([name]) => name);
  assert.deepEqual(sorted(new Set(functions)), sorted(methods));
  assert.deepEqual(sorted([...known].filter(([, { method }]) => !method).map(([name]) => name)), sorted(properties.map(([name]) => name)));
});

test('every event is in the reference and in the types, and its detail is named as it is', () => {
  const fired = new Set([...sources.matchAll(/\b(?:CustomEvent\(|tell\([\w.]+, )'(\w+)'/g)].map(([, name]) => name));
  const said = rowsBelow('attributes', 'Events').map(([name]) => codeIn(name)[0]);
  assert.deepEqual(sorted(said), sorted(fired));
  const [, map] = types.match(/KafkaPlaygroundEventMap \{([^]*?)\n\}/);
  const known = new Map([...map.matchAll(/(\w+): CustomEvent<([^]*?)>;/g)].map(([, name, detail]) => [name, detail]));
  assert.deepEqual(sorted(known.keys()), sorted(fired));
  for (const [name, detail] of rowsBelow('attributes', 'Events')) {
    const type = known.get(codeIn(name)[0]);
    const fields = [...(types.match(new RegExp(`interface ${type} \\{([^]*?)\\n\\}`))?.[1] ?? type).matchAll(/(\w+)\??:/g)].map(([, field]) => field);
    const [first] = codeIn(detail);
    const listed = first?.match(/\w+/g) ?? [];
    for (const field of listed) assert.ok(fields.includes(field), `${name} has ${field}: ${fields}`);
    if (!fields.length) assert.equal(detail, 'none');
  }
});

test('the custom properties are those of the tokens, with their values', () => {
  const first = tokens.slice(0, tokens.indexOf('}'));
  const values = new Map([...first.matchAll(/(--kp-[\w-]+): (.*);/g)].map(([, name, value]) => [name, value]));
  const said = rowsBelow('attributes', 'Custom properties');
  assert.deepEqual(said.map(([name]) => codeIn(name)[0]), [...values.keys()]);
  for (const [name, light, other] of said) {
    const [property] = codeIn(name);
    const value = /^light-dark\((.*), (.*)\)$/.exec(values.get(property))?.slice(1) ?? [values.get(property), null];
    assert.deepEqual([codeIn(light)[0], other === 'the same' ? null : codeIn(other)[0]], value, property);
  }
});

test('the parts are those that elements have', () => {
  const parts = new Set([...sources.matchAll(/(?<![$\w])part(?:: |', )'([\w ]+)'/g)].flatMap(([, names]) => names.split(' ')));
  assert.deepEqual(sorted(rowsBelow('attributes', 'Parts').map(([name]) => codeIn(name)[0])), sorted(parts));
});
