// The pictures of what Kafka does to logs, groups and batches: each scene is
// opened, and what is on the stage is compared with what the engine says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, DESKTOP, WIDE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after }, pageUrl);

/** Opens a scene where it opens for everybody. */
async function openScene(scene, viewport = WIDE) {
  const playground = await open({ viewport, at: null });
  const opening = await playground.host.evaluate(async (element, scene) => {
    await element.pause();
    const { script } = element;
    element.scene = scene;
    return script;
  }, scene);
  // What is asked for before it has come is asked of the scene that was there.
  await playground.page.waitForFunction((opening) => {
    const element = document.querySelector('kafka-playground');
    return element.script !== opening && element.now > 1 && element.view(1).topics.length > 0;
  }, opening);
  await playground.host.evaluate((element) => element.pause());
  await playground.drawn();
  return playground;
}

/** Every instant on the way is what the engine says; answers them all. */
async function watch(playground, steps) {
  const film = await playground.film(steps);
  for (const [view, stage] of film) assertSame(view, stage, `${view.now} ms`);
  return film;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('a scene is chosen in the head, by keyboard', async () => {
  const playground = await open({ at: null });
  const chooser = playground.host.getByRole('button', { name: 'Scene: Two consumers share a topic' });
  await chooser.focus();
  await playground.page.keyboard.press('Enter');
  const menu = playground.host.getByRole('menu', { name: 'Scenes' });
  await menu.getByRole('menuitem', { name: 'A hand-over in two rounds' }).focus();
  await playground.page.keyboard.press('Enter');
  await playground.host.getByRole('button', { name: 'Scene: A hand-over in two rounds' }).waitFor();
  assert.equal(await playground.host.evaluate((element) => element.scene), 'cooperative');
  await playground.host.getByText(/^c3 joins, and the others read on/).waitFor();
  await close(playground);
});

test('segments are rolled, and retention deletes the oldest: the log start moves', async () => {
  const playground = await openScene('segments');
  const before = await playground.view();
  assert.ok(before.topics[0].partitions.every((log) => log.segments.length > 1 && log.logStart === 0));
  assert.ok((await playground.read()).segments.length > 4);
  await playground.stepUntil((view) => view.topics[0].partitions.every((log) => log.deleted.length > 0));
  const [[view, stage]] = await watch(playground, 30);
  for (const log of view.topics[0].partitions) {
    const gone = log.deleted.at(-1);
    assert.equal(log.logStart, gone.end, 'the log begins where the last segment that is gone ended');
    assert.equal(log.segments[0].base, gone.end);
    const lane = `partition:orders/${log.partition}`;
    assert.ok(stage.stubs.some((stub) => stub.lane === lane), 'what is gone leaves a stub');
    assert.equal(stage.starts.find((start) => start.lane === lane).offset, String(log.logStart));
    assert.ok(stage.cells.every((cell) => cell.lane !== lane || Number(cell.offset) >= log.logStart));
  }
  // A new record may roll the next one.
  const rolled = await playground.stepUntil(
    (view, from) => view.topics[0].partitions.some((log) => log.segments.length > from[log.partition]),
    view.topics[0].partitions.map((log) => log.segments.length),
  );
  assert.ok(rolled.now > view.now);
  assertSame(...(await playground.both()), 'a segment was rolled');
  // Its file goes a minute later, and the stub with it.
  await playground.goTo(view.now / 1000 + 61);
  assert.deepEqual((await playground.read()).stubs, []);
  await close(playground);
});

test('a cooperative hand-over: what moves is given up, nobody’s, and handed over; the rest is kept', async () => {
  const playground = await openScene('cooperative');
  await playground.goTo(12.1);
  const start = (await playground.view()).groups[0].lanes.map((lane) => lane.owner);
  assert.ok(start.every((owner) => owner !== null));
  const film = await watch(playground, 220);
  const story = start.map((_, partition) => {
    const owners = film.map(([view]) => view.groups[0].lanes[partition].owner);
    return owners.filter((owner, at) => at === 0 || owner !== owners[at - 1]);
  });
  const moved = story.filter((owners) => owners.length > 1);
  assert.ok(moved.length >= 1, JSON.stringify(story));
  for (const owners of moved) assert.deepEqual(owners.slice(1), [null, 'c3'], 'nobody’s in between');
  assert.ok(story.some((owners) => owners.length === 1), 'what does not move is owned all the time');
  const tagged = film.filter(([, stage]) => stage.nobodys.length > 0);
  assert.ok(tagged.length > 0, 'the stage says so');
  assert.ok(tagged.every(([, stage]) => stage.curves.length === start.length - stage.nobodys.length - stage.reserved.length));
  const generations = new Set(film.map(([view]) => view.groups[0].generation));
  assert.ok(generations.size >= 3, `two rounds: ${[...generations]}`);
  // Meanwhile the others read on: somebody works while the group is not stable.
  assert.ok(film.some(([view]) => view.groups[0].state !== 'Stable' && view.groups[0].lanes.some((lane) => lane.working !== null)));
  await close(playground);
});

test('a static member that leaves without a word keeps its place until its session times out', async () => {
  const playground = await openScene('static');
  await playground.goTo(12.2);
  const before = (await playground.view()).groups[0];
  const own = before.lanes.filter((lane) => lane.owner === 'till-1').map((lane) => `position:billing/orders/${lane.partition}`);
  assert.ok(own.length > 0);
  await playground.stepUntil((view) => view.consumers[0].machine.status === 'stopped');
  const film = await watch(playground, 30);
  for (const [view, stage] of film) {
    const [group] = view.groups;
    assert.deepEqual([group.state, group.generation], ['Stable', before.generation], 'nobody rebalances');
    assert.deepEqual(stage.reserved.sort(), own, 'the curves to its place are dotted');
    assert.match(stage.machines.find((card) => card.machine === 'till-1').text, /its place is kept until 0:2\d\.\d/);
  }
  // Back in time it has its partitions again, and the generation is the same.
  const at = await playground.now();
  await playground.run('start till-1');
  const back = await playground.stepUntil((view) => view.groups[0].lanes.every((lane) => lane.owner !== null));
  assert.equal(back.groups[0].generation, before.generation);
  assert.deepEqual(back.groups[0].lanes.map((lane) => lane.owner), before.lanes.map((lane) => lane.owner));
  // Where it does not come back, its session times out.
  await playground.goTo(at - 0.1);
  await playground.run('pause checkout');
  const gone = await playground.stepUntil((view) => view.groups[0].members.length === 1);
  assert.notEqual(gone.groups[0].state, 'Stable');
  await close(playground);
});

test('a twin takes the place of a static member, which is fenced', async () => {
  const playground = await openScene('twin');
  await playground.goTo(12.2);
  const before = (await playground.view()).groups[0];
  const film = await watch(playground, 60);
  const places = before.lanes.filter((lane) => lane.owner === 'till-2').length;
  // Its program polls on and will take the place back: here is the instant between.
  const between = film.find(
    ([view]) => view.groups[0].lanes.filter((lane) => lane.owner === 'twin').length === places && view.consumers[1].machine.error !== null,
  );
  assert.ok(between, 'the twin has its partitions, and the other knows');
  const [view, stage] = between;
  assert.equal(view.groups[0].generation, before.generation, 'without a rebalance');
  assert.ok(film.some(([view]) => view.flights.some((flight) => flight.error === 'FENCED_INSTANCE_ID')), 'the broker fences it');
  assert.equal(view.consumers[1].machine.error.exception, 'FencedInstanceIdException');
  assert.match(stage.machines.find((card) => card.machine === 'till-2').text, /FencedInstanceIdException/);
  assert.match(stage.machines.find((card) => card.machine === 'twin').text, /as till-2/);
  await close(playground);
});

test('a batch is refused: it flies, none of it lands, and the producer sends it again in parts', async () => {
  const playground = await openScene('refused');
  await playground.goTo(2.7);
  const film = await watch(playground, 40);
  const refused = film.filter(([view]) => view.flights.some((flight) => flight.error === 'MESSAGE_TOO_LARGE'));
  assert.ok(refused.length > 0, 'the broker refuses it');
  const [[view, stage]] = refused;
  const flight = view.flights.find((one) => one.error === 'MESSAGE_TOO_LARGE');
  assert.ok(flight.response && flight.count > 1 && flight.records.every((record) => record.offset === null));
  const [{ partition }] = flight.records;
  assert.equal(view.topics[0].partitions[partition].logEnd, 0, 'nothing of it is in the log');
  assert.ok(stage.flights.some((one) => one.flight === `${flight.id}` && one.text.includes(`MESSAGE_TOO_LARGE ×${flight.count}`)));
  const again = film.find(([view]) => view.producers[0].batches.some((batch) => batch.attempts > 0) || view.topics[0].partitions[partition].logEnd > 0);
  assert.ok(again, 'its parts are sent again');
  const landed = await playground.stepUntil(
    (view, { partition, count }) => view.topics[0].partitions[partition].logEnd >= count, { partition, count: flight.count },
  );
  assert.equal(landed.producers[0].failed, 0);
  await playground.run(`produce --topic orders --from checkout --key lea --value ${'x'.repeat(200)}`);
  const failed = await playground.stepUntil((view) => view.producers[0].failed > 0);
  assert.equal(failed.producers[0].machine.error.exception, 'RecordTooLargeException');
  await playground.machine('checkout').getByText('RecordTooLargeException').waitFor();
  await close(playground);
});

test('the same keys from five clients: the table and the lanes say where each goes', async () => {
  const playground = await openScene('clients');
  const [view, stage] = await playground.both();
  assertSame(view, stage, 'five clients');
  const expected = view.producers.flatMap((producer) => producer.keys.map((key) => [`${producer.machine.name}/${key.key}`, String(key.partition)]));
  assert.deepEqual(stage.places, expected);
  assert.deepEqual(view.producers.map((producer) => producer.client), ['Java', 'librdkafka', 'Sarama', 'kafka-python', 'KafkaJS']);
  const of = (name) => stage.places.filter(([place]) => place.startsWith(`${name}/`)).map(([, partition]) => partition).join();
  for (const name of ['kafka-python', 'kafkajs']) assert.equal(of(name), of('java'), `${name} agrees with Java`);
  for (const name of ['librdkafka', 'sarama']) assert.notEqual(of(name), of('java'), `${name} does not`);
  // Every record in the log lies where one of the five puts its key.
  const right = new Set(view.producers.flatMap((producer) => producer.keys.map((key) => `${key.key}/${key.partition}`)));
  for (const cell of stage.cells) assert.ok(right.has(`${cell.key}/${cell.partition}`), `${cell.key} in ${cell.partition}`);
  await playground.run('set librdkafka partitioner=murmur2_random');
  const agreed = await playground.stepUntil(
    (view) => view.producers[1].partitioner === 'murmur2_random' && view.producers[1].keys.every((key) => key.partition !== null),
  );
  assert.deepEqual(agreed.producers[1].keys.map((key) => key.partition), agreed.producers[0].keys.map((key) => key.partition));
  await close(playground);
});

test('pictures are the same however one came to them', async () => {
  for (const scene of ['segments', 'cooperative', 'static', 'twin', 'refused', 'clients']) {
    const playground = await openScene(scene, DESKTOP);
    const at = await playground.now();
    await playground.goTo(at + 2);
    const first = await playground.markup();
    await playground.goTo(at - 1);
    await playground.goTo(at + 2);
    assert.equal(await playground.markup(), first, scene);
    await close(playground);
  }
});
