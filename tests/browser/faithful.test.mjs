// "How faithful is this?": what the build found, what is simplified, and that
// nobody pays for it who does not ask.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after }, pageUrl);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const QUESTION = 'How faithful is this?';

/** Files that the page has loaded, without their folders. */
function loaded(playground) {
  return playground.page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name.replace(/^.*\//, '')));
}

/** The rows of the table as text. */
function rows(playground) {
  return playground.dialog.locator('tr[data-area]').evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent)));
}

async function assertClean(playground, when) {
  await playground.page.addScriptTag({ path: AXE });
  const found = await playground.page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'], preload: false });
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')}`));
  }, RULES);
  assert.deepEqual(found, [], when);
}

test('the view is opened from the head by keyboard, shows what the build wrote, and closes', async () => {
  const playground = await open();
  assert.deepEqual((await loaded(playground)).filter((name) => /faithful|conformance|simplified/.test(name)), [], 'nothing of it is loaded before');
  const button = playground.host.getByRole('button', { name: QUESTION });
  await button.focus();
  await playground.page.keyboard.press('Enter');
  await playground.dialog.getByRole('heading', { name: QUESTION }).waitFor();
  const results = await playground.page.evaluate(async () => (await fetch('pkg/conformance.json')).json());
  const expected = results.areas.map((area) => [area.area, area.equal, area.textDiffers, area.differs, area.owed].map(String));
  assert.deepEqual(await rows(playground), expected);
  await playground.dialog.getByText(`Apache Kafka ${results.kafka}`).waitFor();
  // An area opens by keyboard, and shows its cases.
  const [area] = results.areas;
  const toggle = playground.dialog.getByRole('button', { name: area.area, exact: true });
  await toggle.focus();
  await playground.page.keyboard.press('Enter');
  assert.equal(await toggle.getAttribute('aria-expanded'), 'true');
  const cases = await playground.dialog
    .locator('.pg-faith-cases:not([hidden]) tr')
    .evaluateAll((found) => found.map((row) => [row.children[0].textContent, row.children[1].textContent]));
  assert.deepEqual(cases.sort(), area.cases.map((one) => [one.case, one.outcome]).sort());
  // What is simplified is what the README says.
  const notes = await playground.page.evaluate(async () => (await fetch('pkg/simplified.md')).text());
  const lines = notes.split('\n').filter((line) => line.startsWith('|')).length - 2;
  assert.equal(await playground.dialog.locator('.pg-faith-notes tbody tr').count(), lines);
  assert.ok(lines > 5);
  await playground.page.keyboard.press('Escape');
  assert.equal(await playground.dialog.count(), 0);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('on a phone it is in the help', async () => {
  const playground = await open({ viewport: PHONE, hasTouch: true, isMobile: true });
  await playground.host.getByRole('button', { name: 'Help' }).click();
  await playground.dialog.getByRole('button', { name: QUESTION }).click();
  await playground.dialog.getByRole('heading', { name: QUESTION }).waitFor();
  await playground.dialog.locator('tr[data-area] button').first().click();
  const wide = await playground.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
  assert.ok(wide <= 0, `it is ${wide} pixels wider than its dialog`);
  await assertClean(playground, 'a phone');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('results that are not there are said to be missing', async () => {
  const playground = await open();
  await playground.page.route('**/conformance.json', (route) => route.fulfill({ status: 404 }));
  await playground.host.getByRole('button', { name: QUESTION }).click();
  await playground.dialog.getByText(/conformance\.json is missing/).waitFor();
  assert.ok((await playground.dialog.locator('.pg-faith-notes tbody tr').count()) > 5, 'the rest is there');
  await playground.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing in it, ${colorScheme}`, async () => {
    const playground = await open({ viewport: DESKTOP, colorScheme });
    await playground.host.getByRole('button', { name: QUESTION }).click();
    await playground.dialog.locator('tr[data-area] button').first().click();
    await assertClean(playground, colorScheme);
    await playground.close();
  });
}

test('a figure in a frame loads nothing of it', async () => {
  const playground = await open({ path: 'embed.html?scene=segments', at: null, viewport: { width: 640, height: 620 } });
  await playground.host.evaluate((element) => element.pause());
  assert.deepEqual((await loaded(playground)).filter((name) => /faithful|conformance|simplified/.test(name)), []);
  assert.equal(await playground.host.getByRole('button', { name: QUESTION }).count(), 0);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});
