// From what an author wants to the lines that put it into an article, and back:
// what is read from each of them is what was wanted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transform } from 'esbuild';

import {
  attributesOf, captionsText, complaintsOf, elementText, folderOf, frameText, instantOf, markdownText, placeOf, scriptOf, seconds,
} from '../src/embed/figure.js';
import { readCaptions } from '../src/figure/captions.js';

/** @typedef {import('../src/embed/figure.js').Figure} Figure */

const SCENE = { kind: /** @type {const} */ ('scene'), value: 'crash', opens: 22710, ends: 40000 };
const FILE = { kind: /** @type {const} */ ('file'), value: 'crash.json', opens: 16500, ends: null };
const LINK = { kind: /** @type {const} */ ('link'), value: '#v1.Qz-is_A0', opens: 16500, ends: null };

/** @param {Partial<Figure>} wanted @returns {Figure} */
function figure(wanted = {}) {
  return {
    source: SCENE, panels: ['stage', 'controls'], without: [], groups: [], start: null, end: null, at: null, loop: false, autoplay: false,
    readonly: false, captions: [], pauses: false, speed: 1, theme: 'auto', lang: '', playground: '', ...wanted,
  };
}

const written = (/** @type {Partial<Figure>} */ wanted) => Object.fromEntries(attributesOf(figure(wanted)));

/** Sentences that mean something to whoever reads them on their way. */
const NASTY = [
  'c1 says "done" & goes; <b>not</b> bold',
  "it's `code`, *stars*, _lines_, [a link](javascript:alert(1)) and a \\ too",
  '{{ 7 * 7 }} {% raw %} ${x} {/* no comment */} <!-- nor this -->',
  'a&quot;b &amp; c &#64; d',
  'mail me@12.3 or x@example.org',
  'größer als 世界 🜁',
  '</kafka-playground></script><img src=x onerror=alert(1)>',
  '50% + 50% = 1, #1?',
];

/** A reference of HTML as browsers and JSX read it. @param {string} text */
function decoded(text) {
  const named = /** @type {Record<string, string>} */ ({ amp: '&', quot: '"', lt: '<', gt: '>' });
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code, name) => (code ? String.fromCodePoint(Number(code)) : named[name]));
}

