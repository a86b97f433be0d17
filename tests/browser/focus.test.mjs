// The focus is always somewhere, and always in sight.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP } from './playground.mjs';

const open = useBrowser({ before, after });

/** What has the focus, in words; an exclamation mark leads what is wrong with it. */
function focused(playground) {
  return playground.host.evaluate(async (element) => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const active = element.shadowRoot.activeElement;
    if (document.activeElement !== element || !active) return `! ${document.activeElement.localName}`;
    const name = active.getAttribute('aria-label') ?? active.textContent.slice(0, 40);
    const { left, right, top, bottom } = active.getBoundingClientRect();
    if (!active.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return `! not visible: ${name}`;
    const [x, y] = [(Math.max(0, left) + Math.min(innerWidth, right)) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2];
    if (bottom <= 0 || top >= innerHeight) return `! out of sight: ${name}`;
    const hit = element.shadowRoot.elementFromPoint(x, y);
    // A ring stands on a flag where they say the same, and a slider has its drawing before it.
    const seen = hit && (active.contains(hit) || hit.contains(active) || active.closest('.kp-track')?.contains(hit));
    return seen ? name : `! hidden by ${hit?.className?.baseVal ?? hit?.className}: ${name}`;
  });
}

async function assertFocus(playground, when) {
  const name = await focused(playground);
  assert.ok(!name.startsWith('!'), `${when}: ${name}`);
  return name;
}

test('the focus is never lost, whatever goes away', async () => {
  const playground = await open({ viewport: DESKTOP });
  const { keyboard } = playground.page;
  await playground.wake();
  const press = async (name, machine) => {
    const button = (machine ? playground.machine(machine) : playground.host).getByRole('button', { name, exact: true });
    await button.focus();
    await keyboard.press('Enter');
    await playground.drawn();
    return assertFocus(playground, name);
  };
  await press('pause checkout', 'checkout');
  await press('resume checkout', 'checkout');
  assert.match(await press('crash c1', 'c1'), /c1/, 'it stays on the card');
  assert.match(await press('start c1', 'c1'), /c1/);
  await playground.stepUntil((view) => view.groups[0].state === 'Stable' && view.groups[0].members.length === 2);
  await press('stop c2', 'c2');
  await playground.stepUntil((view) => view.consumers[1].machine.status === 'stopped');
  await assertFocus(playground, 'stopped');
  await press('remove c2', 'c2');
  await playground.machine('c2').waitFor({ state: 'detached' });
  await assertFocus(playground, 'removed');

  // What is proposed goes with its button, or changes.
  await playground.startOver();
  await press('Crash c1');
  await assertFocus(playground, 'waiting for the moment');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('crash c1'));
  await assertFocus(playground, 'nothing is proposed');
  await playground.host.evaluate((element) => element.pause());

  // A cell is driven out of the window by newer ones; a line has not happened yet.
  await playground.startOver();
  const cell = playground.host.locator('[data-cell][data-partition="2"]').first();
  await cell.focus();
  await playground.goTo(29);
  await playground.run('produce --topic orders --rate 50/s --keys kim --name flood');
  await playground.goTo(33);
  await assertFocus(playground, 'a cell that goes away');
  await playground.openTab('Journal');
  await playground.host.locator('.pg-journal-list button').first().focus();
  await playground.goTo(20);
  await assertFocus(playground, 'a line that goes away');

  // Dialogs, menus, tabs.
  await press('Help');
  await keyboard.press('Escape');
  assert.equal(await assertFocus(playground, 'a dialog is closed'), 'Help');
  await press('Add');
  await keyboard.press('Escape');
  assert.equal(await assertFocus(playground, 'a menu is closed'), 'Add');
  await playground.host.locator('[data-cell][tabindex="0"]').first().focus();
  await keyboard.press('Enter');
  await press('Close the inspector');
  await press('Start over');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

for (const [width, height, phone] of [[640, 400, false], [360, 740, true], [320, 256, true]]) {
  test(`nothing that has the focus is hidden at ${width}x${height}${phone ? ', touched' : ''}`, async () => {
    const playground = await open({ viewport: { width, height }, hasTouch: phone, isMobile: phone });
    for (const tab of [null, 'Terminal', 'Table']) {
      if (tab) await playground.openTab(tab);
      await playground.host.evaluate((element) => element.shadowRoot.querySelector('.pg-skips button').focus());
      const wrong = [];
      let first = null;
      for (let press = 0; press < 70; press += 1) {
        const name = await focused(playground);
        if (name === first || name === '! body') break;
        first ??= name;
        if (name.startsWith('!')) wrong.push(name);
        await playground.page.keyboard.press('Tab');
      }
      assert.deepEqual(wrong, [], `${tab ?? 'folded'}`);
    }
    await playground.close();
  });
}

test('from the top there are ways past what is in between', async () => {
  const playground = await open({ viewport: DESKTOP });
  const { keyboard } = playground.page;
  for (const [presses, name, where] of [[1, 'To the stage', '.pg-stage'], [2, 'To the controls', '.pg-play'], [3, 'To the panel', '.pg-tablist button']]) {
    await playground.page.evaluate(() => document.activeElement.blur());
    await playground.host.evaluate((element) => element.shadowRoot.activeElement?.blur());
    await playground.page.mouse.click(2, 2);
    await playground.host.evaluate((element) => element.shadowRoot.querySelector('.pg-skips button').focus());
    for (let press = 1; press < presses; press += 1) await keyboard.press('Tab');
    assert.equal(await assertFocus(playground, name), name);
    await keyboard.press('Enter');
    await playground.drawn();
    assert.ok(await playground.host.evaluate((element, where) => element.shadowRoot.activeElement.matches(where), where), name);
  }
  await playground.close();
});
