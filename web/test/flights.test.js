import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST, inTheAir, placeAt } from '../src/stage/flights.js';
import { cellPoint, layoutOf } from '../src/stage/layout.js';
import { sceneOf } from '../src/stage/scene.js';
import { flight, flying } from './fixtures/make.js';
import * as views from './fixtures/views.js';

const OPTIONS = { speed: 1, reducedMotion: false, showHeartbeats: true, hues: new Map([['billing', 0], ['audit', 1]]) };

/** @param {import('../src/player/view.js').View} view @param {Partial<typeof OPTIONS>} [over] @param {number} [width] */
function air(view, over = {}, width = 1280) {
  const layout = layoutOf(sceneOf(view), { width });
  return { layout, ...inTheAir(view.flights, layout, { ...OPTIONS, ...over }) };
}

test('a produced record lands exactly in its cell', () => {
  for (const width of [360, 640, 1280]) {
    const { layout, things } = air(views.inTheAir(), {}, width);
    for (const thing of things.filter((one) => one.kind === 'record')) {
      const at = Number(thing.key.split('/')[1]);
      const record = thing.flight.records[at];
      const cell = cellPoint(layout, record.topic, record.partition, record.offset);
      const place = placeAt(thing, thing.flight.arrives - 1e-9);
      assert.ok(cell && place);
      assert.ok(Math.hypot(place.x - cell.x, place.y - cell.y) < 0.01, `${thing.key} at ${width}`);
    }
  }
});

test('a place depends on the instant alone', () => {
  const { things } = air(views.inTheAir());
  const there = things.map((thing) => placeAt(thing, 12_470));
  things.forEach((thing) => [12_500, 12_400, 13_000].forEach((now) => placeAt(thing, now)));
  assert.deepEqual(things.map((thing) => placeAt(thing, 12_470)), there);
});

test('nothing is in the air before it leaves or once it has arrived', () => {
  for (const thing of air(views.inTheAir()).things) {
    assert.equal(placeAt(thing, thing.flight.left - 1), null);
    assert.equal(placeAt(thing, thing.flight.arrives), null);
  }
});

test('a batch is one pack until it opens', () => {
  const pack = air(views.inTheAir()).things.filter((thing) => thing.flight.id === 21);
  assert.equal(pack.length, 3);
  const early = pack.map((thing) => placeAt(thing, 12_480));
  assert.ok(early.every((place) => place && early[0] && Math.abs(place.x - early[0].x) <= 14));
});

test('heartbeats can be hidden', () => {
  const apis = (/** @type {boolean} */ showHeartbeats) => air(views.inTheAir(), { showHeartbeats }).things.map((thing) => thing.flight.api);
  assert.ok(apis(true).includes('Heartbeat'));
  assert.ok(!apis(false).includes('Heartbeat'));
});

test('an error is said by its name', () => {
  const failed = air(views.inTheAir()).things.find((thing) => thing.flight.error);
  assert.equal(failed?.text, 'NOT_ENOUGH_REPLICAS');
});

test('speed turns flights into streaks, and then into nothing', () => {
  assert.ok(air(views.inTheAir(), { speed: 8 }).things.every((thing) => thing.kind === 'streak'));
  assert.equal(air(views.inTheAir(), { speed: 32 }).things.length, 0);
  assert.equal(air(views.inTheAir(), { reducedMotion: true }).things.length, 0);
});

test('never more things than an eye can follow, and none is forgotten', () => {
  const view = views.opening();
  view.flights = [
    ...Array.from({ length: 30 }, (_, at) => flight(100 + at, 'Fetch', 'c1', { group: 'billing', partitions: ['orders-0'] })),
    ...Array.from({ length: 30 }, (_, at) => flight(200 + at, 'Produce', 'checkout', { records: flying('1/10 bo, 1/11 ana') })),
  ];
  const { things, more } = air(view);
  assert.ok(things.length <= MOST);
  const shown = new Set(things.map((thing) => thing.flight.id));
  assert.equal(shown.size + more + (shown.has(100) ? 29 : 0), 60);
});

test('a machine that is not on the stage sends nothing', () => {
  const view = views.opening();
  view.flights = [flight(1, 'Fetch', 'nobody')];
  assert.equal(air(view).things.length, 0);
});
