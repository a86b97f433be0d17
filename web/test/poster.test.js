import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chosen, mix, readTokens } from '../src/poster/colours.js';
import { clip, escaped, widthOf } from '../src/poster/ink.js';
import { parts } from '../src/poster/parts.js';
import { poster } from '../src/poster/poster.js';
import { markerX, outOfSight } from '../src/stage/lane.js';
import { layoutOf } from '../src/stage/layout.js';
import { sceneOf } from '../src/stage/scene.js';
import { css as tokens } from '../src/styles/tokens.js';
import { cells, partition, topic, view } from './fixtures/make.js';
import { drawnIn, placeOf, readSvg, wordsOf } from './fixtures/svg.js';
import * as views from './fixtures/views.js';

/** @typedef {import('../src/player/view.js').View} View */
/** @typedef {import('./fixtures/svg.js').Node} Node */

const LIMIT = 20 * 1024;
const SCENES = Object.entries(views).filter((each) => typeof each[1] === 'function')
  .map(([name, make]) => /** @type {[string, () => View]} */ ([name, make]));
const WIDTHS = [360, 640, 1280];

/** @param {View} seen @param {import('../src/poster/poster.js').PosterOptions} [options] */
const drawn = (seen, options = {}) => drawnIn(readSvg(poster(seen, options, parts)));

/** @param {Node[]} nodes @param {string} id */
const used = (nodes, id) => nodes.filter((one) => one.name === 'use' && one.attrs.href === `#${id}`);
/** @param {Node} node @param {string} name */
const has = (node, name) => (node.attrs.class ?? '').split(' ').includes(name);

test('every view becomes XML that is well-formed, the same each time, in both themes and at any width', () => {
  for (const [name, make] of SCENES) {
    for (const width of WIDTHS) {
      const svg = poster(make(), { width }, parts);
      const root = readSvg(svg);
      assert.equal(root.attrs.role, 'img', name);
      assert.deepEqual(root.kids.slice(0, 3).map((kid) => kid.name), ['title', 'desc', 'style'], name);
      assert.equal(root.attrs.viewBox, `0 0 ${root.attrs.width} ${root.attrs.height}`, name);
      assert.equal(svg, poster(make(), { width }, parts), `${name} is another picture the second time`);
      assert.ok(!svg.includes('NaN') && !svg.includes('undefined') && !svg.includes('null"'), `${name}, ${width}`);
    }
  }
});

test('a view of the size of a scene weighs less than 20 KB', () => {
  for (const [name, make] of SCENES) {
    if (make().topics.flatMap((one) => one.partitions).length > 6) continue;
    const weight = Buffer.byteLength(poster(make(), {}, parts));
    assert.ok(weight < LIMIT, `${name} weighs ${weight}`);
  }
});

