// Clicks that are lines of Kafka's tools: the flag is dragged, forms run the
// tools, and what a tool refuses stands where one clicked.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { useBrowser } from './playground.mjs';

const open = useBrowser({ before, after });

const reset = (to, partition = 2) => (
  `kafka-consumer-groups.sh --bootstrap-server localhost:9092 --group billing --reset-offsets --to-offset ${to} --topic orders:${partition} --execute`
);
const ACTIVE = "Error: Assignments can only be reset if the group 'billing' is inactive, but the current state is Stable.";

/** With billing at rest in orders-2, and time as fast as it goes. */
async function begun() {
  const playground = await open();
  await playground.wake();
  const view = await playground.stepUntil((view) => view.groups[0].lanes[2].committed >= 7 && view.consumers[1].doneUncommitted === 0);
  await playground.settled();
  await playground.host.evaluate((element) => (element.speed = 16));
  return { playground, view };
}

const flagOf = (playground) => playground.host.locator('[data-flag][data-thing="commit:billing/orders/2"]');
const notice = (playground) => playground.host.locator('.pg-notice');
const press = (playground, name) => playground.host.getByRole('button', { name, exact: true }).click();

/** Takes the flag where its cloth is in sight, beside the ring on its pole. */
async function dragFlag(playground, to) {
  const flag = await flagOf(playground).boundingBox();
  const target = await playground.box(`[data-cell][data-thing="record:orders/2/${to}"]`);
  const { mouse } = playground.page;
  // How far beside its pole it was taken does not count.
  const [beside, y] = [12, flag.y + 8];
  await mouse.move(flag.x + beside, y);
  await mouse.down();
  await mouse.move(target.x + 40, y, { steps: 4 });
  await mouse.move(target.x + beside - 5, y, { steps: 4 });
}

