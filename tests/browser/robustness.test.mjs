// Other people's pages, and other people's keys.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, WIDE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after }, pageUrl);

const ARTICLE = `<!doctype html><html lang="en"><title>An article</title><link rel="icon" href="data:,">
  <style>* { color: red; font-size: 30px } button { display: none }</style>
  <script type="module" src="/src/element-define.js"></script>
  <h1>Two figures</h1>
  <div id="one"><kafka-playground panels="stage controls"></kafka-playground></div>
  <div id="two"><kafka-playground panels="all" scene="crash"></kafka-playground></div></html>`;

test('two elements on a page do not know of each other', async () => {
  const { playgrounds, context, complaints, page } = await open({ html: ARTICLE, path: 'article.html', at: null, viewport: { width: 1100, height: 2400 } });
  const [one, two] = playgrounds;
  await one.goTo(12.48);
  await two.goTo(22.71);
  assert.deepEqual([(await one.view()).now, (await two.view()).now], [12_480, 22_710]);
  const before = await two.markup();
  await one.press('c1', 'crash c1');
  await one.goTo(14);
  assert.equal(await two.markup(), before, 'the other one stands as it stood');
  assert.equal((await one.script()).trim().split('\n').length, (await two.script()).trim().split('\n').length);
  for (const playground of [one, two]) assertSame(...(await playground.both()), 'in an article', { cells: await inSight(playground) });
  // The article's own styles do not reach in.
  await one.machine('c2').hover();
  assert.ok(await one.machine('c2').getByRole('button', { name: 'stop c2' }).isVisible());
  assert.notEqual(await one.host.locator('.kp-name').first().evaluate((element) => getComputedStyle(element).color), 'rgb(255, 0, 0)');
  // A key moves the figure that has the focus, and that one only.
  await two.host.locator('[role="slider"][aria-label="Timeline"]').focus();
  await page.keyboard.press('ArrowRight');
  await two.drawn();
  assert.ok((await two.now()) > 22.71);
  assert.equal(await one.now(), 14);
  assert.deepEqual(complaints, []);
  await context.close();
});

async function inSight(playground) {
  const counts = {};
  for (const cell of (await playground.read()).cells) counts[cell.lane] = (counts[cell.lane] ?? 0) + 1;
  return Math.max(...Object.values(counts));
}

