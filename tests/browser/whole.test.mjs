// The whole log over a lane, the window on it, rings that go anywhere, and the
// rows where there is much: what is there is what the view says.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, DESKTOP } from './playground.mjs';
import { assertSame, assertSameRows } from './same.mjs';

const open = useBrowser({ before, after }, pageUrl);
const strip = (playground, lane) => playground.host.locator(`[data-strip="${lane}"]`);
const frame = (playground, lane) => playground.host.locator(`[data-window="${lane}"]`);
const from = async (playground, lane) => Number(await frame(playground, lane).getAttribute('data-from'));

/** The opening scene when its lanes have outgrown their windows. */
async function grown(seconds = 40) {
  const playground = await open({ viewport: DESKTOP });
  await playground.goTo(seconds);
  await playground.wake();
  await playground.settled();
  return playground;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

/** Waits until a window begins with an offset; what moves it may have to be loaded. */
async function begins(playground, lane, offset) {
  await playground.host.locator(`[data-window="${lane}"][data-from="${offset}"]`).waitFor();
  await playground.drawn();
}

test('strips come for all lanes of a topic when the first has outgrown its window, and not before', async () => {
  const playground = await open({ viewport: DESKTOP });
  assert.deepEqual((await playground.read()).strips, [], 'the opening is calm');
  const grown = await playground.stepUntil((view) => view.topics[0].partitions.some((log) => log.logEnd > 14));
  const [view, stage] = await playground.both();
  assert.equal(stage.strips.length, grown.topics[0].partitions.length);
  assertSame(view, stage, 'the first strip', { cells: 14 });
  await close(playground);
});

test('the window is moved by drag, click, wheel and keys, stays there, and follows the end again', async () => {
  const playground = await grown();
  const lane = 'orders-2';
  const newest = await from(playground, lane);
  const box = await strip(playground, lane).boundingBox();
  await playground.page.mouse.click(box.x + 2, box.y + 6);
  await begins(playground, lane, 0);
  const grip = await frame(playground, lane).boundingBox();
  const middle = grip.x + grip.width / 2;
  await playground.page.mouse.move(middle, grip.y + 10);
  await playground.page.mouse.down();
  await playground.page.mouse.move(middle + box.width / 4, grip.y + 10, { steps: 4 });
  await playground.page.mouse.up();
  await playground.drawn();
  const dragged = await from(playground, lane);
  assert.ok(dragged > 2 && dragged <= newest, `dragged to ${dragged}`);
  await frame(playground, lane).focus();
  await playground.page.keyboard.press('[');
  await begins(playground, lane, dragged - 1);
  await playground.page.keyboard.press('Home');
  await begins(playground, lane, 0);
  await playground.page.keyboard.press(']');
  await begins(playground, lane, 1);
  await playground.page.mouse.move(box.x + 40, box.y + 40);
  await playground.page.mouse.wheel(68, 0);
  await begins(playground, lane, 3);
  const [view, stage] = await playground.both();
  assertStill(view, stage, lane, 3);
  await playground.goTo(view.now / 1000 + 3);
  assert.equal(await from(playground, lane), 3, 'time goes on, and the window stays');
  await playground.host.getByRole('button', { name: new RegExp(`newest records of ${lane}`) }).click();
  await playground.drawn();
  assertSame(...(await playground.both()), 'it follows again', { cells: 14 });
  await playground.goTo((await playground.now()) + 3);
  assertSame(...(await playground.both()), 'and goes on following', { cells: 14 });
  await close(playground);
});

/** The cells of a moved window are the log's, from its first offset on. */
function assertStill(view, stage, lane, first) {
  const log = view.topics[0].partitions[Number(lane.split('-')[1])];
  const shown = stage.cells.filter((cell) => cell.partition === lane.split('-')[1]).map((cell) => `${cell.offset} ${cell.key}`);
  const known = log.cells.filter((cell) => cell.offset >= first).slice(0, shown.length).map((cell) => `${cell.offset} ${cell.key}`);
  assert.deepEqual(shown, known);
}

test('a window stands still while a cell of its lane has the focus, which never falls to the body', async () => {
  const playground = await grown();
  const cell = playground.host.locator('[data-cell][data-partition="2"]').first();
  const offset = await cell.getAttribute('data-offset');
  await cell.focus();
  const first = await from(playground, 'orders-2');
  await playground.goTo((await playground.now()) + 4);
  assert.equal(await from(playground, 'orders-2'), first);
  const focused = () => playground.host.evaluate((element) => element.shadowRoot.activeElement?.dataset.offset ?? null);
  assert.equal(await focused(), offset);
  await playground.page.keyboard.press('ArrowLeft');
  await playground.drawn();
  assert.equal(Number(await focused()), Number(offset) - 1, 'the window comes along');
  await playground.page.keyboard.press('Shift+{');
  await playground.page.keyboard.press('Shift+{');
  await playground.drawn();
  assert.notEqual(await focused(), null, 'a cell that goes away leaves its focus to another');
  await close(playground);
});

test('a ring is dragged over the strip to any offset, and to the words at its ends', async () => {
  const playground = await grown();
  const lane = (await playground.view()).groups[0].lanes[0];
  const box = await strip(playground, 'orders-0').boundingBox();
  const drag = async (x, y) => {
    const ring = await playground.ring('orders/0').boundingBox();
    await playground.page.mouse.move(ring.x + 12, ring.y + 12);
    await playground.host.locator('[data-ring]').first().waitFor();
    await playground.page.mouse.down();
    await playground.page.mouse.move(x, y, { steps: 5 });
    await playground.host.locator('.kp-tip').waitFor();
    const tip = await playground.host.locator('.kp-tip').textContent();
    await playground.page.mouse.up();
    await playground.drawn();
    return tip;
  };
  const at = await playground.now();
  assert.equal(await drag(box.x - 20, box.y + 6), `seek ${lane.owner} orders-0 beginning`);
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('beginning'));
  await playground.goTo(at);
  assert.match(await drag(box.x + box.width / 4, box.y + 6), /^seek c\d orders-0 \d+$/);
  await playground.goTo(at);
  assert.equal(await drag(box.x + box.width + 30, box.y + 6), `seek ${lane.owner} orders-0 end`);
  await close(playground);
});

