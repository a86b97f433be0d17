// Everything that can be done from the page, by buttons, keys, menus and forms.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after });

const named = (list, name) => list.find((each) => each.machine.name === name);

/** One page for all: each scenario begins with the scene as it opens. */
let shared = null;
after(() => shared?.close());

/** Lets `act` work, and expects that the page has nothing to complain about. */
function scenario(name, act) {
  test(name, async () => {
    const playground = shared ?? (await open());
    // Where a scenario fails, the next one gets a page of its own.
    shared = null;
    await playground.startOver();
    await act(playground);
    assert.deepEqual(playground.complaints, []);
    shared = playground;
  });
}

scenario('play, pause, steps and the speed by buttons', async (playground) => {
  const button = (name) => playground.host.getByRole('button', { name, exact: true });
  const start = await playground.now();
  await button('One event on').click();
  const next = await playground.now();
  assert.ok(next > start);
  await button('One event on').click();
  await button('One event back').click();
  await playground.drawn();
  assert.equal(await playground.now(), next);
  const clock = playground.host.locator('.pg-clock');
  assert.equal(await clock.innerText(), `0:${next.toFixed(3)}`);

  await playground.host.getByLabel('Speed', { exact: true }).selectOption('16');
  assert.equal(await playground.host.getAttribute('speed'), '16', 'the attribute says what is chosen');
  await button('Play').click();
  await playground.page.waitForFunction((from) => document.querySelector('kafka-playground').now > from + 2, next);
  await button('Pause').click();
  const stood = await playground.now();
  await playground.drawn();
  assert.equal(await playground.now(), stood, 'time stands still');
  assert.equal(await playground.host.evaluate((element) => element.playing), false);
  await playground.host.evaluate((element) => {
    element.speed = 0.5;
  });
  await playground.drawn();
  assert.equal(await playground.host.getByLabel('Speed', { exact: true }).inputValue(), '0.5');
});

scenario('what can befall a member stands on its card, whether somebody points at it or not', async (playground) => {
  for (const name of ['c1', 'c2']) {
    for (const verb of ['crash', 'stop', 'stall', 'cut']) {
      const button = playground.machine(name).getByRole('button', { name: `${verb} ${name}`, exact: true });
      assert.equal(await button.evaluate((one) => getComputedStyle(one.parentElement).opacity), '1', `${verb} ${name}`);
      const [{ x, width }, card] = [await button.boundingBox(), await playground.machine(name).boundingBox()];
      assert.ok(x >= card.x && x + width <= card.x + card.width, `${verb} ${name} is on its card`);
    }
  }
});

scenario('the timeline draws the past also when time stands still', async (playground) => {
  for (let step = 0; step < 12; step += 1) await playground.step();
  const drawn = () => playground.host.locator('.pg-tl-commit.kp-g0').getAttribute('d');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').shadowRoot.querySelector('.pg-tl-commit').getAttribute('d'));
  const before = await drawn();
  const commits = (await playground.view()).commitRecords;
  await playground.stepUntil((view, commits) => view.commitRecords > commits, commits);
  await playground.page.waitForFunction((before) => {
    const { shadowRoot } = document.querySelector('kafka-playground');
    return shadowRoot.querySelector('.pg-tl-commit').getAttribute('d') !== before;
  }, before);
});

scenario('play, pause and steps by keys', async (playground) => {
  const { keyboard } = playground.page;
  const key = async (name) => {
    await keyboard.press(name);
    await playground.drawn();
    return playground.now();
  };
  const start = await playground.now();
  const next = await key('ArrowRight');
  assert.ok(next > start);
  await key('ArrowRight');
  assert.equal(await key('ArrowLeft'), next);
  assert.equal(await key('Home'), 0);
  assert.ok((await key('End')) > next);
  await key(' ');
  assert.equal(await playground.host.evaluate((element) => element.playing), true);
  await key(' ');
  assert.equal(await playground.host.evaluate((element) => element.playing), false);
  await key('?');
  await playground.dialog.getByText('What the marks mean').waitFor();
  await key('Escape');
  assert.equal(await playground.dialog.count(), 0);
});