test('an element that is moved goes on, and one that is put back is where it was', async () => {
  const { playgrounds, context, complaints, page } = await open({ html: ARTICLE, path: 'article.html', at: null, viewport: { width: 1100, height: 2400 } });
  const [one] = playgrounds;
  await one.goTo(12.48);
  await one.run('crash c1');
  await one.goTo(15);
  const before = await one.markup();
  await page.evaluate(() => document.querySelector('#two').append(document.querySelector('#one kafka-playground')));
  const moved = page.locator('#two kafka-playground').last();
  assert.equal(await moved.evaluate((element) => element.now), 15);
  await page.evaluate(() => {
    window.kept = document.querySelector('#two kafka-playground:last-child');
    window.kept.remove();
  });
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  assert.equal(await page.evaluate(() => window.kept.view()), null, 'out of the document nothing runs');
  assert.ok(await page.evaluate(() => window.kept.script.includes('crash c1')), 'but it keeps its history');
  await page.evaluate(() => document.querySelector('#one').append(window.kept));
  await one.host.locator('.pg-root').waitFor();
  await page.waitForFunction(() => window.kept.now === 15);
  await one.drawn();
  assert.equal(await one.markup(), before, 'what was there is there again');
  // Twenty times in and out leaves nothing behind that complains or draws.
  await page.evaluate(async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      window.kept.remove();
      await Promise.resolve();
      document.querySelector('#one').append(window.kept);
    }
  });
  await page.waitForFunction(() => window.kept.now === 15 && window.kept.shadowRoot.querySelectorAll('.pg-root').length === 1);
  await one.drawn();
  assert.equal(await one.markup(), before);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('attributes change a running element, and a scene that is not there is said in words', async () => {
  const playground = await open();
  await playground.host.evaluate((element) => element.setAttribute('panels', 'stage'));
  await playground.drawn();
  assert.equal(await playground.now(), 12.48, 'other panels, the same instant');
  assert.equal(await playground.host.locator('.pg-controls').count(), 0);
  await playground.host.evaluate((element) => {
    element.panels = 'all';
    element.theme = 'dark';
  });
  await playground.drawn();
  assert.equal(await playground.host.evaluate((element) => getComputedStyle(element).colorScheme), 'dark');
  await playground.host.evaluate((element) => {
    element.scene = 'empty';
  });
  await playground.host.getByRole('button', { name: 'Create a topic' }).first().waitFor();
  await playground.host.evaluate((element) => {
    element.scene = 'no such scene';
  });
  await playground.host.getByText(/There is no scene “no such scene”\. There are: opening/).waitFor();
  await playground.host.evaluate((element) => {
    element.textContent = '# A script of its own\ntopic create inline --partitions 1\nwait 2s';
    element.scene = 'inline';
  });
  await playground.host.locator('[data-topic-head="inline"]').waitFor();
  await playground.host.getByText('A script of its own').waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

const HOSTILE = {
  markup: '<img src=x onerror="window.hacked=1">',
  closing: '</div><script>window.hacked=1</script>',
  rightToLeft: '\u202Egnp.exe\u202C مرحبا',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈',
  combining: `Z${'\u0351\u0327'.repeat(200)}`,
  // A line holds 4096 characters, with the command around the key.
  long: 'k'.repeat(3900),
  quotes: `"'\`\\`,
  option: '--value',
  switch: '--x=y',
  blanks: '  a\u00a0b  c',
  lines: 'a\nb\tc',
  selector: '"]:not(*)',
  prototype: '__proto__',
};

test('keys from strangers are drawn as text, in their cells', async () => {
  const playground = await open({ viewport: WIDE });
  const button = playground.machine('checkout').getByRole('button', { name: 'produce a record from checkout' });
  const before = (await playground.view()).topics[0].records;
  for (const key of Object.values(HOSTILE)) {
    await button.click();
    await playground.fill({ Key: key, Value: key.slice(0, 40), Headers: `h=${key.split('\n')[0].slice(0, 40)}`, Partition: '0' }, 'Produce');
    await playground.dialog.waitFor({ state: 'detached' });
  }
  const typed = Object.values(HOSTILE).map((key) => key.replace(/\n/g, ' ').trim());
  const view = await playground.stepUntil((view, keys) => keys.every((key) => view.topics[0].partitions[0].cells.some((cell) => cell.key === key)), typed);
  assert.ok(view.topics[0].records >= before + typed.length);
  const [, stage] = await playground.both();
  assertSame(await playground.view(), stage, 'with keys from strangers');
  // A record that has just landed swells for a moment.
  await playground.settled();
  const boxes = await playground.boxes('[data-cell]');
  for (const box of boxes) assert.ok(box.width <= 32 && box.height <= 32, `a cell keeps its size: ${JSON.stringify(box)}`);
  const overflow = await playground.stage.evaluate((stage) => stage.querySelector('.kp-stage').scrollWidth - stage.clientWidth);
  assert.ok(overflow <= 0, `the stage is ${overflow} pixels too wide`);
  // The inspector, the journal and the menus show them, too.
  for (const cell of await playground.host.locator('[data-cell][data-partition="0"]').all()) await cell.click();
  await playground.stepUntil((view) => view.consumers[0].hand.some((record) => record.key?.startsWith('kkkk')), null, 120);
  assertSame(...(await playground.both()), 'in the hands of a consumer');
  assert.equal(await playground.host.locator('img, script').count(), 0, 'nothing was parsed');
  assert.equal(await playground.page.evaluate(() => window.hacked), undefined);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('no line of a scene is refused, and each scene opens when all of its lines have run', async () => {
  const playground = await open({ at: null });
  const found = await playground.host.evaluate(async (element) => {
    const scenes = await (await fetch('/scenes.json')).json();
    const told = [];
    for (const [name, { at }] of Object.entries(scenes)) {
      const refused = [];
      const listen = ({ detail }) => refused.push(detail.message);
      element.addEventListener('error', listen);
      element.scene = name;
      await element.reset();
      element.removeEventListener('error', listen);
      refused.push(...[...element.shadowRoot.querySelectorAll('.pg-log .pg-refusal')].map((each) => each.textContent));
      const last = Number(/^@(\S+) /.exec(element.script.trim().split('\n').at(-1))?.[1] ?? 0);
      told.push({ name, refused, late: last * 1000 > at || element.now * 1000 !== at });
    }
    return told;
  });
  assert.ok(found.length > 8);
  for (const { name, refused, late } of found) assert.deepEqual([refused, late], [[], false], name);
  await playground.close();
});

test('an inline script has its seed, its title, and its wrong lines told of', async () => {
  const playground = await open();
  await playground.host.evaluate((element) => {
    element.textContent = `
      # kafka-playground script v1, seed 18446744073709551615, start 5
      # A script with an error
      topic create inline --partitions 1
      crahs c1
      @2.5 produce --topic inline --key=--x
    `;
    element.scene = 'inline';
  });
  await playground.host.locator('[data-topic-head="inline"]').waitFor();
  await playground.host.getByText('A script with an error').waitFor();
  await playground.host.getByText(/crahs c1: .*Did you mean crash\?/).waitFor();
  assert.equal(await playground.script(), [
    '# kafka-playground script v1, seed 18446744073709551615, start 5',
    '@0.000 topic create inline --partitions 1',
    '@2.500 produce --topic inline --key "--x"',
    '',
  ].join('\n'));
  await playground.close();
});

test('a session can be pasted', async () => {
  const playground = await open();
  await playground.openTab('Terminal');
  const input = playground.host.getByLabel('Command', { exact: true });
  await input.evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '$ stall c1\n# a comment\n\n$ produce --topic orders --key "a b"\n');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await playground.wake();
  const lines = (await playground.script()).trim().split('\n').slice(-2).map((line) => line.replace(/^@\S+ /, ''));
  assert.deepEqual(lines, ['stall c1', 'produce --topic orders --key "a b"']);
  await playground.close();
});

test('a paste of 5,000 lines lets the page draw, and can be stopped', async () => {
  const playground = await open();
  const paste = (lines) => playground.host.getByLabel('Command', { exact: true }).evaluate((input, lines) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', Array.from({ length: lines }, (_, line) => `produce --topic orders --key k${line % 7}`).join('\n'));
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, lines);
  const given = async () => (await playground.script()).trim().split('\n').length - 4;
  await playground.wake();
  await playground.host.getByRole('tab', { name: 'Terminal' }).click();
  await paste(5000);
  await playground.host.getByText(/^\d+ of 5000 lines$/).waitFor();
  await playground.host.getByRole('button', { name: 'Stop', exact: true }).click();
  await playground.host.locator('.pg-work').waitFor({ state: 'detached' });
  const stopped = await given();
  assert.ok(stopped > 0 && stopped < 5000, `${stopped} lines were run`);
  const instants = (await playground.script()).trim().split('\n').slice(4).map((row) => row.split(' ')[0]);
  assert.deepEqual([...new Set(instants)], ['@12.480'], 'all at one instant');
  await paste(30);
  await playground.page.waitForFunction((lines) => document.querySelector('kafka-playground').script.split('\n').length > lines, stopped + 33);
  assert.equal(await given(), stopped + 30);
  await playground.close();
});

test('an instant that is too far away is refused, and the scene opens', async () => {
  const html = ARTICLE.replace('<div id="two">', '<div hidden>').replace('"stage controls"', '"stage controls" at="1e9"');
  const playground = await open({ path: 'far.html', html, at: null, ready: false });
  const figure = playground.playgrounds?.[0] ?? playground;
  await figure.host.getByText(/is more than an hour away/).waitFor();
  assert.equal(await figure.now(), 12.48);
  await playground.close?.();
});

test('names from strangers are drawn as text, or refused', async () => {
  const playground = await open();
  const names = ['<b>x</b>', '"]x', 'a/b', '-', '…'.repeat(60)];
  for (const name of names) {
    const quoted = JSON.stringify(name);
    for (const line of [
      `consume --topic orders --group ${quoted}`,
      `produce --topic orders --name ${quoted} --rate 1/s`,
      `topic create ${quoted} --partitions 1`,
    ]) {
      await playground.host.evaluate((element, line) => element.run(line).then(() => null, (error) => error.message), line);
    }
  }
  await playground.goTo(18);
  await playground.film(30);
  for (const [view, stage] of await playground.film(1)) assertSame(view, stage, 'with names from strangers', { cells: 14 });
  const groups = (await playground.view()).groups.map((group) => group.id);
  assert.ok(groups.includes('<b>x</b>') && groups.includes('a/b'), `Kafka takes any group name: ${groups}`);
  assert.equal(await playground.host.locator('b').evaluateAll((all) => all.filter((each) => each.textContent === 'x').length), 0);
  // A menu and a form of such a thing work, too.
  const group = playground.host.locator('[data-group-state]').filter({ hasText: '<b>x</b>' }).first();
  await group.hover();
  await group.getByRole('button', { name: 'more for group <b>x</b>' }).click();
  await playground.host.getByRole('menuitem', { name: 'Add a consumer…' }).click();
  await playground.fill({}, 'Add');
  await playground.dialog.waitFor({ state: 'detached' });
  assert.match(await playground.lastLine(), /--group <b>x<\/b>/);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a long history and many machines stay within the stage', async () => {
  const playground = await open();
  await playground.run('topic create wide --partitions 24');
  await playground.run('produce --topic wide --rate 100/s --name flood');
  await playground.run('consume --topic wide --group crowd --members 12 --work 10ms --from-beginning');
  await playground.goTo(30);
  const stage = await playground.read();
  assert.ok(stage.flights.length <= 80, `${stage.flights.length} things are in the air`);
  assert.equal(stage.machines.length, 2 + 2 + 12);
  const { width } = playground.page.viewportSize();
  const boxes = await playground.boxes('.kp-stage > div:first-child *');
  for (const box of boxes) assert.ok(box.x >= -1 && box.x + box.width <= width + 1, `within the stage: ${JSON.stringify(box)}`);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});
