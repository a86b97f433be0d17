// Two branches side by side: what is shown is what the engine finds, and both go with time.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const beside = (playground) => playground.host.locator('.pg-beside');
const side = (playground, letter) => beside(playground).locator(`[data-side="${letter}"]`);
const narrator = (playground) => playground.host.locator('.pg-narrator');
const circle = (playground, name) => playground.host.getByRole('button', { name: `Compare ${name}`, exact: true });
const present = (playground) => playground.host.locator('.pg-br-go[aria-current]').innerText();

/** The offsets of a side's flags, by lane, and of its last cell. */
const flags = (playground, letter) => side(playground, letter).evaluate((element) => (
  Object.fromEntries([...element.querySelectorAll('[data-lane]')].map((lane) => [lane.dataset.lane, lane.getAttribute('aria-label')]))));

/** What is in the middle: `title what` to both values. */
const middle = (playground) => beside(playground).locator('.pg-bs-middle').evaluate((element) => {
  const all = {};
  for (const body of element.querySelectorAll('tbody')) {
    const title = body.querySelector('.pg-bs-title').textContent;
    for (const row of body.querySelectorAll('tr:has(th[scope="row"])')) {
      const [left, right] = [...row.querySelectorAll('td')].map((cell) => cell.textContent);
      all[`${title.replace('partition ', 'orders-')} ${row.querySelector('th').textContent}`] = [left, right];
    }
  }
  return all;
});

/** The same as the terminal prints it. */
async function printed(playground) {
  const [, head, ...rows] = await playground.run('compare 0 1');
  const at = head.search(/\S+\s+\S+$/);
  const place = head.indexOf('1', at + 1);
  return Object.fromEntries(rows.map((row) => [
    row.slice(0, at).trim().replace(/^billing (orders-\d+)/, '$1'), [row.slice(at, place).trim(), row.slice(place).trim()],
  ]));
}

/** A page on which c1 crashed in the past: it has a future in which it did not, too. */
async function forked(options) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.goTo(24);
  await playground.goTo(13);
  await playground.press('c1', 'crash c1');
  await playground.goTo(24);
  return playground;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('a circle shows two branches at one instant, with what the engine finds between them', async () => {
  const playground = await forked();
  await circle(playground, 'as it happened').click();
  await beside(playground).waitFor();
  await playground.drawn();
  assert.equal(await side(playground, 'A').getAttribute('aria-label'), 'A: crash c1 at 0:13');
  assert.equal(await side(playground, 'B').getAttribute('aria-label'), 'B: as it happened');
  // A is the one with the crash, which is branch 1.
  const swapped = Object.fromEntries(Object.entries(await printed(playground)).map(([what, [left, right]]) => [what, [right, left]]));
  await playground.host.getByRole('button', { name: 'Compare crash c1 at 0:13', exact: true }).count();
  await playground.run('compare 1 0');
  await playground.drawn();
  const words = (found) => Object.fromEntries(Object.entries(found).map(([what, both]) => [what.replace(/ (never done|deleted unread)$/, (all) => all.split(' ').slice(0, 2).join(' ')), both]));
  assert.deepEqual(words(await middle(playground)), words(swapped));
  assert.ok(Object.keys(swapped).length > 3);
  const differing = await side(playground, 'A').locator('[data-lane][data-differs]').count();
  assert.equal(differing, await side(playground, 'B').locator('[data-lane][data-differs]').count());
  assert.ok(differing > 0);
  // Both stages show what one finds who goes to each.
  const shown = [await flags(playground, 'A'), await flags(playground, 'B')];
  const view = await playground.view();
  for (const [at, lanes] of shown.entries()) {
    assert.equal(Object.keys(lanes).length, view.topics[0].partitions.length, `side ${at}`);
  }
  for (const { partition, logEnd } of view.topics[0].partitions) assert.match(shown[0][`orders-${partition}`], new RegExp(`log end ${logEnd}`));
  await close(playground);
});

