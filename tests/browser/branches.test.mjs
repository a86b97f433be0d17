// Going another way: branches that begin in the past, undo and redo.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const rows = (playground) => playground.host.locator('.pg-br-list li');
const names = (playground) => playground.host.locator('.pg-br-go').allInnerTexts();
const present = (playground) => playground.host.locator('.pg-br-go[aria-current]').innerText();
const notice = (playground) => playground.host.locator('.pg-notice');
const status = async (playground, name) => (await playground.view()).consumers.find((each) => each.machine.name === name).machine.status;

/** A page on which c1 crashed in the past: it has a future in which it did not, too. */
async function forked({ at = 13, ...options } = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.goTo(20);
  await playground.goTo(at);
  await playground.press('c1', 'crash c1');
  await playground.drawn();
  return playground;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('acting in the past begins a branch, says so, and leads back to the old future', async () => {
  const playground = await forked();
  await notice(playground).getByText('This began a branch, crash c1 at 0:13. The old future is kept.').waitFor();
  assert.deepEqual(await names(playground), ['as it happened', 'crash c1 at 0:13']);
  assert.equal(await present(playground), 'crash c1 at 0:13');
  await playground.goTo(15);
  await notice(playground).getByRole('button', { name: 'Go back to the old future' }).click();
  await playground.drawn();
  assert.equal(await playground.now(), 13);
  assert.equal(await status(playground, 'c1'), 'running');
  assert.equal(await present(playground), 'as it happened');
  await playground.goTo(20);
  assert.equal(await status(playground, 'c1'), 'running', 'what was to come comes');
  assert.equal((await playground.script()).includes('crash'), false);
  await close(playground);
});

test('a line is clicked to go on with it, where one is or where one points', async () => {
  const playground = await forked();
  await playground.goTo(18);
  await playground.host.getByRole('button', { name: 'as it happened', exact: true }).click();
  await playground.drawn();
  assert.equal(await playground.now(), 18, 'the same instant');
  assert.equal(await status(playground, 'c1'), 'running');
  // Lines are drawn anew with the timeline, so both are measured at once.
  const place = await playground.host.evaluate(({ shadowRoot: root }) => {
    const line = root.querySelectorAll('.pg-br-line')[1].getBoundingClientRect();
    const row = root.querySelectorAll('.pg-br-list li')[1].getBoundingClientRect();
    return { x: line.right - 2, y: row.y + 20 };
  });
  await playground.page.mouse.click(place.x, place.y);
  await playground.drawn();
  assert.equal(await present(playground), 'crash c1 at 0:13');
  assert.ok((await playground.now()) > 17);
  assert.equal(await status(playground, 'c1'), 'crashed');
  await close(playground);
});

test('what a branch leads to stands at its end', async () => {
  const playground = await forked({ at: 17.6 });
  await playground.goTo(40);
  const ends = playground.host.locator('.pg-br-ends');
  const said = () => ends.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const { ledger } = (await playground.view()).groups[0];
  assert.ok(ledger.again > 0, 'the crash repeats something');
  assert.deepEqual(await said(), ['leads to: 0 done again, 0 never done', `leads to: ${ledger.again} done again, 0 never done`]);
  await playground.goTo(18);
  assert.equal((await said())[1], `leads to: ${ledger.again} done again, 0 never done`, 'wherever one is');
  assert.deepEqual(await ends.allTextContents(), ['↑0↓0', `↑${ledger.again}↓0`]);
  await close(playground);
});

test('branches are gone to, named and forgotten by keyboard', async () => {
  const playground = await forked();
  const { keyboard } = playground.page;
  const button = (name) => playground.host.getByRole('button', { name, exact: true });
  await button('as it happened').focus();
  await keyboard.press('Enter');
  await playground.drawn();
  assert.equal(await present(playground), 'as it happened');
  await button('Rename crash c1 at 0:13').focus();
  await keyboard.press('Enter');
  await keyboard.type('c1 dies');
  await keyboard.press('Enter');
  assert.deepEqual(await names(playground), ['as it happened', 'c1 dies']);
  await keyboard.press('Tab');
  assert.equal(await playground.host.evaluate((element) => element.shadowRoot.activeElement.ariaLabel), 'Forget c1 dies');
  await keyboard.press('Enter');
  assert.equal(await playground.host.locator('.pg-branches').isVisible(), false, 'one is no choice');
  await notice(playground).getByText('Forgotten: c1 dies').waitFor();
  await notice(playground).getByRole('button', { name: 'Keep it' }).click();
  assert.deepEqual(await names(playground), ['as it happened', 'c1 dies']);
  await keyboard.press('b');
  assert.equal(await playground.host.locator('.pg-branches').isVisible(), false);
  await keyboard.press('b');
  assert.equal(await playground.host.locator('.pg-branches').isVisible(), true);
  await close(playground);
});

test('what is forgotten is gone after a while', async () => {
  const playground = await forked();
  await playground.page.clock.install();
  await playground.host.getByRole('button', { name: 'Forget as it happened' }).click();
  await playground.page.clock.runFor(10_000);
  await playground.host.evaluate((element) => element.run('produce --topic orders --key zoe'));
  assert.equal(await playground.host.locator('.pg-branches').isVisible(), false);
  await playground.run('crash c2');
  assert.equal(await status(playground, 'c1'), 'crashed');
  await close(playground);
});

test('over the limit the branches where nobody was for longest are forgotten, and that is said', async () => {
  const playground = await forked();
  await playground.goTo(17);
  for (let at = 0; at < 23; at += 1) {
    await playground.host.evaluate((element, at) => element.seek(14 + at / 10), at);
    await playground.run('produce --topic orders --key zoe');
    await playground.goTo(17);
  }
  assert.equal(await rows(playground).count(), 24);
  await notice(playground).getByText('Only so many branches are kept: “as it happened”, where nobody has been for longest, is forgotten.').waitFor();
  await playground.page.locator('body').press('Escape');
  await close(playground);
});

test('undo goes to a line without the crash, and playing does not repeat it; redo returns to the line with it', async () => {
  const playground = await open({ viewport: DESKTOP });
  const { keyboard } = playground.page;
  await playground.wake();
  await playground.goTo(20);
  const undone = playground.host.locator('.pg-undo');
  assert.equal(await undone.getAttribute('aria-disabled'), 'true');
  await playground.press('c1', 'crash c1');
  assert.equal(await undone.getAttribute('title'), 'Undo: crash c1 (Ctrl+Z)');
  await playground.goTo(25);
  const markup = await playground.markup();
  await keyboard.press('Control+z');
  await playground.drawn();
  assert.equal(await playground.now(), 20);
  assert.equal(await status(playground, 'c1'), 'running');
  assert.deepEqual(await names(playground), ['as it happened', 'without crash c1 at 0:20']);
  await notice(playground).getByText('Undone: crash c1').waitFor();
  await playground.goTo(25);
  assert.equal(await status(playground, 'c1'), 'running', 'it does not come back');
  assert.equal((await playground.script()).includes('crash'), false);
  await keyboard.press('Control+Shift+Z');
  await playground.drawn();
  assert.equal(await status(playground, 'c1'), 'crashed');
  assert.equal(await present(playground), 'as it happened');
  await playground.goTo(25);
  assert.equal(await playground.markup(), markup);
  await undone.click();
  await playground.drawn();
  assert.equal(await status(playground, 'c1'), 'running', 'by its button, too');
  assert.equal(await rows(playground).count(), 2, 'and no branch more');
  await playground.host.locator('.pg-redo').click();
  await playground.drawn();
  assert.equal(await status(playground, 'c1'), 'crashed');
  await close(playground);
});

test('starting over is undone', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  await playground.goTo(20);
  await playground.press('c1', 'crash c1');
  await playground.goTo(22);
  await playground.host.getByRole('button', { name: 'Start over' }).click();
  await notice(playground).getByText('Started over. What you did is kept.').waitFor();
  await playground.host.evaluate((element) => element.pause());
  assert.equal(await status(playground, 'c1'), 'running');
  await playground.page.keyboard.press('Control+z');
  await playground.drawn();
  assert.equal(await status(playground, 'c1'), 'crashed');
  assert.equal(await playground.now(), 22);
  await close(playground);
});

