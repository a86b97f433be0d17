// The Code tab: a program's text in its client's language, the line that runs,
// and the commit that can be moved.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, PHONE } from './playground.mjs';

const open = useBrowser({ before, after }, pageUrl);

/** What the tab shows. */
function shown(playground) {
  return playground.host.locator('.pg-code').evaluate((panel) => {
    const row = (line) => ({
      text: line.querySelector('code').textContent, ops: (line.dataset.ops ?? '').split(' '), place: line.dataset.place ?? null,
      values: line.querySelector('.pg-code-values').textContent,
    });
    const lines = [...panel.querySelectorAll('.pg-code-line')];
    return {
      lit: lines.filter((line) => line.classList.contains('pg-runs')).map(row),
      solid: lines.filter((line) => line.querySelector('.pg-solid')).map(row),
      hollow: lines.filter((line) => line.querySelector('.pg-code-flag:not(.pg-solid)')).map(({ dataset }) => dataset.place),
      note: panel.querySelector('.pg-code-note').textContent,
      // What the engine says.
      line: panel.querySelector('.pg-code-lines').dataset.lit ?? null,
      settings: Object.fromEntries([...panel.querySelectorAll('.pg-code-setting')].map((one) => [one.children[0].textContent, one.children[1].textContent])),
    };
  });
}

/** The tab with the code of c1. */
async function openCode(options) {
  const playground = await open(options);
  await playground.openTab('Code');
  await playground.host.locator('.pg-code-line').first().waitFor();
  return playground;
}