scenario('a record by hand: key, value, headers and partition go where the form says', async (playground) => {
  await playground.machine('checkout').getByRole('button', { name: 'produce a record from checkout' }).click();
  await playground.fill({ Key: 'lea', Value: 'two words', Headers: 'source=web\ntrace=a b', Partition: '1' }, 'Produce');
  await playground.dialog.waitFor({ state: 'detached' });
  assert.equal(
    await playground.lastLine(),
    'produce --topic orders --from checkout --key lea --value "two words" --header source=web --header trace="a b" --partition 1',
  );
  const view = await playground.stepUntil((view) => view.topics[0].partitions[1].cells.some((cell) => cell.key === 'lea'));
  const { offset } = view.topics[0].partitions[1].cells.find((cell) => cell.key === 'lea');
  assertSame(...(await playground.both()), 'the record is there');
  await playground.host.locator(`[data-cell][data-thing="record:orders/1/${offset}"]`).click();
  const inspector = playground.host.getByRole('tabpanel', { name: 'Inspector' });
  for (const said of ['lea', 'two words', 'source', 'web', 'trace', 'a b']) await inspector.getByText(said).first().waitFor();
  await inspector.getByRole('button', { name: 'Close the inspector' }).click();
  assert.equal(await inspector.count(), 0);
});

scenario('a record without a key, by a producer for this record only', async (playground) => {
  await playground.choose(playground.host.getByRole('button', { name: 'Add', exact: true }), 'Record…');
  await playground.fill({ Producer: '', Value: 'x' }, 'Produce');
  await playground.dialog.waitFor({ state: 'detached' });
  await playground.stepUntil((view) => view.topics[0].partitions.some((log) => log.cells.some((cell) => cell.key === null)));
  assert.equal((await playground.read()).cells.filter((cell) => cell.key === undefined).length, 1);
});

scenario('a producer comes, changes and goes', async (playground) => {
  await playground.choose(playground.host.getByRole('button', { name: 'Add', exact: true }), 'Producer…');
  await playground.fill({ Keys: 'zoe', 'Records a second': '5', Name: 'shop', Settings: 'linger.ms=100' }, 'Add');
  await playground.machine('shop').getByText('5 records a second').waitFor();
  await playground.stepUntil((view) => view.topics[0].partitions.some((log) => log.cells.some((cell) => cell.key === 'zoe')));
  await playground.machine('shop').getByRole('button', { name: 'rate and keys of shop' }).click();
  await playground.fill({ 'Records a second': '0.5', Keys: 'max' }, 'Change');
  await playground.machine('shop').getByText('a record every 2 s').waitFor();
  assert.equal(await playground.lastLine(), 'set shop --rate 1/2s --keys max');
  await playground.press('shop', 'pause shop');
  await playground.machine('shop').getByText('paused').waitFor();
  await playground.press('shop', 'resume shop');
  await playground.machine('shop').hover();
  await playground.choose(playground.machine('shop').getByRole('button', { name: 'more for shop' }), 'Stop: closes its client');
  await playground.stepUntil((view) => view.producers[1].machine.status === 'stopped');
  await playground.press('shop', 'remove shop');
  await playground.machine('shop').waitFor({ state: 'detached' });
  assert.equal(await playground.lastLine(), 'remove shop');
});

scenario('a consumer and a group come and go', async (playground) => {
  const billing = playground.host.locator('[data-thing="group:billing"][data-group-state]');
  await billing.getByRole('button', { name: 'add a consumer to billing' }).click();
  assert.equal(await playground.dialog.getByLabel('Group', { exact: true }).inputValue(), 'billing');
  await playground.fill({ 'Work on a record, in ms': '50', Commits: 'record' }, 'Add');
  await playground.machine('c3').waitFor();
  await playground.stepUntil(({ consumers, groups }) => (
    consumers.length === 3 && groups[0].state === 'Stable' && consumers.every((each) => each.assignment.length === 1)
  ), null, 400);
  assertSame(...(await playground.both()), 'three members', { cells: 14 });

  await playground.host.getByRole('button', { name: 'add a consumer group' }).click();
  assert.equal(await playground.dialog.getByLabel('Group', { exact: true }).inputValue(), 'audit', 'a free name is proposed');
  await playground.fill({}, 'Add');
  await playground.stepUntil((view) => view.groups.length === 2 && view.groups[1].state === 'Stable' && view.groups[1].lanes.length === 3);
  assert.equal((await playground.read()).flags.length > 0, true);

  await playground.press('c4', 'stop c4');
  await playground.stepUntil((view) => view.consumers[3].machine.status === 'stopped');
  await playground.press('c4', 'remove c4');
  const audit = playground.host.locator('[data-thing="group:audit"][data-group-state]');
  assert.equal(await audit.getAttribute('data-group-state'), 'Empty');
  await audit.getByText('No members. What it committed stays until it expires.').waitFor();
  await audit.hover();
  await playground.choose(audit.getByRole('button', { name: 'more for group audit' }), 'Delete…');
  await playground.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await playground.dialog.waitFor({ state: 'detached' });
  await playground.drawn();
  assert.equal(await audit.count(), 0);
  assert.equal((await playground.view()).groups.length, 1);
});

