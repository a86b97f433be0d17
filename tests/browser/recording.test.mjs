// A recording first, and the engine when somebody acts: nobody can tell which of the two is shown.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, WIDE } from './playground.mjs';
import { assertSame } from './same.mjs';

const open = useBrowser({ before, after }, pageUrl);

const SCENES = JSON.parse(readFileSync(new URL('../../web/scenes.json', import.meta.url), 'utf8'));
// There is nothing to tell of it.
delete SCENES.empty;

/** What a page may fail at, on purpose. */
const RECORDING = /kafka_playground|WebAssembly/;

/** What one sees and reads of an instant. */
async function seen(playground) {
  await playground.settled();
  return { markup: await playground.markup(), journal: await playground.journal(), controls: await controls(playground) };
}

function controls(playground) {
  return playground.host.locator('.pg-controls').evaluate((element) => element.outerHTML);
}

/** The ways in which a stage can look; what all scenes say is compared below. */
const LOOKS = ['crash', 'segments', 'cooperative', 'clients'];

for (const [scene, { at: opensAt }] of Object.entries(SCENES).filter(([scene]) => LOOKS.includes(scene))) {
  const at = opensAt / 1000;
  test(`the scene ${scene} looks the same from its recording and from the engine`, async () => {
    const html = article(`<kafka-playground panels="all" scene="${scene}"></kafka-playground>`);
    const playground = await open({ path: `article-${scene}.html`, html, at: null, viewport: WIDE });
    assert.equal(await playground.now(), at, 'it opens where the scene says');
    await playground.host.evaluate(async (element) => {
      await element.seek(0);
      for (let step = 0; step < 40; step += 1) await element.step();
    });
    await marked(playground);
    const instants = [0, at / 3, at / 2 + 0.037, at];
    const looks = [];
    for (const instant of instants) {
      await seek(playground, instant);
      assertSame(...(await playground.both()), `${instant} s of the recording of ${scene}`);
      looks.push(await seen(playground));
    }
    assert.equal(await playground.source(), 'recording');
    await playground.wake();
    await marked(playground);
    for (const [index, instant] of instants.entries()) {
      await seek(playground, instant);
      assert.deepEqual(await seen(playground), looks[index], `${instant} s`);
    }
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });
}

/** The timeline draws its marks again some times a second. */
function marked(playground) {
  return playground.page.waitForTimeout(800);
}

async function seek(playground, instant) {
  await playground.host.evaluate((element, instant) => element.seek(instant), instant);
  await playground.drawn();
}

/** Runs in a page: all that is told of each instant from the beginning on, up to an end. */
async function tellAll(element, end) {
  const told = [];
  await element.seek(0);
  for (;;) {
    const view = element.view(17);
    if (view.now > end) return told;
    told.push(JSON.stringify(view));
    const before = element.now;
    await element.step();
    if (element.now === before) return told;
  }
}

for (const [scene, { until }] of Object.entries(SCENES)) {
  test(`all of the scene ${scene} is told alike by its recording and by the engine`, async () => {
    const html = article(`<kafka-playground panels="stage" scene="${scene}"></kafka-playground>`);
    const playground = await open({ path: 'all.html', html, at: null });
    const recorded = await playground.host.evaluate(tellAll, until);
    assert.equal(await playground.source(), 'engine', 'the last step was one past the end');
    const known = await playground.host.evaluate(tellAll, until);
    assert.ok(recorded.length > 50, `${recorded.length} instants`);
    assert.deepEqual(recorded.length, known.length);
    recorded.forEach((view, at) => assert.equal(order(view), order(known[at])));
    await playground.close();
  });
}

/** JSON with its fields in an order. */
function order(json) {
  const sort = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value);
  return JSON.stringify(JSON.parse(json), (_, value) => sort(value));
}

function article(figure) {
  return `<!doctype html><html lang="en"><title>An article</title><link rel="icon" href="data:,">
    <script type="module" src="/src/element-define.js"></script>${figure}</html>`;
}