test('the code is there when its tab is opened, with the line that runs and the values of that instant', async () => {
  const playground = await openCode();
  await playground.wake();
  const view = await playground.stepUntil(({ consumers: [first], now }) => first.doing === 'working' && now < first.workUntil - 100);
  const c1 = view.consumers[0];
  const { lit, solid, hollow, note, settings } = await shown(playground);
  assert.equal(lit.length, 1);
  assert.equal(lit[0].text.trim(), 'work(record.key(), record.value());');
  const working = c1.hand.find((record) => record.state === 'working');
  assert.equal(lit[0].values, `${working.key}, ${working.value}: ${300 - (c1.workUntil - view.now)} of 300 ms`);
  assert.deepEqual(solid.map(({ place }) => place), ['batch']);
  assert.deepEqual(hollow, ['auto', 'before', 'record', 'marks', 'never']);
  assert.match(note, /^c1 of billing at this instant/);
  assert.equal(settings['max.poll.records'], '4');
  assert.equal(settings['auto.commit.interval.ms'], '5000', 'also what nobody gave');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('the line is the operation of the engine at every event of some seconds', async () => {
  const playground = await openCode();
  const button = playground.host.getByRole('button', { name: 'One event on', exact: true });
  const seen = new Set();
  for (let step = 0; step < 50; step += 1) {
    await button.click();
    await playground.drawn();
    const { lit, line } = await shown(playground);
    if (line === 'call') assert.deepEqual(lit, []);
    else assert.ok(lit.length === 1 && lit[0].ops.includes(line), `${line}: ${JSON.stringify(lit)}`);
    seen.add(line);
  }
  for (const line of ['work', 'commit']) assert.ok(seen.has(line), `${line} among ${[...seen]}`);
  await playground.close();
});

test('the line that runs is in sight, also where the code is longer than the panel', async () => {
  const playground = await open({ path: '?scene=empty', at: 0, viewport: { width: 1280, height: 600 } });
  await playground.host.evaluate(async (element) => {
    await element.run('topic create orders');
    await element.run('produce --topic orders --rate 8/s --keys ana');
    await element.run('consume --topic orders --group billing --commit contiguous --workers 3 --work 400ms --from-beginning');
  });
  await playground.goTo(2);
  await playground.openTab('Code');
  await playground.host.locator('.pg-runs').waitFor();
  const seen = new Set();
  for (const at of [2.1, 8, 8.2, 9, 2.2, 10]) {
    await playground.goTo(at);
    // The observer tells it in a frame, and the text is scrolled in the next one.
    await playground.drawn();
    await playground.drawn();
    const [ops, inSight] = await playground.host.evaluate(({ shadowRoot: root }) => {
      const place = root.querySelector('.pg-code-place').getBoundingClientRect();
      const line = root.querySelector('.pg-runs');
      const { top, bottom } = line.getBoundingClientRect();
      return [line.dataset.ops, top >= place.top - 1 && bottom <= place.bottom + 1];
    });
    assert.ok(inSight, `${ops} is out of sight`);
    seen.add(ops);
  }
  assert.ok(seen.size > 1, `${[...seen]}`);
  await playground.close();
});

test('the loops of all clients have a line for all that they do in ten seconds', async () => {
  const playground = await open();
  const [found, count] = await playground.host.evaluate(async () => {
    const load = (path) => import(new URL(path, document.baseURI));
    const [{ loadEngine }, { clients }, { describe }] = await Promise.all([
      load('src/player/engine.js'), load('src/code/clients.js'), load('src/panels/code-lines.js'),
    ]);
    const { Playground } = await loadEngine();
    const wrong = new Set();
    let count = 0;
    for (const [loop, client] of Object.entries(clients)) {
      for (const [style, ways] of Object.entries(client.ways)) {
        for (const commit of ways) {
          const engine = new Playground(7, 0);
          engine.run('topic create orders --partitions 2');
          engine.run('produce --topic orders --rate 5/s --keys ana,bo,kim');
          engine.advance(3000);
          const habits = `--loop ${loop} --style ${style} --commit ${commit}`;
          engine.run(`consume --topic orders --group g --work 100ms ${habits} --set auto.offset.reset=earliest --set auto.commit.interval.ms=1000`);
          const seen = new Set();
          while (engine.now() < 13_000) {
            engine.step();
            if (engine.now() > 11_500 && engine.now() < 11_600) engine.run('stop c1');
            const code = engine.code('c1');
            const view = engine.view(4);
            const told = describe.consumer(view, view.consumers[0], code, { shown: null, now: engine.now() });
            const lit = told.rows.filter((row) => row.cls.includes('pg-runs')).map((row) => row.attrs['data-ops'].split(' '));
            count += 1;
            const runs = view.consumers[0].machine.status === 'running';
            seen.add(code.line);
            const fits = !runs || code.line === 'call' ? lit.length === 0 : lit.length === 1 && lit[0].includes(code.line);
            if (!fits) wrong.add(`${habits}: ${code.line}, and not ${JSON.stringify(lit)}`);
          }
          for (const line of ['poll', 'work']) if (!seen.has(line)) wrong.add(`${habits}: no ${line} among ${[...seen]}`);
          engine.free();
        }
      }
    }
    return [[...wrong], count];
  });
  assert.deepEqual(found, []);
  assert.ok(count > 3000, `${count} events`);
  await playground.close();
});

test('the commit is dragged from the batch to the record, and a crash repeats less', async () => {
  const playground = await openCode({ at: 12.48 });
  const flag = (way) => playground.host.locator(`.pg-code-flag[data-way="${way}"]`);
  await flag('batch').scrollIntoViewIfNeeded();
  const from = await flag('batch').boundingBox();
  await playground.page.mouse.move(from.x + 10, from.y + 8);
  await playground.page.mouse.down();
  const to = await flag('record').boundingBox();
  await playground.page.mouse.move(to.x + 10, to.y + 20, { steps: 4 });
  await playground.page.mouse.move(to.x + 10, to.y + 8, { steps: 4 });
  assert.equal(await playground.host.locator('.pg-code-ghost').innerText(), 'set c1 --commit record');
  await playground.page.mouse.up();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('set c1 --commit record'));
  await playground.drawn();
  const { solid } = await shown(playground);
  assert.deepEqual(solid.map(({ place }) => place), ['record']);
  const again = async (script) => {
    const other = await open({ path: '?scene=empty', at: null });
    // Where lines are given while time goes on, chance says when.
    await other.host.evaluate((host) => host.pause());
    for (const line of script) await other.run(line);
    const { ledger } = (await other.view()).groups[0];
    await other.close();
    return ledger.again;
  };
  const story = (commit) => [
    'topic create orders --partitions 1', 'produce --topic orders --rate 4/s --keys ana',
    `consume --topic orders --group g --work 300ms --commit ${commit} --from-beginning --set max.poll.records=10 --set session.timeout.ms=6000`,
    'wait 16s', 'crash c1', 'start c1', 'wait 20s',
  ];
  const [batch, record] = [await again(story('batch')), await again(story('record'))];
  assert.ok(batch > record && record <= 1, `again ${batch} with a commit after the batch, and ${record} after each record`);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a flag is moved by a key, and by a press of another one', async () => {
  const playground = await openCode();
  const flag = (way) => playground.host.locator(`.pg-code-flag[data-way="${way}"]`);
  await flag('batch').focus();
  await playground.page.keyboard.press('ArrowUp');
  await playground.page.keyboard.press('ArrowUp');
  await playground.page.keyboard.press('Enter');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('--commit record'));
  await playground.drawn();
  assert.deepEqual((await shown(playground)).solid.map(({ place }) => place), ['record']);
  assert.equal(await playground.host.evaluate((element) => element.shadowRoot.activeElement.dataset.way), 'record', 'the focus stays');
  await flag('never').click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('--commit never'));
  await playground.close();
});

