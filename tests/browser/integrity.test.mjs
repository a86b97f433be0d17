// The figures of integrity that the build writes are those that a browser compares with.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { given, launch, openPage, siteUrl } from './browser.mjs';

const site = given('PLAYGROUND_SITE');
const { integrity } = JSON.parse(await readFile(path.join(site, 'integrity.json'), 'utf8'));
/** The figures by whole addresses, as an import map may have them. */
const figures = Object.fromEntries(Object.entries(integrity).map(([name, figure]) => [new URL(name, siteUrl).href, figure]));

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** Opens a page with a figure; `changed` names the file that comes otherwise than the build made it. */
async function article(head, changed = null) {
  const { context, page, complaints } = await openPage(browser);
  await page.route('**/article.html', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><title>An article</title><link rel="icon" href="data:,">${head}<kafka-playground scene="crash"></kafka-playground>`,
  }));
  if (changed) {
    await page.route(`**/${changed}`, async (route) => {
      route.fulfill({ contentType: 'text/javascript', body: `${await readFile(path.join(site, changed), 'utf8')}\n// changed` });
    });
  }
  await page.goto(new URL('/elsewhere/article.html', siteUrl).href);
  return { context, page, complaints, cell: page.locator('[data-cell]').first() };
}

/** A tag as an author writes it. */
const tag = (name) => `<script type="module" src="${siteUrl}${name}" integrity="${integrity[`./${name}`]}" crossorigin></script>`;
const map = `<script type="importmap">${JSON.stringify({ integrity: figures })}</script>`;

for (const name of ['element-define.js', 'kafka-playground.js']) {
  test(`a tag with the figure of ${name} loads that file, and no other`, async () => {
    const right = await article(tag(name));
    await right.cell.waitFor({ state: 'attached' });
    assert.deepEqual(right.complaints, []);
    await right.context.close();
    const wrong = await article(tag(name), name);
    await wrong.page.waitForFunction(() => document.readyState === 'complete');
    assert.equal(await wrong.page.evaluate(() => customElements.get('kafka-playground') === undefined), true);
    assert.match(wrong.complaints.join('\n'), /integrity/);
    await wrong.context.close();
  });
}

test('an import map with all figures covers what is imported late', async () => {
  const late = Object.keys(integrity).map((name) => name.slice(2)).find((name) => /^near-/.test(name));
  assert.ok(late, 'what comes when somebody points at a figure has a module of its own');
  for (const changed of [null, late]) {
    const { context, page, complaints, cell } = await article(map + tag('element-define.js'), changed);
    await cell.waitFor({ state: 'attached' });
    const arrived = page.waitForEvent(changed ? 'console' : 'response', {
      predicate: (event) => (changed ? /integrity/.test(event.text()) : event.url().endsWith(late)),
    });
    await page.locator('kafka-playground').hover();
    await arrived;
    if (!changed) assert.deepEqual(complaints, []);
    await context.close();
  }
});
