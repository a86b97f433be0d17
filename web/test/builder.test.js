// What the editor of lessons knows of a text, what it makes of what was done, how
// a lesson becomes a link, and what it does with a reader that does not answer.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { blocksOf, filled, indented, inserted, lineBroken, lineInserted, offsetOf, sceneAt, stepAt } from '../src/builder/document.js';
import { readDrafts } from '../src/builder/drafts.js';
import { factsOf, predicateOf, valuesOf } from '../src/builder/facts.js';
import { isLessonLink, LONGEST_LINK, readLessonLink, writeLessonLink } from '../src/builder/link.js';
import { Reader } from '../src/builder/reader.js';
import { commandsOf, instantOf, recorded, sceneOf, upTo } from '../src/builder/recording.js';

const TEXT = [
  '# Title', '', 'About.', '', '```scene', 'topic create t', '## no step', '```', '',
  '## One', '', 'Text', '', '````text', '```goal', '````', '', '## Two', '', '```goal', 'All is read', 'lag g = 0', '```', '',
].join('\n');

const done = (text, change) => text.slice(0, change.from) + change.text + text.slice(change.to);
const at = (text, what) => text.indexOf(what);

test('blocks are found as Markdown has them', () => {
  assert.deepEqual(blocksOf(TEXT).map(({ info, from, to, closed }) => [info, from, to, closed]), [
    ['scene', 4, 7, true], ['text', 13, 15, true], ['goal', 19, 22, true],
  ]);
  assert.deepEqual(blocksOf('~~~sh\n```\n~~\n').map(({ info, to, closed }) => [info, to, closed]), [['sh', 3, false]]);
});

test('the caret stands in a step; what looks like one in a block is none', () => {
  for (const [what, step] of [['# Title', 0], ['## no step', 0], ['## One', 0], ['````text', 0], ['## Two', 1], ['lag g', 1]]) {
    assert.equal(stepAt(TEXT, at(TEXT, what)), step, what);
  }
  assert.equal(stepAt('', 0), 0);
});

test('a mistake’s place is found in characters, and never behind its line', () => {
  assert.equal(offsetOf('a\n🜁b\nc', 2, 2), 4);
  assert.equal(offsetOf('a\nb\nc', 2, 9), 3);
  assert.equal(offsetOf('a', 9, 9), 1);
  assert.equal(offsetOf('a\nb', 1, Infinity), 1);
});

test('a piece is put in behind the block or the line of the caret, between empty lines', () => {
  const piece = '```hint\nx\n```';
  for (const [text, caret, expected] of [
    ['', 0, `${piece}\n`],
    ['a', 0, `a\n\n${piece}\n`],
    ['a\n\nb', 2, `a\n\n${piece}\n\nb`],
    ['a\n```goal\nb\n```\nc', 9, `a\n\`\`\`goal\nb\n\`\`\`\n\n${piece}\n\nc`],
    ['a\n', 2, `a\n\n${piece}\n`],
  ]) assert.equal(done(text, inserted(text, caret, piece)), expected, JSON.stringify(text));
  const change = inserted('a', 1, piece, 'x');
  const whole = done('a', change);
  assert.equal(whole.slice(change.caret, change.end), 'x');
});

test('a fact goes into the goal where one writes, behind its words, or into a check of its own', () => {
  const kinds = ['goal', 'check'];
  assert.match(done(TEXT, lineInserted(TEXT, at(TEXT, '```goal\nAll'), 'state g = Stable', kinds)), /All is read\nstate g = Stable\nlag g = 0\n```/);
  assert.match(done(TEXT, lineInserted(TEXT, at(TEXT, 'lag g'), 'state g = Stable', ['goal', 'check'])), /lag g = 0\nstate g = Stable\n```/);
  assert.match(done(TEXT, lineInserted(TEXT, at(TEXT, 'Text'), 'a = 1', ['goal', 'check'])), /Text\n\n```check\na = 1\n```\n\n````text/);
});

