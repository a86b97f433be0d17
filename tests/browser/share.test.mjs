// A moment as a link: what it holds is what one sees where it is opened, in the
// page, in a frame, in an article and in the page that is one file; and links
// that are wrong say so and leave a page that works.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

import { given } from './browser.mjs';
import { pageUrl } from './browser.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';
import { readLink, writeLink } from '../../web/src/share/link.js';

const open = useBrowser({ before, after }, pageUrl);
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Things done in the opening scene, with names beyond ASCII. */
async function acted(options = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.run('crash c1');
  await playground.goTo(14.2);
  await playground.run('produce --topic orders --key ünü --value "grüße, 世界 <b>&amp;</b> 🜁"');
  await playground.goTo(15.6);
  return playground;
}

const share = (playground) => playground.host.getByRole('button', { name: 'Share', exact: true });
const form = (playground, name) => playground.dialog.locator(`[data-form="${name}"]`);
const text = (playground, name) => form(playground, name).locator('input').inputValue();
const notice = (playground) => playground.host.locator('.pg-notice');

/** Opens the dialog, sets what is to be set, and waits until the link is as it says. */
async function shared(playground, { how = 'Freeze at this moment', branches = false } = {}) {
  await share(playground).click();
  await form(playground, 'Link').waitFor();
  await playground.dialog.getByLabel(how).check();
  if (branches) await playground.dialog.getByLabel(/^With my other branches/).check();
  await playground.page.waitForTimeout(150);
  return text(playground, 'Link');
}

const hashOf = (link) => link.slice(link.indexOf('#'));

