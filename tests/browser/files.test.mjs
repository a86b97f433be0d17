// Sessions as files: saved, dropped, chosen and pasted; and the last one, which
// the page keeps and offers.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readFile } from 'node:fs/promises';

import { useBrowser, DESKTOP } from './playground.mjs';

const open = useBrowser({ before, after });
const notice = (playground) => playground.host.locator('.pg-notice');
const narrator = (playground) => playground.host.locator('.pg-narrator');
const OFFER = /Your last session is kept: Two consumers share a topic, (one command|\d+ commands)\./;

async function acted(options = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.run('crash c1');
  await playground.goTo(14.2);
  await playground.run('produce --topic orders --key ünü --value "grüße 🜁"');
  await playground.goTo(13.1);
  await playground.run('stall c2');
  await playground.goTo(15);
  return playground;
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

/** The session as the page saves it. */
async function saved(playground) {
  await playground.host.getByRole('button', { name: 'Share', exact: true }).click();
  const [download] = await Promise.all([
    playground.page.waitForEvent('download'), playground.dialog.getByRole('button', { name: 'Save as a file' }).click(),
  ]);
  await playground.page.keyboard.press('Escape');
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

async function drop(playground, text, name = 'session.kafka') {
  await playground.page.evaluate(({ text, name }) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name));
    for (const type of ['dragover', 'drop']) dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, { text, name });
}

