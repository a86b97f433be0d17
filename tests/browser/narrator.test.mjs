// The narrator's line: what it says is the engine's, from either source; what
// is left of a wait goes on, its buttons lead on, and the live region says it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP } from './playground.mjs';

const open = useBrowser({ before, after });

const line = (playground) => playground.host.locator('.pg-narrator');
const id = (playground) => line(playground).getAttribute('data-narration');
const says = (playground) => line(playground).locator('p').innerText();
const button = (playground, name) => line(playground).getByRole('button', { name, exact: true });

/** Waits until the line has a sentence. */
async function sentence(playground, which) {
  await playground.host.locator(`.pg-narrator[data-narration="${which}"]`).waitFor();
  return says(playground);
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('a death that nobody knows of is said with what is left of its session; one skips there, and reads why', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.run('crash c1');
  assert.match(await sentence(playground, 'dead-unnoticed'), /^c1 is dead and nobody knows it: its session ends in [\d.]+ s\. Until then nobody reads /);
  const left = async () => Number(/in ([\d.]+) s/.exec(await says(playground))[1]);
  // A heartbeat that was on its way has come by then.
  await playground.goTo((await playground.now()) + 1);
  const before = [await left(), await playground.now()];
  await playground.goTo(before[1] + 2);
  assert.ok(Math.abs(before[0] - (await left()) - 2) < 0.11, 'it goes on with time');
  const waited = await line(playground).locator('.pg-waited').evaluate((element) => Number(element.style.getPropertyValue('--waited')));
  assert.ok(waited > 0.3 && waited < 1, `${waited} of the wait is over`);
  await button(playground, 'Why?').click();
  const dialog = playground.host.getByRole('dialog', { name: 'Why?' });
  await dialog.getByText('session.timeout.ms').first().waitFor();
  assert.match(await dialog.innerText(), /6000, of c1/);
  await playground.page.keyboard.press('Escape');
  const member = (await playground.view()).groups[0].members.find(({ machine }) => machine === 'c1');
  await button(playground, 'Skip there').click();
  await playground.page.waitForFunction((at) => document.querySelector('kafka-playground').now * 1000 === at, member.sessionUntil);
  assert.equal((await playground.view()).groups[0].members.length, 1, 'it is removed');
  await playground.drawn();
  assert.notEqual(await id(playground), 'dead-unnoticed');
  await close(playground);
});

test('a crash and a restart by hand are explained together', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.run('crash c1');
  await playground.goTo((await playground.now()) + 0.5);
  await playground.run('start c1');
  await playground.stepUntil((view) => view.groups[0].state === 'PreparingRebalance', null, 10);
  assert.match(await sentence(playground, 'awaits-former'), /^c1 is back; billing waits for the member that it was before, which is gone: its session ends in/);
  await close(playground);
});

test('recording and engine say the same, at any instant of a scene', async () => {
  const playground = await open({ path: '?scene=crash', at: null, viewport: DESKTOP });
  await playground.host.evaluate((element) => element.pause());
  const instants = [3, 8, 12.1, 14, 18.6, 19.5, 22.71, 30];
  const tell = async () => {
    const told = [];
    for (const at of instants) {
      await playground.goTo(at);
      await playground.drawn();
      told.push(`${await id(playground)}: ${await says(playground)}`);
    }
    return told;
  };
  await playground.host.locator('.pg-narrator[data-narration]').waitFor();
  assert.equal(await playground.source(), 'recording');
  const recorded = await tell();
  await playground.wake();
  assert.deepEqual(await tell(), recorded);
  assert.ok(new Set(recorded).size > 3, recorded.join('\n'));
  await close(playground);
});

test('one skips to what happens next, and can stop on the way', async () => {
  const playground = await open({ viewport: DESKTOP });
  const skip = async (name) => {
    await playground.host.getByRole('button', { name: 'Skip to what happens next' }).click();
    await playground.host.getByRole('menuitem', { name }).click();
  };
  const commits = (await playground.view()).commitRecords;
  await playground.wake();
  await skip('Next commit');
  await playground.page.waitForFunction((count) => document.querySelector('kafka-playground').view(1).commitRecords > count, commits);
  await playground.drawn();
  const at = await playground.now();
  assert.equal((await playground.view()).commits.at(-1).at, Math.round(at * 1000), 'it stands where the coordinator stored it');
  await skip('Next loss');
  await button(playground, 'Stop').click();
  await playground.host.locator('.pg-narrator:not([data-narration="instead"])').waitFor();
  const stood = await playground.now();
  assert.ok(stood > at);
  await playground.drawn();
  assert.equal(await playground.now(), stood);
  await close(playground);
});

test('while time goes on the sentence changes at most once a second, and the live region says the same', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  await playground.run('crash c1');
  await playground.host.evaluate((element) => {
    element.speed = 4;
    const { shadowRoot } = element;
    element.said = [];
    element.heard = [];
    new MutationObserver(() => element.said.push(performance.now())).observe(shadowRoot.querySelector('.pg-narrator'), { attributeFilter: ['data-narration'] });
    new MutationObserver(() => element.heard.push([performance.now(), shadowRoot.querySelector('.pg-live').textContent]))
      .observe(shadowRoot.querySelector('.pg-live'), { childList: true, characterData: true, subtree: true });
    return element.play();
  });
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').heard.length > 1);
  const { said, heard } = await playground.host.evaluate((element) => element.pause().then(() => ({ said: element.said, heard: element.heard })));
  for (const times of [said, heard.map(([at]) => at)]) {
    for (let index = 1; index < times.length - 1; index += 1) assert.ok(times[index] - times[index - 1] > 900, `after ${times[index] - times[index - 1]} ms`);
  }
  assert.ok(heard.some(([, text]) => /^c1 is dead and nobody knows it/.test(text) || /rebalances/.test(text)), JSON.stringify(heard));
  await close(playground);
});