/** All that is to be the same. */
async function seen(playground) {
  await playground.settled();
  return {
    view: await playground.view(),
    markup: await playground.markup(),
    script: await playground.script(),
    journal: await playground.host.locator('.pg-journal-list li').allTextContents(),
    narrator: await playground.host.locator('.pg-narrator p').textContent(),
    tab: await playground.host.getByRole('tab', { selected: true }).textContent(),
    picked: await playground.host.locator('.pg-inspector h3, .pg-inspector h2').allTextContents(),
    speed: await playground.host.getByLabel('Speed').inputValue(),
    clock: await playground.host.locator('.pg-clock').textContent(),
    zoom: await playground.host.locator('.pg-zoom-fit').textContent(),
  };
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('a frozen link opens the same instant, with what was picked and what was open', async () => {
  const playground = await acted();
  await playground.host.evaluate((element) => { element.speed = 2; });
  await playground.machine('c2').locator('.kp-name, b, strong').first().click();
  await playground.openTab('Journal');
  await playground.host.getByRole('button', { name: 'See less of time' }).click();
  const before = await seen(playground);
  const link = await shared(playground);
  assert.ok(link.length < 400, `${link.length} characters`);
  const other = await open({ viewport: DESKTOP, path: hashOf(link), at: null });
  await other.host.locator('.pg-inspector h2, .pg-inspector h3').first().waitFor({ state: 'attached' });
  await other.host.getByRole('tab', { name: 'Journal', selected: true }).waitFor();
  assert.deepEqual(await seen(other), before);
  assert.equal(await other.host.evaluate((element) => element.playing), false);
  assert.equal(await notice(other).isVisible(), false);
  await other.openTab('Terminal');
  // It comes when it is looked at.
  await other.host.locator('.pg-terminal .pg-prompt').waitFor();
  const commands = await other.host.locator('.pg-terminal').textContent();
  assert.match(commands, /crash c1.*produce --topic orders --key ünü --value "grüße, 世界 <b>&amp;<\/b> 🜁"/s);
  await close(playground);
  await close(other);
});

test('a link of an instant between two steps opens between them', async () => {
  const playground = await open({ at: 12.48 });
  await playground.wake();
  const link = await shared(playground);
  const read = await readLink(hashOf(link));
  const between = { ...read, fields: { scene: 'opening' }, text: 'semantics 1, at @12.500+1\n@12.400 crash c1\n@13.000' };
  const other = await open({ path: await writeLink(between), at: null });
  assert.equal(await other.now(), 12.5);
  const again = await readLink(hashOf(await shared(other)));
  assert.match(again.text, /at @12\.500\+1\n@12\.400 crash c1\n@13\.000$/);
  await close(playground);
  await close(other);
});

test('a link plays from here, and from where the scene opens', async () => {
  const playground = await acted();
  const here = await readLink(hashOf(await shared(playground, { how: 'Play from here' })));
  await playground.page.keyboard.press('Escape');
  const start = hashOf(await shared(playground, { how: 'Play from the start' }));
  assert.equal(here.fields.plays, true);
  assert.equal(here.fields.from, undefined);
  const other = await open({ path: start, at: null });
  await other.host.evaluate(async (element) => {
    const from = element.now;
    while (element.now < from + 0.1) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const now = await other.now();
  assert.ok(now > 12.48 && now < 15.6, `at ${now}`);
  assert.equal(await other.host.evaluate((element) => element.playing), true);
  assert.equal(await other.script(), await playground.script());
  await close(playground);
  await close(other);
});

test('where nothing was done a link shows the recording, without the engine', async () => {
  const playground = await open({ at: 20 });
  const link = await shared(playground);
  const other = await open({ path: hashOf(link), at: null });
  assert.equal(await other.now(), 20);
  assert.equal(await other.source(), 'recording');
  assert.equal(await other.host.evaluate((element) => element.playing), false);
  await close(playground);
  await close(other);
});

test('the other branches go along when they are asked for', async () => {
  const playground = await acted();
  await playground.goTo(13);
  await playground.run('stall c2');
  await playground.goTo(13.5);
  const alone = await readLink(hashOf(await shared(playground)));
  assert.ok(!/\nbranch /.test(alone.text), alone.text);
  await playground.page.keyboard.press('Escape');
  const link = hashOf(await shared(playground, { branches: true }));
  const all = await readLink(link);
  assert.match(all.text, /\nbranch 1 from 0 @1\d\.\d+/);
  const other = await open({ path: link, at: null });
  assert.equal(await other.script(), await playground.script());
  assert.deepEqual(await other.view(), await playground.view());
  const again = await readLink(hashOf(await shared(other, { branches: true })));
  assert.equal(again.text, all.text);
  await close(playground);
  await close(other);
});

test('the dialog has each form with its length, and its focus is right', async () => {
  const playground = await acted({ permissions: ['clipboard-read', 'clipboard-write'] });
  const link = await shared(playground);
  const base = link.slice(0, link.indexOf('#'));
  const hash = hashOf(link);
  assert.equal(await playground.host.evaluate((element) => element.shadowRoot.activeElement?.id), 'pg-share-freeze');
  assert.equal(await text(playground, 'Markdown'), `[Two consumers share a topic](${link})`);
  const html = await text(playground, 'HTML element');
  assert.equal(html, [
    `<script type="module" src="${base}src/element-define.js"></script>`,
    `<kafka-playground link="${hash.slice(1)}" height="420"></kafka-playground>`,
  ].join(''), 'a field has one row');
  assert.equal(await text(playground, 'iframe'),
    `<iframe width="640" height="420" src="${base}embed.html${hash}" title="Two consumers share a topic"></iframe>`);
  for (const name of ['Link', 'Markdown', 'iframe']) {
    const length = (await text(playground, name)).length;
    assert.match(await form(playground, name).textContent(), new RegExp(`${length.toLocaleString('en')} characters`));
  }
  await form(playground, 'Link').getByRole('button').click();
  assert.equal(await playground.page.evaluate(() => navigator.clipboard.readText()), link);
  await form(playground, 'iframe').getByRole('button').focus();
  await playground.dialog.locator('kafka-playground .pg-root, .pg-seen kafka-playground').first().waitFor();
  await playground.page.addScriptTag({ path: AXE });
  const found = await playground.page.evaluate(async () => (await window.axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, iframes: false, preload: false,
  })).violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')}`)));
  assert.deepEqual(found, []);
  await playground.page.keyboard.press('Escape');
  assert.equal(await playground.host.evaluate((element) => element.shadowRoot.activeElement?.getAttribute('aria-label')), 'Share');
  await close(playground);
});

test('what is too long for a link says so, and is saved as a file', async () => {
  const playground = await open({ at: 12.48 });
  await playground.wake();
  // Letters by chance, which cannot be packed.
  await playground.host.evaluate(async (element) => {
    let state = 1;
    for (let row = 0; row < 30; row += 1) {
      let value = '';
      for (let at = 0; at < 400; at += 1) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        value += String.fromCharCode(97 + (state >>> 16) % 26);
      }
      await element.run(`produce --topic orders --key k --value ${value}`);
    }
  });
  await share(playground).click();
  await playground.dialog.getByText(/longer than a link may be, which is 8000 characters: save it as a file\./).waitFor();
  assert.equal(await form(playground, 'Link').getByRole('button').isDisabled(), true);
  assert.equal(await playground.dialog.getByRole('button', { name: 'Save as a file' }).isEnabled(), true);
  await close(playground);
});

test('a browser that cannot pack says so', async () => {
  const lacks = (context) => context.addInitScript(() => {
    delete window.DecompressionStream;
    delete window.CompressionStream;
  });
  const link = JSON.parse(await readFile(new URL('links.json', import.meta.url), 'utf8'))[0];
  const playground = await open({ path: link.hash, at: null, prepare: lacks });
  await notice(playground).getByText(/no CompressionStream for deflate-raw/).waitFor();
  await share(playground).click();
  await playground.dialog.getByText(/no CompressionStream for deflate-raw/).waitFor();
  assert.equal(await form(playground, 'Link').count(), 0);
  await close(playground);
});

test('on a phone the dialog fits, and its buttons are large', async () => {
  const playground = await open({ viewport: PHONE });
  await shared(playground);
  const { width, right } = await playground.dialog.evaluate((dialog) => {
    const { right } = dialog.getBoundingClientRect();
    return { width: dialog.scrollWidth - dialog.clientWidth, right };
  });
  assert.ok(width <= 0 && right <= PHONE.width, `${width}, ${right}`);
  const copy = await form(playground, 'Link').getByRole('button').boundingBox();
  assert.ok(copy.height >= 44 && copy.width >= 44, JSON.stringify(copy));
  await close(playground);
});

test('the same link works in a frame, in an article and in the page that is one file', async () => {
  const playground = await acted();
  const hash = hashOf(await shared(playground));
  const [view, script] = [await playground.view(), await playground.script()];
  const frame = await open({ path: `embed.html${hash}`, at: null });
  assert.deepEqual(await frame.view(), view);
  assert.equal(await frame.script(), script);
  assert.equal(await frame.host.evaluate((element) => element.playing), false);
  const article = await open({
    path: 'article.html', at: null,
    html: `<!doctype html><title>An article</title><link rel="icon" href="data:,"><script type="module" src="src/element-define.js"></script>
      <kafka-playground link="${hash.slice(1)}" height="420"></kafka-playground>`,
  });
  assert.deepEqual(await article.view(), view);
  await close(frame);
  await close(article);
  await close(playground);
  const file = await open({ path: pathToFileURL(path.join(given('PLAYGROUND_SITE'), 'kafka-playground.html')).href + hash, at: null });
  assert.deepEqual(await file.view(), view);
  await share(file).click();
  assert.match(await text(file, 'Link'), /^file:.*kafka-playground\.html#v1\./);
  assert.equal(await form(file, 'HTML element').count(), 0);
  await close(file);
});

test('an article’s own figures do not follow the address of the article', async () => {
  const figure = await open({
    path: 'article.html', at: null,
    html: `<!doctype html><title>An article</title><link rel="icon" href="data:,">
      <script type="module" src="src/element-define.js"></script><kafka-playground></kafka-playground>`,
  });
  await figure.page.evaluate(() => { location.hash = '#v1.AAAA'; });
  await figure.page.reload();
  await figure.host.locator('.pg-root[data-complete]').waitFor();
  assert.equal(await figure.now(), 12.48);
  assert.equal(await notice(figure).isVisible(), false);
  await close(figure);
});

test('another link in the address is opened, and choosing a scene leaves it', async () => {
  const playground = await acted();
  const hash = hashOf(await shared(playground));
  const script = await playground.script();
  await playground.close();
  const other = await open({ at: 12.48 });
  await other.page.evaluate((hash) => { location.hash = hash; }, hash);
  await other.page.waitForFunction((script) => document.querySelector('kafka-playground').script === script, script);
  await other.choose(other.host.locator('.pg-scene'), 'What a crash repeats');
  await other.page.waitForFunction(() => document.querySelector('kafka-playground').now >= 22.7);
  assert.equal(new URL(other.page.url()).hash, '');
  await close(other);
});

test('links that are wrong say so, and leave a page that works', async () => {
  const good = await writeLink({ fields: { scene: 'opening' }, text: 'semantics 1, at @12.480\n@12.000 crash c1\n@13.000' });
  /** @type {[string, RegExp][]} */
  const cases = [
    ['#v1.AAAA', /This link is broken/],
    [good.slice(0, -7), /This link is broken/],
    ['#v1.<img src=x onerror=alert(1)>', /This link is broken/],
    ['#v7.abc', /newer playground/],
    [`#v1.${'A'.repeat(9000)}`, /too long: it has 9004 characters/],
    [await writeLink({ fields: { scene: 'nowhere' }, text: '' }), /a scene that this page does not have: “nowhere”/],
    [await writeLink({ fields: { scene: 'opening' }, text: 'semantics 1\n@13.000 <script>alert(1)</script>' }), /cannot be shown.*row 5.*<script>/s],
    [await writeLink({ fields: {}, text: '# kafka-playground script v9\ntopic create a' }), /another version/],
    [await writeLink({ fields: { scene: 'opening' }, text: 'semantics 1, at @12.480\n@12.000 crash c7\n@13.000' }), /row 5:.*c7/],
  ];
  for (const [hash, wrong] of cases) {
    const playground = await open({ path: hash, at: null });
    await notice(playground).getByText(wrong).waitFor();
    await playground.wake();
    await playground.run('crash c2');
    assert.match(await playground.script(), /crash c2\n$/, hash.slice(0, 30));
    await close(playground);
  }
});

test('a link of another day says that the engine has been corrected, and goes on', async () => {
  const playground = await acted();
  const link = await readLink(hashOf(await shared(playground)));
  const script = await playground.script();
  await close(playground);
  for (const [from, to, says] of [
    ['semantics 1', 'semantics 0', /corrected since this link was made: what its author saw here is still the same/],
    [/facts [0-9a-f]{8}/, 'facts 00000000', /corrected since this link was made: this is what Kafka does, and not all that its author saw/],
  ]) {
    const other = await open({ path: await writeLink({ ...link, text: link.text.replace(from, to) }), at: null });
    await notice(other).getByText(says).waitFor();
    assert.equal(await other.script(), script);
    await other.goTo(17);
    await close(other);
  }
});

test('a link that would take for ever is stopped', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => `@${index * 3000 + 3000}.000 seek c1 orders-0 0`);
  const hash = await writeLink({ fields: { scene: 'opening' }, text: ['semantics 1', ...rows].join('\n') });
  const playground = await open({ path: hash, at: null, ready: false });
  await notice(playground).getByRole('button', { name: 'Stop' }).click();
  await notice(playground).getByText(/takes long, and was stopped/).waitFor();
  await close(playground);
});

test('links of all days open as they did', async () => {
  const links = JSON.parse(await readFile(new URL('links.json', import.meta.url), 'utf8'));
  assert.ok(links.length >= 8);
  for (const { name, hash, now, playing, script, narrator } of links) {
    const playground = await open({ path: hash, at: null });
    if (playing) await playground.host.evaluate((element) => element.pause());
    else assert.equal(await playground.now(), now, name);
    assert.equal(await playground.script(), script.join('\n'), name);
    assert.equal(await notice(playground).isVisible(), false, name);
    if (narrator) assert.equal(await playground.host.locator('.pg-narrator p').textContent(), narrator, name);
    await close(playground);
  }
});
