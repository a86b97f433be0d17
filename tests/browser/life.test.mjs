// Following: the life of a record, the order of a group's work, and the journal
// as a window over its lines.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP } from './playground.mjs';

const open = useBrowser({ before, after });

const steps = (playground) => playground.host.locator('.pg-life-steps li').evaluateAll((items) => items.map((item) => item.dataset.step));

test('a record that is picked is followed through its life, on the stage, in the hands and in the journal', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  const found = await playground.stepUntil((view) => view.consumers.some((each) => each.hand.some((record) => record.state === 'waiting')));
  const { topic, partition, offset } = found.consumers.flatMap((each) => each.hand).find((record) => record.state === 'waiting');
  const thing = `record:${topic}/${partition}/${offset}`;
  await playground.host.locator(`[data-cell][data-thing="${thing}"]`).click();
  await playground.host.locator('.pg-life-steps li').first().waitFor();
  assert.deepEqual(await steps(playground), ['made', 'batched', 'sent', 'appended', 'fetched', 'read']);
  await playground.page.mouse.move(5, 5);
  for (const place of ['.kp-cell', '.kp-chip']) {
    assert.equal(await playground.host.locator(`${place}.kp-lit[data-thing="${thing}"]`).count(), 1, `lit as ${place}`);
  }
  await playground.stepUntil((view, { partition, offset }) => (
    Number(view.groups[0].lanes.find((lane) => lane.partition === partition).committed) > offset
  ), { partition, offset });
  await playground.page.waitForFunction(() => (
    document.querySelector('kafka-playground').shadowRoot.querySelector('.pg-life-steps li:last-child').dataset.step === 'committed'
  ));
  assert.deepEqual(await steps(playground), ['made', 'batched', 'sent', 'appended', 'fetched', 'read', 'worked', 'done', 'committed']);
  await playground.openTab('Journal');
  await playground.drawn();
  const lit = await playground.host.locator('.pg-journal-list [data-followed]').allInnerTexts();
  assert.ok(lit.some((line) => line.includes('commits')) && lit.some((line) => line.includes('finishes')), lit.join('; '));
  await playground.openTab('Inspector');
  await playground.host.locator('.pg-life-steps [data-step="appended"] button').click();
  await playground.drawn();
  assert.deepEqual(await steps(playground), ['made', 'batched', 'sent', 'appended'], 'it led to its instant');
  await playground.close();
});

test('a group that is picked shows in which order it worked, across partitions', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  await playground.goTo(16);
  await playground.host.locator('.kp-group-name').click();
  const works = playground.host.locator('.pg-order-works li');
  await works.first().waitFor();
  const shown = await works.evaluateAll((items) => items.map((item) => item.dataset.worked));
  const { ledger } = (await playground.view()).groups[0];
  assert.equal(shown.length, Math.min(24, ledger.once));
  assert.ok(new Set(shown.map((place) => place.split('/')[0])).size > 1, 'several partitions');
  for (const place of new Set(shown.map((each) => each.split('/')[0]))) {
    const offsets = shown.filter((each) => each.startsWith(place)).map((each) => Number(each.split('/')[1]));
    assert.deepEqual(offsets, [...offsets].sort((one, other) => one - other), `the order of ${place}`);
  }
  await works.last().click();
  await playground.host.locator('.pg-life-steps li').first().waitFor();
  await playground.close();
});

test('the journal draws a window of its lines, which stays where one reads while new ones come', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.wake();
  await playground.goTo(70);
  await playground.openTab('Journal');
  await playground.drawn();
  const lines = playground.host.locator('.pg-journal-list li');
  const scroller = playground.host.locator('.pg-lines');
  const inSight = () => scroller.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return element.getRootNode().elementFromPoint(box.left + 80, box.top + 60).closest('li')?.innerText ?? '';
  });
  const scroll = async (to) => {
    await scroller.evaluate((element, to) => element.scrollTo(0, to), to);
    await playground.page.waitForTimeout(50);
    await playground.drawn();
  };
  await scroll(900);
  await playground.host.locator('.pg-journal-list[style*="newer"]').waitFor();
  await scroll(1800);
  const read = await inSight();
  assert.notEqual(read, '');
  await playground.goTo(80);
  assert.equal(await inSight(), read, 'it is still there');
  for (let step = 0; step < 40 && !(await lines.allInnerTexts()).some((line) => line.startsWith('0.000')); step += 1) await scroll(1e6);
  assert.ok((await lines.last().innerText()).startsWith('0.000'), 'the first line of all is reached');
  assert.ok(await lines.count() < 80, `${await lines.count()} lines are drawn`);
  await lines.last().getByRole('button').click();
  await playground.drawn();
  assert.equal(await playground.now(), 0);
  await playground.close();
});