scenario('records are deleted by a form', async (playground) => {
  const head = playground.host.locator('[data-topic-head="orders"]');
  await head.hover();
  await playground.choose(head.getByRole('button', { name: 'more for topic orders' }), 'Delete records…');
  await playground.fill({ Partition: 'orders-0', 'Up to this offset': '4' }, 'Delete records');
  await playground.dialog.waitFor({ state: 'detached' });
  await playground.drawn();
  assert.match(await playground.lastLine(), /^echo '.*"offset":4.*; kafka-delete-records\.sh /);
  const view = await playground.stepUntil((view) => view.topics[0].partitions[0].logStart === 4);
  assert.equal(view.topics[0].partitions[0].cells[0].offset, 4);
});

scenario('a topic comes, grows and goes', async (playground) => {
  await playground.host.getByRole('button', { name: 'create a topic' }).click();
  await playground.fill({ Name: 'payments', Partitions: '2', Configs: 'retention.ms=60000' }, 'Create');
  await playground.dialog.waitFor({ state: 'detached' });
  await playground.drawn();
  const head = playground.host.locator('[data-topic-head="payments"]');
  await head.getByText(/2 partitions · 0 records · kept for 60\.0 s/).waitFor();
  await head.hover();
  await playground.choose(head.getByRole('button', { name: 'more for topic payments' }), 'Add partitions…');
  await playground.fill({ Partitions: '3' }, 'Change');
  await playground.dialog.waitFor({ state: 'detached' });
  await head.getByText(/^3 partitions/).waitFor();
  assert.equal(await playground.host.locator('[data-log-end][data-topic="payments"]').count(), 3);
  await head.hover();
  await playground.choose(head.getByRole('button', { name: 'more for topic payments' }), 'Settings…');
  await playground.fill({ 'Settings, one a line': 'retention.ms=120000' }, 'Change');
  await playground.dialog.waitFor({ state: 'detached' });
  await head.getByText(/kept for 2 min|kept for 120/).waitFor();
  await head.hover();
  await playground.choose(head.getByRole('button', { name: 'more for topic payments' }), 'Delete…');
  await playground.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await head.waitFor({ state: 'detached' });
});

scenario("a consumer's settings change what it does", async (playground) => {
  const card = playground.machine('c2');
  await card.hover();
  await playground.choose(card.getByRole('button', { name: 'more for c2' }), 'Settings…');
  const settings = await playground.dialog.getByLabel('Settings', { exact: true }).inputValue();
  assert.ok(settings.includes('max.poll.records=4'), settings);
  await playground.fill({
    'Work on a record, in ms': '20', Commits: 'record', Settings: settings.replace('max.poll.records=4', 'max.poll.records=1'),
  }, 'Change');
  await playground.dialog.waitFor({ state: 'detached' });
  assert.equal(await playground.lastLine(), 'set c2 --work 20ms --commit record max.poll.records=1');
  const view = await playground.view();
  assert.equal(named(view.consumers, 'c2').workMs, 20);
  assert.equal(named(view.consumers, 'c2').commit, 'record');
  assert.ok(named(view.consumers, 'c2').machine.settings.some(([key, value]) => key === 'max.poll.records' && value === '1'));
});

scenario('by hand: poll, commit and seek are pressed', async (playground) => {
  const card = playground.machine('c2');
  await card.hover();
  await playground.choose(card.getByRole('button', { name: 'more for c2' }), 'Settings…');
  await playground.fill({ 'By hand: I press poll, commit and seek': true }, 'Change');
  await playground.dialog.waitFor({ state: 'detached' });
  await playground.stepUntil((view) => view.consumers[1].doing === 'waiting');
  await card.getByText('waits for you to poll').or(card.getByText('has records; waits for you')).first().waitFor();
  await card.hover();
  await playground.choose(card.getByRole('button', { name: 'more for c2' }), 'Seek…');
  await playground.fill({ Partition: 'orders-2', To: '3' }, 'Seek');
  await playground.dialog.waitFor({ state: 'detached' });
  await card.getByRole('button', { name: 'poll c2' }).click();
  const polled = await playground.stepUntil((view) => view.consumers[1].hand.some((record) => record.offset === 3));
  assert.equal(polled.groups[0].lanes[2].position, 7, 'four records from offset 3 were polled');
  await playground.stepUntil((view) => view.consumers[1].doing === 'waiting');
  await card.getByRole('button', { name: 'commit c2' }).click();
  await playground.stepUntil((view) => view.groups[0].lanes[2].committed === 7);
  assert.equal(await playground.host.locator('[data-flag][data-thing="commit:billing/orders/2"]').getAttribute('data-offset'), '7');
});

scenario('stop closes its client; stall and cut have their ways back; start begins again', async (playground) => {
  const status = async (name) => named((await playground.view()).consumers, name).machine;
  await playground.press('c2', 'stall c2');
  await playground.machine('c2').getByText('stands still, heart beats').waitFor();
  assert.equal((await status('c2')).stalled, true);
  await playground.press('c2', 'unstall c2');
  assert.equal((await status('c2')).stalled, false);
  await playground.press('c2', 'cut c2');
  await playground.machine('c2').getByText('network cut').waitFor();
  assert.equal(await playground.machine('c2').getAttribute('data-condition'), 'cut');
  await playground.press('c2', 'heal c2');
  assert.equal((await status('c2')).cut, false);
  await playground.press('c2', 'stop c2');
  const left = await playground.stepUntil((view) => view.groups[0].members.length === 1);
  assert.ok(left.now < 20_000, 'nobody had to wait for a time-out');
  await playground.stepUntil((view) => view.consumers[1].machine.status === 'stopped');
  await playground.machine('c2').getByText(/^stopped at/).waitFor();
  await playground.press('c2', 'start c2');
  await playground.stepUntil((view) => view.groups[0].members.length === 2 && view.groups[0].state === 'Stable', null, 400);
  assertSame(...(await playground.both()), 'both are back', { cells: 14 });
});

scenario('a refused command says why, and where in the line', async (playground) => {
  await playground.openTab('Terminal');
  const input = playground.host.getByLabel('Command', { exact: true });
  await input.fill('crash c9');
  await input.press('Enter');
  const log = playground.host.locator('.pg-log .pg-entry').last();
  await log.locator('.pg-refusal').nth(1).waitFor();
  const [pointer, sentence] = await log.locator('.pg-refusal').allTextContents();
  assert.equal(pointer, '        ^^', 'two blanks for the prompt, and carets under c9');
  assert.match(sentence, /c9/);
  assert.equal((await playground.script()).includes('c9'), false, 'nothing changed');
  await input.fill('help');
  await input.press('Enter');
  await playground.host.locator('.pg-log .pg-entry').last().getByText(/crash/).waitFor();
  await input.press('ArrowUp');
  await input.press('ArrowUp');
  assert.equal(await input.inputValue(), 'crash c9', 'what was typed comes back');
});

scenario('a refused form says why at the field, and what was typed stays', async (playground) => {
  const card = playground.machine('c1');
  await card.hover();
  await playground.choose(card.getByRole('button', { name: 'more for c1' }), 'Settings…');
  await playground.fill({ 'Work on a record, in ms': '-5', Commits: 'never' }, 'Change');
  await playground.dialog.getByText(/"-5ms" is no time/).waitFor();
  const field = playground.dialog.getByLabel('Work on a record, in ms', { exact: true });
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  const described = (await field.getAttribute('aria-describedby')).split(' ').at(-1);
  assert.match(await playground.dialog.locator(`#${described}`).innerText(), /is no time/, 'the field names its error');
  assert.equal(await playground.dialog.getByLabel('Commits', { exact: true }).inputValue(), 'never');
  await playground.fill({ 'Work on a record, in ms': '5', Settings: 'max.poll.records=0' }, 'Change');
  await playground.dialog.getByText('Invalid value 0 for configuration max.poll.records: Value must be at least 1.').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), null, 'what was mended is no longer blamed');
  await playground.fill({ Settings: 'max.poll.records=2' }, 'Change');
  await playground.dialog.waitFor({ state: 'detached' });

  await playground.host.getByRole('button', { name: 'create a topic' }).click();
  await playground.fill({ Name: '' }, 'Create');
  await playground.dialog.getByText('Name is missing.').waitFor();
  await playground.fill({ Name: 'no blanks' }, 'Create');
  await playground.dialog.locator('.pg-field-error:not(:empty)').filter({ hasText: /no blanks/ }).waitFor();
  await playground.page.keyboard.press('Escape');
  assert.equal(await playground.dialog.count(), 0);
});

