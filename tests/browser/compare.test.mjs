// Two branches side by side: what is shown is what the engine finds, and both go with time.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { useBrowser, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const beside = (playground) => playground.host.locator('.pg-beside');
const side = (playground, letter) => beside(playground).locator(`[data-side="${letter}"]`);
const circle = (playground, name) => playground.host.getByRole('button', { name: `Compare ${name}`, exact: true });
const press = (playground, name) => playground.host.locator('.pg-narrator').getByRole('button', { name });
const present = (playground) => playground.host.locator('.pg-br-go[aria-current]').innerText();
const focused = (playground) => playground.host.evaluate(({ shadowRoot: { activeElement: on } }) => on?.getAttribute('aria-label') ?? on?.className);

/** The committed offset on each lane of a side that has one. */
const flags = (playground, letter) => side(playground, letter).evaluate((element) => Object.fromEntries(
  [...element.querySelectorAll('[data-flag]')].map((flag) => [flag.closest('[data-lane]').dataset.lane, flag.dataset.offset])));

/** The same as the engine has it on the branch on which the page is. */
async function committed(playground) {
  const [{ lanes }] = (await playground.view()).groups;
  return Object.fromEntries(lanes.filter((lane) => lane.committed !== null)
    .map((lane) => [`${lane.topic}-${lane.partition}`, String(lane.committed)]));
}

/** What is in the middle: a thing and what of it, to both values. */
const middle = (playground) => beside(playground).locator('.pg-bs-middle').evaluate((element) => Object.fromEntries(
  [...element.querySelectorAll('tbody')].flatMap((body) => [...body.querySelectorAll('tr:has(th[scope="row"])')].map((row) => {
    const title = body.querySelector('.pg-bs-title').textContent.replace('partition ', 'orders-');
    return [`${title} ${row.querySelector('th').textContent}`, [...row.querySelectorAll('td')].map((cell) => cell.textContent)];
  }))));

/** The same as the terminal prints it, in columns under their heads. */
async function printed(playground, line) {
  const [, head, ...rows] = await playground.run(line);
  const [first, second] = [...head.matchAll(/\S+/g)].slice(1).map(({ index }) => index);
  const what = (row) => row.slice(0, first).trim().replace(/^billing (orders-\d+)/, '$1').replace(/ (done|unread)$/, '');
  return Object.fromEntries(rows.map((row) => [what(row), [row.slice(first, second).trim(), row.slice(second).trim()]]));
}

