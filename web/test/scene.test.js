import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lagWords, sceneOf } from '../src/stage/scene.js';
import { abbreviate, duration, keyWords, kept, moment, rate, shortKey } from '../src/stage/words.js';
import { say } from '../src/language.js';
import * as views from './fixtures/views.js';

/** @param {import('../src/stage/scene.js').Scene} scene @param {string} id */
function cardOf(scene, id) {
  const card = scene.groups.flatMap((group) => group.cards).find((one) => one.id === id);
  assert.ok(card, `a card for ${id}`);
  return card;
}

test('short texts', () => {
  for (const [ms, text] of /** @type {[number, string][]} */ ([[0, '0:00.0'], [12_980, '0:12.9'], [61_000, '1:01.0'], [3_661_250, '1:01:01.2']])) {
    assert.equal(moment(ms), text);
  }
  for (const [ms, text] of /** @type {[number, string][]} */ ([
    [300, '300 ms'], [6000, '6.0 s'], [604_800_000, '7 days'], [86_400_000, '1 day'], [7_200_000, '2 hours'],
  ])) {
    assert.equal(duration(ms), text);
  }
  for (const [perKs, text] of /** @type {[number, string][]} */ ([
    [2000, '2 records a second'], [1000, '1 record a second'], [1500, '1.5 records a second'], [500, 'a record every 2 s'],
    [0, 'sends by hand'],
  ])) {
    assert.equal(rate(perKs), text);
  }
  for (const [cleanupPolicy, retentionMs, retentionBytes, text] of /** @type {['delete' | 'compact' | 'compact,delete' | '', number, number, string][]} */ ([
    ['delete', 604_800_000, -1, 'kept for 7 days'], ['delete', -1, -1, 'kept for ever'], ['delete', 60_000, 300, 'kept for 60.0 s, retention.bytes=300'],
    ['delete', -1, 300, 'retention.bytes=300'], ['compact', 604_800_000, 300, 'cleanup.policy=compact'],
    ['compact,delete', 604_800_000, -1, 'cleanup.policy=compact,delete, kept for 7 days'], ['', 604_800_000, -1, 'kept for ever'],
  ])) {
    assert.equal(kept({ cleanupPolicy, retentionMs, retentionBytes }), text);
  }
  assert.equal(kept({ retentionMs: 60_000 }), 'kept for 60.0 s', 'of an older recording');
});

test('keys keep both ends, since the ends tell them apart', () => {
  for (const [key, text] of /** @type {[string | null, string][]} */ ([
    [null, 'null'], ['', '""'], ['lea', 'lea'], ['anna', 'anna'], ['customer-12', 'c…12'], ['a\u202eb', 'a·b'], ['👩‍🚀', '👩‍🚀'],
  ])) {
    assert.equal(shortKey(key), text);
  }
  assert.equal(keyWords('a\nb'), 'key a·b');
});

test('long texts lose their middle, and no letter is cut', () => {
  for (const [text, room, short] of /** @type {[string, number, string][]} */ ([
    ['m0', 8, 'm0'], ['order 17', 8, 'order 17'], ['order 1452', 8, 'ord…1452'], ['order 1453', 8, 'ord…1453'],
    ['注文番号', 8, '注文番号'], ['注文番号一二', 8, '注…一二'], ['注文番号', 4, '注…号'], ['Zoë', 4, 'Zoë'], ['Zoe\u0308', 3, 'Zoe\u0308'],
    ['👩‍🚀👩‍🚀👩‍🚀', 4, '👩‍🚀…👩‍🚀'], ['e\u0301e\u0301e\u0301e\u0301e\u0301', 4, 'e\u0301…e\u0301e\u0301'], ['한국어', 4, '한…어'], ['', 8, '""'],
  ])) {
    assert.equal(abbreviate(text, room), short);
  }
});

