// Copy embed: from what is shown to a figure in an article. What is copied is put
// into an empty page beside the site, and shows there what was shown here.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { given, siteUrl } from './browser.mjs';
import { DESKTOP, PHONE, useBrowser } from './playground.mjs';

const open = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };

const button = (playground) => playground.host.getByRole('button', { name: 'Copy embed', exact: true });
const field = (playground, label) => playground.dialog.getByLabel(label, { exact: true });
const line = (playground, form) => playground.dialog.locator(`[data-form="${form}"] input`).inputValue();
const preview = (playground) => playground.dialog.locator('.pg-embed-box kafka-playground');
const seen = (playground) => preview(playground).locator('.pg-root[data-complete]').waitFor();

/** Opens the dialog, and waits for the figure in it. */
async function embedding(playground) {
  // A locator of one element would find the preview, too.
  playground.host = playground.page.locator('kafka-playground').first();
  await button(playground).click();
  await seen(playground);
  return playground;
}

const scene = (options) => open({ path: '?scene=crash', at: 22.71, ...options });

/** Things done in the opening scene. */
async function acted(options) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.run('crash c1');
  await playground.goTo(19.2);
  return playground;
}

/** What a page with a line in it shows, and what lies beside it. */
async function article(body, files = {}) {
  return open({
    path: 'article.html', at: null,
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title><link rel="icon" href="data:,"><body>${body}`,
    prepare: async (context) => {
      for (const [name, text] of Object.entries(files)) {
        await context.route(`**/${name}`, (route) => route.fulfill({ contentType: name.endsWith('.svg') ? 'image/svg+xml' : 'application/json', body: text }));
      }
    },
  });
}

const PICTURE = { '*.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' };

/** The attributes of the figure in a line, as a browser reads them. */
function attributesIn(playground, text) {
  return playground.page.evaluate((text) => {
    const figure = new DOMParser().parseFromString(text, 'text/html').querySelector('kafka-playground');
    return Object.fromEntries([...figure.attributes].map(({ name, value }) => [name, value]));
  }, text);
}

async function close({ complaints, context }) {
  assert.deepEqual(complaints, []);
  await context.close();
}

test('a scene in which nothing was done is its name, and needs no engine', async () => {
  const playground = await embedding(await scene(CLIPBOARD));
  await playground.dialog.getByText('Nothing to save. A reader loads 55 KB at most, and no engine.').waitFor();
  await playground.dialog.getByRole('button', { name: 'Remove this caption' }).click();
  await playground.dialog.locator('[data-form="ES module"]').getByRole('button').click();
  const copied = await playground.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, new RegExp(`^<script type="module" src="${siteUrl}(src/)?element-define\\.js"></script>`
    + `<kafka-playground scene="crash" playground="${siteUrl}">`
    + `<img src="${siteUrl}posters/crash\\.svg" alt="What a crash repeats: [^"]+"></kafka-playground>$`));
  assert.equal(await playground.source(), 'recording');
  assert.equal(await preview(playground).evaluate((element) => element.source), 'recording');
  assert.equal(await preview(playground).evaluate((element) => element.now), 22.71);
  const figure = await article(copied, PICTURE);
  assert.equal(await figure.now(), 22.71);
  assert.equal(await figure.source(), 'recording');
  assert.deepEqual(await figure.view(), await playground.view());
  await close(figure);
  await close(playground);
});

test('an instant of a scene is in the frame’s address', async () => {
  const playground = await embedding(await scene({ at: 14.2 }));
  const figure = await article(await line(playground, 'iframe'));
  const frame = figure.page.frameLocator('iframe').locator('kafka-playground');
  await frame.locator('.pg-root[data-complete]').waitFor();
  assert.equal(await frame.evaluate((element) => element.now), 14.2);
  assert.deepEqual(await frame.evaluate((element) => element.view(200)), await playground.view());
  assert.equal(await frame.evaluate((element) => element.hasAttribute('readonly')), false);
  await close(figure);
  await close(playground);
});