async function paste(playground, text) {
  await playground.openTab('Terminal');
  const input = playground.host.locator('.pg-input');
  await input.focus();
  await input.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

const shows = (playground, script) =>
  playground.page.waitForFunction((script) => document.querySelector('kafka-playground').script === script, script);

test('a file that was saved can be dropped, with all branches and the instant', async () => {
  const playground = await acted();
  const file = await saved(playground);
  assert.equal(file.name, 'two-consumers-share-a-topic.kafka');
  assert.match(file.text, /^# kafka-playground script v1, seed 4, start 1767603600000, semantics 1, facts [0-9a-f]{8}, opens/);
  assert.match(file.text, /opens @12\.480 after 3, at @15\.000 in \d\n/);
  assert.match(file.text, /\nbranch 1 from 0 @/);
  const [script, view] = [await playground.script(), await playground.view()];
  const other = await open({ viewport: DESKTOP });
  await drop(other, file.text);
  await shows(other, script);
  await other.drawn();
  assert.deepEqual(await other.view(), view);
  assert.equal(await other.host.locator('.pg-scene').textContent(), 'Two consumers share a topic');
  assert.equal((await saved(other)).text, file.text);
  // Its scene can be started over.
  await other.host.getByRole('button', { name: 'Start over' }).click();
  await other.page.waitForFunction(() => !document.querySelector('kafka-playground').script.includes('stall'));
  await close(playground);
  await close(other);
});

test('every script that is printed can be pasted back', async () => {
  const playground = await acted();
  const [script, whole, view] = [await playground.script(), (await saved(playground)).text, await playground.view()];
  const other = await open({ viewport: DESKTOP });
  await other.openTab('Terminal');
  await paste(other, whole);
  await shows(other, script);
  await other.drawn();
  assert.deepEqual(await other.view(), view);
  await other.choose(other.host.locator('.pg-scene'), 'A broker and nothing else');
  await shows(other, '# kafka-playground script v1, seed 1, start 1767603600000\n');
  await paste(other, script);
  await shows(other, script);
  assert.match(await other.host.locator('.pg-terminal').textContent(), /crash c1|stall c2/);
  await other.host.evaluate((element) => element.pause());
  // Rows without a header are run in what is there, each at its instant.
  const now = await other.now();
  const later = `@${(now + 1).toFixed(3)} heal c2`;
  await paste(other, `@${(now + 0.5).toFixed(3)} cut c2\n${later}`);
  await shows(other, `${script}@${(now + 0.5).toFixed(3)} cut c2\n${later}\n`);
  await close(playground);
  await close(other);
});

test('a file is chosen from the list of scenes', async () => {
  const playground = await open({ viewport: DESKTOP });
  await playground.host.locator('.pg-scene').click();
  const [chooser] = await Promise.all([
    playground.page.waitForEvent('filechooser'), playground.host.getByRole('menuitem', { name: 'Open a file…' }).click(),
  ]);
  const text = '# kafka-playground script v1, seed 9, start 0\n# Mine\ntopic create mine --partitions 2\n@3.000\n';
  await chooser.setFiles({ name: 'mine.kafka', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await shows(playground, '# kafka-playground script v1, seed 9, start 0\n@0.000 topic create mine --partitions 2\n');
  assert.equal(await playground.host.locator('.pg-scene').textContent(), 'Mine');
  assert.equal(await playground.now(), 3);
  await close(playground);
});

test('a file that is none says so, and changes nothing', async () => {
  const playground = await acted();
  const script = await playground.script();
  for (const [text, wrong] of [
    ['# kafka-playground script v3\n', /another version/],
    ['topic create a\nbranhc <img src=x>', /row 2.*branhc/s],
    ['x'.repeat(1024 * 1024 + 1), /too long/],
    ['branch 9 from 0 @1', /A branch is written/],
  ]) {
    await drop(playground, text);
    await notice(playground).getByText(wrong).waitFor();
    assert.equal(await playground.script(), script);
  }
  await playground.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array([0xff, 0xfe, 0x00])], 'picture.png'));
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await notice(playground).getByText(/“picture.png” is no text/).waitFor();
  await playground.run('unstall c2');
  await close(playground);
});

/** The page again, as a reload or another tab shows it. */
async function again(playground, { reload = true, address = '' } = {}) {
  const page = reload ? playground.page : await playground.context.newPage();
  // What is cut off by a reload would be a complaint.
  await playground.page.waitForLoadState('networkidle');
  if (reload) await page.reload();
  else await page.goto(new URL(address, playground.page.url()).href);
  await page.locator('.pg-root[data-complete]').waitFor();
  // What keeps it comes after all that one sees.
  await page.waitForLoadState('networkidle');
  return page;
}

const keptIn = (page) => page.evaluate(() => Object.values(JSON.parse(localStorage.getItem('kafka-playground-sessions') ?? '{}')));
const isKept = (page, count) => page.waitForFunction((count) =>
  Object.keys(JSON.parse(localStorage.getItem('kafka-playground-sessions') ?? '{}')).length === count, count);

test('the last session is offered after a reload, and goes on', async () => {
  const playground = await acted();
  const [script, view] = [await playground.script(), await playground.view()];
  await isKept(playground.page, 1);
  await playground.page.waitForTimeout(600);
  await again(playground);
  await narrator(playground).getByText(OFFER).waitFor();
  assert.equal(await playground.source(), 'recording', 'the first frame needs no engine');
  await narrator(playground).getByRole('button', { name: 'Go on with it' }).click();
  await shows(playground, script);
  await playground.goTo(15);
  assert.deepEqual(await playground.view(), view);
  await playground.run('unstall c2');
  await playground.page.waitForTimeout(700);
  assert.equal((await keptIn(playground.page)).length, 1, 'it is the same session');
  assert.match((await keptIn(playground.page))[0].text, /unstall c2/);
  await close(playground);
});

test('neither a second tab nor a link overwrites it, and who does not want it is not asked again', async () => {
  const playground = await acted();
  await isKept(playground.page, 1);
  await playground.page.waitForTimeout(600);
  const [first] = await keptIn(playground.page);
  const tab = await again(playground, { reload: false });
  await tab.locator('.pg-narrator').getByText(OFFER).waitFor();
  await tab.locator('kafka-playground').evaluate(async (element) => {
    await element.pause();
    await element.run('crash c2');
  });
  await isKept(tab, 2);
  assert.equal(await tab.locator('.pg-narrator').getByText(OFFER).count(), 0, 'what is done is no longer asked');
  const link = JSON.parse(await readFile(new URL('links.json', import.meta.url), 'utf8'))[2];
  const linked = await again(playground, { reload: false, address: link.hash });
  assert.equal(await linked.locator('.pg-narrator').getByText(/last session/).count(), 0);
  await linked.locator('kafka-playground').evaluate((element) => element.run('crash c2'));
  await isKept(linked, 3);
  assert.ok((await keptIn(linked)).some((kept) => kept.text === first.text));
  // What was done there is offered where the same link is loaded again.
  await linked.waitForLoadState('networkidle');
  await linked.reload();
  await linked.locator('.pg-narrator').getByText(/last session is kept/).waitFor();
  await again(playground);
  await narrator(playground).getByText(OFFER).waitFor();
  await narrator(playground).getByRole('button', { name: 'Not now' }).click();
  await again(playground);
  await playground.page.waitForTimeout(500);
  assert.equal(await narrator(playground).getByText(/last session/).count(), 0);
  // A reload cuts off what is on its way.
  assert.deepEqual(playground.complaints.filter((complaint) => !complaint.startsWith('failed:')), []);
  await playground.close();
});

test('an embed keeps and offers nothing', async () => {
  const playground = await acted();
  await isKept(playground.page, 1);
  for (const address of ['embed.html?panels=all']) {
    const page = await again(playground, { reload: false, address });
    await page.locator('kafka-playground').evaluate(async (element) => {
      await element.pause();
      await element.run('crash c2');
    });
    await page.waitForTimeout(700);
    assert.equal(await page.getByText(/last session/).count(), 0);
    assert.equal((await keptIn(page)).length, 1);
  }
  const url = new URL('article.html', playground.page.url()).href;
  await playground.context.route(url, (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><title>An article</title><link rel="icon" href="data:,">
      <iframe width="1200" height="700" src="index.html"></iframe>`,
  }));
  const page = await playground.context.newPage();
  await page.goto(url);
  const frame = page.frameLocator('iframe').locator('kafka-playground');
  await frame.locator('.pg-root[data-complete]').waitFor();
  await frame.evaluate(async (element) => {
    await element.pause();
    await element.run('crash c2');
  });
  await page.waitForTimeout(700);
  assert.equal((await keptIn(page)).length, 1);
  assert.equal(await frame.getByText(/last session/).count(), 0);
  await close(playground);
});
