// The page in another language: it follows the browser, can be chosen, and what
// was done stays; in an article it is the author who says which one it is.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DESKTOP, PHONE, useBrowser } from './playground.mjs';

const open = useBrowser({ before, after });

/** What sticks out of the page, and what of the header, the controls and the tabs is cut off. */
function outside(host) {
  return host.evaluate((element) => {
    const rows = [...element.shadowRoot.querySelectorAll('.pg-header, .pg-bar, .pg-tabs')];
    const out = rows.flatMap((row) => [...row.querySelectorAll('button, select, h1, p')])
      .filter((each) => {
        const { left, right, width } = each.getBoundingClientRect();
        return width > 0 && (left < 0 || right > innerWidth + 1);
      });
    // What is called with three dots may be cut off.
    const cut = rows.flatMap((row) => [...row.querySelectorAll('.pg-play, .pg-button, [role="tab"]')])
      .filter((each) => each.scrollWidth > each.clientWidth + 1);
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
    return [...wide, ...[...out, ...cut].map((each) => each.textContent || each.ariaLabel)];
  });
}

/** The language of the document and of the element. */
function languageOf(playground) {
  return playground.host.evaluate((element) => [document.documentElement.lang, element.lang]);
}

for (const viewport of [DESKTOP, PHONE]) {
  test(`the page is in the language that the browser asks for, ${viewport.width} wide`, async () => {
    const playground = await open({ locale: 'de-AT', viewport });
    const { host } = playground;
    for (const name of ['Hilfe', 'Teilen', 'Neu', 'Start', 'Ein Ereignis zurück', 'Weiter zum nächsten Ereignis']) {
      await host.getByRole('button', { name, exact: true }).waitFor();
    }
    const tabs = (await host.getByRole('tab').allTextContents()).filter(Boolean);
    assert.deepEqual(tabs.filter((name) => ['Terminal', 'Journal', 'Code', 'Tabelle'].includes(name)), ['Terminal', 'Journal', 'Code', 'Tabelle']);
    assert.match(await host.locator('.kp-topic-head').first().innerText(), /24 Records/);
    assert.deepEqual(await languageOf(playground), ['de', 'de']);
    assert.deepEqual(await outside(host), []);
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });
}

test('a language that is chosen is there at once, with what was done, and after a reload', async () => {
  const playground = await open({ locale: 'en-GB' });
  const { host, page } = playground;
  await playground.run('crash c1');
  const done = await playground.script();
  await host.getByRole('button', { name: 'Help' }).click();
  await host.getByLabel('Language').selectOption('Deutsch');
  await host.getByRole('button', { name: 'Hilfe', exact: true }).waitFor();
  await host.locator('.pg-root[data-complete]').waitFor();
  assert.deepEqual([await playground.script(), await languageOf(playground)], [done, ['de', 'de']]);
  // The focus is somewhere still.
  assert.ok(await host.evaluate((element) => element.shadowRoot.activeElement !== null));
  await playground.openTab('Terminal');
  await host.locator('.pg-session').getByText('crash c1').first().waitFor();
  await page.reload();
  await host.getByRole('button', { name: 'Hilfe', exact: true }).waitFor();
  // The address knows better, and that is for this time only.
  await page.goto(new URL('?lang=en', page.url()).href);
  await host.getByRole('button', { name: 'Help', exact: true }).waitFor();
  assert.deepEqual(await languageOf(playground), ['en', 'en']);
  await page.goto(new URL('?', page.url()).href);
  await host.getByRole('button', { name: 'Hilfe', exact: true }).waitFor();
  await host.getByRole('button', { name: 'Hilfe', exact: true }).click();
  await host.getByLabel('Sprache').selectOption('English');
  await host.getByRole('button', { name: 'Help', exact: true }).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a figure speaks as its article says, and not as the browser does', async () => {
  const html = (attributes) => `<!doctype html><html lang="fr"><meta charset="utf-8"><body>
    <kafka-playground panels="stage controls" ${attributes}></kafka-playground>
    <script type="module" src="element-define.js"></script>`;
  for (const [attributes, play] of [['', 'Play'], ['lang="de"', 'Start'], ['lang="tlh"', 'Play']]) {
    const playground = await open({ path: 'article.html', html: html(attributes), locale: 'de-DE' });
    assert.equal(await playground.host.locator('.pg-play').innerText(), play, attributes);
    await playground.close();
  }
  const framed = await open({ path: 'embed.html?lang=de', locale: 'en-GB' });
  assert.equal(await framed.host.locator('.pg-play').innerText(), 'Start');
  assert.deepEqual(await languageOf(framed), ['de', 'de']);
  await framed.close();
});
