// What a figure really loads is what its budget counts (crates/xtask/src/budget.rs).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { given, launch, openPage } from './browser.mjs';

const siteUrl = given('PLAYGROUND_SITE_URL');

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test('a figure that nobody touches loads what its budget counts, and no engine', async () => {
  const { context, page, complaints } = await openPage(browser);
  const asked = new Set();
  page.on('request', (request) => asked.add(request.url()));
  // It stands in an article, away from the corner in which a browser without a mouse has its pointer.
  await page.route('**/article.html', (route) => route.fulfill({
    contentType: 'text/html', body: '<body style="padding: 40px"><iframe src="embed.html" width="900" height="560"></iframe>',
  }));
  await page.goto(`${siteUrl}article.html`);
  await page.frameLocator('iframe').locator('.pg-root[data-complete]').waitFor();
  await page.waitForLoadState('networkidle');
  const names = [...asked].filter((url) => url.startsWith('http')).map((url) => url.replace(siteUrl, ''));
  // The icon is for a tab, and no part of a figure in a frame.
  const loaded = names.filter((name) => !['icon.svg', 'article.html'].includes(name)).sort();
  assert.deepEqual(loaded.filter((name) => /wasm/.test(name)), []);
  assert.deepEqual(loaded, given('PLAYGROUND_FIGURE').split(' ').sort());
  assert.deepEqual(complaints, []);
  await context.close();
});