test('what was done is a recording that is saved, and shown from there without the engine', async () => {
  const playground = await embedding(await acted({ acceptDownloads: true }));
  await playground.dialog.getByText(/^To be saved and put beside the article\. A reader loads \d\d KB, of which the file is \d+, and no engine\.$/).waitFor();
  assert.equal(await preview(playground).evaluate((element) => element.source), 'recording');
  await field(playground, 'Its address, from the article').fill('figures/one.json');
  const saving = playground.page.waitForEvent('download');
  await playground.dialog.getByRole('button', { name: 'Save one.json' }).click();
  const download = await saving;
  assert.equal(download.suggestedFilename(), 'one.json');
  const files = { ...PICTURE, 'figures/one.json': await readFile(await download.path(), 'utf8') };
  const text = await line(playground, 'ES module');
  assert.match(text, /<img src="figures\/one\.svg" /);
  const { src, start, end, at } = await attributesIn(playground, text);
  assert.deepEqual({ src, end, at }, { src: 'figures/one.json', end: '19.2', at: '19.2' });
  assert.ok(Number(start) < 12.48 && Number(start) > 11, start);
  const figure = await article(text, files);
  assert.equal(await figure.now(), 19.2);
  assert.equal(await figure.source(), 'recording');
  assert.deepEqual(await figure.view(), await playground.view());
  await close(figure);
  const framed = await article(await line(playground, 'iframe'), files);
  const frame = framed.page.frameLocator('iframe').locator('kafka-playground');
  await frame.locator('.pg-root[data-complete]').waitFor();
  assert.deepEqual(await frame.evaluate((element) => element.view(200)), await playground.view());
  await close(framed);
  await close(playground);
});

test('what was done can be a link, whose reader loads the engine', async () => {
  const playground = await embedding(await acted());
  await playground.dialog.getByText(/a reader loads \d\d KB, and then the engine, 497 KB more\./).waitFor();
  await playground.dialog.getByLabel('A link, which holds your commands').check();
  assert.equal(await playground.dialog.getByRole('button', { name: /^Save .*json$/ }).isVisible(), false);
  const text = await line(playground, 'ES module');
  assert.match(text, /<kafka-playground link="v1\.[\w-]+"/);
  const figure = await article(text, PICTURE);
  await figure.page.waitForFunction(() => document.querySelector('kafka-playground').now === 19.2);
  assert.equal(await figure.source(), 'engine');
  assert.deepEqual(await figure.view(), await playground.view());
  await close(figure);
  const framed = await article(await line(playground, 'iframe'));
  const frame = framed.page.frameLocator('iframe').locator('kafka-playground');
  await frame.locator('.pg-root[data-complete]').waitFor();
  assert.deepEqual(await frame.evaluate((element) => element.view(200)), await playground.view());
  await close(framed);
  await close(playground);
});

test('captions begin with what the narrator says, and are said where they are copied to', async () => {
  const playground = await embedding(await scene({ at: 14.2 }));
  const sentence = await playground.host.locator('.pg-narrator p').first().textContent();
  const captions = playground.dialog.locator('.pg-embed-captions li');
  assert.deepEqual(await captions.locator('input').evaluateAll((all) => all.map(({ value }) => value)), ['14.2', sentence]);
  await playground.dialog.getByRole('button', { name: 'Add a caption' }).click();
  const [instant, text] = [captions.nth(1).locator('input').first(), captions.nth(1).locator('input').last()];
  assert.equal(await text.evaluate((element) => element === element.getRootNode().activeElement), true);
  await instant.fill('20.5');
  await text.fill('“c2” says <b>"mine" & goes on</b>, see @12.3');
  await captions.nth(1).getByText('A word such as @12 begins another caption').waitFor();
  assert.equal(await playground.dialog.locator('[data-form="ES module"]').getByRole('button').isDisabled(), true);
  await text.fill('“c2” says <b>"mine" & goes on</b>, see me@12.3');
  await playground.dialog.getByLabel('Pauses at each caption').check();
  // They stand in the order of time, when nobody is in them.
  await instant.fill('8');
  await playground.dialog.getByLabel('Pauses at each caption').focus();
  assert.deepEqual(await captions.locator('input:first-child').evaluateAll((all) => all.map(({ value }) => value)), ['8', '14.2']);
  await captions.nth(0).locator('input').first().fill('20.5');
  const copied = await line(playground, 'ES module');
  const read = await attributesIn(playground, copied);
  assert.equal(read.captions, `@14.200 ${sentence.replace(/\s+/g, ' ').trim()} @20.500 “c2” says <b>"mine" & goes on</b>, see me@12.3`);
  assert.equal(read['pause-at'], 'captions');
  const figure = await article(copied, PICTURE);
  const told = () => figure.host.locator('[part~="caption"]').textContent();
  assert.equal(await told(), `1${sentence}`);
  await figure.goTo(20.5);
  assert.equal(await told(), '2“c2” says <b>"mine" & goes on</b>, see me@12.3');
  await close(figure);
  await close(playground);
});

