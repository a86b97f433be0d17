// What `cargo xtask dist` writes works where authors and learners put it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { given, launch, openPage } from './browser.mjs';

/** The published site, served from deep inside some folders. */
const siteUrl = given('PLAYGROUND_SITE_URL');
/** The folder that holds it. */
const site = given('PLAYGROUND_SITE');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Goes to `url` and waits until a log shows a record. */
async function showsRecords(url, prepare = async () => {}) {
  const { context, page, complaints } = await openPage(browser);
  await prepare(page);
  await page.goto(url);
  await page.locator('[data-cell]').first().waitFor({ state: 'attached', timeout: 10_000 });
  assert.deepEqual(complaints, []);
  await context.close();
}

test('the site works from any folder of a host', () => showsRecords(siteUrl));

test('the page for frames works from any folder of a host', () => showsRecords(`${siteUrl}embed.html`));

test('the one-file page works when it is opened from the disk', () =>
  showsRecords(pathToFileURL(path.join(site, 'kafka-playground.html')).href));

test('one script tag brings two elements into an article', async () => {
  const { context, page, complaints } = await openPage(browser);
  await page.route('**/article.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>An article</title><link rel="icon" href="data:,">
        <script type="module" src="${siteUrl}kafka-playground.js"></script>
        <kafka-playground></kafka-playground><p>Text.</p><kafka-playground></kafka-playground>`,
    }),
  );
  await page.goto(new URL('/elsewhere/article.html', siteUrl).href);
  const elements = page.locator('kafka-playground');
  for (const index of [0, 1]) {
    await elements.nth(index).locator('[data-cell]').first().waitFor({ state: 'attached', timeout: 10_000 });
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test('how faithful it is can be seen on the site and from the disk', async () => {
  for (const url of [siteUrl, pathToFileURL(path.join(site, 'kafka-playground.html')).href]) {
    const { context, page, complaints } = await openPage(browser);
    await page.goto(url);
    await page.getByRole('button', { name: 'How faithful is this?' }).click();
    await page.locator('dialog tr[data-area]').first().waitFor();
    assert.ok((await page.locator('dialog .pg-faith-notes tbody tr').count()) > 5, `what is simplified at ${url}`);
    assert.deepEqual(complaints, []);
    await context.close();
  }
});

test('a lesson can be taken on the site and from the disk, in the language of the browser', async () => {
  for (const url of [siteUrl, pathToFileURL(path.join(site, 'kafka-playground.html')).href]) {
    for (const [locale, title] of [['en-GB', 'The same key, the same partition'], ['de-DE', 'Derselbe Key, dieselbe Partition']]) {
      const { context, page, complaints } = await openPage(browser, { locale });
      await page.goto(`${url}?lesson=keys`);
      await page.locator('.pg-lesson').getByRole('heading', { name: title }).waitFor();
      await page.locator('[data-cell]').first().waitFor({ state: 'attached' });
      assert.deepEqual(complaints, [], url);
      await context.close();
    }
  }
});
