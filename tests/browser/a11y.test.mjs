// The page for those who do not see it, do not use a mouse, or do not want
// things to move.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { AXE, violations } from './axe.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after });

/** Expects that axe finds nothing; what it finds is said in a line each. */
async function assertClean(playground, when) {
  await playground.settled();
  const found = await violations(playground.page);
  assert.deepEqual(found, [], when);
}

async function openWithAxe(options) {
  const playground = await open(options);
  await playground.page.addScriptTag({ path: AXE });
  return playground;
}

/** The instants of the story that look different from each other. */
async function walk(playground) {
  await assertClean(playground, 'the opening');
  await playground.untilUncommitted();
  await playground.run('crash c1');
  await playground.stepUntil((view) => view.groups[0].state === 'PreparingRebalance');
  await playground.step();
  await assertClean(playground, 'mid-rebalance');
  await playground.stepUntil((view) => view.groups[0].ledger.again > 0);
  await assertClean(playground, 'after the crash');
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in the story, ${colorScheme}`, async () => {
    const playground = await openWithAxe({ viewport: DESKTOP, colorScheme });
    await walk(playground);
    // The table, the inspector, and the buttons of a card, which come with the focus.
    await playground.host.locator('[data-cell]').first().click();
    await playground.machine('c2').getByRole('button', { name: 'stall c2' }).focus();
    await assertClean(playground, 'the inspector and the buttons of a card');
    await playground.host.getByRole('tab', { name: 'Table', exact: true }).click();
    await playground.host.getByRole('button', { name: 'Add', exact: true }).click();
    await assertClean(playground, 'the table and a menu');
    await playground.host.getByRole('menuitem', { name: 'Consumer…' }).click();
    await playground.fill({ Group: '' }, 'Add');
    await playground.dialog.getByText('Group is missing.').waitFor();
    await assertClean(playground, 'a refused form');
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });
}

test('axe finds nothing in the pictures', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const playground = await openWithAxe({ viewport: DESKTOP, colorScheme, at: null });
    for (const [scene, at] of [['segments', 30.1], ['cooperative', 16.9], ['static', 13.6], ['twin', 14.3], ['refused', 3.1], ['clients', 14.6]]) {
      await playground.host.evaluate(async (element, scene) => {
        element.scene = scene;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }, scene);
      await playground.goTo(at);
      await assertClean(playground, `${scene}, ${colorScheme}`);
    }
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('axe finds nothing on a phone', async () => {
  const playground = await openWithAxe({ viewport: PHONE, hasTouch: true, isMobile: true });
  await walk(playground);
  await playground.host.locator('[data-cell]').first().click();
  for (const tab of ['Terminal', 'Journal', 'Table', 'Inspector']) {
    await playground.openTab(tab);
    await assertClean(playground, tab);
  }
  const wide = await playground.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} pixels wider than the screen`);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('axe finds nothing in the terminal: a list of what can stand there, a manual, a tool that runs, a group that is watched', async () => {
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { viewport: PHONE, hasTouch: true, isMobile: true }]) {
    const playground = await openWithAxe({ viewport: DESKTOP, ...options });
    const when = JSON.stringify(options);
    await playground.wake();
    await playground.openTab('Terminal');
    const input = playground.host.getByLabel('Command', { exact: true });
    await input.fill('man kafka-console-consumer');
    await input.press('Enter');
    await playground.host.locator('.pg-man').waitFor();
    await assertClean(playground, `a manual, ${when}`);
    await input.fill('kafka-console-consumer.sh --');
    await input.press('Tab');
    await playground.host.getByRole('listbox', { name: 'What can stand here' }).waitFor();
    await input.press('Tab');
    await assertClean(playground, `the list, ${when}`);
    await input.fill('kafka-console-producer.sh --bootstrap-server localhost:9092 --topic orders');
    await input.press('Enter');
    await playground.host.locator('.pg-prompt[data-mode="tool"]').waitFor();
    await playground.host.evaluate((element) => element.pause());
    await assertClean(playground, `a tool, ${when}`);
    await input.press('Control+r');
    await assertClean(playground, `the search, ${when}`);
    await playground.page.keyboard.press('Escape');
    await playground.host.evaluate((element) => element.run('kafka-console-producer.sh --nonsense'));
    await playground.host.locator('.pg-row[data-stream="err"]').first().waitFor({ timeout: 1000 }).catch(() => {});
    await assertClean(playground, `an error, ${when}`);
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('axe finds nothing in a frame', async () => {
  for (const theme of ['light', 'dark']) {
    const playground = await openWithAxe({ viewport: { width: 640, height: 620 }, path: `embed.html?scene=crash&theme=${theme}`, at: null });
    await playground.settled();
    await assertClean(playground, `embed.html, ${theme}`);
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('with reduced motion nothing flies, and all the rest is there', async () => {
  const playground = await open({ reducedMotion: 'reduce' });
  let inTheAir = 0;
  for (const [view, stage] of await playground.film(40)) {
    inTheAir += view.flights.length;
    assertSame(view, stage, `${view.now} ms`, { flights: false, cells: 14 });
  }
  assert.ok(inTheAir > 0, 'there was something that could have flown');
  assert.equal(await playground.host.locator('.kp-trail').count(), 0);
  await playground.page.emulateMedia({ reducedMotion: 'no-preference' });
  await playground.drawn();
  assertSame(...(await playground.both()), 'things move again', { cells: 14 });
  await playground.close();
});

test('the table says what the view says, at every moment of the story', async () => {
  const playground = await open();
  for (const at of [2, 5, 9, 12.48, 14]) {
    await playground.goTo(at);
    await assertTwin(playground);
  }
  await playground.untilUncommitted();
  await playground.run('crash c1');
  await assertTwin(playground);
  await playground.stepUntil((view) => view.groups[0].state === 'PreparingRebalance');
  await assertTwin(playground);
  await playground.stepUntil((view) => view.groups[0].ledger.again > 0);
  await assertTwin(playground);
  // While it plays it may lag behind the stage, but not by much.
  await playground.host.evaluate((element) => element.play());
  await playground.page.waitForFunction((from) => document.querySelector('kafka-playground').now > from + 1.5, await playground.now());
  await playground.host.evaluate((element) => element.pause());
  await playground.drawn();
  await assertTwin(playground);
  await playground.close();
});

async function assertTwin(playground) {
  await playground.drawn();
  const view = await playground.view();
  const tables = await playground.host.locator('.pg-twin table').evaluateAll((tables) =>
    tables.map((table) => ({
      caption: table.caption.textContent,
      rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)),
    })),
  );
  const said = (value) => (value === null || value === undefined ? '-' : String(value));
  for (const topic of view.topics) {
    const table = tables.find((each) => each.caption === `Topic ${topic.name}`);
    assert.equal(table.rows.length, topic.partitions.length);
    const groups = view.groups.filter((group) => group.lanes.some((lane) => lane.topic === topic.name));
    for (const [at, log] of topic.partitions.entries()) {
      const row = table.rows[at].join(' | ');
      assert.ok(row.startsWith(`${log.partition} |`) && row.includes(`| ${log.logEnd} |`), `log end ${log.logEnd}: ${row}`);
      for (const group of groups) {
        const lane = group.lanes.find((each) => each.topic === topic.name && each.partition === log.partition);
        const four = [said(lane?.committed), said(lane?.position), said(lane?.lag), lane?.owner ?? '-'].join(' | ');
        assert.ok(row.includes(four), `${group.id} at ${view.now} ms: ${four}: ${row}`);
      }
    }
  }
  const machines = tables.at(-1).rows;
  for (const { machine } of [...view.producers, ...view.consumers]) {
    const row = machines.find(([name]) => name === machine.name);
    assert.ok(row?.[2].startsWith(machine.status), `${machine.name} is ${machine.status}: ${row}`);
  }
}

test('the main story by keys alone', async () => {
  const playground = await open();
  const { keyboard } = playground.page;
  /** Tab until something with this name has the focus, as a reader of the page would. */
  const tabTo = async (name, presses = 80) => {
    for (let press = 0; press < presses; press += 1) {
      await keyboard.press('Tab');
      const focused = await playground.host.evaluate((element) => {
        const active = element.shadowRoot.activeElement;
        return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
      });
      if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    }
    throw new Error(`Tab does not come to ${name}`);
  };
  await playground.host.evaluate((element) => {
    element.speed = 16;
  });
  await tabTo('Crash c1');
  await assertVisibleFocus(playground);
  await keyboard.press('Enter');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('crash c1'));
  await playground.page.waitForFunction(() => {
    const [group] = document.querySelector('kafka-playground').view(1).groups;
    return group.state === 'Stable' && group.members.length === 1;
  });
  await tabTo('Start c1 again');
  await keyboard.press('Enter');
  await playground.page.waitForFunction(() => {
    const [group] = document.querySelector('kafka-playground').view(1).groups;
    return group.state === 'Stable' && group.members.length === 2;
  });
  await tabTo('Pause');
  await keyboard.press('Enter');
  assert.equal(await playground.host.evaluate((element) => element.playing), false);
  await playground.stepUntil((view) => view.groups[0].lanes.every((lane) => lane.position > 3));
  await tabTo(/^position of billing in orders-0/);
  await assertVisibleFocus(playground);
  await keyboard.press('ArrowLeft');
  await keyboard.press('Enter');
  assert.match(await playground.lastLine(), /^seek c\d orders-0 \d+$/);
  await tabTo(/^offset \d+, key/);
  const cell = () => playground.host.evaluate((element) => element.shadowRoot.activeElement?.dataset.thing);
  const first = await cell();
  await keyboard.press('ArrowLeft');
  assert.notEqual(await cell(), first);
  await keyboard.press('Enter');
  await playground.host.locator(`.pg-inspector h2[data-thing="${await cell()}"]`).waitFor();
  await keyboard.press('Escape');
  await tabTo('stall c2');
  await assertVisibleFocus(playground);
  await keyboard.press('Enter');
  assert.equal(await playground.lastLine(), 'stall c2');
  await tabTo('more for c2');
  await keyboard.press('Enter');
  await playground.host.getByRole('menu').waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Escape');
  const focused = await playground.host.evaluate((element) => element.shadowRoot.activeElement?.getAttribute('aria-label'));
  assert.equal(focused, 'more for c2', 'the focus comes back');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

/** What has the focus is in sight and opaque: no button is there for a mouse only. */
async function assertVisibleFocus(playground) {
  await playground.settled();
  const seen = await playground.host.evaluate((element) => {
    const active = element.shadowRoot.activeElement;
    const box = active.getBoundingClientRect();
    const shown = active.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return shown && box.width > 4 && box.height > 4 && box.top >= 0 && box.bottom <= window.innerHeight;
  });
  assert.ok(seen, 'what has the focus is in sight');
}

test('where the browser chooses the colours, no mark vanishes', async () => {
  const playground = await open({ viewport: { width: 1280, height: 800 }, forcedColors: 'active' });
  await playground.host.locator('.kp-flag svg').first().waitFor();
  await playground.page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector('kafka-playground');
    const flag = shadowRoot.querySelector('.kp-flag svg');
    return getComputedStyle(flag).fill === getComputedStyle(shadowRoot.querySelector('.kp-cell')).borderTopColor
      && getComputedStyle(shadowRoot.querySelector('.kp-done')).forcedColorAdjust === 'none';
  });
  await playground.close();
});
