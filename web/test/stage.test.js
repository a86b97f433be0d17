import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutOf } from '../src/stage/layout.js';
import { el, hold, patch } from '../src/patch.js';
import { sceneOf } from '../src/stage/scene.js';
import { picture } from '../src/stage/picture.js';
import { strip } from '../src/stage/strip.js';
import { counter, fakeDocument, fakeElement } from './fixtures/document.js';
import * as views from './fixtures/views.js';

/** @typedef {import('../src/patch.js').Drawn} Drawn */

globalThis.document ??= fakeDocument;

/** @param {import('../src/player/view.js').View} view @param {number} [width] */
function root(view, width = 1280) {
  const scene = sceneOf(view);
  return el('root', 'div', '', {}, picture(scene, layoutOf(scene, { width }), { roving: {}, strip }));
}

/** @param {Drawn} drawn @param {(one: Drawn) => boolean} wanted @returns {Drawn[]} */
function all(drawn, wanted) {
  return [...(wanted(drawn) ? [drawn] : []), ...drawn.kids.flatMap((kid) => all(kid, wanted))];
}

/** @param {Drawn} drawn @param {string} name */
function having(drawn, name) {
  return all(drawn, (one) => one.attrs[name] !== undefined && one.attrs[name] !== null);
}

const NAMES = /** @type {(keyof typeof views)[]} */ (
  Object.keys(views).filter((name) => typeof views[/** @type {keyof typeof views} */ (name)] === 'function')
);
const make = (/** @type {keyof typeof views} */ name) => /** @type {() => import('../src/player/view.js').View} */ (views[name])();

test('every record of the view is the cell of its lane', () => {
  const view = views.secondGroup();
  const cells = having(root(view), 'data-cell');
  const expected = view.topics.flatMap(
    (topic) => topic.partitions.flatMap((log) => log.cells.map((cell) => [topic.name, log.partition, cell.offset, cell.key])),
  );
  assert.deepEqual(cells.map(({ attrs }) => [attrs['data-topic'], attrs['data-partition'], attrs['data-offset'], attrs['data-key']]), expected);
  assert.equal(cells[8].attrs['aria-label'], 'offset 8, key lea, value #8');
});

test('flags, rings, lags and log ends say what the view says', () => {
  for (const name of NAMES) {
    const view = make(name);
    const drawn = root(view, 360);
    const lanes = view.groups.flatMap((group) => group.lanes.map((lane) => ({ ...lane, place: `${group.id}/${lane.topic}/${lane.partition}` })));
    const offsets = (/** @type {string} */ kind) => Object.fromEntries(having(drawn, kind).map(({ attrs }) => [attrs['data-thing'], attrs['data-offset']]));
    const flags = lanes.flatMap(({ committed, place }) => (committed === null ? [] : [[`commit:${place}`, String(committed)]]));
    const rings = lanes.flatMap(({ position, place }) => (position === null ? [] : [[`position:${place}`, String(position)]]));
    assert.deepEqual(offsets('data-flag'), Object.fromEntries(flags), name);
    assert.deepEqual(offsets('data-ring'), Object.fromEntries(rings), name);
    assert.equal(having(drawn, 'data-lag').length >= lanes.length, true);
    const ends = having(drawn, 'data-log-end').map(({ attrs }) => attrs['data-offset']);
    assert.deepEqual(ends, view.topics.flatMap((topic) => topic.partitions.map((log) => log.logEnd)), name);
  }
});

test('what is worked on is framed, and what was done again has its number', () => {
  const drawn = root(views.afterCrash());
  const working = all(drawn, (one) => one.cls.includes('kp-cell') && one.cls.includes('kp-working'));
  assert.deepEqual(working.map((one) => one.attrs['data-offset']), [8]);
  assert.deepEqual(having(drawn, 'data-badge').map((one) => [one.attrs['data-thing'], one.text]), [['record:orders/0/6', '×2'], ['record:orders/0/7', '×2']]);
});

test('Tab reaches one cell of a topic', () => {
  for (const name of NAMES) {
    const view = make(name);
    const reached = having(root(view), 'data-cell').filter((one) => one.attrs.tabindex === 0);
    const withCells = view.topics.filter((topic) => topic.partitions.some((log) => log.cells.length > 0));
    assert.equal(reached.length, withCells.length, name);
  }
});

test('keys are unique among siblings, and every button has a name', () => {
  for (const name of NAMES) {
    for (const width of [360, 640, 1280]) {
      for (const one of all(root(make(name), width), () => true)) {
        assert.equal(new Set(one.kids.map((kid) => kid.key)).size, one.kids.length, `${name}: ${one.kids.map((kid) => kid.key)}`);
        if (one.tag === 'button') assert.ok(one.attrs['aria-label'], `${name}: ${one.key}`);
      }
    }
  }
});

test('drawing the same view again writes nothing', () => {
  const element = fakeElement();
  const held = hold(element);
  for (const name of NAMES) {
    patch(held, root(make(name)));
    const before = counter.writes;
    patch(held, root(make(name)));
    assert.equal(counter.writes, before, name);
  }
});

test('what is drawn does not depend on what was drawn before', () => {
  for (const first of NAMES) {
    for (const second of NAMES) {
      const direct = fakeElement();
      patch(hold(direct), root(make(second)));
      const detour = fakeElement();
      const held = hold(detour);
      patch(held, root(make(first), 640));
      patch(held, root(make(second)));
      assert.deepEqual(detour.picture, direct.picture, `${first}, then ${second}`);
    }
  }
});

test('a class that somebody else has put on stays', () => {
  const element = fakeElement();
  const held = hold(element);
  patch(held, el('root', 'div', '', {}, [el('a', 'div', 'one two')]));
  element.children[0].classList.add('kp-lit');
  patch(held, el('root', 'div', '', {}, [el('a', 'div', 'two three')]));
  assert.deepEqual([...element.children[0].classes].sort(), ['kp-lit', 'three', 'two']);
});

test('an element that stays is not moved when one before it leaves', () => {
  const element = fakeElement();
  const held = hold(element);
  patch(held, el('root', 'div', '', {}, ['a', 'b', 'c'].map((key) => el(key, 'i', ''))));
  const [, , last] = element.children;
  const before = counter.writes;
  patch(held, el('root', 'div', '', {}, ['b', 'c'].map((key) => el(key, 'i', ''))));
  assert.equal(counter.writes - before, 1);
  assert.equal(element.children[1], last);
});

test('text from strangers stays text', () => {
  const view = views.opening();
  view.topics[0].partitions[0].cells[0].key = '<img src=x onerror=alert(1)>';
  const [cell] = having(root(view), 'data-cell');
  assert.equal(cell.text, '<…)>');
  assert.equal(cell.attrs['data-key'], '<img src=x onerror=alert(1)>');
});