test('lag is said as the view says it', () => {
  for (const [lag, text] of /** @type {[number | string | null, string][]} */ ([
    [null, '-'], [0, 'lag 0'], [5, 'lag 5'], [-2, 'lag -2'], ['9007199254740993', 'lag 9007199254740993'],
  ])) {
    assert.equal(lagWords(lag), text);
  }
});

test('the opening: topic, group and members in words', () => {
  const scene = sceneOf(views.opening());
  assert.equal(scene.topics[0].meta, '3 partitions · 31 records · kept for 7 days');
  assert.equal(scene.groups[0].meta, 'generation 2 · range');
  assert.equal(cardOf(scene, 'c1').line, 'working, 300 ms each');
  assert.equal(cardOf(scene, 'c1').note, 'leads');
  assert.equal(cardOf(scene, 'c1').right, 'orders-0, orders-1');
  assert.equal(scene.producers[0].more, 'batch for orders-1');
  assert.deepEqual(scene.commits.map((commit) => commit.text).slice(-2), ['billing 2 → 7', 'billing 1 → 8']);
});

test('a crashed consumer stays in its group with what it had', () => {
  const scene = sceneOf(views.afterCrash());
  const card = cardOf(scene, 'c1');
  assert.equal(card.line, 'crashed at 0:12.9; 3 done, not committed');
  assert.equal(card.condition, 'crashed');
  assert.equal(card.chips.length, 3);
  assert.deepEqual(card.buttons.map((button) => button.saying?.verb ?? button.menu), ['start', 'remove', 'machine:c1']);
  assert.equal(scene.groups[0].meta, 'generation 3 · range · c1 timed out after 6.0 s');
});

test('crash, stop, stall and cut are four different things', () => {
  const scene = sceneOf(views.troubles());
  const said = ['c1', 'c5', 'c2', 'c3'].map((id) => `${cardOf(scene, id).condition}: ${cardOf(scene, id).line}`);
  assert.deepEqual(said, [
    'crashed: crashed at 0:12.9; 1 done, not committed', 'stopped: stopped at 0:11.0',
    'stalled: stands still, heart beats', 'cut: network cut',
  ]);
  assert.equal(cardOf(scene, 'c4').error?.name, 'CommitFailedException');
  assert.deepEqual(cardOf(scene, 'c4').hand.map((button) => button.saying), [say('poll', 'c4'), say('commit', 'c4')]);
  assert.ok(cardOf(scene, 'c2').buttons.some((button) => button.saying?.verb === 'unstall'));
  assert.ok(cardOf(scene, 'c3').buttons.some((button) => button.saying?.verb === 'heal'));
});

test('a machine that came back has a card for its former member id', () => {
  const view = views.opening();
  const [former] = view.groups[0].members;
  view.groups[0].members.push({ ...former, memberId: 'consumer-c1-1-77aa', joining: true, assignment: [] });
  view.consumers[0].member = 'consumer-c1-1-77aa';
  former.former = true;
  const scene = sceneOf(view);
  assert.deepEqual(scene.groups[0].cards.map((card) => card.id), ['c1', 'c2', former.memberId]);
  assert.match(cardOf(scene, former.memberId).line, /former member id/);
});

test('a consumer whose group the coordinator does not know yet is shown', () => {
  const view = views.opening();
  view.groups = [];
  view.unknownGroups = [{ id: 'billing', index: 0 }];
  const scene = sceneOf(view);
  assert.deepEqual(scene.groups.map((group) => [group.id, group.cards.length]), [['billing', 2]]);
});

test('several topics are named in the commits', () => {
  const texts = sceneOf(views.twoTopics()).commits.map((commit) => commit.text);
  assert.deepEqual(texts.slice(-2), ['audit orders-0 → 11', 'billing payments-1 → 8']);
});

test('a group has tracks only in the topics that it has to do with', () => {
  const scene = sceneOf(views.twoTopics());
  assert.deepEqual(scene.topics.map((topic) => topic.lanes[0].tracks.map((track) => track.group)), [['billing', 'audit'], ['audit']]);
});