/** The user's own lines, without their instants. */
async function lines(playground) {
  return (await playground.script()).trim().split('\n').filter((line) => !/^#|^@0\.000/.test(line)).map((line) => line.replace(/^@\S+ /, ''));
}

test('a flag is dragged: refused in Kafka’s words while the group is active, and done when its members have left', async () => {
  const { playground } = await begun();
  const { host, page } = playground;
  await dragFlag(playground, 4);
  assert.equal(await host.locator('.kp-tip').innerText(), reset(4), 'the line stands beside the pointer');
  assert.deepEqual(await lines(playground), [], 'and is not run before the flag is let go');
  await page.mouse.up();
  await notice(playground).getByText(ACTIVE).waitFor();
  assert.deepEqual(await lines(playground), [reset(4)]);
  assert.equal(await host.evaluate((element) => element.playing), false, 'time went on for the tool alone');
  assert.notEqual(await flagOf(playground).getAttribute('data-offset'), '4');
  assert.equal(await host.locator('.kp-dropped').count(), 0, 'the flag is where it was');

  await press(playground, 'Stop its members and do it');
  await notice(playground).getByText('Done. c1 and c2 are stopped.').waitFor({ timeout: 60_000 });
  assert.deepEqual(await lines(playground), [reset(4), 'stop c1', 'stop c2', reset(4)]);
  assert.equal(await flagOf(playground).getAttribute('data-offset'), '4');
  const { groups } = await playground.view();
  assert.equal(groups[0].state, 'Empty');
  assert.equal(groups[0].lanes[2].committed, 4);
  assert.equal(await host.evaluate((element) => element.playing), false);

  await press(playground, 'Start again');
  await page.waitForFunction(() => document.querySelector('kafka-playground').view().groups[0].lanes[2].again.length > 0, null, { timeout: 60_000 });
  assert.deepEqual((await lines(playground)).slice(-2), ['start c1', 'start c2']);
  const [first] = (await playground.view()).groups[0].lanes[2].again;
  assert.equal(first.offset, 4, 'they go on from there');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('whoever pauses has given it up, and each line can be undone', async () => {
  const { playground } = await begun();
  const { host, page } = playground;
  await dragFlag(playground, 4);
  await page.mouse.up();
  await notice(playground).getByText(ACTIVE).waitFor();
  await host.evaluate((element) => (element.speed = 0.25));
  await press(playground, 'Stop its members and do it');
  await notice(playground).getByText('c1 and c2 leave billing. When it is Empty, the line runs.').waitFor();
  await press(playground, 'Give it up');
  await notice(playground).getByText('Not done. c1 and c2 are stopped.').waitFor();
  assert.deepEqual((await lines(playground)).slice(-2), ['stop c1', 'stop c2']);
  for (const left of [[reset(4), 'stop c1'], [reset(4)], []]) {
    await page.keyboard.press('Control+z');
    await playground.drawn();
    assert.deepEqual(await lines(playground), left);
  }
  await playground.close();
});

test('a flag is moved by keys, and a click on it still inspects it', async () => {
  const { playground, view } = await begun();
  const { host, page } = playground;
  const { keyboard } = page;
  const committed = Number(view.groups[0].lanes[2].committed);
  const flag = flagOf(playground);
  await flag.focus();
  assert.deepEqual([await flag.getAttribute('role'), await flag.getAttribute('aria-valuenow')], ['slider', String(committed)]);
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  assert.equal(await host.locator('.kp-tip').innerText(), reset(committed - 2));
  await keyboard.press('Escape');
  assert.equal(await host.locator('.kp-tip').count(), 0);
  await keyboard.press('Enter');
  await host.getByRole('tabpanel', { name: 'Inspector' }).getByText(/committed/i).first().waitFor();
  await flag.focus();
  await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  await notice(playground).getByText(ACTIVE).waitFor();
  assert.deepEqual(await lines(playground), [reset(committed - 1)]);
  await playground.close();
});

test('a flag that is dropped on the timeline is reset to that instant', async () => {
  const { playground } = await begun();
  const { host, page } = playground;
  for (const name of ['c1', 'c2']) await playground.run(`stop ${name}`);
  await playground.stepUntil((view) => view.groups[0].state === 'Empty');
  await playground.settled();
  const flag = await flagOf(playground).boundingBox();
  const axis = await playground.box('.pg-tm-line');
  // What moves it has come when it answers to a key: until then the stage hears of no pointer outside of it.
  await flagOf(playground).focus();
  await page.keyboard.press('ArrowLeft');
  await host.locator('.kp-tip').waitFor();
  await page.keyboard.press('Escape');
  await page.mouse.move(flag.x + 12, flag.y + 8);
  await page.mouse.down();
  await page.mouse.move(axis.x + axis.width / 4, axis.y + 10, { steps: 6 });
  const tip = await host.locator('.kp-tip').innerText();
  assert.match(tip, /--to-datetime \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3} --topic orders:2 --execute$/);
  await page.mouse.up();
  await page.waitForFunction(() => document.querySelector('kafka-playground').view().groups[0].lanes[2].committed < 7, null, { timeout: 60_000 });
  assert.equal((await lines(playground)).at(-1), tip);
  await playground.close();
});

test('a group that has members is not deleted: the form says so in Kafka’s words, with the way on', async () => {
  const { playground } = await begun();
  const { host } = playground;
  const billing = host.locator('[data-thing="group:billing"][data-group-state]');
  await billing.hover();
  await playground.choose(billing.getByRole('button', { name: 'more for group billing' }), 'Delete…');
  const line = 'kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete --group billing';
  assert.equal(await playground.dialog.locator('.pg-preview').innerText(), `$ ${line}`);
  await playground.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await playground.dialog.getByText(/Group 'billing' could not be deleted due to: .*GroupNotEmptyException: The group is not empty\./).waitFor();
  await playground.dialog.getByRole('button', { name: 'Stop its members and do it' }).click();
  await notice(playground).getByText('Done. c1 and c2 are stopped.').waitFor({ timeout: 60_000 });
  assert.deepEqual(await lines(playground), [line, 'stop c1', 'stop c2', line]);
  assert.deepEqual((await playground.view()).groups.map((group) => group.id), []);
  await playground.close();
});

test('offsets are reset by a form, too', async () => {
  const { playground } = await begun();
  const { host } = playground;
  for (const name of ['c1', 'c2']) await playground.run(`stop ${name}`);
  await playground.stepUntil((view) => view.groups[0].state === 'Empty');
  const billing = host.locator('[data-thing="group:billing"][data-group-state]');
  await billing.hover();
  await playground.choose(billing.getByRole('button', { name: 'more for group billing' }), 'Reset offsets…');
  await playground.fill({ Partition: 'orders:1', To: 'beginning' }, 'Reset');
  await playground.dialog.waitFor({ state: 'detached' });
  assert.equal((await playground.view()).groups[0].lanes[1].committed, 0);
  assert.equal((await lines(playground)).at(-1), reset(0, 1).replace('--to-offset 0', '--to-earliest'));
  await playground.close();
});

test('what is done with a topic is a line of Kafka’s tools, and what they refuse stands in the form', async () => {
  const { playground } = await begun();
  const { host, dialog } = playground;
  const server = '--bootstrap-server localhost:9092';
  await press(playground, 'create a topic');
  await dialog.getByLabel('Name', { exact: true }).fill('orders');
  assert.equal(await dialog.locator('.pg-preview').innerText(), `$ kafka-topics.sh ${server} --create --topic orders --partitions 3 --replication-factor 1`);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await dialog.getByText("Error while executing topic command : Topic 'orders' already exists.").waitFor();
  await playground.fill({ Name: 'payments', Partitions: '2', Configs: 'cleanup.policy=compact,delete\nretention.ms=60000' }, 'Create');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual((await playground.view()).topics.map(({ name, partitions }) => [name, partitions.length]), [['orders', 3], ['payments', 2]]);

  const menu = async (item) => playground.choose(host.getByRole('button', { name: 'more for topic payments' }), item);
  await menu('Add partitions…');
  await playground.fill({ Partitions: '1' }, 'Change');
  await dialog.getByText('Error while executing topic command : The topic payments currently has 2 partition(s); 1 would not be an increase.').waitFor();
  await playground.fill({ Partitions: '5' }, 'Change');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await playground.view()).topics[1].partitions.length, 5);
  await menu('Settings…');
  await playground.fill({ 'Settings, one a line': 'no.such=1' }, 'Change');
  await dialog.getByText(/InvalidConfigurationException: Unknown topic config name: no.such/).waitFor();
  await playground.fill({ 'Settings, one a line': 'retention.ms=5000', 'Back to the broker’s, one a line': 'cleanup.policy' }, 'Change');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await playground.view()).topics[1].retentionMs, 5000);
  await menu('Delete…');
  await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual((await playground.view()).topics.map(({ name }) => name), ['orders']);
  assert.deepEqual(await lines(playground), [
    `kafka-topics.sh ${server} --create --topic orders --partitions 3 --replication-factor 1`,
    `kafka-topics.sh ${server} --create --topic payments --partitions 2 --replication-factor 1 --config cleanup.policy=compact,delete`
      + ' --config retention.ms=60000',
    `kafka-topics.sh ${server} --alter --topic payments --partitions 1`,
    `kafka-topics.sh ${server} --alter --topic payments --partitions 5`,
    `kafka-configs.sh ${server} --alter --entity-type topics --entity-name payments --add-config no.such=1`,
    `kafka-configs.sh ${server} --alter --entity-type topics --entity-name payments --add-config retention.ms=5000 --delete-config cleanup.policy`,
    `kafka-topics.sh ${server} --delete --topic payments`,
  ]);
  await playground.close();
});