test('its picture is the figure as it opens, and stands there where no script runs', async () => {
  const playground = await embedding(await scene({ at: 14.2, acceptDownloads: true }));
  await playground.dialog.locator('input[name="producers"]').uncheck();
  await playground.dialog.getByRole('button', { name: 'Opens at: now' }).click();
  const text = await line(playground, 'ES module');
  assert.match(text, /<img src="crash\.svg" alt="What a crash repeats: c1 is dead/);
  const saved = async (kind) => {
    const saving = playground.page.waitForEvent('download');
    await playground.dialog.getByRole('button', { name: `Picture as ${kind}` }).click();
    const download = await saving;
    return [download.suggestedFilename(), await readFile(await download.path())];
  };
  const [name, svg] = await saved('SVG');
  assert.equal(name, 'crash.svg');
  assert.match(String(svg), /^<svg [\s\S]*<title>What a crash repeats, at 0:14\.2/);
  assert.doesNotMatch(String(svg), /checkout/);
  assert.match(String(svg), /prefers-color-scheme: ?dark/);
  const [bitmap, png] = await saved('PNG');
  assert.equal(bitmap, 'crash.png');
  assert.deepEqual([...png.subarray(1, 4)], [...Buffer.from('PNG')]);
  const still = await open({
    path: 'article.html', at: null, ready: false, saveData: false, javaScriptEnabled: false,
    html: `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><body>${text}`,
    prepare: (context) => context.route('**/crash.svg', (route) => route.fulfill({ contentType: 'image/svg+xml', body: svg })),
  });
  const box = await still.page.locator('img').boundingBox();
  assert.deepEqual([box.width, box.height > 200], [640, true]);
  await close(still);
  await close(playground);
});

test('what is wrong is said where it is, and nothing can be copied until it is mended', async () => {
  const playground = await embedding(await scene());
  const copies = playground.dialog.locator('.pg-form button');
  await field(playground, 'Begins at').fill('5');
  await field(playground, 'Ends at').fill('4,5');
  await playground.dialog.getByText('It ends before it begins.').waitFor();
  assert.equal(await field(playground, 'Ends at').getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await copies.evaluateAll((all) => all.map((each) => each.disabled)), [true, true, true]);
  await field(playground, 'Ends at').fill('0:50');
  await playground.dialog.getByText('What is recorded of the scene ends at 40.').waitFor();
  await field(playground, 'Ends at').fill('0:30');
  assert.deepEqual(await copies.evaluateAll((all) => all.map((each) => each.disabled)), [false, false, false]);
  await playground.dialog.getByRole('button', { name: 'Ends at: now' }).click();
  const { start, end, at } = await attributesIn(playground, await line(playground, 'ES module'));
  assert.deepEqual({ start, end, at }, { start: '5', end: '22.71', at: undefined });
  await close(playground);
});

test('what plays by itself plays from where it begins', async () => {
  const playground = await embedding(await acted());
  await playground.dialog.getByLabel('Plays by itself').check();
  await playground.dialog.getByLabel('Loops').check();
  const attributes = await attributesIn(playground, await line(playground, 'ES module'));
  assert.equal(attributes.at, undefined);
  assert.deepEqual([attributes.autoplay, attributes.loop], ['', '']);
  await close(playground);
});

test('the preview is the figure, in both widths and colours, and another one only where it is another', async () => {
  const playground = await embedding(await scene());
  const marked = () => preview(playground).evaluate((element) => element.marked === true);
  const mark = () => preview(playground).evaluate((element) => { element.marked = true; });
  await mark();
  await playground.dialog.getByRole('button', { name: '360 px' }).click();
  assert.equal(await preview(playground).evaluate((element) => element.clientWidth), 360);
  const dark = playground.dialog.getByRole('button', { name: 'Dark', exact: true });
  await dark.click();
  assert.equal(await dark.getAttribute('aria-pressed'), 'true');
  assert.equal(await preview(playground).evaluate((element) => getComputedStyle(element).colorScheme), 'dark');
  // The picture’s words are no part of the figure, and neither is its language here.
  await field(playground, 'What the picture shows, for who cannot see it').fill('Another text');
  await field(playground, 'Language').selectOption('de');
  await playground.page.waitForTimeout(600);
  assert.equal(await marked(), true);
  assert.equal(await playground.host.evaluate((element) => element.lang), 'en');
  await playground.dialog.locator('input[name="legend"]').uncheck();
  await playground.page.waitForTimeout(600);
  assert.equal(await marked(), false);
  await seen(playground);
  assert.equal(await preview(playground).locator('.kp-legend').count(), 0);
  // It is alive, and what it tells is not told by the page.
  const heard = await playground.host.evaluateHandle((element) => {
    const heard = [];
    for (const name of ['ready', 'command']) element.addEventListener(name, () => heard.push(name));
    return heard;
  });
  await preview(playground).evaluate(async (element) => { await element.seek(25); await element.run('crash c2'); });
  assert.deepEqual(await heard.jsonValue(), []);
  assert.equal(await playground.now(), 22.71);
  await close(playground);
});

test('one reaches all of it by keys, and comes back to where one was', async () => {
  const playground = await scene();
  playground.host = playground.page.locator('kafka-playground').first();
  await button(playground).focus();
  await playground.page.keyboard.press('Enter');
  await seen(playground);
  const focused = () => playground.host.evaluate((element) => element.shadowRoot.activeElement?.id);
  assert.equal(await focused(), 'pg-embed-from-scene');
  await playground.page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'pg-embed-from-file');
  assert.match(await line(playground, 'ES module'), / src="crash\.json"/);
  await playground.page.addScriptTag({ path: AXE });
  const found = await playground.page.evaluate(async () => (await window.axe.run({
    // A figure that is drawn smaller has smaller buttons; a11y.test.mjs looks at it as it is, and at what is behind.
    exclude: ['.pg-embed-box', '.pg-middle'].map((each) => ({ fromShadowDom: ['kafka-playground', each] })),
  }, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, iframes: false, preload: false,
  })).violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')}`)));
  assert.deepEqual(found, []);
  await playground.page.keyboard.press('Escape');
  assert.equal(await playground.host.evaluate((element) => element.shadowRoot.activeElement?.textContent), 'Copy embed');
  assert.equal(await playground.page.locator('kafka-playground').count(), 1);
  await close(playground);
});

