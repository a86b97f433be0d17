// Nothing is drawn that the engine does not know, and nothing is left out:
// every record is followed from its producer into its cell.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, WIDE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after });
const UNTIL = 21;
/** Less than a pixel is what a millisecond before the landing leaves. */
const CLOSE = 2;

test('at every instant of the opening scene the stage shows the view, and nothing else', async () => {
  const playground = await open({ viewport: WIDE });
  await playground.goTo(0);
  let instants = 0;
  for (let now = 0; now < UNTIL * 1000; ) {
    for (const [view, stage] of await playground.film(25)) {
      assertSame(view, stage, `${view.now} ms`);
      ({ now } = view);
      instants += 1;
    }
  }
  assert.ok(instants > 150, `${instants} instants were looked at`);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('every record flies to the lane and the cell that the log gives it', async () => {
  const playground = await open({ viewport: WIDE });
  await playground.goTo(0);
  const landings = await playground.host.evaluate(async (element, until) => {
    const flights = new Map();
    while (element.now < until) {
      for (const flight of element.view(1).flights) if (flight.api === 'Produce' && !flight.response) flights.set(flight.id, flight);
      await element.step();
    }
    return [...flights.values()];
  }, UNTIL);
  const followed = new Set();
  for (const flight of landings) {
    await playground.goTo((flight.arrives - 1) / 1000);
    const inTheAir = await playground.boxes(`[data-flight="${flight.id}"]`);
    assert.equal(inTheAir.length, flight.records.length, `flight ${flight.id} carries its records`);
    const before = await playground.view();
    await playground.goTo(flight.arrives / 1000);
    const [after, stage] = await playground.both();
    const taken = {};
    for (const [at, record] of flight.records.entries()) {
      const { topic, partition, key } = record;
      const end = logOf(before, topic, partition).logEnd + (taken[partition] ?? 0);
      taken[partition] = (taken[partition] ?? 0) + 1;
      const place = `record:${topic}/${partition}/${end}`;
      const logged = logOf(after, topic, partition).cells.find((cell) => cell.offset === end);
      assert.equal(logged?.key, key, `the log holds ${key} at ${place}`);
      const cell = stage.cells.find((one) => one.thing === place);
      assert.deepEqual([cell?.key, cell?.text, cell?.lane], [key, key, `partition:${topic}/${partition}`], `${place} shows the record that flew there`);
      const [box] = await playground.boxes(`[data-cell][data-thing="${place}"]`);
      const close = Math.abs(box.x - inTheAir[at].x) <= CLOSE && Math.abs(box.y - inTheAir[at].y) <= CLOSE;
      assert.ok(close, `${place} lies where flight ${flight.id} landed: ${JSON.stringify([box, inTheAir[at]])}`);
      const lane = await playground.box(`.kp-lane[data-thing="partition:${topic}/${partition}"]`);
      assert.ok(box.y > lane.y && box.y + box.height < lane.y + lane.height, `${place} lies in its lane`);
      followed.add(place);
    }
  }
  await playground.goTo(UNTIL);
  const { topics } = await playground.view();
  const log = topics.flatMap((topic) => topic.partitions.flatMap(
    (one) => one.cells.map((cell) => `record:${topic.name}/${one.partition}/${cell.offset}`),
  ));
  assert.ok(log.length > 35, `the log holds ${log.length} records`);
  assert.deepEqual(log.filter((place) => !followed.has(place)), [], 'each record of the log was followed');
  await playground.close();
});

test('where a lane is too short its newest records are in sight', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.goTo(30);
  const [view, stage] = await playground.both();
  for (const log of view.topics[0].partitions) {
    const shown = stage.cells.filter((cell) => cell.partition === `${log.partition}`).map((cell) => Number(cell.offset));
    const newest = log.cells.slice(-shown.length).map((cell) => cell.offset);
    assert.ok(shown.length >= 10);
    assert.deepEqual(shown, newest);
  }
  const strip = await playground.host.locator('[data-strip="orders-2"]').boundingBox();
  await playground.page.mouse.click(strip.x + 3, strip.y + 6);
  await playground.host.locator('[data-strip="orders-2"] [data-window][data-from="0"]').waitFor();
  const back = await playground.read();
  const older = back.cells.filter((cell) => cell.partition === '2').map((cell) => `${cell.offset} ${cell.key}`);
  const known = new Set(view.topics[0].partitions[2].cells.map((cell) => `${cell.offset} ${cell.key}`));
  assert.ok(older.every((cell) => known.has(cell)) && older[0].startsWith('0 '), `older records are in sight: ${older}`);
  await playground.host.getByRole('button', { name: /newest records of orders-2/ }).click();
  await playground.drawn();
  assert.deepEqual((await playground.read()).cells, stage.cells);
  await playground.close();
});

test('an instant looks the same by playing, by stepping and by going back', async () => {
  const playing = await open();
  await playing.host.evaluate((element) => {
    element.speed = 16;
    return element.play();
  });
  await playing.page.waitForFunction(() => document.querySelector('kafka-playground').now > 16);
  await playing.host.evaluate((element) => element.pause());
  await playing.drawn();
  await playing.host.evaluate((element) => (element.speed = 1));
  await playing.drawn();
  const [instant, played] = [await playing.now(), await playing.markup()];
  await playing.goTo(3);
  await playing.goTo(instant);
  assert.equal(await playing.markup(), played, 'after going back to an instant that was played');

  const stepping = await open();
  await stepping.goTo(0);
  const seen = [];
  for (let now = 0; now < 14; now = await stepping.step()) seen.push([now, await stepping.markup()]);
  await stepping.goTo(instant);
  assert.equal(await stepping.markup(), played, 'an instant between two steps');
  // From the last to the first, and the other page, which played, as well.
  for (const [now, stepped] of seen.reverse().filter((_, at) => at % 20 === 0)) {
    await stepping.goTo(now);
    assert.equal(await stepping.markup(), stepped, `stepping back to ${now}`);
    await playing.goTo(now);
    assert.equal(await playing.markup(), stepped, `in the page that played, at ${now}`);
  }
  assert.deepEqual([...playing.complaints, ...stepping.complaints], []);
  await playing.close();
  await stepping.close();
});

test('the timeline is dragged to an instant, and what is there is what was there', async () => {
  const playground = await open();
  await playground.goTo(10);
  const before = await playground.markup();
  await playground.goTo(12.48);
  const slider = playground.host.getByRole('slider', { name: 'Timeline' });
  const box = await slider.boundingBox();
  const handle = await playground.host.locator('.pg-tl-now').boundingBox();
  const x = (fraction) => box.x + 8 + (box.width - 16) * fraction;
  await playground.page.mouse.move(handle.x + handle.width / 2, box.y + 24);
  await playground.page.mouse.down();
  for (const fraction of [0.6, 0.4, 0.2, 0.1]) {
    await playground.page.mouse.move(x(fraction), box.y + 24);
    await playground.drawn();
    const [view, stage] = await playground.both();
    assertSame(view, stage, `${view.now} ms, dragged`);
  }
  await playground.page.mouse.up();
  const now = await playground.now();
  assert.ok(now > 1 && now < 3, `the clock is at ${now}`);
  await playground.goTo(10);
  assert.equal(await playground.markup(), before);
  await playground.close();
});

function logOf(view, topic, partition) {
  return view.topics.find((one) => one.name === topic)?.partitions[partition] ?? { logEnd: 0, cells: [] };
}