test('a scene takes the place of the one that its step has', () => {
  const change = filled(TEXT, 0, sceneAt(TEXT, at(TEXT, 'About')), 'scene', 'topic create u\n@2');
  assert.match(done(TEXT, change), /```scene\ntopic create u\n@2\n```\n\n## One/);
  assert.equal(sceneAt(TEXT, at(TEXT, '## Two')), null);
  assert.match(done(TEXT, filled(TEXT, at(TEXT, '## Two'), null, 'scene', '@2')), /## Two\n\n```scene\n@2\n```\n\n```goal/);
});

test('lists go on and end, lines are indented and come back', () => {
  assert.equal(done('- a', lineBroken('- a', 3)), '- a\n- ');
  assert.equal(done('2. a', lineBroken('2. a', 4)), '2. a\n3. ');
  assert.equal(done('- a\n- ', lineBroken('- a\n- ', 6)), '- a\n');
  assert.equal(done('  a', lineBroken('  a', 3)), '  a\n  ');
  assert.equal(lineBroken('a', 1), null);
  assert.equal(done('a\nb', indented('a\nb', 0, 3, false)), '  a\n  b');
  assert.equal(done('  a\nb', indented('  a\nb', 0, 5, true)), 'a\nb');
  assert.equal(indented('a', 0, 1, true), null);
});

const SCRIPT = '# kafka-playground script v1, seed 4, start 0\ntopic create t\n@2 produce --topic t\n@12.480 crash c1\n@13.005+7 start c1\n';

test('what leads to an instant becomes a scene, and nothing that comes later', () => {
  assert.equal(sceneOf(SCRIPT, 12_000.7), '# kafka-playground script v1, seed 4, start 0\ntopic create t\n@2 produce --topic t\n@12');
  assert.match(sceneOf(SCRIPT, 13_005), /@13\.005\+7 start c1$/);
  assert.match(sceneOf(SCRIPT, 20_050), /start c1\n@20\.050$/);
  assert.deepEqual([0, 2000, 12_480, 60_005.9].map(instantOf), ['@0', '@2', '@12.480', '@60.005']);
});

test('what was done since becomes rows of a solution, with where it ends', () => {
  const before = upTo(SCRIPT, 12_000);
  assert.deepEqual(recorded(before, 12_000, SCRIPT, 14_000), ['@12.480 crash c1', '@13.005+7 start c1', '@14']);
  assert.deepEqual(recorded(before, 12_000, SCRIPT, 12_480), ['@12.480 crash c1']);
  assert.deepEqual(recorded(before, 12_000, SCRIPT, 12_300), ['@12.300']);
  assert.deepEqual(recorded(before, 12_000, SCRIPT, 12_000.4), []);
  assert.deepEqual(commandsOf(['@12.480 crash c1', '@13.005+7 start c1', '@14']), ['crash c1', 'start c1']);
});

test('of another history, or of what comes before the beginning, nothing is recorded', () => {
  const before = upTo(SCRIPT, 12_000);
  assert.equal(recorded(before, 12_000, SCRIPT.replace('seed 4', 'seed 5'), 14_000), null);
  assert.equal(recorded(before, 12_000, SCRIPT.replace('produce', 'consume'), 14_000), null);
  assert.equal(recorded(before, 12_000, '# kafka-playground script v1, seed 4, start 0\n', 14_000), null);
  assert.equal(recorded(before, 12_000, SCRIPT, 11_000), null);
});

test('a lesson comes back from its link as it was', async () => {
  for (const text of ['', '# ünü 世界 🜁\n\n<b>&amp;</b>\n', TEXT.repeat(50)]) {
    const link = await writeLessonLink(text);
    assert.match(link, /^#lesson=v1\.[\w-]+$/);
    assert.ok(isLessonLink(link));
    assert.equal(await readLessonLink(link), text);
  }
});

test('a link that is no lesson’s, too long or inflated says so', async () => {
  const link = await writeLessonLink(TEXT);
  await assert.rejects(readLessonLink(link.slice(0, -9)), /broken/);
  await assert.rejects(readLessonLink('#lesson=v1.'), /broken/);
  await assert.rejects(readLessonLink('#lesson=v1.<img>'), /broken/);
  await assert.rejects(readLessonLink(link.replace('v1', 'v2')), /newer/);
  await assert.rejects(readLessonLink(`#lesson=v1.${'A'.repeat(LONGEST_LINK)}`), /too long/);
  const bomb = await writeLessonLink('a'.repeat(3_000_000));
  assert.ok(bomb.length < LONGEST_LINK);
  await assert.rejects(readLessonLink(bomb), /64 KB/);
});

test('what the browser has kept is read as a stranger’s', () => {
  assert.deepEqual(readDrafts('{"key":1}'), []);
  assert.deepEqual(readDrafts('no'), []);
  const text = JSON.stringify([{ key: 'a', text: 'x', title: 1, at: 'x' }, { key: 'b', text: 2 }, null, { key: 'c', text: 'y', title: 't', at: 5 }]);
  assert.deepEqual(readDrafts(text), [{ key: 'c', text: 'y', title: 't', at: 5 }, { key: 'a', text: 'x', title: '', at: 0 }]);
});

test('facts are asked of what is there, and those that have a value become predicates', () => {
  const view = {
    topics: [{ name: 'orders', partitions: [{ partition: 0 }] }], groups: [{ id: 'billing' }],
    consumers: [{ machine: { name: 'c1' } }], producers: [{ machine: { name: 'a b' } }],
  };
  const facts = factsOf(/** @type {any} */ (view), (word) => (word.includes(' ') ? `"${word}"` : word));
  for (const fact of ['committed billing orders-0', 'lag billing', 'status c1', 'sent "a b"', 'log-end orders-0']) assert.ok(facts.includes(fact), fact);
  const values = { 'lag billing': '3', 'status c1': 'none', commits: '' };
  assert.deepEqual(valuesOf(facts, (fact) => values[fact]).map(predicateOf), ['lag billing = 3']);
});

/** A thread that answers when it is told to. */
function thread() {
  return { sent: [], ended: false, onmessage: null, onerror: null, postMessage(data) { this.sent.push(data); }, terminate() { this.ended = true; } };
}

test('of texts that come while one is read only the newest is read', async () => {
  const made = thread();
  const reader = new Reader({ make: () => made });
  const first = reader.read('a');
  made.onmessage({ data: { ready: true } });
  const second = reader.read('b');
  const third = reader.read('c');
  assert.equal(await second, null);
  made.onmessage({ data: { id: 1, json: '{"lesson":1,"mistakes":[]}' } });
  assert.deepEqual(await first, { lesson: 1, mistakes: [] });
  made.onmessage({ data: { id: 2, json: '{"lesson":2,"mistakes":[]}' } });
  assert.deepEqual(await third, { lesson: 2, mistakes: [] });
  assert.deepEqual(made.sent.map(({ text }) => text), ['a', 'c']);
});

test('a reader that does not answer is ended, and the next text has another', async () => {
  const threads = [];
  const reader = new Reader({ make: () => threads[threads.push(thread()) - 1], patience: 5 });
  const hostile = reader.read('hostile');
  threads[0].onmessage({ data: { ready: true } });
  await assert.rejects(hostile, /longer than 0 seconds and was stopped/);
  assert.equal(threads[0].ended, true);
  const next = reader.read('next');
  assert.equal(threads.length, 2);
  threads[1].onmessage({ data: { ready: true } });
  threads[1].onmessage({ data: { id: 2, json: '{"mistakes":[]}' } });
  assert.deepEqual(await next, { mistakes: [] });
});

test('a reader that does not start says why', async () => {
  const made = thread();
  const reader = new Reader({ make: () => made });
  const read = reader.read('a');
  made.onmessage({ data: { failed: '404 Not Found' } });
  await assert.rejects(read, /does not run here\. 404 Not Found/);
  await assert.rejects(new Reader({ make: () => { throw new Error('no workers'); } }).read('a'), /no workers/);
});