test('on a phone it comes from the share dialog, and fits', async () => {
  const playground = await scene({ viewport: PHONE });
  playground.host = playground.page.locator('kafka-playground').first();
  assert.equal(await button(playground).isVisible(), false);
  await playground.host.getByRole('button', { name: 'Share', exact: true }).click();
  await playground.dialog.getByRole('button', { name: 'Copy embed' }).click();
  await seen(playground);
  const { beyond, right } = await playground.dialog.evaluate((dialog) => ({
    beyond: dialog.scrollWidth - dialog.clientWidth, right: dialog.getBoundingClientRect().right,
  }));
  assert.ok(beyond <= 0 && right <= PHONE.width, `${beyond}, ${right}`);
  const { width, right: edge } = await preview(playground).evaluate((element) => element.getBoundingClientRect());
  assert.ok(width > 200 && edge <= PHONE.width, `${width}, ${edge}`);
  await close(playground);
});

test('it speaks the language of the page', async () => {
  const playground = await scene({ locale: 'de-DE' });
  playground.host = playground.page.locator('kafka-playground').first();
  await playground.host.getByRole('button', { name: 'Einbetten' }).click();
  await seen(playground);
  await playground.dialog.getByText('Nichts zu speichern. Wer liest, lädt höchstens 55 KB und keine Engine.').waitFor();
  await close(playground);
});

test('the page that is one file has nothing beside it, and offers none', async () => {
  const file = await open({ path: pathToFileURL(path.join(given('PLAYGROUND_SITE'), 'kafka-playground.html')).href, at: null });
  assert.equal(await button(file).count(), 0);
  await file.host.getByRole('button', { name: 'Share', exact: true }).click();
  await file.dialog.getByRole('button', { name: 'Save as a file' }).waitFor();
  assert.equal(await file.dialog.getByRole('button', { name: 'Copy embed' }).count(), 0);
  await close(file);
});
