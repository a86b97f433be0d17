import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTheAir, placeAt } from '../src/stage/flights.js';
import { cellPoint, layoutOf } from '../src/stage/layout.js';
import { el } from '../src/patch.js';
import { sceneOf } from '../src/stage/scene.js';
import { picture } from '../src/stage/picture.js';
import { keyTable } from '../src/stage/keys.js';
import { strip } from '../src/stage/strip.js';
import { partitioner } from '../src/stage/words.js';
import { flight, flying, lane, ledger, partition, producer } from './fixtures/make.js';
import * as views from './fixtures/views.js';

/** @typedef {import('../src/patch.js').Drawn} Drawn */
/** @typedef {import('../src/player/view.js').View} View */

/** @param {View} view @param {number} [width] */
function drawn(view, width = 1280) {
  const scene = sceneOf(view);
  const layout = layoutOf(scene, { width });
  const root = el('root', 'div', '', {}, picture(scene, layout, { roving: {}, strip, keys: keyTable }));
  /** @param {Drawn} one @returns {Drawn[]} */
  const all = (one) => [one, ...one.kids.flatMap(all)];
  const having = (/** @type {string} */ name) => all(root).filter((one) => one.attrs[name] !== undefined && one.attrs[name] !== null);
  return { scene, layout, having };
}

/** @param {number} base @param {number} end */
const segment = (base, end, active = false) => ({ base, end, bytes: (end - base) * 75, active });

/** A log of three segments, from which some were deleted. @param {[number, number][]} gone @param {string} words */
function segmented(gone, words = 'ana bo fay kim ana bo') {
  const view = views.opening();
  const from = 8;
  view.topics[0].partitions[0] = partition(0, words, {
    from, logStart: from, segments: [segment(8, 10), segment(10, 13), segment(13, from + words.split(' ').length, true)],
    deleted: gone.map(([base, end]) => ({ base, end, last: end - 1, at: 12_000 })),
  });
  return view;
}

test('a bracket stands over the cells of each segment, and over the log end for the active one', () => {
  const view = segmented([], 'ana bo fay kim ana bo');
  const [log] = view.topics[0].partitions;
  Object.assign(log, { logStart: 0, segments: [segment(0, 2), segment(2, 5), segment(5, 6, true)], logEnd: 6, highWatermark: 6, lastStable: 6 });
  log.cells.forEach((cell, at) => (cell.offset = at));
  const { layout, having } = drawn(view);
  const brackets = having('data-segment').slice(0, 3);
  assert.deepEqual(brackets.map((one) => one.attrs['data-segment']), [0, 2, 5]);
  const left = (layout.lanes.get('orders-0')?.x ?? 0) - (layout.lanes.get('orders-0')?.box.x ?? 0);
  assert.deepEqual(brackets.map(({ box }) => [(box?.x ?? 0) - left, box?.w]), [[0, 65], [68, 99], [170, 65]]);
  assert.deepEqual(brackets.map((one) => one.cls.includes('kp-active')), [false, false, true]);
});

test('one segment that was never rolled has no bracket', () => {
  assert.deepEqual(drawn(views.opening()).having('data-segment'), []);
});

test('what retention deleted leaves a stub before the log start; without room one stands for all', () => {
  const { having, layout } = drawn(segmented([[0, 4], [4, 8]]));
  assert.deepEqual(having('data-deleted-segment').map(({ attrs }) => [attrs['data-deleted-segment'], attrs['data-end']]), [[0, 4], [4, 8]]);
  assert.equal(having('data-log-start')[0].attrs['data-offset'], 8);
  const lane = layout.lanes.get('orders-0');
  const stub = having('data-deleted-segment')[1].box;
  assert.ok(lane && stub && (stub.x ?? 0) + 36 < lane.x - lane.box.x - 8, 'the stubs end before the bar of the log start');
  const merged = drawn(segmented([[0, 4], [4, 8]], 'ana bo fay kim ana'), 360).having('data-deleted-segment');
  assert.deepEqual(merged.map(({ attrs }) => [attrs['data-deleted-segment'], attrs['data-end']]), [[0, 8]]);
  const crowded = segmented([[0, 4]], Array.from({ length: 40 }, () => 'ana').join(' '));
  assert.deepEqual(drawn(crowded).having('data-deleted-segment'), [], 'the log start is out of sight');
});

