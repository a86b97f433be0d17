import assert from 'node:assert/strict';
import { test } from 'node:test';
import { button, counts, memberCard } from '../src/stage/cards.js';
import { denseLayoutOf, nice } from '../src/stage/dense.js';
import { placeLane } from '../src/stage/layout.js';
import { Rows } from '../src/stage/rows.js';
import { sceneOf } from '../src/stage/scene.js';
import { laneElement } from '../src/stage/tracks.js';
import { consumer, group, lane, member, partition, producer, topic, view } from './fixtures/make.js';

/** @typedef {import('../src/patch.js').Drawn} Drawn */

const TOPICS = ['orders', 'payments', 'shipments'];
const GROUPS = ['billing', 'shipping', 'audit'];

/** Three topics of twelve partitions, and three groups of twelve that read them. */
function many() {
  const words = (/** @type {number} */ count) => Array.from({ length: count }, (_, at) => ['lea', 'bo', 'kim', 'tom', 'fay', 'ana'][at % 6]).join(' ');
  const one = view({
    topics: TOPICS.map((name, nth) => topic(name, Array.from({ length: 12 }, (_, at) => partition(at, words(20 + 3 * at),
      { from: nth === 0 ? 20 : 0, logStart: nth === 0 ? 20 : 0 })))),
    producers: TOPICS.map((name, at) => producer(`p${at}`, { topic: name })),
  });
  GROUPS.forEach((id, nth) => {
    const names = Array.from({ length: 12 }, (_, at) => `${id[0]}${at + 1}`);
    one.groups.push(group(id, nth, {
      members: names.map((name) => member(name, [])),
      lanes: one.topics.flatMap((each) => each.partitions.map((log) => lane(
        `${each.name}/${log.partition}`, log.logEnd - 5, log.logEnd - 2, log.partition % 3 === 0 ? 0 : 5, names[log.partition],
        { working: log.partition % 3 === 1 ? log.logEnd - 5 : null },
      ))),
    }));
    one.consumers.push(...names.map((name) => consumer(name, id)));
  });
  return one;
}

/** @param {Drawn[]} drawn @param {string} name @returns {Drawn[]} */
function having(drawn, name) {
  return drawn.flatMap((one) => [...(one.attrs[name] === undefined || one.attrs[name] === null ? [] : [one]), ...having(one.kids, name)]);
}

/** @param {ReturnType<typeof many>} seen @param {number} [width] @param {string[]} [unfolded] */
function layout(seen, width = 1366, unfolded = []) {
  return denseLayoutOf(sceneOf(seen), { width, unfolded: new Set(unfolded), place: placeLane });
}

test('36 partitions, 3 groups and 36 members have a place at 1366 by 768', () => {
  const placed = layout(many());
  assert.ok(placed.height <= 600, `${placed.height}`);
  const { dense } = placed;
  assert.ok(dense);
  assert.equal(dense.topics.flatMap((one) => one.rows).length, 36);
  assert.deepEqual(dense.matrices.map((matrix) => matrix.members.size), [12, 12, 12]);
  const last = dense.matrices[2];
  assert.ok(last.x + last.w <= 1366 - 8 && last.pitch >= 12);
});

test('nothing lies over something else, at any width, folded or not', () => {
  for (const width of [360, 640, 800, 960, 1280, 1366, 1920]) {
    for (const unfolded of [[], ['orders-3', 'group:billing']]) {
      const placed = layout(many(), width, unfolded);
      const { dense } = placed;
      assert.ok(dense);
      const boxes = [...dense.groups.map((one) => one.around), ...dense.topics.flatMap((one) => one.rows.flatMap((row) => [row.box,
        ...(row.lane ? [row.lane.box] : [])]))];
      boxes.forEach((box, at) => {
        assert.ok(box.x >= 0 && box.x + box.w <= width && box.y + box.h <= placed.height, `inside at ${width}: ${JSON.stringify(box)}`);
        for (const other of boxes.slice(at + 1)) {
          const over = box.x < other.x + other.w && other.x < box.x + box.w && box.y < other.y + other.h && other.y < box.y + box.h;
          assert.ok(!over, `${JSON.stringify(box)} over ${JSON.stringify(other)} at ${width}`);
        }
      });
      const { keys, whole, lags } = dense.columns;
      assert.ok(keys.x + keys.w <= whole.x && whole.w > 20 && whole.x + whole.w <= lags[0].x, `columns at ${width}`);
    }
  }
});

