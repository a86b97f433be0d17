import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { tables } from '../src/texts/de/all.js';
import { builder } from '../src/texts/de/builder.js';
import { embed } from '../src/texts/de/embed.js';
import { words as stage } from '../src/texts/en/stage.js';
import { speak, table } from '../src/texts/tables.js';
import { literalsOf } from './literals.js';

/** What few read comes apart from the others. */
const german = { ...tables, builder, embed };
const SRC = fileURLToPath(new URL('../src/', import.meta.url));
const areas = readdirSync(`${SRC}texts/en`).map((file) => file.replace(/\.js$/, '')).sort();

/** What a text is, and what is in it. */
function shapeOf(value) {
  if (typeof value === 'function') return `function of ${value.length}`;
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object') return Object.fromEntries(Object.keys(value).sort().map((key) => [key, shapeOf(value[key])]));
  return typeof value;
}

/** All texts in a table, with the way to each. */
function textsIn(value, way = '') {
  if (typeof value === 'string') return [[way, value]];
  return typeof value === 'object' ? Object.entries(value).flatMap(([key, each]) => textsIn(each, `${way}.${key}`)) : [];
}

test('every language has what English has, area by area', async () => {
  assert.deepEqual(Object.keys(german).sort(), areas);
  for (const area of areas) {
    const { words } = await import(`../src/texts/en/${area}.js`);
    assert.deepEqual(shapeOf(german[area]), shapeOf(words), area);
    const english = Object.fromEntries(textsIn(words));
    for (const [way, text] of textsIn(german[area])) assert.equal(text.trim() === '', english[way].trim() === '', `${area}${way}`);
    for (const key of Object.keys(words)) assert.match(key, /^\$[a-z]\w*$/, `${area}: the bundler may shorten what begins with a dollar sign`);
  }
});

test('a language counts all that is counted', () => {
  const nouns = new Set(sources().flatMap(({ source }) => [...source.matchAll(/\bcount\([^']*?, '(\w+)'\)/g)].map(([, noun]) => noun)));
  assert.ok(nouns.has('partition') && nouns.size > 2, [...nouns].join(', '));
  for (const noun of [...nouns, 'day', 'hour']) {
    for (const words of [stage, german.stage]) assert.match(words.$count(1, noun), /^1 \p{L}+$/u);
    assert.notEqual(german.stage.$count(2, noun), `2 ${noun}s`.replace('records', ''));
  }
});

test('a table that is there, and one that comes later, speak the language that was chosen last', () => {
  const there = table('there', { $yes: 'yes', $no: 'no' });
  speak({ there: { $yes: 'ja' }, later: { $yes: 'jawohl' } });
  assert.deepEqual({ ...there }, { $yes: 'ja', $no: 'no' });
  assert.deepEqual({ ...table('later', { $yes: 'yes' }) }, { $yes: 'jawohl' });
  speak({});
  assert.deepEqual({ ...there }, { $yes: 'yes', $no: 'no' });
});

/** The modules that draw, without the tables, and without programs and styles, which are in languages of their own. */
function sources() {
  return readdirSync(SRC, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.js') && !/^(texts|styles|code)\//.test(file))
    .map((file) => ({ file, source: readFileSync(SRC + file, 'utf8') }));
}

/** What may stand where it is said, and why. @type {[RegExp, RegExp, string][]} */
const ALLOWED = [
  [/^panels\/known\.js$/, /./, 'the engine’s own inspection says the same, in its words'],
  [/^player\/(unpack|streams)\.js$/, /^(the packed file is damaged|begins as|would be|does not end|repeats what|is cut off)/, 'engine.js says what it means'],
  [/^player\/waking\.js$/, /^(at |\u0000)/, 'what a recording and the engine differ in is for who mends it'],
  [/./, /^(no WebAssembly|status \u0000|the network does not bring|Another scene was chosen|recording \u0000)/, 'mistakes of a program, for who writes it'],
  [/./, /^(The playground (was disposed|is not ready)|The engine is not there yet|The language comes with)/, 'and these, too'],
  [/./, /^(stage controls|off screen|command (back|on)|session timeout|text differs|semantics \u0000,|opens @|button, a\[)/, 'words of the code’s own'],
  [/./, /^(kafka-playground (recording|journal|narrator)|# kafka-playground script|HTML element|Kafka playground$)/, 'names'],
  [/./, /^(Python, |(consumer|producer) \u0000$)/, 'Kafka’s own words, and those of its clients'],
  [/./, /^((topic|records|group) (create|alter|delete)|cargo xtask \w+|pause c1|auto\.offset\.reset)$/, 'commands and settings'],
  [/./, /^(\u0000, )?exit \u0000$/, 'what a shell says'],
  [/./, /^(Files|Java|Python|Go|Sarama|Markdown|Home|End|Enter|Tab|Fetch|Produce|Dead)$/, 'keys of a keyboard, clients, APIs, states'],
  [/^panels\/forms\.js$/, /^(for message in consumer|select on messages and the end|range over messages)$/, 'lines of a program'],
  [/./, /^(\u0000 h )?\u0000 min( \u0000 s)?$/, 'units, which are the same everywhere'],
  [/^builder\/(examples|facts)\.js$/, /^((crash|stop|lag|records|partitions) |(pick|until|answer): |log-end |```code )/, 'a lesson’s own language'],
  [/^poster\/(air|cards|cli|colours|lanes|poster|rows|sheet|stage)\.js$/, /./, 'names of what a poster is drawn with'],
  [/./, /^(line|name|about|begun|commit|set) \u0000$|^\u0000-hint /, 'keys of elements'],
];

/** Whether somebody reads that: words with blanks between, or a name of something. */
function isText({ text, before }) {
  // Names of classes, paths, styles, selectors, options.
  if (/(^|[\s.])(kp|pg)-|^M-?[\d\u0000]|^[a-z-]+: (\S+|.*;)$|translate|gradient|rotate\(|\dpx|max-width|prefers-|^\(/.test(text)) return false;
  if (/[{}<>]|\w=|--|^[.#[:]|, \./.test(text)) return false;
  if (/[A-Za-z]{2,}[,.:;]? [a-z]{2,}/.test(text.replaceAll('\u0000', ' ')) || /\u0000 [a-z]{3,}|[a-z]{3,} \u0000/.test(text)) return true;
  if (/^[A-Z][a-z]+…?$/.test(text) && !/===? $|case $|\[$|^\s+$/.test(before)) return true;
  const named = /('aria-label'|\btitle|\blabel|\bplaceholder|\bhint|\babout|\bsubmit): (\w+ \? )?$/.test(before);
  return named && /[A-Za-z]{2}/.test(text.replaceAll('\u0000', ''));
}

test('what the page says lies in a table', () => {
  const left = sources().flatMap(({ file, source }) => literalsOf(source)
    .filter((literal) => isText(literal) && !ALLOWED.some(([files, texts]) => files.test(file) && texts.test(literal.text)))
    .map(({ text, line }) => `${file}:${line} ${text.replaceAll('\u0000', '${…}')}`));
  assert.deepEqual(left, []);
});

test('a text in quotes, in a template and beside a value is found, and no other', () => {
  const source = "const a = 'one two'; /* 'no' */ // \"no\"\nh('p', {}, `of ${b ? 'three four' : `x ${c}`} more`, /it's/, d / e, 'f');";
  assert.deepEqual(literalsOf(source).map(({ text }) => text), ['one two', 'p', 'three four', 'x \u0000', 'of \u0000 more', 'f']);
});