test('a batch that is refused comes back from the log end with the name of the error', () => {
  const view = views.opening();
  view.flights = [
    flight(7, 'Produce', 'checkout', {
      response: true, error: 'MESSAGE_TOO_LARGE', records: flying('0/? lea, 0/? tom'), count: 2, left: 100, arrives: 350,
    }),
  ];
  const layout = layoutOf(sceneOf(view), { width: 1280 });
  const { things } = inTheAir(view.flights, layout, { speed: 1, reducedMotion: false, showHeartbeats: true, hues: new Map() });
  assert.deepEqual(things.map((thing) => [thing.kind, thing.text, thing.last]), [['refused', 'lea', false], ['refused', 'tom', true]]);
  const end = cellPoint(layout, 'orders', 0, null);
  const place = placeAt(things[0], 100);
  assert.ok(end && place && Math.hypot(place.x - end.x, place.y - end.y) < 0.01);
});

test('producers that do not agree have a table of where each key goes', () => {
  const view = views.opening();
  assert.equal(sceneOf(view).topics[0].keys, null);
  view.producers.push(producer('native', { client: 'librdkafka', partitioner: 'consistent_random' }));
  const row = (/** @type {string} */ name, /** @type {(number | null)[]} */ partitions) => ({
    producer: name, places: partitions.map((partition, at) => ({ partition, elsewhere: partition !== [0, 1, 1][at] })),
  });
  view.topics[0].keyTable = {
    keys: [{ key: 'lea', tint: 0 }, { key: 'bo', tint: 1 }, { key: 'kim', tint: 2 }],
    rows: [row('checkout', [0, 1, 1]), row('native', [2, null, 1])],
  };
  const table = sceneOf(view).topics[0].keys;
  assert.deepEqual(table?.rows.map((row) => [row.client, row.how]), [['Java', 'default'], ['librdkafka', 'consistent_random']]);
  const { having } = drawn(view);
  const shown = having('data-key-place');
  assert.deepEqual(shown.map((one) => one.cls.includes('kp-other')), [false, false, false, true, true, false]);
  const own = new Map(shown.map((one) => [one.attrs['data-key-place'], [one.text, one.attrs['data-thing']]]));
  assert.deepEqual(own.get('native/lea'), ['2', 'partition:orders/2']);
  assert.deepEqual(own.get('native/bo'), ['-', null]);
});

test('partitioners are named by what tells them apart', () => {
  for (const [name, short] of [
    ['NewHashPartitioner', 'Hash'], ['Partitioners.LegacyPartitioner', 'Legacy'], ['RoundRobinPartitioner', 'RoundRobin'],
    ['murmur2_random', 'murmur2_random'], ['default', 'default'],
  ]) {
    assert.equal(partitioner(producer('p', { partitioner: name })), short);
  }
});

/**
 * A group in which c1 gives orders-0 to c2.
 * @param {Partial<import('../src/player/view.js').GroupLaneView>} lane
 */
function handOver(lane) {
  const view = views.opening();
  Object.assign(view.groups[0].lanes[0], lane);
  return view;
}