scenario('what Kafka refuses is said in words where it was asked', async (playground) => {
  await playground.host.getByRole('button', { name: 'create a topic' }).click();
  await playground.fill({ Name: 'orders' }, 'Create');
  await playground.dialog.getByText(/Topic 'orders' already exists/).waitFor();
  await playground.page.keyboard.press('Escape');
  assert.equal(await playground.dialog.count(), 0);

  const billing = playground.host.locator('[data-thing="group:billing"][data-group-state]');
  await billing.hover();
  await playground.choose(billing.getByRole('button', { name: 'more for group billing' }), 'Delete…');
  await playground.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await playground.dialog.getByText(/not empty/i).waitFor();
  await playground.page.keyboard.press('Escape');

  // A button that asks for what cannot be says so over the stage.
  await playground.host.evaluate((element) => {
    const button = element.shadowRoot.querySelector('[data-command="crash c1"]');
    element.run('crash c1').then(() => button.click());
  });
  await playground.host.getByRole('alert').filter({ hasText: /c1/ }).waitFor();

  await playground.openTab('Terminal');
  const input = playground.host.getByLabel('Command', { exact: true });
  await input.fill('topic create orders --partitions 1');
  await input.press('Enter');
  await playground.host.locator('.pg-log .pg-refusal').filter({ hasText: /already exists/ }).waitFor();
});

