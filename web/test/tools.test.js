// Tools of the command line on the stage.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTheAir } from '../src/stage/flights.js';
import { layoutOf, machineCard } from '../src/stage/layout.js';
import { picture } from '../src/stage/picture.js';
import { sceneOf } from '../src/stage/scene.js';
import { place } from '../src/stage/tools.js';
import { flight, machine } from './fixtures/make.js';
import { opening } from './fixtures/views.js';

/** @param {string} name @param {Partial<import('../src/player/view.js').MachineView>} [over] */
const tool = (name, over = {}) => machine(name, { tool: { name: 'kafka-topics', line: 'kafka-topics.sh --describe --topic orders', job: 3 }, ...over });

for (const width of [1240, 700, 340]) {
  test(`a tool that runs has a card at ${width} pixels, and nothing moves for it`, () => {
    const scene = sceneOf(opening());
    const before = layoutOf(scene, { width });
    const layout = layoutOf(scene, { width });
    place(layout, [tool('kafka-topics-1'), tool('kafka-topics-2', { status: 'stopped' })]);
    const { producers, height, ...rest } = layout;
    const { producers: own, height: low, ...same } = before;
    assert.deepEqual(rest, same);
    assert.deepEqual(producers.slice(0, own.length), own);
    assert.equal(producers.length, own.length + 1, 'what has ended is not there');
    assert.ok(height >= low);
    const { box } = producers[producers.length - 1];
    assert.ok(box.y + box.h <= height && box.x + box.w <= layout.width);
    const boxes = [...own.map((each) => each.box), layout.addProducer, ...layout.topics.map(({ panel }) => panel), ...layout.groups.map((each) => each.box)];
    for (const other of boxes) {
      const apart = box.x >= other.x + other.w || other.x >= box.x + box.w || box.y >= other.y + other.h || other.y >= box.y + box.h;
      assert.ok(apart, JSON.stringify([box, other]));
    }
    assert.equal(machineCard(layout, 'kafka-topics-1')?.card.box, box);
    const { things } = inTheAir([flight(1, 'Metadata', 'kafka-topics-1')], layout, { speed: 1, reducedMotion: false, showHeartbeats: true, hues: new Map() });
    assert.deepEqual(things.map(({ text }) => text), ['Metadata'], 'and its requests fly from there');
  });
}

test('the card says what it is, with its words and a way to end it', () => {
  const scene = sceneOf(opening());
  const layout = layoutOf(scene, { width: 1240 });
  place(layout, [tool('kafka-topics-1')]);
  const drawn = picture(scene, layout, { roving: {} }).flatMap((one) => one.kids).find((one) => one.attrs['data-machine'] === 'kafka-topics-1');
  assert.equal(drawn?.attrs['aria-label'], 'tool kafka-topics-1');
  const flat = (/** @type {import('../src/patch.js').Drawn} */ one) => /** @type {any[]} */ ([one, ...one.kids.flatMap(flat)]);
  const all = drawn ? flat(drawn) : [];
  assert.ok(all.some((one) => one.text === '--describe --topic orders'));
  assert.equal(JSON.parse(all.find((one) => one.attrs['data-saying'])?.attrs['data-saying']).operands[0], '%3');
});