test('a ring dropped on the timeline seeks what the log has from that instant on', async () => {
  const playground = await grown();
  const { owner } = (await playground.view()).groups[0].lanes[0];
  const axis = await playground.host.locator('.pg-timeline').boundingBox();
  // It stands still, and nothing lies over it.
  await playground.ring('orders/0').hover({ position: { x: 12, y: 12 } });
  await playground.page.mouse.down();
  await playground.page.mouse.move(axis.x + axis.width / 4, axis.y + 20, { steps: 5 });
  const tip = playground.host.locator('.pg-timeline .kp-tip');
  await tip.waitFor();
  const line = await tip.textContent();
  const [, seconds] = new RegExp(`^seek ${owner} orders-0 @(\\d+\\.\\d{3})$`).exec(line) ?? assert.fail(line);
  await playground.page.mouse.up();
  await playground.page.waitForFunction((line) => document.querySelector('kafka-playground').script.includes(line), line);
  const before = await playground.view();
  const reached = await playground.stepUntil(
    (view, old) => Number(view.groups[0].lanes[0].position) < old, before.groups[0].lanes[0].position, 20,
  );
  const sought = Number(reached.groups[0].lanes[0].position);
  // What was made before that instant had landed a second later, and what was made after it had not before it.
  const endAt = async (at) => {
    await playground.goTo(at);
    return (await playground.view()).topics[0].partitions[0].logEnd;
  };
  assert.ok((await endAt(Number(seconds))) <= sought && sought <= (await endAt(Number(seconds) + 1)), `${sought} is the first record since ${seconds} s`);
  await close(playground);
});