test('a partition that moves is given up, nobody’s, and handed over; the others stay', () => {
  const looks = (/** @type {View} */ view) => drawn(view).layout.curves.map((curve) => curve.look);
  const nobodys = (/** @type {View} */ view) => drawn(view).having('data-nobodys').map((one) => one.attrs['data-nobodys']);
  const kept = looks(handOver({ owner: 'c1', assigned: 'c1' }));
  assert.ok(kept.every((look) => look === ''), 'they read on while others join');
  const revoking = handOver({ owner: 'c1', assigned: null, settled: false });
  assert.deepEqual([looks(revoking)[0], nobodys(revoking)], ['dashed', []]);
  const between = handOver({ owner: null, assigned: null, settled: false, nobodys: true });
  assert.deepEqual([looks(between).length, nobodys(between)], [kept.length - 1, ['orders-0']]);
  const coming = handOver({ owner: null, assigned: 'c2', reservedFor: 'c2' });
  assert.deepEqual([looks(coming)[0], nobodys(coming)], ['reserved', []]);
});

test('a static member that is away keeps its place, and says until when', () => {
  const view = views.opening();
  const [consumer] = view.consumers;
  consumer.instanceId = 'till-1';
  Object.assign(consumer.machine, { status: 'stopped', condition: 'stopped' });
  const owned = consumer.assignment;
  consumer.assignment = [];
  const member = view.groups[0].members.find((one) => one.machine === consumer.machine.name);
  assert.ok(member);
  member.instanceId = 'till-1';
  consumer.memberId = '';
  const { name } = consumer.machine;
  for (const lane of view.groups[0].lanes) if (lane.owner === name) Object.assign(lane, { owner: null, reservedFor: name });
  const { scene, layout } = drawn(view);
  const [card] = scene.groups[0].cards;
  assert.equal(card.right, owned.join(', '));
  assert.match(card.line, /^away; its place is kept until 0:\d\d\.\d$/);
  assert.equal(scene.groups[0].cards.length, view.consumers.length, 'its place is no card of its own');
  assert.deepEqual(layout.curves.filter((curve) => curve.look === 'reserved').length, owned.length);
});

test('a flag out of sight is its offset at the edge, without a pole, beside the ring', () => {
  for (const width of [360, 700, 1280]) {
    const view = views.opening();
    const words = Array(60).fill('tom').join(' ');
    view.topics[0].partitions[0] = partition(0, words);
    view.groups[0].lanes[0] = lane('orders/0', 1, 2, 59, 'c1');
    const { layout, having } = drawn(view, width);
    const gutter = (layout.lanes.get('orders-0')?.x ?? 0) - (layout.lanes.get('orders-0')?.box.x ?? 0);
    const marks = having('data-scroll').filter((one) => one.attrs['data-scroll'] === 'orders-0' && one.attrs['data-to']);
    assert.deepEqual(marks.map((one) => one.attrs['data-to']), ['1', '2']);
    const [flag, ring] = marks;
    assert.equal(flag.text, '1');
    assert.ok((flag.box?.x ?? 0) + gutter >= 0 && (flag.box?.w ?? 0) >= 16, `the flag is inside the panel at ${width}`);
    assert.ok((flag.box?.x ?? 0) + (flag.box?.w ?? 0) <= (ring.box?.x ?? 0) + 6, 'and not on the ring');
  }
});

test('a group counts what it lost in each way that there is, and says never 0 where it lost nothing', () => {
  /** @type {[Partial<Record<'skipped' | 'deleted' | 'never', number>>, string][]} */
  const cases = [
    [{}, 'once 7, again 2, never 0'],
    [{ never: 3 }, 'once 7, again 2, never 3'],
    [{ skipped: 5 }, 'once 7, again 2, skipped 5'],
    [{ deleted: 61, never: 1 }, 'once 7, again 2, deleted 61, never 1'],
    [{ skipped: 5, deleted: 61, never: 1 }, 'once 7, again 2, skipped 5, deleted 61, never 1'],
  ];
  for (const [ways, said] of cases) {
    const view = views.opening();
    view.groups[0].ledger = ledger(7, 2, ways);
    const counts = drawn(view).having('data-ledger');
    assert.equal(counts.map((one) => `${one.attrs['data-ledger']} ${one.text}`).join(', '), said);
  }
});
