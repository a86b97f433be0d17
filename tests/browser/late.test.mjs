// What is loaded late: it fills the place that was kept for it, and where it cannot be loaded it says so.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, useBrowser } from './playground.mjs';
import { launch, openPage, pageUrl } from './browser.mjs';

const open = useBrowser({ before, after }, pageUrl);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** A page whose module `name` comes when `come` is called. */
async function openWithout(name, path, options) {
  const opened = await openPage(browser, options);
  let come = () => {};
  const coming = new Promise((resolve) => (come = resolve));
  await opened.page.route(`**/${name}`, async (route) => {
    await coming;
    await route.continue();
  });
  await opened.page.goto(new URL(path, pageUrl).href);
  await opened.page.locator('[data-cell]').first().waitFor();
  return { ...opened, come, host: opened.page.locator('kafka-playground') };
}

/** Where the boxes of a page lie. */
function boxes(host) {
  return host.evaluate((element) => {
    const found = element.shadowRoot.querySelectorAll('.pg-header, .pg-middle, .pg-narrator, .pg-controls, .pg-tabs, .pg-lower, .pg-drawer');
    return [...found].map((box) => {
      const { x, y, width, height } = box.getBoundingClientRect();
      return [box.className, ...[x, y, width, height].map(Math.round)].join(' ');
    });
  });
}

/** As somebody left it: the panel is open. */
const OPEN = { origins: [{ origin: new URL(pageUrl).origin, localStorage: [{ name: 'kafka-playground',
  value: '{"tab":"terminal","folded":false,"body":260}' }] }], cookies: [] };

for (const [name, options] of [['on a desk', { viewport: DESKTOP }], ['on a desk, with the panel open', { viewport: DESKTOP,
  storageState: OPEN }], ['on a phone', { viewport: PHONE, hasTouch: true, isMobile: true }]]) {
  test(`what comes after the first frame moves nothing, ${name}`, async () => {
    const { context, host, come, complaints } = await openWithout('rest.js', '', options);
    await host.evaluate((element) => element.pause());
    const kept = await boxes(host);
    assert.equal(await host.locator('.pg-journal-list').count(), 0);
    come();
    await host.locator('.pg-root[data-complete]').waitFor();
    assert.deepEqual(await boxes(host), kept);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('what ran before the command line was there is in it when it comes', async () => {
  const { context, host, come } = await openWithout('terminal.js', '', { viewport: DESKTOP });
  await host.locator('.pg-root[data-complete]').waitFor();
  await host.evaluate((element) => element.run('crash c1'));
  // It comes when it is first looked at.
  await host.getByRole('tab', { name: 'Terminal' }).click();
  assert.equal(await host.locator('.pg-entry').count(), 0);
  come();
  await host.locator('.pg-entry').filter({ hasText: 'crash c1' }).waitFor();
  const lines = await host.locator('.pg-entry').allInnerTexts();
  assert.match(lines[0], /topic create orders/);
  assert.match(lines.at(-1), /crash c1/);
  await context.close();
});

test('a panel that cannot be loaded says so in its place, and can be tried again', async () => {
  const opened = await openPage(browser, { viewport: DESKTOP });
  const { page, context } = opened;
  await page.route('**/panels/journal.js', (route) => route.abort());
  await page.addInitScript(() => localStorage.setItem('kafka-playground', '{"tab":"journal","folded":false}'));
  await page.goto(pageUrl);
  const host = page.locator('kafka-playground');
  const place = host.locator('.pg-journal');
  await place.getByText('Journal could not be loaded').waitFor();
  assert.equal(await host.locator('.pg-root[data-complete]').count(), 0);
  await page.unroute('**/panels/journal.js');
  await place.getByRole('button', { name: 'Try again' }).click();
  await host.locator('.pg-root[data-complete]').waitFor();
  await place.locator('li').first().waitFor();
  assert.equal(opened.complaints.filter((complaint) => complaint.startsWith('error')).length, 0);
  await context.close();
});

test('a menu that cannot be loaded says so, and the next press tries again', async () => {
  const playground = await open();
  await playground.page.route('**/panels/menu.js', (route) => route.abort());
  const add = playground.host.getByRole('button', { name: 'Add', exact: true });
  await add.click();
  await playground.host.getByText('The menu could not be loaded').waitFor();
  await playground.page.unroute('**/panels/menu.js');
  await add.click();
  await playground.host.getByRole('menu').waitFor();
  await playground.close();
});

test('what is pressed while it is being loaded is done when it is there', async () => {
  const playground = await open({ at: 12.48 });
  let come = () => {};
  const coming = new Promise((resolve) => (come = resolve));
  await playground.page.route('**/stage/hands.js', async (route) => {
    await coming;
    await route.continue();
  });
  const ring = playground.ring('orders/0');
  await ring.focus();
  await playground.page.keyboard.press('Home');
  await playground.page.keyboard.press('Enter');
  come();
  await playground.page.waitForFunction(() => /seek c1 orders-0 0/.test(document.querySelector('kafka-playground').script));
  assert.equal(await playground.lastLine(), 'seek c1 orders-0 0');
  await playground.close();
});

test('what only our own page has comes late, and finds the page that is there then', async () => {
  const { context, page, host, come, complaints } = await openWithout('own.js', '', { viewport: DESKTOP });
  await host.locator('.pg-root[data-complete]').waitFor();
  const asked = page.waitForResponse((response) => response.url().endsWith('/own.js'));
  // The page is put together anew before it comes.
  await host.evaluate((element) => element.setAttribute('panels', 'header stage controls'));
  await host.locator('.pg-drawer').waitFor({ state: 'detached' });
  come();
  await asked;
  await host.evaluate((element) => element.setAttribute('panels', 'all'));
  await host.locator('.pg-drawer').waitFor();
  await host.getByRole('button', { name: 'Lessons' }).click();
  await host.getByRole('dialog').waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