scenario('a line of the journal leads to its instant, and a command there forks the history', async (playground) => {
  await playground.openTab('Journal');
  await playground.goTo(16);
  const line = playground.host.locator('.pg-journal-list li').nth(10);
  const [at] = (await line.locator('time').innerText()).split(' ');
  await line.getByRole('button').click();
  await playground.drawn();
  assert.equal(await playground.now(), Number(at));
  const later = await playground.host.locator('.pg-journal-list li time').allInnerTexts();
  assert.ok(later.every((each) => Number(each) <= Number(at)));
  await playground.press('c1', 'crash c1');
  await playground.page.keyboard.press('End');
  await playground.drawn();
  assert.equal(await playground.now(), Number(at), 'what was to come is gone');
  assert.deepEqual((await playground.script()).trim().split('\n').at(-1), `@${Number(at).toFixed(3)} crash c1`);
});

scenario('heartbeats are not in the journal until they are wanted, and can be hidden on the stage', async (playground) => {
  await playground.openTab('Journal');
  const lines = playground.host.locator('.pg-journal-list li[data-kind="heartbeat"]');
  await playground.stepUntil((view) => view.flights.some((flight) => flight.api === 'Heartbeat'));
  assert.equal(await lines.count(), 0);
  await playground.host.getByLabel('heartbeats', { exact: true }).check();
  await playground.drawn();
  assert.ok(await lines.count() > 0);
  assert.ok((await playground.read()).flights.some((flight) => flight.api === 'Heartbeat'));
  const box = playground.host.getByLabel('heartbeats on the stage');
  await box.uncheck();
  await playground.drawn();
  const [view, stage] = await playground.both();
  assertSame(view, stage, 'heartbeats are hidden', { heartbeats: false, cells: 14 });
  assert.ok(await lines.count() > 0, 'the lines stay');
  await box.check();
  await playground.host.getByLabel('heartbeats', { exact: true }).uncheck();
  await playground.drawn();
  assert.equal(await lines.count(), 0);
});