test('stepping leads to the same instants in a recording and in the engine', async () => {
  const walk = async (element, steps) => {
    const instants = [];
    for (let step = 0; step < steps; step += 1) {
      await element.step();
      instants.push(element.now);
    }
    for (let step = 0; step < steps; step += 1) {
      await element.stepBack();
      instants.push(element.now);
    }
    return instants;
  };
  for (const scene of ['opening', 'segments', 'twin']) {
    const html = article(`<kafka-playground panels="stage controls" scene="${scene}" at="2"></kafka-playground>`);
    const playground = await open({ path: 'walk.html', html, at: null });
    const recorded = await playground.host.evaluate(walk, 60);
    assert.equal(await playground.source(), 'recording');
    await playground.host.evaluate((element) => element.reset());
    await playground.wake();
    assert.deepEqual(await playground.host.evaluate(walk, 60), recorded, scene);
    await playground.close();
  }
});

test('the engine takes over while it plays, and nothing of what is known is lost', async () => {
  const playground = await open();
  await playground.goTo(20);
  await playground.goTo(15);
  const before = await seen(playground);
  await playground.host.evaluate((element) => element.play());
  await playground.wake();
  await playground.host.evaluate((element) => element.pause());
  const now = await playground.now();
  assert.ok(now >= 15 && now < 20, `${now}`);
  await playground.host.getByRole('slider', { name: 'Timeline' }).press('End');
  await playground.drawn();
  assert.equal(await playground.now(), 20, 'what was seen of the future is still known');
  await playground.host.evaluate((element) => element.seek(15));
  assert.deepEqual(await seen(playground), before);
  // The first act at the furthest instant leaves no future behind.
  await playground.goTo(20);
  await playground.run('crash c1');
  await playground.openTab('Terminal');
  await playground.host.locator('.pg-entry').last().getByText('$ crash c1', { exact: true }).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a click on a recording is done by the engine, at the instant of the click', async () => {
  const playground = await open();
  assert.equal(await playground.source(), 'recording');
  await playground.press('c1', 'crash c1');
  await playground.host.locator('[data-machine="c1"][data-status="crashed"]').waitFor();
  assert.equal(await playground.source(), 'engine');
  assert.equal(await playground.lastLine(), 'crash c1');
  assert.match((await playground.script()).trim().split('\n').at(-1), /^@12\.480 crash c1$/);
  await playground.close();
});

test('past its end a recording goes on with the engine', async () => {
  const playground = await open();
  await playground.goTo(29.9);
  assert.equal(await playground.source(), 'recording');
  await playground.goTo(31);
  assert.deepEqual([await playground.source(), await playground.now()], ['engine', 31]);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

const FAILURES = [
  {
    name: 'a browser without WebAssembly',
    prepare: (context) => context.addInitScript(() => { delete window.WebAssembly; }),
    said: /no WebAssembly/,
  },
  {
    name: 'a policy without wasm-unsafe-eval',
    prepare: (context, url) => context.route(url, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': "script-src 'self'" } });
    }),
    said: /Content-Security-Policy/,
  },
  {
    name: 'a missing file',
    prepare: (context) => context.route(/kafka_playground_bg/, (route) => route.fulfill({ status: 404, body: 'nothing' })),
    said: /The server has no kafka_playground_bg/,
  },
  {
    name: 'no network any more',
    prepare: (context) => context.route(/pkg\/kafka_playground/, (route) => route.abort()),
    said: /could not be loaded/,
  },
];

for (const { name, prepare, said } of FAILURES) {
  test(`${name}: the recording still plays, and it is said what cannot be done and why`, async () => {
    const playground = await open({ prepare, viewport: WIDE });
    await playground.press('c1', 'crash c1');
    const notice = playground.host.locator('.pg-notice');
    await notice.getByText(said).waitFor();
    assert.match(await notice.innerText(), /This needs the engine.*still plays/s);
    assert.equal(await playground.source(), 'recording');
    await playground.goTo(14);
    await playground.step();
    assertSame(...(await playground.both()), 'without an engine');
    assert.deepEqual(playground.complaints.filter((each) => !RECORDING.test(each) && !/404|Failed to load resource/.test(each)), []);
    await playground.close();
  });
}

test('an engine that was missing is there at the next attempt', async () => {
  const playground = await open({ prepare: (context) => context.route(/kafka_playground_bg/, (route) => route.abort()) });
  await assert.rejects(playground.run('crash c1'), /This needs the engine/);
  await playground.context.unrouteAll();
  await playground.run('crash c1');
  assert.equal(await playground.source(), 'engine');
  await playground.close();
});

/** The recording of the opening scene, changed on its way. */
function changed(change) {
  return (context) => context.route(/recordings\/opening\.json/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: JSON.stringify(change(await response.json())) });
  });
}

