// The three stories that the page is for, lived through by clicking.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, WIDE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after });

/** How many of a lane's newest records are in sight, where the lane is too short. */
const CELLS = 14;

/** The instant at which a line of the history was run, in seconds. */
async function ranAt(playground, line) {
  const found = (await playground.script()).split('\n').findLast((each) => each.endsWith(` ${line}`));
  assert.ok(found, `${line} was run`);
  return Number(/^@(\S+)/.exec(found)[1]);
}

function lanes(view) {
  return Object.fromEntries(view.groups[0].lanes.map((lane) => [`${lane.topic}-${lane.partition}`, lane]));
}

function consumer(view, name) {
  return view.consumers.find((each) => each.machine.name === name);
}

/** Presses the narrator's button, which says `label`. */
async function takeHint(playground, label) {
  const bar = playground.host.getByRole('group', { name: 'Narrator' });
  await bar.getByRole('button', { name: label, exact: true }).click();
}

/** Waits until a command that waits for its moment has run, and stops there. */
async function ran(playground, line) {
  await playground.page.waitForFunction((line) => document.querySelector('kafka-playground').script.trim().endsWith(` ${line}`), line);
  await playground.host.getByRole('button', { name: 'Pause', exact: true }).click();
  await playground.goTo(await ranAt(playground, line));
}

/** Goes on until the group is Stable again without a dead member. */
function takenOver(playground, dead) {
  return playground.stepUntil((view, dead) => view.groups[0].state === 'Stable' && view.groups[0].members.every((member) => member.machine !== dead), dead);
}

/** Every instant on the way is what the engine says. */
async function watch(playground, steps) {
  for (const [view, stage] of await playground.film(steps)) assertSame(view, stage, `${view.now} ms`, { cells: lanesInSight(stage) });
}

/** As many cells as the fullest lane shows. */
function lanesInSight(stage) {
  const counts = {};
  for (const cell of stage.cells) counts[cell.lane] = (counts[cell.lane] ?? 0) + 1;
  return Math.max(CELLS, ...Object.values(counts));
}