/** The tags of a line, each with its attributes: enough of HTML for what is written here. @param {string} html */
function tagsIn(html) {
  const found = [];
  let rest = html;
  while (rest !== '') {
    const tag = /^<(\/?)([a-z-]+)((?: [a-z-]+(?:="[^"]*")?)*)( \/)?>\n?/.exec(rest);
    assert.ok(tag, `no tag: ${rest.slice(0, 60)}`);
    const attributes = [...tag[3].matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [name, value === undefined ? true : decoded(value)]);
    found.push({ name: tag[1] + tag[2], attributes: Object.fromEntries(attributes) });
    rest = rest.slice(tag[0].length);
  }
  return found;
}

test('what is as usual is not written', () => {
  assert.deepEqual(written({ source: { ...SCENE, value: 'opening' } }), {});
  assert.deepEqual(written({}), { scene: 'crash' });
  assert.deepEqual(written({ at: 22710 }), { scene: 'crash' });
  assert.deepEqual(written({ source: FILE, at: 16500 }), { src: 'crash.json' });
  assert.deepEqual(written({ source: LINK }), { link: 'v1.Qz-is_A0' });
  assert.deepEqual(written({ start: 12000, at: 12000 }), { scene: 'crash', start: '12' });
  assert.deepEqual(written({ pauses: true }), { scene: 'crash' });
});

test('all that is not as usual is written, in the order of the table', () => {
  const attributes = attributesOf(figure({
    source: FILE, panels: ['controls', 'stage', 'journal'], without: ['offsets', 'legend'], groups: ['billing', 'audit'], start: 8000, end: 30500,
    at: 12480, loop: true, autoplay: true, captions: [{ at: 18300, text: 'Over.' }, { at: 12300, text: ' c1   crashes. ' }], pauses: true, speed: 0.5,
    theme: 'dark', lang: 'de', playground: 'https://example.org/kafka/',
  }));
  assert.deepEqual(attributes, [
    ['src', 'crash.json'], ['panels', 'stage controls journal'], ['without', 'legend offsets'], ['groups', 'billing audit'], ['theme', 'dark'],
    ['speed', '0.5'], ['autoplay', true], ['loop', true], ['start', '8'], ['end', '30.5'], ['at', '12.48'],
    ['captions', '@12.300 c1 crashes. @18.300 Over.'], ['pause-at', 'captions'], ['lang', 'de'], ['playground', 'https://example.org/kafka/'],
  ]);
});

test('all panels have one word, and what there is no place for is not said', () => {
  const all = ['terminal', 'stage', 'header', 'journal', 'controls', 'inspector', 'code'];
  assert.equal(written({ panels: all }).panels, 'all');
  assert.deepEqual(written({ panels: ['terminal'], without: ['legend'], groups: ['billing'] }), { scene: 'crash', panels: 'terminal' });
  assert.deepEqual(written({ readonly: true, without: ['add', 'buttons', 'legend'] }), { scene: 'crash', without: 'legend', readonly: true });
});

test('the element says what was wanted, whatever is in a sentence', () => {
  for (const text of NASTY) {
    const wanted = figure({ captions: [{ at: 12300, text }], autoplay: true });
    assert.deepEqual(complaintsOf(wanted), [], text);
    const attributes = attributesOf(wanted);
    const picture = { address: 'crash.svg', alt: text };
    const tags = tagsIn(elementText(attributes, picture, 'https://example.org/element-define.js'));
    assert.deepEqual(tags.map(({ name }) => name), ['script', '/script', 'kafka-playground', 'img', '/kafka-playground'], text);
    assert.deepEqual(tags[0].attributes, { type: 'module', src: 'https://example.org/element-define.js' });
    assert.deepEqual(tags[2].attributes, { scene: 'crash', autoplay: true, captions: `@12.300 ${text}` });
    assert.deepEqual(tags[3].attributes, { src: 'crash.svg', alt: text });
    assert.deepEqual(tagsIn(elementText(attributes, null, null)).map(({ name }) => name), ['kafka-playground', '/kafka-playground']);
  }
});

test('a frame’s address says the same', () => {
  for (const text of NASTY) {
    const attributes = attributesOf(figure({ captions: [{ at: 12300, text }], autoplay: true, without: ['legend', 'add'] }));
    const [frame] = tagsIn(frameText(attributes, 'https://example.org/kafka/embed.html', { title: text, height: 512 }));
    assert.deepEqual([frame.name, frame.attributes.title, frame.attributes.height], ['iframe', text, '512']);
    const address = new URL(String(frame.attributes.src));
    assert.equal(address.pathname, '/kafka/embed.html');
    assert.equal(address.hash, '');
    assert.deepEqual([...address.searchParams], [['scene', 'crash'], ['without', 'legend add'], ['autoplay', ''], ['captions', `@12.300 ${text}`]]);
  }
});

test('a link stands behind the address, with what else there is in front', () => {
  const attributes = attributesOf(figure({ source: LINK, theme: 'dark' }));
  const [frame] = tagsIn(frameText(attributes, 'embed.html', { title: 'T', height: 420 }));
  assert.equal(frame.attributes.src, 'embed.html?theme=dark#v1.Qz-is_A0');
  const [alone] = tagsIn(frameText(attributesOf(figure({ source: LINK })), 'embed.html', { title: 'T', height: 420 }));
  assert.equal(alone.attributes.src, 'embed.html#v1.Qz-is_A0');
});

test('Markdown finds nothing in it that is its own, and nothing that ends a block', () => {
  for (const text of NASTY) {
    const attributes = attributesOf(figure({ captions: [{ at: 12300, text }], loop: true }));
    const snippet = markdownText(attributes, { address: 'crash.svg', alt: text }, 'https://example.org/element-define.js');
    assert.doesNotMatch(snippet.replace(/<\/?[a-z-]+|>/g, ''), /[`\\[\]{}<>]|\n\s*\n/, text);
    const tags = tagsIn(snippet);
    assert.deepEqual(tags.map(({ name }) => name), ['script', '/script', 'div', 'kafka-playground', 'img', '/kafka-playground', '/div']);
    assert.deepEqual(tags[3].attributes, { scene: 'crash', loop: true, captions: `@12.300 ${text}` });
    assert.equal(tags[4].attributes.alt, text);
    // A block of HTML begins with the line and goes on to its end.
    for (const line of snippet.split('\n')) assert.match(line, /^<(script|div)[ >].*<\/(script|div)>$/);
  }
});

test('MDX reads the same from it as JSX', async () => {
  for (const text of NASTY) {
    const attributes = attributesOf(figure({ captions: [{ at: 12300, text }], loop: true, readonly: true }));
    const snippet = markdownText(attributes, { address: 'crash.svg', alt: text }, null);
    const { code } = await transform(`globalThis.made = ${snippet};`, { loader: 'jsx', jsxFactory: 'make' });
    const made = new Function('make', `${code}; const made = globalThis.made; delete globalThis.made; return made;`)(
      (/** @type {string} */ name, /** @type {object} */ props, /** @type {unknown[]} */ ...inside) => ({ name, props, inside }),
    );
    const [element] = made.inside;
    assert.equal(element.name, 'kafka-playground');
    assert.deepEqual(element.props, { scene: 'crash', loop: true, captions: `@12.300 ${text}`, readonly: true });
    assert.deepEqual(element.inside, [{ name: 'img', props: { src: 'crash.svg', alt: text }, inside: [] }]);
  }
});

test('captions are in the order of time, each in one line', () => {
  assert.equal(captionsText([{ at: 18300, text: 'Its session\n is over.' }, { at: 0, text: 'Begin.' }]), '@0.000 Begin. @18.300 Its session is over.');
});

/** Fields, and what is wrong with them. @type {[string, Partial<Figure>, string[]][]} */
const WRONG = [
  ['nothing', { start: 1000, end: 2000, at: 1500, captions: [{ at: 1000, text: 'a' }, { at: 2000, text: 'b' }] }, []],
  ['no instant', { start: NaN }, ['start instant']],
  ['end before start', { start: 5000, end: 4000 }, ['end order']],
  ['end at start', { start: 5000, end: 5000 }, ['end order']],
  ['opens before', { start: 5000, at: 4000 }, ['at before']],
  ['opens after', { end: 5000, at: 6000 }, ['at after']],
  ['beyond what is recorded', { end: 41000 }, ['end unknown']],
  ['a file can have more', { source: FILE, end: 41000 }, []],
  ['a sentence that begins another', { captions: [{ at: 1000, text: 'see @12.3 there' }] }, ['caption-0 split']],
  ['also in front', { captions: [{ at: 1000, text: '@12 there' }] }, ['caption-0 split']],
  ['no sentence', { captions: [{ at: 1000, text: '  ' }] }, ['caption-0 empty']],
  ['no instant of a caption', { captions: [{ at: null, text: 'a' }] }, ['caption-0 instant']],
  ['twice', { captions: [{ at: 1000, text: 'a' }, { at: 1000, text: 'b' }] }, ['caption-1 twice']],
  ['captions outside', { start: 5000, end: 6000, captions: [{ at: 1000, text: 'a' }, { at: 7000, text: 'b' }] }, ['caption-0 before', 'caption-1 after']],
  ['caption beyond', { captions: [{ at: 50000, text: 'a' }] }, ['caption-0 unknown']],
  ['no panel', { panels: [] }, ['panels nothing']],
  ['no group', { groups: [''] }, ['groups nothing']],
  ['a blank in a group', { groups: ['my group'] }, ['groups blank']],
  ['a file without a name', { source: { ...FILE, value: ' ' } }, ['file noName']],
  ['round and round without an end', { source: LINK, loop: true }, ['end endless']],
];

test('what is wrong is said of the field that it is in', () => {
  for (const [name, wanted, expected] of WRONG) {
    assert.deepEqual(complaintsOf(figure(wanted)).map(({ field, why }) => `${field} ${why}`), expected, name);
  }
});

test('instants are read as people write them, and written without needless digits', () => {
  const read = /** @type {[string, number | null][]} */ ([
    ['12.3', 12300], [' 12,345 ', 12345], ['@8', 8000], ['0:12.480', 12480], ['1:02:03', 3723000], ['0', 0],
    ['', null], ['x', NaN], ['-1', NaN], ['1.2345', NaN],
  ]);
  for (const [text, ms] of read) assert.equal(instantOf(text), ms, text);
  assert.deepEqual([0, 12300, 22710, 8029].map(seconds), ['0', '12.3', '22.71', '8.029']);
});

test('where the playground lies is known from the page and its script', () => {
  const site = placeOf('https://example.org/kafka/', 'https://example.org/kafka/index.js');
  assert.deepEqual(site, { folder: 'https://example.org/kafka/', script: 'element-define.js' });
  assert.equal(scriptOf(site), 'https://example.org/kafka/element-define.js');
  assert.equal(scriptOf(placeOf('http://localhost:8000/index.html', 'http://localhost:8000/src/index.js')), 'http://localhost:8000/src/element-define.js');
  assert.equal(scriptOf(placeOf('https://example.org/a/', 'https://cdn.example/index.js')), 'https://cdn.example/element-define.js');
  assert.equal(scriptOf(placeOf('file:///tmp/kafka-playground.html', null)), 'playground/element-define.js');
  assert.deepEqual(['', 'a', 'a/', ' https://example.org/k '].map(folderOf), ['', 'a/', 'a/', 'https://example.org/k/']);
});

test('a sentence is refused where a figure would read two, and nowhere else', () => {
  for (const text of ['see @12.3 there', '@12 there', 'at @12', 'me@2.org', '@home', '@12.3456 too fine', '@ 12', 'a @1\nb', 'no', '@12: so']) {
    const refused = complaintsOf(figure({ captions: [{ at: 1000, text }] })).some(({ why }) => why === 'split');
    assert.equal(refused, readCaptions(`@1.000 ${text}`).length > 1, text);
  }
});