test('another client’s text is not lit, says so, and can be made the program', async () => {
  const playground = await openCode();
  await playground.host.getByRole('group', { name: 'Client' }).getByRole('button', { name: 'Go, Sarama' }).click();
  const other = await shown(playground);
  assert.deepEqual(other.lit, []);
  assert.match(other.note, /^c1 runs as Java’s loop/);
  assert.equal(other.settings['Offsets.Initial'], 'OffsetOldest');
  assert.equal(other.settings['max.poll.records'], undefined, 'what Sarama does not have is not shown');
  await playground.host.getByRole('button', { name: 'Make c1 Sarama’s' }).click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('--loop sarama'));
  await playground.run('wait 8s');
  await playground.drawn();
  const { note, solid } = await shown(playground);
  assert.match(note, /^c1 of billing/);
  assert.equal(solid.length, 1);
  await playground.close();
});

test('a setting is changed by a press on it, under its client’s name', async () => {
  const playground = await openCode();
  await playground.host.locator('.pg-code-setting[data-key="max.poll.records"]').click();
  const field = playground.host.getByLabel('max.poll.records', { exact: true });
  await field.fill('2');
  await field.press('Enter');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').script.includes('set c1 max.poll.records=2'));
  await playground.drawn();
  assert.equal((await shown(playground)).settings['max.poll.records'], '2');
  await playground.close();
});

test('a producer has its code, too, and a phone has room for it', async () => {
  const playground = await openCode({ viewport: PHONE, hasTouch: true, isMobile: true });
  await playground.host.getByRole('group', { name: 'Whose code' }).getByRole('button', { name: 'checkout' }).click();
  const { lit, note } = await shown(playground);
  assert.match(note, /^checkout sends to orders/);
  assert.match(lit[0].text, /Thread\.sleep\(500\)/);
  const wide = await playground.host.locator('.pg-code').evaluate((panel) => panel.scrollWidth - panel.clientWidth);
  assert.equal(wide, 0);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('the tab is not there where there is no program', async () => {
  const playground = await open({ path: '?scene=empty', at: null });
  assert.equal(await playground.host.getByRole('tab', { name: 'Code' }).count(), 0);
  await playground.run('topic create orders');
  await playground.run('consume --topic orders --group g');
  await playground.drawn();
  assert.equal(await playground.host.getByRole('tab', { name: 'Code' }).count(), 1);
  await playground.close();
});
