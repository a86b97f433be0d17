// What README.md tells authors to write is written here, as it stands there, and works.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { given, launch, openPage, siteUrl } from './browser.mjs';

const site = given('PLAYGROUND_SITE');
const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const section = /^## In your own page\n([^]*?)(?=^## )/m.exec(readme)?.[1] ?? '';
/** Blocks of HTML, and what is short enough to stand in a sentence. */
const blocks = [...section.matchAll(/^```html\n([^]*?)^```$|`(<(?:iframe|kafka-playground) [^`]*)`/gm)].map(([, block, short]) => block ?? short);
/** What an author's page loads when the block does not say it. */
const TAG = '<script type="module" src="playground/element-define.js"></script>';
/** Where the author's page is. */
const HERE = '/an/article/';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** What an author has beside the page: of each kind of file, one. */
async function beside(name) {
  const scenes = JSON.parse(await readFile(path.join(site, 'scenes.json'), 'utf8'));
  const kinds = {
    '.json': () => readFile(path.join(site, 'recordings/crash.json')),
    '.kafka': () => ['# kafka-playground script v1, seed 1, start 1767603600000', ...scenes.crash.script, ''].join('\n'),
    '.vtt': () => 'WEBVTT\n\n00:12.300 --> 00:18.300\nc1 crashes.\n',
    '.svg': () => '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>',
  };
  return kinds[path.extname(name)]?.();
}

/** Opens a page that holds `block`, beside the site in a folder `playground`. */
async function openArticle(block) {
  const { context, page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 2400 } });
  await page.route(`**${HERE}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(HERE.length);
    if (name === '') {
      const tag = /<script[^>]* src=|<iframe/.test(block) ? '' : TAG;
      return route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>An article</title><link rel="icon" href="data:,">${block}${tag}` });
    }
    if (name.startsWith('playground/')) return route.fulfill({ path: path.join(site, name.slice('playground/'.length)) });
    const body = await beside(name);
    if (body === undefined) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({ contentType: name.endsWith('.svg') ? 'image/svg+xml' : 'text/plain', body });
  });
  await page.goto(new URL(HERE, siteUrl).href);
  return { context, page, complaints };
}

test('README.md has something that one can write', () => {
  assert.ok(blocks.length > 0, 'its section "In your own page" has no block of HTML');
});

for (const [index, block] of blocks.entries()) {
  test(`block ${index + 1} of README.md: ${block.trim().split('\n').find((line) => !line.startsWith('<script'))?.slice(0, 80)}`, async () => {
    const { context, page, complaints } = await openArticle(block);
    const figures = page.locator('kafka-playground');
    const frames = page.locator('iframe');
    assert.ok((await figures.count()) + (await frames.count()) > 0, 'it shows no figure');
    for (const figure of await figures.all()) {
      await figure.locator('[data-cell]').first().waitFor({ state: 'attached', timeout: 20_000 });
      const unknown = await figure.evaluate((element) => element.getAttributeNames().filter((name) => {
        return !(name.replace(/-(.)/g, (_, letter) => letter.toUpperCase()) in element) && name !== 'class';
      }));
      assert.deepEqual(unknown, [], 'an attribute that means nothing');
      assert.equal(await figure.getByRole('alert').count(), 0, 'it says that something is wrong');
    }
    for (const frame of await frames.all()) {
      await frame.contentFrame().locator('[data-cell]').first().waitFor({ state: 'attached', timeout: 20_000 });
      const asked = [...new URL(await frame.getAttribute('src'), page.url()).searchParams.keys()];
      const taken = await frame.contentFrame().locator('kafka-playground').evaluate((element) => element.getAttributeNames());
      assert.deepEqual(asked.filter((name) => !taken.includes(name)), [], 'a parameter that means nothing');
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });
}
