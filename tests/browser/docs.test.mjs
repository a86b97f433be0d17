// The documentation that lies in the published site: each page under the policy
// that it says a figure works under.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { addAxe, violations } from './axe.mjs';
import { given, launch, openPage } from './browser.mjs';

const siteUrl = given('PLAYGROUND_SITE_URL');
const folder = path.join(given('PLAYGROUND_SITE'), 'docs');
const pages = readdirSync(folder, { recursive: true }).map(String).filter((file) => file.endsWith('.html')).sort();
const policy = /Content-Security-Policy: ([^<]+)</.exec(readFileSync(path.join(folder, 'embedding.html'), 'utf8'))[1].trim();

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Opens a page of the documentation as a host with that policy would send it. */
async function openDocs(name, options) {
  const opened = await openPage(browser, options);
  await opened.page.route('**/*.html*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await opened.page.goto(`${siteUrl}docs/${name}`);
  return opened;
}

/** Comes to each figure of a page as a reader does, and waits for it. */
async function readThrough(page) {
  for (const figure of await page.locator('kafka-playground').all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.evaluate((element) => element.source !== null || new Promise((resolve, reject) => {
      element.addEventListener('ready', resolve, { once: true });
      element.addEventListener('error', ({ detail }) => reject(new Error(detail.message)), { once: true });
    }));
  }
}

test('there are pages, and their policy is the strict one', () => {
  assert.ok(pages.length >= 5, pages.join(' '));
  for (const part of ["script-src 'self' 'wasm-unsafe-eval';", "style-src 'self';", "default-src 'none';"]) assert.ok(policy.includes(part), policy);
});

for (const name of pages) {
  test(`docs/${name} opens under a strict policy, its figures live, and axe finds nothing`, async () => {
    const { context, page, complaints } = await openDocs(name, { viewport: { width: 1280, height: 800 } });
    assert.ok((await page.title()).length > ' – Kafka playground'.length);
    await addAxe(page);
    assert.deepEqual(await violations(page, 'iframe'), []);
    await readThrough(page);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test(`docs/${name} has room on a phone in the dark`, async () => {
    const { context, page, complaints } = await openDocs(name, { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `it is ${wide} pixels wider than the screen`);
    await addAxe(page);
    assert.deepEqual(await violations(page, 'kafka-playground, iframe'), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test('a figure of the documentation does what a reader wants, with the engine, under that policy', async () => {
  const { context, page, complaints } = await openDocs('index.html', { viewport: { width: 1280, height: 800 } });
  const figure = page.locator('kafka-playground').first();
  await readThrough(page);
  await figure.evaluate((element) => element.run('stop c2'));
  assert.equal(await figure.evaluate((element) => element.source), 'engine');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the listener that is documented gives a frame the height that its figure wants', async () => {
  const text = readFileSync(path.join(folder, 'embedding.html'), 'utf8');
  const unescaped = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  const listener = /<code class="language-js">(addEventListener\('message'[^<]*)<\/code>/.exec(text)[1]
      .replace(/&(lt|gt|quot|amp);/g, (name) => unescaped[name]);
  const { context, page, complaints } = await openPage(browser, { viewport: { width: 700, height: 800 } });
  await page.route('**/article.html', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><title>An article</title><link rel="icon" href="data:,"><script type="module">${listener}</script>
      <iframe src="${siteUrl}embed.html?scene=crash&without=legend" title="A figure" width="640" height="200"></iframe>`,
  }));
  await page.goto(new URL('/elsewhere/article.html', siteUrl).href);
  await page.waitForFunction(() => document.querySelector('iframe').clientHeight > 400);
  const frame = page.frameLocator('iframe');
  await frame.locator('[data-cell]').first().waitFor({ state: 'attached' });
  const scrolls = await frame.locator('.pg-stage').evaluate((stage) => stage.scrollHeight - stage.clientHeight);
  assert.ok(scrolls <= 1, `${scrolls} pixels of the stage are out of sight`);
  assert.deepEqual(complaints, []);
  await context.close();
});

test('the gallery keeps its places while its figures come', async () => {
  const { context, page } = await openDocs('gallery.html', { viewport: { width: 1280, height: 800 } });
  await page.evaluate(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value, startTime }) => ({ value, startTime }))))
      .observe({ type: 'layout-shift', buffered: true });
  });
  await readThrough(page);
  const shifts = await page.evaluate(() => window.shifts.filter(({ value }) => value > 0.001));
  assert.deepEqual(shifts, []);
  await context.close();
});

test('without JavaScript a page says all that it says', async () => {
  const { context, page } = await openPage(browser, { javaScriptEnabled: false, viewport: { width: 1280, height: 800 } });
  await page.goto(`${siteUrl}docs/index.html`);
  await page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'Into your page' }).click();
  await page.getByRole('heading', { level: 1, name: 'Into your page' }).waitFor();
  await context.close();
});

test('the help of the site leads to the documentation, and that of the page that is one file does not', async () => {
  for (const [url, links] of [[siteUrl, 1], [pathToFileURL(path.join(folder, '..', 'kafka-playground.html')).href, 0]]) {
    const { context, page, complaints } = await openPage(browser, { locale: 'en-GB' });
    await page.goto(url);
    await page.locator('[data-cell]').first().waitFor({ state: 'attached' });
    await page.keyboard.press('?');
    await page.locator('dialog').getByText('Type help into the command line').waitFor();
    const link = page.locator('dialog').getByRole('link', { name: /^Documentation/ });
    assert.equal(await link.count(), links, url);
    if (links) {
      await link.click();
      await page.getByRole('heading', { level: 1, name: 'A living figure of Kafka' }).waitFor();
      assert.equal(page.url(), `${siteUrl}docs/index.html`);
    }
    assert.deepEqual(complaints, []);
    await context.close();
  }
});