test('a crash after the commit: the other goes on from the committed offset, and nothing is done again', async () => {
  const playground = await open({ viewport: WIDE });
  await takeHint(playground, 'Crash c1');
  await ran(playground, 'crash c1');

  const crashed = await playground.view();
  assert.equal(consumer(crashed, 'c1').machine.status, 'crashed');
  assert.equal(consumer(crashed, 'c1').doneUncommitted, 0, 'all that it had done was committed');
  assert.deepEqual(crashed.groups[0].ledger.again, 0);
  const lost = consumer(crashed, 'c1').assignment;
  const committed = lanes(crashed);
  await playground.machine('c1').getByText(/^crashed at 0:1\d\.\d$/).waitFor();
  await playground.host.locator('.pg-narrator').getByText(/^c1 is dead and nobody knows it: its session ends in \d/).waitFor();
  await watch(playground, 40);

  const over = await takenOver(playground, 'c1');
  assert.deepEqual(over.groups[0].members.map((member) => member.assignment), [['orders-0', 'orders-1', 'orders-2']]);
  await playground.host.getByText(/c1 timed out after 6\.\d s$/).waitFor();
  // The first position that the other has there is what the dead one had committed.
  const resumed = await playground.stepUntil((view, lost) => {
    const read = view.groups[0].lanes.filter((lane) => lane.owner === 'c2' && lane.position !== null);
    return lost.every((place) => read.some((lane) => `${lane.topic}-${lane.partition}` === place));
  }, lost);
  for (const place of lost) {
    assert.equal(lanes(resumed)[place].position, committed[place].committed, `${place} goes on from the committed offset`);
    const ring = playground.ring(place.replace('-', '/'));
    assert.equal(await ring.getAttribute('data-offset'), String(committed[place].committed));
  }
  await watch(playground, 40);
  const done = await playground.stepUntil(
    (view, ends) => view.groups[0].lanes.every((lane) => lane.committed >= ends[lane.partition]),
    over.topics[0].partitions.map((log) => log.logEnd),
  );
  assert.equal(done.groups[0].ledger.again, 0, 'nothing was done again');
  assert.equal(done.groups[0].ledger.never, 0, 'and nothing was left out');
  assert.deepEqual((await playground.read()).badges, []);
  assert.equal(await playground.host.locator('[data-ledger="again"]').innerText(), '0');
  const again = 'billing went on from the committed offsets: they cover all that c1 had done, so nothing comes again.';
  await playground.host.locator('.pg-narrator').getByText(again).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a crash before the commit: what was done and not committed is done again', async () => {
  const playground = await open({ viewport: WIDE });
  // The card's own button, at an instant when work is done that is not committed.
  const view = await playground.untilUncommitted();
  const doomed = view.consumers[0].hand
    .filter((record) => record.state === 'done')
    .map((record) => `record:${record.topic}/${record.partition}/${record.offset}`);
  assert.ok(doomed.length >= 2);
  await playground.press('c1', 'crash c1');
  assert.equal(await playground.lastLine(), 'crash c1');
  await playground.machine('c1').getByText(new RegExp(`^crashed at .*; ${view.consumers[0].doneUncommitted} done, not committed$`)).waitFor();
  const committed = lanes(await playground.view());

  await takenOver(playground, 'c1');
  await playground.stepUntil((view) => view.groups[0].ledger.again >= 2);
  assert.ok((await playground.journal()).some((line) => line.endsWith(', again')), 'the journal says so');
  await watch(playground, 60);
  const done = await playground.stepUntil(
    ({ groups: [group] }, from) => group.ledger.again > 0 && group.lanes.every((lane) => lane.committed > from[lane.partition]),
    Object.values(committed).map((lane) => lane.committed),
  );
  assert.equal(done.groups[0].ledger.again, doomed.length);
  const stage = await playground.read();
  assert.deepEqual(stage.badges.map((badge) => badge.thing).sort(), doomed.sort(), 'badges stand on the records that were done twice');
  assert.ok(stage.badges.every((badge) => badge.badge === '2'));
  assert.equal(await playground.host.locator('[data-ledger="again"]').innerText(), String(doomed.length));
  const beyond = /^billing went on from the committed offsets: .* records that c1 had done beyond them came again\.$/;
  await playground.host.locator('.pg-narrator').getByText(beyond).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('the narrator leads through all three stories', async () => {
  const playground = await open();
  await takeHint(playground, 'Crash c1');
  await ran(playground, 'crash c1');
  await takenOver(playground, 'c1');
  await playground.stepUntil((view) => view.consumers[1].assignment.length === 3);
  await takeHint(playground, 'Start c1 again');
  await playground.host.getByRole('button', { name: 'Pause', exact: true }).click();
  await playground.stepUntil((view) => view.groups[0].state === 'Stable' && view.groups[0].members.length === 2 && view.consumers[0].assignment.length > 0);
  await takeHint(playground, 'Crash c1 before its commit');
  await ran(playground, 'crash c1');
  assert.ok(consumer(await playground.view(), 'c1').doneUncommitted > 0);
  await playground.host.locator('.pg-narrator').getByText(/^c1 is dead and nobody knows it/).waitFor();
  await takenOver(playground, 'c1');
  const twice = await playground.stepUntil((view) => view.groups[0].ledger.again > 0);
  await takeHint(playground, 'Start c1 again');
  await playground.host.getByRole('button', { name: 'Pause', exact: true }).click();
  await playground.stepUntil(({ groups: [group], consumers: [consumer] }) => (
    group.state === 'Stable' && group.members.length === 2 && consumer.assignment.length > 0
      && group.lanes.every((lane) => lane.position > 0)
  ));
  await playground.host.locator('.pg-narrator').getByText(/^Drag the ring of orders-\d to the left: c\d reads these records again/).waitFor();
  await takeHint(playground, /^Rewind orders-\d$/);
  await playground.host.getByRole('button', { name: 'Pause', exact: true }).click();
  assert.match(await playground.lastLine(), /^seek c\d orders-\d beginning$/);
  await playground.stepUntil((view, again) => view.groups[0].ledger.again > again + 2, twice.groups[0].ledger.again);
  await playground.host.getByRole('button', { name: 'Add a group' }).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

/** Takes the ring of orders-2 with the mouse over a record, and holds it there. */
async function dragRing(playground, to) {
  const ring = await playground.ring('orders/2').boundingBox();
  const target = await playground.box(`[data-cell][data-thing="record:orders/2/${to}"]`);
  const { mouse } = playground.page;
  await mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
  await mouse.down();
  await mouse.move(target.x + 40, ring.y + 5, { steps: 4 });
  await mouse.move(target.x + 1, ring.y + 5, { steps: 4 });
}

test('a ring is dragged to the left, and the records come again', async () => {
  const playground = await open();
  const before = await playground.stepUntil((view) => view.groups[0].lanes[2].position >= 9 && view.consumers[1].doneUncommitted === 0);
  const from = Number(lanes(before)['orders-2'].position);
  // A ring that has just moved is still sliding to its place.
  await playground.settled();
  const to = from - 4;
  await dragRing(playground, to);
  assert.equal(await playground.host.locator('.kp-tip').innerText(), `seek c2 orders-2 ${to}`, 'the command stands beside the pointer');
  assert.equal((await playground.script()).includes('seek'), false, 'and is not run before the ring is let go');
  await playground.page.mouse.up();
  // The engine may have to be loaded for it.
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('seek'));
  assert.equal(await playground.lastLine(), `seek c2 orders-2 ${to}`);
  await comesAgain(playground, { to, from, again: before.groups[0].ledger.again });
});

for (const paused of [false, true]) {
  test(`a ring that is dropped while ${paused ? 'its partition is paused' : 'time stands'} stays there`, async () => {
    const playground = await open();
    await playground.stepUntil((view) => view.groups[0].lanes[2].position >= 9 && view.consumers[1].doneUncommitted === 0);
    if (paused) {
      await playground.run('pause c2 orders-2');
      await playground.stepUntil((view) => view.groups[0].lanes[2].paused && view.consumers[1].hand.every((record) => record.state === 'done'));
    }
    const from = Number(lanes(await playground.view())['orders-2'].position);
    await playground.settled();
    const to = from - 4;
    await dragRing(playground, to);
    await playground.page.mouse.up();
    await playground.drawn();
    await playground.settled();
    const x = async (what) => Math.round((await playground.host.locator(what).boundingBox()).x);
    const shade = await x('.kp-dropped');
    assert.ok(Math.abs(shade - (await playground.box(`[data-cell][data-thing="record:orders/2/${to}"]`)).x) < 14, 'it is where it was dropped');
    // It is there until the program has made the call, and the ring is there then.
    await playground.stepUntil((view, to) => view.groups[0].lanes[2].position === to, to);
    await playground.settled();
    assert.equal(await playground.host.locator('.kp-dropped').count(), 0);
    assert.ok(Math.abs((await x('[data-ring][data-thing="position:billing/orders/2"]')) - shade) < 14, 'and the ring is there');
    if (!paused) return;
    // Nothing moves it from there.
    await playground.host.getByRole('button', { name: 'Play', exact: true }).click();
    await playground.page.waitForTimeout(2000);
    assert.equal(Number(lanes(await playground.view())['orders-2'].position), to);
  });
}

test('a ring is moved by keys, and Escape puts it back', async () => {
  const playground = await open();
  const before = await playground.stepUntil((view) => view.groups[0].lanes[2].position >= 9 && view.consumers[1].doneUncommitted === 0);
  const from = Number(lanes(before)['orders-2'].position);
  const { keyboard } = playground.page;
  await playground.ring('orders/2').focus();
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  assert.equal(await playground.host.locator('.kp-tip').innerText(), `seek c2 orders-2 ${from - 2}`);
  await keyboard.press('Escape');
  assert.equal(await playground.host.locator('.kp-tip').count(), 0);
  assert.equal((await playground.script()).includes('seek'), false);
  for (let press = 0; press < 3; press += 1) await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  // The engine may have to come first.
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('seek'));
  assert.equal(await playground.lastLine(), `seek c2 orders-2 ${from - 3}`);
  await comesAgain(playground, { to: from - 3, from, again: before.groups[0].ledger.again });
});

/** After a seek of c2 in orders-2: the ring is there, and the records are read and done again. */
async function comesAgain(playground, { to, from, again }) {
  const sought = await playground.stepUntil((view, to) => view.groups[0].lanes[2].position === Number(to), to);
  assert.equal(await playground.ring('orders/2').getAttribute('data-offset'), String(to));
  const logEnd = sought.topics[0].partitions[2].logEnd;
  await watch(playground, 60);
  const done = await playground.stepUntil((view, { again, count }) => view.groups[0].ledger.again >= again + count, { again, count: from - to });
  const place = lanes(done)['orders-2'];
  const twice = place.again.map((one) => one.offset).filter((offset) => offset < from).sort((a, b) => a - b);
  assert.deepEqual(twice, Array.from({ length: from - to }, (_, at) => to + at), 'the records between are done again');
  const badges = (await playground.read()).badges.map((badge) => badge.thing);
  for (let offset = to; offset < from; offset += 1) assert.ok(badges.includes(`record:orders/2/${offset}`), `a badge stands on ${offset}`);
  assert.ok(done.topics[0].partitions[2].logEnd >= logEnd, 'the log keeps what is read');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}