test('the ends of a window are dragged: it has more or fewer cells, and the strip stays', async () => {
  const playground = await grown();
  const lane = 'orders-2';
  const count = () => playground.host.locator(`[data-cells="${lane}"] [data-cell]`).count();
  const usual = await count();
  const drag = async (by) => {
    const box = await frame(playground, lane).boundingBox();
    await playground.page.mouse.move(box.x + 2, box.y + 10);
    await playground.page.mouse.down();
    await playground.page.mouse.move(box.x + 2 + by, box.y + 10, { steps: 5 });
    await playground.page.mouse.up();
    await playground.drawn();
  };
  await drag(-60);
  const [view, stage] = await playground.both();
  const more = await count();
  assert.ok(more > usual, `${more} cells after ${usual}`);
  assertSame(view, stage, 'smaller cells', { cells: more });
  await drag(-1000);
  assert.equal(await frame(playground, lane).count(), 1, 'all of it is in sight, and the window can be made smaller again');
  await playground.host.locator('[data-values="values"]').click();
  await playground.drawn();
  assert.ok((await count()) < usual);
  await frame(playground, lane).focus();
  await playground.page.keyboard.press('-');
  await playground.drawn();
  assert.equal(await playground.host.locator('.kp-switch [aria-pressed="true"]').getAttribute('data-values'), 'keys');
  await close(playground);
});

test('a window follows a ring that is asked to be followed, until it is moved', async () => {
  const playground = await grown();
  const lane = 'orders-0';
  await playground.run('seek c1 orders-0 0');
  await playground.stepUntil((view) => Number(view.groups[0].lanes[0].position) < 5);
  const ring = playground.host.locator('[data-lane="orders-0"] .kp-jump-ring');
  await ring.click();
  await playground.host.locator(`[data-window="${lane}"][data-follows="billing"]`).waitFor();
  for (let step = 0; step < 3; step += 1) {
    await playground.goTo((await playground.now()) + 2);
    const view = await playground.view();
    const position = Number(view.groups[0].lanes[0].position);
    const to = Number(await frame(playground, lane).getAttribute('data-to'));
    assert.ok((await from(playground, lane)) <= position && position <= to, `position ${position} is in sight`);
  }
  await frame(playground, lane).focus();
  await playground.page.keyboard.press('End');
  await playground.drawn();
  assert.equal(await frame(playground, lane).getAttribute('data-follows'), null);
  await playground.ring('orders/0').focus();
  await playground.page.keyboard.press('f');
  await playground.drawn();
  assert.equal(await frame(playground, lane).getAttribute('data-follows'), 'billing');
  await close(playground);
});

const DENSE = [
  ...['a', 'b', 'c'].map((name) => `topic create ${name} --partitions 12`),
  ...['a', 'b', 'c'].map((name) => `produce --topic ${name} --keys ana,bo,fay,kim,lea,tom --rate 20/s`),
  ...['billing', 'shipping', 'audit'].map((group) => (
    `consume --topic a --topic b --topic c --group ${group} --members 12 --work 100ms --commit batch --from-beginning`
  )),
].join('\n');

test('36 partitions, 3 groups and 36 members are rows: each says what the view says', async () => {
  const html = `<!doctype html><style>body{margin:0}</style><kafka-playground scene="inline" panels="stage controls">\n${DENSE}\n</kafka-playground>`
    + `<script type="module" src="src/element-define.js"></script>`;
  const playground = await open({ html, path: 'dense.html', viewport: { width: 1366, height: 768 }, at: null });
  await playground.host.evaluate((element) => element.pause());
  await playground.goTo(4);
  await playground.drawn();
  for (let step = 0; step < 3; step += 1) {
    const [view, stage] = await playground.both();
    assert.equal(stage.rows.length, 36);
    assertSameRows(view, stage, `${view.now} ms`);
    await playground.goTo((await playground.now()) + 0.4);
  }
  const height = await playground.stage.evaluate((element) => element.querySelector('.kp-stage').clientHeight);
  assert.ok(height <= 620, `the stage takes ${height} pixels`);
  await playground.host.locator('[data-row="a-4"]').click({ position: { x: 60, y: 6 } });
  await playground.drawn();
  const cells = (await playground.read()).cells;
  assert.ok(cells.length > 0 && cells.every((cell) => cell.lane === 'partition:a/4'), 'a row unfolds to its cells');
  await playground.host.getByRole('button', { name: 'members of billing' }).click();
  await playground.drawn();
  assert.equal(await playground.host.locator('.kp-member').count(), 12, 'a group unfolds to its members');
  await playground.host.getByRole('button', { name: 'show partitions with their cells' }).click();
  await playground.drawn();
  assert.equal((await playground.read()).rows.length, 0, 'folding can be undone');
  await close(playground);
});