test('playing and the handle keep both in step', async () => {
  const playground = await forked();
  await circle(playground, 'as it happened').click();
  await beside(playground).waitFor();
  await playground.goTo(9);
  assert.equal(await beside(playground).getAttribute('data-at'), '0:09');
  assert.match(await narrator(playground).innerText(), /A and B are the same/);
  assert.equal(await side(playground, 'A').locator('[data-differs]').count(), 0);
  await playground.host.evaluate(async (element) => {
    element.speed = 8;
    await element.play();
  });
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now > 20);
  await playground.host.evaluate((element) => element.pause());
  await playground.drawn();
  const now = await playground.now();
  assert.equal(await beside(playground).evaluate((element) => element.dataset.at), await playground.host.locator('.pg-clock').first().innerText().then((text) => text.replace(/\.000$/, '').replace(/\s.*$/, '')));
  assert.ok(now > 20);
  assert.ok((await side(playground, 'A').locator('[data-lane][data-differs]').count()) > 0);
  await close(playground);
});

test('one goes on with the other, or stops comparing', async () => {
  const playground = await forked();
  await circle(playground, 'as it happened').click();
  await beside(playground).waitFor();
  await narrator(playground).getByRole('button', { name: 'Stop comparing' }).click();
  await playground.drawn();
  assert.equal(await beside(playground).count(), 0);
  assert.equal(await playground.stage.isVisible(), true);
  assert.equal(await present(playground), 'crash c1 at 0:13');
  await circle(playground, 'as it happened').click();
  await narrator(playground).getByRole('button', { name: 'Go on with B' }).click();
  await playground.drawn();
  assert.equal(await present(playground), 'as it happened');
  assert.equal(await beside(playground).count(), 0);
  assert.equal(await playground.now(), 24);
  assert.equal((await playground.script()).includes('compare'), false);
  await close(playground);
});

test('the same again, with commit=before, is a branch that is shown beside this one', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  await playground.goTo(16);
  const script = await playground.script();
  await playground.host.locator('[data-menu="machine:c1"]').first().click();
  await playground.host.getByRole('menuitem', { name: 'The same again, with…' }).click();
  const form = playground.host.locator('dialog[open]');
  await form.getByLabel('Commits').selectOption('before');
  await form.getByRole('button', { name: 'Compare' }).click();
  await beside(playground).waitFor();
  await playground.drawn();
  assert.equal(await side(playground, 'B').getAttribute('aria-label'), 'B: the same again, with commit=before of c1');
  assert.equal(await playground.script(), script, 'one is where one was');
  await playground.page.keyboard.press('Control+z');
  await playground.drawn();
  await beside(playground).waitFor({ state: 'detached' });
  assert.equal(await playground.host.locator('.pg-branches').isVisible(), false, 'undone');
  await playground.run('compare --commit before');
  await beside(playground).waitFor();
  await narrator(playground).getByRole('button', { name: 'Go on with B' }).click();
  await playground.drawn();
  assert.match(await playground.script(), /--commit before/);
  assert.equal(await present(playground), 'the same again, with commit=before');
  await close(playground);
});

test('all of it goes by keyboard, and says what it is to those who listen', async () => {
  const playground = await forked();
  const { page, host } = playground;
  await circle(playground, 'as it happened').focus();
  await page.keyboard.press('Enter');
  await beside(playground).waitFor();
  await playground.drawn();
  assert.equal(await host.evaluate((element) => element.shadowRoot.activeElement.getAttribute('aria-label')), 'B: stop comparing as it happened');
  const table = host.getByRole('region', { name: 'What differs' });
  assert.deepEqual(await table.locator('thead th').allInnerTexts(), ['A', 'what', 'B']);
  assert.equal(await table.locator('caption').innerText(), 'what differs');
  await side(playground, 'A').focus();
  await page.keyboard.press('Tab');
  assert.equal(await host.evaluate((element) => element.shadowRoot.activeElement.className), 'pg-bs-middle', 'stages that are looked at have nothing to press');
  await page.evaluate(await (await import('node:fs/promises')).readFile(AXE, 'utf8'));
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  await narrator(playground).getByRole('button', { name: 'Stop comparing' }).focus();
  await page.keyboard.press('Enter');
  await playground.drawn();
  assert.equal(await beside(playground).count(), 0);
  await close(playground);
});

test('on a phone they are one under the other', async () => {
  const playground = await open({ viewport: PHONE });
  await playground.wake();
  await playground.goTo(16);
  await playground.run('compare --commit before');
  await beside(playground).waitFor();
  await playground.drawn();
  const [a, b] = await Promise.all(['A', 'B'].map((letter) => side(playground, letter).boundingBox()));
  assert.ok(b.y >= a.y + a.height);
  assert.ok(a.width <= PHONE.width);
  await close(playground);
});