test('lengths are to scale in their topic, and the scale is round, so that it changes rarely', () => {
  const rows = layout(many()).dense?.topics[1].rows ?? [];
  assert.ok(Math.abs(rows[11].w / rows[0].w - 53 / 20) < 0.05);
  assert.deepEqual([1, 9, 10, 11, 53, 99, 101, 1300].map(nice), [1, 10, 10, 12.5, 64, 100, 125, 1600]);
});

test('rows, squares and lags say what the view says', () => {
  const seen = many();
  seen.consumers[4].machine.condition = 'crashed';
  seen.groups[0].ledger = { once: 9, again: 2, skipped: 3, deleted: 1, never: 0, lost: 4 };
  seen.groups[0].lanes[5].grown = 2;
  const rows = new Rows({ button, counts, memberCard, placeLane, laneElement });
  const drawn = rows.picture(rows.layout(sceneOf(seen), { width: 1366, unfolded: new Set() }), { roving: {} });
  assert.equal(having(drawn, 'data-row').length, 36);
  assert.equal(having(drawn, 'data-thread').length, 108);
  const lanes = seen.groups.flatMap((one) => one.lanes.map((each) => ({ ...each, place: `${one.id}/${each.topic}/${each.partition}` })));
  const squares = new Map(having(drawn, 'data-square').map(({ attrs }) => [attrs['data-square'], attrs]));
  for (const { place, owner, working, lag } of lanes) {
    const square = squares.get(place);
    assert.equal(square?.['data-owner'], owner, place);
    const look = owner === 'b5' ? 'dead' : working !== null ? 'works' : lag === 0 ? 'idle' : 'owns';
    assert.equal(square?.['data-look'], look, place);
  }
  const lags = new Map(having(drawn, 'data-lag').map(({ attrs, text }) => [`${attrs['data-group']}/${attrs['data-topic']}/${attrs['data-partition']}`, text]));
  for (const { place, lag } of lanes) assert.equal(lags.get(place), String(lag));
  const grew = having(drawn, 'data-lag').filter(({ cls }) => cls.includes('kp-grew'));
  assert.deepEqual(grew.map(({ attrs, cls }) => `${attrs['data-partition']} ${cls}`), ['5 kp-row-lag kp-grew kp-grew-2']);
  const ledgers = having(drawn, 'data-ledger').map(({ attrs, text }) => `${attrs['data-ledger']} ${text}`);
  assert.deepEqual(ledgers.slice(0, 5), ['once 9', 'again 2', 'skipped 3', 'deleted 1', 'once 0'], 'what was lost, in the ways in which it was');
  assert.match(having(drawn, 'data-row')[4].kids[0].attrs['aria-label']?.toString() ?? '', /^partition orders-4, log end 52, billing lag 5 by b5/);
});

test('what did not change is the same description, and so is not touched', () => {
  const rows = new Rows({ button, counts, memberCard, placeLane, laneElement });
  const draw = (/** @type {ReturnType<typeof many>} */ seen) => {
    const drawn = rows.picture(rows.layout(sceneOf(seen), { width: 1366, unfolded: new Set() }), { roving: {} });
    return new Map(having(drawn, 'data-row').map((one) => [one.attrs['data-row'], one]));
  };
  const before = draw(many());
  const seen = many();
  seen.groups[0].lanes[5].committed = 31;
  const after = draw(seen);
  const changed = [...after].filter(([id, one]) => before.get(id) !== one).map(([id]) => id);
  assert.deepEqual(changed, ['orders-5']);
});