test('by touch, and on a phone by the menu', async () => {
  const playground = await forked({ hasTouch: true });
  await playground.host.getByRole('button', { name: 'as it happened', exact: true }).tap();
  await playground.drawn();
  assert.equal(await present(playground), 'as it happened');
  await close(playground);
  const phone = await open({ viewport: PHONE, hasTouch: true });
  await phone.wake();
  await phone.goTo(20);
  await phone.run('crash c1');
  await phone.host.evaluate((element) => element.seek(13));
  await phone.run('crash c2');
  assert.equal(await phone.host.locator('.pg-branches').isVisible(), false);
  const menu = phone.host.getByRole('button', { name: 'Skip to what happens next' });
  await menu.tap();
  await phone.host.getByRole('menuitem', { name: 'Go to: as it happened' }).tap();
  await phone.drawn();
  assert.equal(await status(phone, 'c2'), 'running');
  await phone.goTo(20);
  await menu.tap();
  await phone.host.getByRole('menuitem', { name: 'Undo', exact: true }).tap();
  await phone.drawn();
  assert.equal(await status(phone, 'c1'), 'running');
  await close(phone);
});

test('the page with its branches is clean, in both themes', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const playground = await forked({ colorScheme });
    await playground.page.addScriptTag({ path: AXE });
    await playground.settled();
    const found = await playground.page.evaluate(async () => {
      const { violations } = await window.axe.run(document, {
        runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
        rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], iframes: false, preload: false,
      });
      return violations.flatMap((rule) => rule.nodes.filter((node) => !/data-flag|data-ring|kp-/.test(node.html))
        .map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
    });
    assert.deepEqual(found, [], colorScheme);
    await close(playground);
  }
});
