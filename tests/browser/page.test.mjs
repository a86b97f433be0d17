// The whole page is one screen: nothing scrolls but the stage, nothing that has
// a fixed place moves, and the panel below is as somebody left it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });

const FIXED = ['.pg-header', '.pg-narrator', '.pg-controls', '.pg-tabs'];

/** Where the boxes lie that have a fixed place. */
function fixed(playground) {
  return playground.host.evaluate((element, selectors) => selectors.map((selector) => {
    const { x, y, width, height } = element.shadowRoot.querySelector(selector).getBoundingClientRect();
    return [selector, ...[x, y, width, height].map(Math.round)].join(' ');
  }), FIXED);
}

const SIZES = [[1366, 768], [1920, 1080], [1280, 640], [853, 480], [720, 480], [683, 384], [640, 400], [360, 740]];

test('at each size the page is one screen, with all that one presses at its place', async () => {
  for (const [width, height] of SIZES) {
    const phone = width < 500;
    const playground = await open({ viewport: { width, height }, hasTouch: phone, isMobile: phone });
    for (const folded of [true, false]) {
      if (!folded) await playground.openTab('Journal');
      const when = `${width}x${height}, ${folded ? 'folded' : 'open'}`;
      const found = await playground.host.evaluate((element) => {
        const { scrollWidth, scrollHeight } = document.documentElement;
        const root = element.shadowRoot.querySelector('.pg-root');
        const bottom = Math.max(...[...root.children].map((child) => child.getBoundingClientRect().bottom));
        return { scrolls: scrollHeight - innerHeight, wide: scrollWidth - innerWidth, over: bottom - innerHeight, root: root.scrollHeight - root.clientHeight };
      });
      assert.deepEqual(found, { scrolls: 0, wide: 0, over: 0, root: 0 }, when);
      const [header, hint, controls, tabs] = await Promise.all(FIXED.map((selector) => playground.box(selector)));
      if (!phone && height >= 480) assert.deepEqual([header.height, hint.height, controls.height, tabs.height], [44, 40, 64, 32], when);
      if (phone) assert.deepEqual([hint.height, controls.y + controls.height], [56, height], when);
      const stage = await playground.box('.pg-stage');
      assert.ok(stage.height >= (folded ? 200 : 60), `${when}: the stage is ${stage.height} high`);
    }
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('two lanes are whole in a short window', async () => {
  for (const [width, height] of [[1280, 600], [853, 480], [683, 384]]) {
    const playground = await open({ viewport: { width, height } });
    const stage = await playground.box('.pg-stage');
    const ring = await playground.box('[data-ring][data-thing="position:billing/orders/1"]');
    assert.ok(ring.y + ring.height <= stage.y + stage.height, `${width}x${height}: ${JSON.stringify([ring, stage])}`);
    await playground.close();
  }
});

test('nothing that has a fixed place moves in ten seconds of any scene', async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const playground = await open({ viewport, at: null });
    await playground.host.evaluate((element) => element.pause());
    const kept = await fixed(playground);
    const moved = await playground.host.evaluate(async (element, selectors) => {
      const places = () => selectors.map((selector) => {
        const { x, y, width, height } = element.shadowRoot.querySelector(selector).getBoundingClientRect();
        return [selector, ...[x, y, width, height].map(Math.round)].join(' ');
      }).join('\n');
      const before = places();
      const scenes = await (await fetch('scenes.json')).json();
      const moved = [];
      for (const name of Object.keys(scenes)) {
        element.scene = name;
        await element.reset();
        await element.pause();
        for (const until = element.now + 10; element.now < until;) {
          const at = element.now;
          for (let step = 0; step < 4; step += 1) await element.step();
          await new Promise((resolve) => requestAnimationFrame(resolve));
          if (places() !== before) moved.push(`${name} at ${element.now}`);
          if (element.now === at) break;
        }
      }
      return moved;
    }, FIXED);
    assert.deepEqual(moved, [], `${viewport.width}x${viewport.height}`);
    assert.deepEqual(await fixed(playground), kept);
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('the panel is folded, drawn higher by hand and by keys, and remembered', async () => {
  const playground = await open({ viewport: { width: 1366, height: 768 } });
  const tab = (name) => playground.host.getByRole('tab', { name, exact: true });
  const height = async () => Math.round((await playground.box('.pg-lower')).height);
  assert.equal(await height(), 0, 'at first it is its tabs');
  assert.equal(await tab('Inspector').count(), 0, 'nothing is picked');
  const bar = await playground.box('.pg-narrator');
  await tab('Terminal').click();
  assert.equal(await height(), 200);
  assert.equal(Math.round((await playground.box('.pg-narrator')).y), Math.round(bar.y - 200));
  await tab('Terminal').click();
  assert.equal(await height(), 0, 'the same again folds it');
  await tab('Table').click();
  await playground.host.locator('.pg-twin caption').getByText('Topic orders').waitFor();

  const grip = playground.host.getByRole('separator', { name: 'Height of the panel' });
  const before = await height();
  const box = await grip.boundingBox();
  const { mouse, keyboard } = playground.page;
  await mouse.move(box.x + 44, box.y + 14);
  await mouse.down();
  await mouse.move(box.x + 44, box.y - 46, { steps: 4 });
  await mouse.up();
  assert.equal(await height(), before + 60);
  await grip.focus();
  await keyboard.press('ArrowDown');
  assert.equal(await height(), before + 36);
  assert.equal(await grip.getAttribute('aria-valuenow'), String(Math.round(((before + 36) / 768) * 100)));
  await keyboard.press('End');
  assert.equal(await height(), Math.round(768 * 0.6));
  await keyboard.press('Home');
  assert.equal(await grip.getAttribute('aria-valuenow'), '0');
  await keyboard.press('ArrowUp');
  assert.equal(await height(), 150);

  await playground.page.reload();
  await playground.host.locator('.pg-root[data-complete]').waitFor();
  assert.equal(await height(), 150);
  assert.equal(await tab('Table').getAttribute('aria-selected'), 'true');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('on a phone the panel is a sheet of three heights above what one presses', async () => {
  const playground = await open({ viewport: PHONE, hasTouch: true, isMobile: true });
  const height = async () => Math.round((await playground.box('.pg-drawer')).height);
  const controls = await playground.box('.pg-controls');
  const grip = playground.host.getByRole('separator', { name: 'Height of the panel' });
  const heights = [await height()];
  for (let press = 0; press < 3; press += 1) {
    await grip.click();
    heights.push(await height());
    assert.deepEqual(await playground.box('.pg-controls'), controls, 'they stay');
  }
  assert.ok(heights[0] < 50 && heights[1] > 230 && heights[2] > heights[1] + 100 && heights[3] === heights[0], `${heights}`);
  await grip.click();
  await grip.click();
  await playground.host.getByRole('button', { name: 'To the stage' }).focus();
  await playground.page.keyboard.press('Enter');
  await playground.page.keyboard.press('Tab');
  assert.equal(await height(), heights[1], 'whoever wants the stage sees it');
  const pressed = ['.pg-controls button', '.pg-controls select', '.pg-narrator .pg-button', '.pg-tablist button:not([hidden])', '.pg-header button'];
  for (const box of await playground.boxes(pressed.join(', '))) {
    assert.ok(box.height === 0 || box.height >= 44, JSON.stringify(box));
  }
  await playground.close();
});

test('numbers choose tabs, n does what is proposed, Escape closes what is on top; not while one types', async () => {
  const playground = await open({ viewport: DESKTOP });
  const { keyboard } = playground.page;
  const selected = () => playground.host.locator('[role="tab"][aria-selected="true"]').allInnerTexts();
  await playground.page.locator('body').press('2');
  assert.deepEqual(await selected(), ['Journal']);
  await keyboard.press('2');
  assert.deepEqual(await selected(), []);
  await playground.host.locator('[data-cell]').first().click();
  assert.deepEqual(await selected(), ['Inspector'], 'what is picked opens the panel');
  await keyboard.press('2');
  assert.deepEqual(await selected(), ['Journal']);
  assert.ok(await playground.host.locator('.pg-journal-list li').count() > 0, 'the journal is not covered');
  await keyboard.press('6');
  assert.deepEqual(await selected(), ['Inspector']);
  await keyboard.press('Escape');
  assert.equal(await playground.host.getByRole('tab', { name: 'Inspector' }).count(), 0);
  assert.deepEqual(await selected(), [], 'and it is as it was before');
  await playground.openTab('Terminal');
  await playground.host.getByLabel('Command', { exact: true }).fill('');
  await keyboard.type('2n');
  assert.equal(await playground.host.getByLabel('Command', { exact: true }).inputValue(), '2n');
  assert.deepEqual(await selected(), ['Terminal']);
  assert.equal((await playground.script()).includes('crash'), false);
  await playground.host.locator('.pg-play').focus();
  await keyboard.press('n');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('crash c1'));
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a figure has its panels, and stores nothing', async () => {
  const playground = await open({ path: 'embed.html?panels=stage+controls+journal+terminal+inspector', viewport: { width: 900, height: 700 } });
  await playground.openTab('Terminal');
  await playground.host.locator('[data-cell]').first().click();
  await playground.host.getByRole('tabpanel', { name: 'Inspector' }).waitFor();
  assert.equal(await playground.page.evaluate(() => localStorage.length), 0);
  assert.equal(await playground.page.evaluate(() => document.documentElement.scrollHeight - innerHeight), 0);
  await playground.close();
});
