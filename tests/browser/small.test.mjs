// Small things that decide: how one comes to a scene and back to its beginning,
// what is said where something does not come, and what a figure can leave out.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { launch, openPage, pageUrl } from './browser.mjs';
import { useBrowser } from './playground.mjs';

const open = useBrowser({ before, after }, pageUrl);

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('Start over goes to where the scene opens, and so does choosing it again', async () => {
  const playground = await open({ at: null });
  await playground.host.evaluate((element) => element.pause());
  const opens = (await (await playground.page.request.get(new URL('scenes.json', pageUrl).href)).json()).opening.at;
  for (const again of ['Start over', 'Two consumers share a topic']) {
    await playground.run('crash c1');
    await playground.host.evaluate((element) => {
      element.autoplay = false;
    });
    if (again === 'Start over') await playground.host.getByRole('button', { name: again }).click();
    else await playground.choose(playground.host.getByRole('button', { name: 'Scene: Two consumers share a topic' }), again);
    await playground.page.waitForFunction((at) => document.querySelector('kafka-playground').now * 1000 === at, opens);
    assert.equal((await playground.script()).includes('crash'), false);
  }
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('the address names the scene and the instant, and only scenes that there are', async () => {
  const playground = await open({ path: '?scene=crash&at=20', at: null });
  await playground.host.getByRole('button', { name: 'Scene: What a crash repeats' }).waitFor();
  assert.ok(await playground.now() >= 20);
  assert.equal(await playground.host.getAttribute('at'), '20');
  await playground.close();
  for (const name of ['__proto__', 'constructor', 'no-such']) {
    const { context, page } = await openPage(browser);
    await page.goto(new URL(`?scene=${name}`, pageUrl).href);
    await page.locator('kafka-playground').getByText(`There is no scene “${name}”`).waitFor();
    await context.close();
  }
});

test('a scene without a title has a name', async () => {
  const playground = await open();
  await playground.host.evaluate((element) => {
    element.textContent = 'topic create inline --partitions 1';
    element.scene = 'inline';
  });
  await playground.host.getByRole('button', { name: 'Scene: Untitled scene' }).waitFor();
  await playground.close();
});

test('a height is any length', async () => {
  const html = (height) => `<!doctype html><script type="module" src="src/element-define.js"></script><kafka-playground height="${height}"></kafka-playground>`;
  for (const [height, pixels] of [['50vh', 400], ['420', 420], ['420px', 420], ['calc(50vh + 20px)', 420]]) {
    const playground = await open({ html: html(height), path: 'height.html', viewport: { width: 800, height: 800 } });
    assert.equal(Math.round((await playground.box('.pg-root')).height), pixels, height);
    const controls = await playground.box('.pg-controls');
    const { y } = await playground.box('.pg-root');
    assert.ok(controls.y + controls.height <= y + pixels + 1, `${height}: the controls are inside`);
    await playground.close();
  }
  const playground = await open({ html: html('no length'), path: 'height.html', viewport: { width: 800, height: 800 } });
  assert.ok((await playground.box('.pg-stage')).height > 300, 'what is no length leaves it as high as it is');
  await playground.close();
});

test('an error of the element is no error of the page around it', async () => {
  const playground = await open();
  const heard = await playground.host.evaluate(async (element) => {
    const heard = [];
    window.addEventListener('error', () => heard.push('window'));
    document.addEventListener('error', () => heard.push('document'));
    const told = new Promise((resolve) => element.addEventListener('error', ({ composed }) => resolve(composed)));
    element.scene = 'no-such';
    return [await told, ...heard];
  });
  assert.deepEqual(heard, [true]);
  await playground.close();
});

test('where no module comes, the page says what to do, and not before it is late', async () => {
  for (const path of ['', 'embed.html']) {
    const { context, page } = await openPage(browser);
    await page.route('**/element.js', (route) => route.abort());
    await page.goto(new URL(path, pageUrl).href);
    const said = page.locator('.fallback');
    assert.equal(await said.isVisible(), false);
    await said.filter({ visible: true }).waitFor();
    assert.match(await said.innerText(), /kafka-playground\.html/);
    await context.close();
  }
  const playground = await open();
  assert.equal(await playground.page.locator('.fallback').isVisible(), false);
  await playground.close();
});

test('an engine that takes its time says how far it is', async () => {
  const playground = await open();
  let go = () => {};
  const going = new Promise((resolve) => (go = resolve));
  let more = () => {};
  const rest = new Promise((resolve) => (more = resolve));
  const bytes = Buffer.from(await (await fetch(new URL('pkg/kafka_playground_bg.wasm', pageUrl))).arrayBuffer());
  // The file comes in pieces: half of it, and the rest when it is time.
  const server = createServer(async (_, response) => {
    response.writeHead(200, { 'content-type': 'application/wasm', 'content-length': bytes.length });
    response.write(bytes.subarray(0, 120 * 1024));
    await rest;
    response.end(bytes.subarray(120 * 1024));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  await playground.page.route('**/*.wasm*', async (route) => {
    await going;
    await route.continue({ url: `http://127.0.0.1:${server.address().port}/` });
  });
  const kept = await playground.box('.pg-narrator');
  await playground.machine('c1').hover();
  await playground.machine('c1').getByRole('button', { name: 'crash c1' }).click();
  const hint = playground.host.getByRole('group', { name: 'Narrator' });
  await hint.getByText('The engine is being loaded.').waitFor();
  go();
  await hint.getByText(/^The engine is being loaded: 120 of \d+ KB\.$/).waitFor();
  assert.deepEqual(await playground.box('.pg-narrator'), kept);
  more();
  await hint.getByText('c1 is dead').waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
  server.close();
});

test('a figure can leave out the legend and what adds something, and says what it does not know', async () => {
  const playground = await open({ path: 'embed.html?without=legend+add', viewport: { width: 1100, height: 700 } });
  assert.equal(await playground.host.locator('.kp-legend').count(), 0);
  assert.equal(await playground.host.getByRole('button', { name: /^(add|create) / }).count(), 0);
  const { height } = await playground.box('.kp-stage');
  await playground.host.evaluate((element) => {
    element.without = '';
  });
  await playground.host.locator('.kp-legend').waitFor();
  assert.ok((await playground.box('.kp-stage')).height > height, 'it leaves no hole');
  assert.equal(await playground.host.getByRole('button', { name: /^(add|create) / }).count(), 4);
  await playground.host.evaluate((element) => {
    element.without = 'add frills';
  });
  await playground.host.getByText('without: “frills” means nothing here; there is legend add buttons producers offsets.').waitFor();
  await playground.close();
});

test('what was done is kept when one starts over, and one button leads back to it', async () => {
  const playground = await open();
  const opened = await playground.script();
  await playground.run('crash c1');
  await playground.goTo(20);
  const [acted, cards] = [await playground.script(), (await playground.read()).members];
  await playground.host.getByRole('button', { name: 'Start over' }).click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now < 13);
  await playground.host.evaluate((element) => element.pause());
  assert.equal(await playground.script(), opened, 'nothing of it comes back of itself');
  await playground.goTo(21);
  assert.equal((await playground.view()).consumers[0].machine.status, 'running');
  await playground.host.getByRole('button', { name: 'Go back to it' }).click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now === 20);
  assert.equal(await playground.script(), acted);
  assert.deepEqual((await playground.read()).members, cards);
  await playground.close();
});

test('what was done in a scene is kept while another one is shown', async () => {
  const playground = await open();
  const choose = async (from, to) => {
    await playground.host.getByRole('button', { name: new RegExp(`^Scene: ${from}`) }).click();
    await playground.host.getByRole('menuitem', { name: to }).click();
    await playground.host.getByRole('button', { name: `Scene: ${to}` }).waitFor();
  };
  await playground.run('crash c1');
  await playground.goTo(15);
  const acted = await playground.script();
  await choose('Two consumers', 'A broker and nothing else');
  await choose('A broker', 'Two consumers share a topic');
  await playground.host.getByRole('button', { name: 'Go back to it' }).click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now === 15);
  assert.equal(await playground.script(), acted);
  await playground.close();
});