/** A page on which c1 crashed in the past: it has a future in which it did not, too. */
async function forked(options, line = 'crash c1') {
  const playground = await open(options);
  await playground.wake();
  await playground.goTo(24);
  await playground.goTo(13);
  await playground.run(line);
  await playground.goTo(24);
  return playground;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('a circle shows two branches at one instant, in step with the clock', async () => {
  const playground = await forked();
  const { host, page } = playground;
  await circle(playground, 'as it happened').focus();
  await page.keyboard.press('Enter');
  await beside(playground).waitFor();
  await playground.drawn();
  assert.equal(await focused(playground), 'B: stop comparing as it happened');
  assert.equal(await side(playground, 'A').getAttribute('aria-label'), 'A: crash c1 at 0:13');
  assert.equal(await side(playground, 'B').getAttribute('aria-label'), 'B: as it happened');
  // A is the one with the crash, which is branch 1.
  const found = await printed(playground, 'compare 1 0');
  await playground.drawn();
  assert.ok(Object.keys(found).length > 3);
  assert.deepEqual(await middle(playground), found);
  for (const letter of ['A', 'B']) assert.ok(await side(playground, letter).locator('[data-lane][data-differs]').count() > 0);
  assert.match(await host.locator('.pg-narrator p').innerText(), / in A and .* in B/);
  const told = { A: await flags(playground, 'A'), B: await flags(playground, 'B') };
  assert.notDeepEqual(told.A, told.B);
  assert.deepEqual(told.A, await committed(playground));

  await playground.goTo(9);
  assert.match(await host.locator('.pg-narrator p').innerText(), /A and B are the same/);
  assert.equal(await beside(playground).locator('[data-differs]').count(), 0);
  for (let step = 0; step < 2; step += 1) {
    await playground.step();
    await playground.drawn();
    const clock = await host.locator('.pg-clock').first().innerText();
    assert.deepEqual(await beside(playground).locator('.pg-bs-time').allInnerTexts(), [clock, clock]);
    assert.deepEqual(await flags(playground, 'A'), await committed(playground));
  }
  // Another way from here takes the place of the one that was compared.
  await playground.goTo(9);
  await playground.run('stall c2');
  await playground.goTo(24);
  assert.equal(await side(playground, 'A').getAttribute('aria-label'), 'A: stall c2 at 0:09');
  assert.deepEqual(await flags(playground, 'A'), await committed(playground));
  assert.deepEqual(await flags(playground, 'B'), told.B);
  await press(playground, 'Go on with B').click();
  await playground.drawn();
  assert.equal(await present(playground), 'as it happened');
  assert.equal(await beside(playground).count(), 0);
  assert.equal(await playground.now(), 24);
  assert.deepEqual(await committed(playground), told.B);
  assert.equal((await playground.script()).includes('compare'), false);
  await close(playground);
});

test('the same again, with commit=before, is a branch beside this one until it is undone', async () => {
  const playground = await open();
  const { host, page } = playground;
  await playground.wake();
  await playground.goTo(16);
  const script = await playground.script();
  await host.locator('[data-menu="machine:c1"]').first().click();
  await host.getByRole('menuitem', { name: 'The same again, with…' }).click();
  const form = host.locator('dialog[open]');
  await form.getByLabel('Commits').selectOption('before');
  await form.getByRole('button', { name: 'Compare' }).click();
  await beside(playground).waitFor();
  await playground.drawn();
  assert.equal(await side(playground, 'B').getAttribute('aria-label'), 'B: the same again, with commit=before of c1');
  assert.equal(await playground.script(), script, 'one is where one was');
  await page.keyboard.press('Control+z');
  await beside(playground).waitFor({ state: 'detached' });
  await playground.drawn();
  assert.equal(await host.locator('.pg-branches').isVisible(), false, 'undone');
  await playground.run('compare --commit before');
  await beside(playground).waitFor();
  await beside(playground).focus();
  await page.keyboard.press('Tab');
  assert.notEqual(await focused(playground), 'pg-beside', 'there is nothing to press on stages that are looked at');
  await page.evaluate(await readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  await press(playground, 'Stop comparing').focus();
  await page.keyboard.press('Escape');
  await playground.drawn();
  assert.equal(await beside(playground).count(), 0);
  assert.equal(await playground.stage.isVisible(), true);
  await close(playground);
});

test('on a phone they are one under the other, by touch', async () => {
  const playground = await forked({ viewport: PHONE, hasTouch: true });
  await playground.host.getByRole('button', { name: 'Skip to what happens next' }).tap();
  await playground.host.getByRole('menuitem', { name: 'Compare: as it happened' }).tap();
  await beside(playground).waitFor();
  await playground.drawn();
  const [a, b] = await Promise.all(['A', 'B'].map((letter) => side(playground, letter).boundingBox()));
  assert.ok(b.y >= a.y + a.height);
  assert.ok(a.width <= PHONE.width);
  assert.match(await beside(playground).locator('.pg-bs-sentence').innerText(), / in A and .* in B/);
  await press(playground, 'Stop comparing').tap();
  await playground.drawn();
  assert.equal(await beside(playground).count(), 0);
  await close(playground);
});

test('beside the tab What if it keeps the narrator’s place until it is stopped', async () => {
  const playground = await forked({}, 'set c1 --work 200ms');
  await playground.openTab('What if');
  const worst = press(playground, /^Crash c\d at/);
  await worst.waitFor();
  await circle(playground, 'as it happened').click();
  await press(playground, 'Go on with B').waitFor();
  await playground.goTo(20);
  // What if has counted again here.
  await playground.page.waitForFunction(() => /instants/.test(document.querySelector('kafka-playground').shadowRoot.querySelector('.pg-wi-state').textContent));
  await press(playground, 'Stop comparing').click();
  await worst.waitFor();
  await close(playground);
});