test('records are deleted by a file that the line writes', async () => {
  const { playground } = await begun();
  const { host, dialog } = playground;
  const form = async (offset) => {
    await playground.choose(host.getByRole('button', { name: 'more for topic orders' }), 'Delete records…');
    await playground.fill({ Partition: 'orders-0', 'Up to this offset': offset }, 'Delete records');
  };
  await form('99');
  await dialog.getByText(/partition: orders-0\s+error: \S*OffsetOutOfRangeException: The requested offset is not within the range/).waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await form('4');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await playground.view()).topics[0].partitions[0].logStart, 4);
  const [written, tool] = (await lines(playground)).at(-1).split('; ');
  const [, file] = /^echo '\{"partitions":\[\{"topic":"orders","partition":0,"offset":4\}\],"version":1\}' > (\S+)$/.exec(written) ?? [];
  assert.equal(tool, `kafka-delete-records.sh --bootstrap-server localhost:9092 --offset-json-file ${file}`);
  await playground.close();
});

test('the line of each click stands in the terminal, with what its tool printed', async () => {
  const { playground } = await begun();
  const { host, page } = playground;
  await dragFlag(playground, 4);
  await page.mouse.up();
  await notice(playground).getByText(ACTIVE).waitFor();
  await playground.press('c1', 'crash c1');
  await playground.openTab('Terminal');
  const session = host.locator('.pg-session');
  await session.getByText(reset(4)).waitFor();
  await session.getByText(ACTIVE).waitFor();
  await session.getByText('crash c1').waitFor();
  await playground.close();
});