test('a recording of other semantics plays as it is, and the engine says that it was corrected', async () => {
  const playground = await open({
    prepare: changed((data) => ({ ...data, semantics: 0, first: { ...data.first, view: { ...data.first.view, commitRecords: 4711 } } })),
  });
  await playground.wake();
  await playground.host.locator('.pg-notice').getByText(/corrected since this recording was made/).waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a recording that says otherwise than the engine is never hidden', async () => {
  const playground = await open({
    prepare: changed((data) => ({ ...data, first: { ...data.first, view: { ...data.first.view, commitRecords: 4711 } } })),
  });
  await playground.host.evaluate((element) => element.addEventListener('error', (event) => { window.said = event.detail.message; }));
  await playground.wake();
  await playground.host.locator('.pg-notice').getByText(/recording and the engine differ.*commitRecords/).waitFor();
  assert.match(await playground.page.evaluate(() => window.said), /commitRecords/);
  await playground.close();
});

test('an author’s own scene: recorded in the page, inlined into another, and shown from a file', async () => {
  const author = await open();
  await author.run('crash c1');
  await author.goTo(20);
  const text = await author.host.evaluate((element) => element.record({ at: 13, until: 20 }));
  const view = await author.view();
  await author.close();
  const inline = article(`<kafka-playground scene="inline"><script type="application/json">${text.replaceAll('<', '\\u003c')}</script></kafka-playground>`);
  const file = article('<kafka-playground recording="own.json"></kafka-playground>');
  const prepare = (context) => context.route(/own\.json/, (route) => route.fulfill({ contentType: 'application/json', body: text }));
  for (const html of [inline, file]) {
    const playground = await open({ path: 'own.html', html, at: null, prepare });
    assert.deepEqual([await playground.now(), await playground.source()], [13, 'recording']);
    await playground.goTo(20);
    assert.equal(await playground.source(), 'recording');
    assert.deepEqual({ ...(await playground.view()), flights: [] }, { ...view, flights: [] });
    await playground.wake();
    assert.deepEqual(await playground.view(), view);
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  }
});

test('what is on the screen is saved as a file that is a recording', async () => {
  const playground = await open();
  await playground.openTab('Terminal');
  const download = playground.page.waitForEvent('download');
  await playground.host.getByRole('button', { name: 'Save recording' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'recording.json');
  const data = JSON.parse(readFileSync(await file.path(), 'utf8'));
  assert.deepEqual([data.format, data.at, data.script.length], ['kafka-playground recording', 12_480, 3]);
  assert.ok(data.journal.en.length > 40, `${data.journal.en.length} lines`);
  await playground.close();
});

test('a recording that is none is said in its place, and harms nothing', async () => {
  const cases = [
    ['{"format": "cast"}', /This is no recording/],
    ['{"__proto__": {"polluted": 1}}', /This is no recording/],
    ['not even JSON', /no JSON/],
  ];
  for (const [body, said] of cases) {
    const prepare = (context) => context.route(/own\.json/, (route) => route.fulfill({ contentType: 'application/json', body }));
    const html = article('<kafka-playground recording="own.json"></kafka-playground>');
    const playground = await open({ path: 'own.html', html, at: null, ready: false, prepare });
    await playground.host.getByText(said).waitFor();
    assert.equal(await playground.page.evaluate(() => ({}).polluted), undefined);
    await playground.close();
  }
});

test('the engine comes by itself when the page has nothing else to do', async () => {
  const playground = await open({ saveData: false });
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').source === 'engine');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a figure loads it only after somebody touched it', async () => {
  const html = article('<kafka-playground panels="stage controls"></kafka-playground>');
  const playground = await open({ path: 'figure.html', html, at: null, saveData: false });
  await playground.page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 300))));
  assert.equal(await playground.source(), 'recording');
  await playground.host.getByRole('button', { name: 'Play' }).click();
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').source === 'engine');
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});