test('each class that is drawn with has a rule, and there is no other rule', () => {
  for (const [name, make] of SCENES) {
    const root = readSvg(poster(make(), {}, parts));
    const style = wordsOf(root.kids[2]);
    /** @param {Node} node @returns {Node[]} */
    const all = (node) => [node, ...node.kids.flatMap(all)];
    const classes = new Set(all(root).flatMap((one) => one.attrs.class?.split(' ') ?? []));
    const ruled = new Set([...style.matchAll(/\.([a-z][\w]*)\{/g)].map(([, rule]) => rule));
    assert.deepEqual([...classes].sort(), [...ruled].sort(), name);
  }
});

test('cells, flags and rings are where the layout has them', () => {
  let marks = 0;
  for (const make of [views.opening, views.secondGroup, views.afterCrash, views.largeOffsets, views.logStart]) {
    for (const width of WIDTHS) {
      const seen = { ...make(), flights: [] };
      const nodes = drawn(seen, { width });
      const scene = sceneOf(seen);
      const layout = layoutOf(scene, { width, without: new Set(['add', 'buttons']) });
      const [flags, shapes] = [used(nodes, 'flag').map(placeOf), used(nodes, 'c31').map(placeOf)];
      const rings = nodes.filter((one) => one.name === 'circle' && one.attrs.r === '5').map(placeOf);
      let [cellsSeen, flagsSeen, ringsSeen] = [0, 0, 0];
      for (const lane of layout.lanes.values()) {
        lane.slots.cells.forEach((cell, at) => {
          cellsSeen += 1;
          assert.ok(shapes.some(({ x, y }) => x === lane.x + at * lane.pitch && y === lane.y), `${lane.id} ${cell.offset} at ${width}`);
        });
        lane.scene.tracks.forEach(({ group, lane: { committed, position } }, at) => {
          const y = lane.tracks[at];
          /** @param {{ x: number, y: number }[]} marks @param {import('../src/player/view.js').Offset | null} offset @param {number} on */
          const marked = (marks, offset, on) => {
            if (offset === null || outOfSight(lane.slots, offset) !== 0) return 0;
            const x = markerX(lane, offset);
            assert.ok(marks.some((one) => one.y === on && Math.abs(one.x - x) <= 1), `${group} ${lane.id} ${offset} at ${width}`);
            return 1;
          };
          flagsSeen += marked(flags, committed, y - 12);
          ringsSeen += marked(rings, position, y);
        });
      }
      assert.ok(cellsSeen > 0 && cellsSeen === shapes.length, `${width}`);
      // The legend shows a flag, too.
      assert.deepEqual([flagsSeen, ringsSeen], [flags.length - 1, rings.length], `${width}`);
      marks += flagsSeen + ringsSeen;
    }
  }
  assert.ok(marks > 50, `${marks}`);
});

test('keys, offsets and lags are words that can be selected, and badges say how often', () => {
  const nodes = drawn({ ...views.afterCrash(), flights: [] }, { width: 1280 });
  const said = nodes.filter((one) => one.name === 'text').map(wordsOf);
  for (const [key, times] of /** @type {const} */ ([['lea', 6], ['tom', 4], ['lag 5', 1], ['×2', 2], ['11', 1]])) {
    assert.ok(said.filter((one) => one === key).length >= times, `${key} in ${said.join('|')}`);
  }
  assert.equal(nodes.filter((one) => one.name === 'rect' && has(one, 'warn') && one.attrs.height === '12').length, 2);
});

test('texts of strangers are escaped, whatever they are', () => {
  const evil = '</text><script>alert("1")</script>&amp;\u0000\ud800<!--';
  const seen = view({ topics: [topic('a<b>&"c', [partition(0, '', { cells: cells('x').map((cell) => ({ ...cell, key: evil })), logEnd: 1 })])] });
  const svg = poster(seen, { title: evil }, parts);
  assert.ok(!svg.includes('<script') && !svg.includes('<!--'));
  const root = readSvg(svg);
  assert.ok(wordsOf(root.kids[0]).startsWith('</text><script>alert("1")</script>&amp;\ufffd\ufffd<!--, at'));
  assert.ok(drawnIn(root).some((one) => wordsOf(one).startsWith('a<b>&"c')));
  assert.equal(escaped('a\tb\nc 👋'), 'a\tb\nc 👋');
});

test('it says in words what is seen', () => {
  const root = readSvg(poster(views.secondGroup(), { title: 'Two groups' }, parts));
  const [title, about] = root.kids.map(wordsOf);
  assert.equal(title, 'Two groups, at 0:12.480');
  assert.match(about, /orders-0 ends at 11: billing committed 6, position 9, lag 5, owned by c1; audit committed 11, position 11, lag 0, owned by a1\./);
  assert.match(about, /Group billing, Stable: c1 .*; 21 done once, 0 done again, 0 lost\./);
  assert.equal(wordsOf(readSvg(poster(views.empty(), {}, parts)).kids[1]), 'Nothing is there yet.');
});

test('what is left out, and which groups are shown, is as in a figure', () => {
  const words = (/** @type {import('../src/poster/poster.js').PosterOptions} */ options) => drawn(views.secondGroup(), options).map(wordsOf).join(' ');
  assert.ok(words({}).includes('audit') && words({}).includes('__consumer_offsets') && words({}).includes('checkout'));
  assert.ok(!words({ groups: ['billing'] }).includes('audit'));
  assert.ok(!words({ without: ['offsets'] }).includes('__consumer_offsets'));
  assert.ok(!words({ without: ['producers'] }).includes('checkout'));
  assert.ok(!words({ without: ['legend'] }).includes('a restart asks for'));
  assert.ok(!/crash|stall|\+ consumer|⋯/.test(words({})));
});

test('both themes are in one file, with the colours of the page, or one where it was asked for', () => {
  const table = readTokens(tokens);
  const style = (/** @type {'auto' | 'light' | 'dark'} */ theme) => wordsOf(readSvg(poster(views.opening(), { theme }, parts)).kids[2]);
  const [both, light, dark] = /** @type {const} */ (['auto', 'light', 'dark']).map(style);
  const [first, night] = both.split('@media(prefers-color-scheme:dark)');
  const ground = table.get('ground') ?? [];
  const teal = table.get('group-0') ?? [];
  for (const [text, at] of /** @type {const} */ ([[first, 0], [night, 1], [light, 0], [dark, 1]])) {
    assert.ok(text.includes(`.ground{fill:${ground[at]}}`), text);
    assert.ok(text.includes(`.g0{fill:${teal[at]}}`), text);
    // A cell has as much of its key's colour as the theme says.
    assert.ok(text.includes(mix(table.get('key-0')?.[at] ?? '', [16, 24][at], table.get('panel')?.[at] ?? '')), text);
  }
  assert.ok(!light.includes('@media') && !dark.includes('@media'));
  // What overrides a colour in the light overrides it in the dark.
  assert.match(night, /\.next\{fill:none;/);
});

test('the table of colours is read as it is, and an author\'s colours take their place', () => {
  assert.deepEqual(readTokens(tokens).get('mix'), ['16%', '24%']);
  // As the build writes it, without the last semicolon.
  const short = readTokens(':host{--kp-ink:light-dark(#000,#fff);--kp-mono:Menlo,monospace}:host([theme=dark]){color-scheme:dark}');
  assert.deepEqual([...short], [['ink', ['#000', '#fff']], ['mono', ['Menlo,monospace', 'Menlo,monospace']]]);
  assert.deepEqual(readTokens(tokens).get('ink'), ['#1d2126', '#e7e7e4']);
  const computed = (/** @type {Record<string, string>} */ over) => (/** @type {string} */ name) => over[name] ?? (
    /** @type {string} */ (new RegExp(`${name}: ([^;]+);`).exec(tokens)?.[1])
  );
  assert.equal(chosen(tokens, computed({})), '');
  assert.equal(chosen(tokens, computed({ '--kp-mix': '24%' })), '');
  const css = chosen(tokens, computed({ '--kp-panel': '#ffeedd', '--kp-group-0': ' light-dark(red, blue)' }));
  assert.equal(css, '--kp-panel: #ffeedd;\n--kp-group-0: light-dark(red, blue);');
  const style = wordsOf(readSvg(poster(views.opening(), { css }, parts)).kids[2]);
  assert.match(style, /\.panel\{fill:#fed;/);
  assert.match(style, /\.g0\{fill:red\}.*\.g0\{fill:blue\}/);
  // A colour that is no number is mixed by who looks at it.
  assert.match(style, /color-mix\(in srgb,red 28%,#ffeedd\)/);
});

test('what does not fit is cut, and about as wide as a wide font is', () => {
  assert.equal(clip('short', 100), 'short');
  assert.equal(clip('a name that is far too long', 60), 'a name…');
  assert.equal(clip('abcdef', 36, 12, { each: 7 }), 'abcd…');
  assert.ok(widthOf('iiii') < widthOf('mmmm') / 3);
  assert.ok(widthOf('日本') === 24);
});
