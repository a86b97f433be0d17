// Sentences that would be false in some situation if they were said as in another.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { known } from '../src/panels/known.js';
import { doing } from '../src/stage/words.js';
import { sceneOf } from '../src/stage/scene.js';
import { consumer, machine } from './fixtures/make.js';
import * as views from './fixtures/views.js';

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('a heart beats as long as it does', () => {
  const stalled = machine('c1', { stalled: true });
  /** @param {Partial<import('../src/player/view.js').ConsumerView>} over */
  const said = (over) => doing(consumer('c1', 'billing', { machine: stalled, doing: 'stalled', ...over }));
  assert.equal(said({}), 'stands still, heart beats');
  assert.equal(said({ membership: 'syncing' }), 'stands still, heart beats');
  assert.equal(said({ membership: 'joining' }), 'stands still');
  assert.equal(said({ membership: 'unjoined' }), 'stands still');
  assert.equal(said({ membership: 'unjoined', pollOverdue: true }), 'no heartbeat: max.poll.interval.ms is exceeded');
  const byHand = consumer('c1', 'billing', { byHand: true, doing: 'waiting', membership: 'unjoined', pollOverdue: true });
  assert.equal(doing(byHand), 'no heartbeat: max.poll.interval.ms is exceeded');
});

test('a join phase has an end so far', () => {
  const view = views.opening();
  view.groups[0].rebalanceUntil = 14_000;
  const [group] = sceneOf(view).groups;
  assert.equal(group.until, 'the join phase ends at 0:14.0 at the latest, so far');
  assert.match(group.meta, /waits until 0:14\.0 so far$/);
});

test('a restart resumes at what the log still has', () => {
  const view = views.opening();
  const lane = view.groups[0].lanes[0];
  const log = view.topics[0].partitions[0];
  const means = () => known(view, 'commit:billing/orders/0')?.rows.find(([name]) => name === 'means')?.[1];
  assert.equal(means(), 'the next record to read; a restart now resumes here');
  lane.committed = log.logEnd;
  assert.equal(means(), 'the next record to read; a restart now resumes here');
  lane.committed = '9007199254740993';
  assert.equal(means(), 'beyond the log end: auto.offset.reset decides where a restart resumes');
  lane.committed = 1;
  log.logStart = 2;
  assert.equal(means(), 'below the log start: auto.offset.reset decides where a restart resumes');
});

test('two who take a partition for their own are both named', () => {
  const view = views.opening();
  const lane = view.groups[0].lanes[0];
  const others = () => known(view, 'position:billing/orders/0')?.rows.filter(([name]) => name === 'believes too that it owns it').map(([, value]) => value);
  assert.equal(lane.owner, 'c1');
  assert.deepEqual(others(), []);
  view.consumers[1].assignment.push('orders-0');
  assert.deepEqual(others(), ['c2']);
  view.consumers[1].machine.status = 'crashed';
  assert.deepEqual(others(), []);
});

test('words that were false are nowhere', () => {
  const files = [
    'stage/scene.js', 'stage/cards.js', 'stage/rows.js', 'stage/picture.js', 'stage/words.js', 'panels/known.js', 'panels/forms.js', 'panels/help.js',
    'panels/menu.js', 'panels/faithful.js',
  ].map((name) => `../src/${name}`);
  const all = [...files, '../scenes.json', '../../README.md'].map(read).join('\n');
  for (const words of [
    /a restart resumes here['.]/, /same records, with offsets/, /at the latest`/, /nobody reads until/, /as time passes/, /same lane/, /commit is answered/,
    /up to date with|'up to date'/, /takes over when the session/, /their own ways|its own way\b/, /if nothing is committed'/, /heartbeats go on'/,
    /says goodbye/, /some seconds later/,
  ]) assert.doesNotMatch(all, words);
});

test('what the faithful dialog shows of the README has no stars, and what is owed is no part of what is counted', () => {
  const section = read('../../README.md').split('## What is simplified')[1].split('\n## ')[0];
  assert.ok(section.length > 1000);
  assert.doesNotMatch(section, /\*/);
  const dialog = read('../src/panels/faithful.js');
  assert.match(dialog, /outcome !== 'owed'/);
  assert.doesNotMatch(dialog, /Of \$\{cases\} cases/);
});
