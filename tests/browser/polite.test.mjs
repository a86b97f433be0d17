// Figures in somebody's article take nothing that is not theirs, and what fails is said in their place.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { given, launch, openPage } from './browser.mjs';

const site = given('PLAYGROUND_SITE_URL');
/** Between two figures there is what one reads. */
const TEXT = `<p>${'Text. '.repeat(400)}</p>`;
const STORY = 'scene="crash" start="6" end="24" height="520" captions="@8 Both read. @12.3 c1 crashes." without="legend add"';
const PICTURE = '<img src="posters/crash.svg" alt="c1 has crashed" width="640" height="400">';

describe('an article with figures', { concurrency: false }, () => {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  /** Opens an article, with what was asked for on its way. */
  async function read(body, { headers = {}, prepare = async () => {}, head = '', ...options } = {}) {
    const opened = await openPage(browser, { viewport: { width: 1000, height: 700 }, ...options });
    const asked = [];
    opened.page.on('request', (request) => asked.push(request.url().replace(site, '')));
    await prepare(opened.page);
    await opened.page.route(`${site}article.html`, (route) => route.fulfill({
      headers: { 'content-type': 'text/html', ...headers },
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>An article</title>`
        + `<link rel="icon" href="data:,">${head}<script type="module" src="element-define.js"></script><main>${body}</main></html>`,
    }));
    await opened.page.goto(`${site}article.html`);
    return { ...opened, asked };
  }
  const complete = (page, nth = 0) => page.locator('kafka-playground').nth(nth).locator('.pg-root[data-complete]').waitFor();

  test('nothing of a figure is loaded before it comes near, and its picture is there meanwhile', async () => {
    const { page, asked, context } = await read(`${TEXT.repeat(8)}<kafka-playground ${STORY}>${PICTURE}</kafka-playground>${TEXT}`);
    await page.locator('kafka-playground img').waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    assert.deepEqual(asked.filter((name) => /recordings\/|kit|listening/.test(name)), []);
    assert.equal(await page.locator('kafka-playground img').isVisible(), true);
    await page.locator('kafka-playground').scrollIntoViewIfNeeded();
    await complete(page);
    assert.equal(await page.locator('kafka-playground img').isVisible(), false);
    assert.deepEqual(asked.filter((name) => name.startsWith('recordings')), ['recordings/crash.json']);
    await context.close();
  });

  test('nothing moves when a figure comes, whatever it shows', async () => {
    for (const attributes of [STORY, 'height="460"', 'height="600" panels="stage controls journal"']) {
      const { page, context } = await read(`${TEXT}<kafka-playground ${attributes}>${PICTURE}</kafka-playground>${TEXT}`, {
        prepare: (page) => page.addInitScript(() => {
          globalThis.shifts = [];
          const watch = (list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value));
          new PerformanceObserver(watch).observe({ type: 'layout-shift', buffered: true });
        }),
        // Before the code is there an element is nothing; a page keeps its place by a rule of its own.
        head: `<style>kafka-playground { display: block; height: ${/height="(\d+)"/.exec(attributes)[1]}px; }</style>`,
        viewport: { width: 1000, height: 1600 },
      });
      await complete(page);
      assert.deepEqual(await page.evaluate(() => globalThis.shifts), [], attributes);
      await page.evaluate(() => document.querySelector('kafka-playground').seek(13));
      await page.waitForTimeout(100);
      // What a card says at another instant stands elsewhere in it, and a journal grows; what is around the stage does not move.
      if (!attributes.includes('journal')) assert.ok((await page.evaluate(() => globalThis.shifts)).every((shift) => shift < 0.001), attributes);
      await context.close();
    }
  });

  test('ten figures are one download of the code, of each recording and of the engine, and each is its own', async () => {
    const scenes = ['opening', 'crash', 'opening', 'crash', 'opening', 'crash', 'opening', 'crash', 'opening', 'crash'];
    const figures = scenes.map((scene) => `<kafka-playground scene="${scene}" height="420"></kafka-playground>${TEXT}`);
    const { page, asked, context, complaints } = await read(figures.join(''));
    for (const nth of scenes.keys()) {
      await page.locator('kafka-playground').nth(nth).scrollIntoViewIfNeeded();
      await complete(page, nth);
    }
    await page.evaluate(() => Promise.all([...document.querySelectorAll('kafka-playground')].map((figure) => figure.wake())));
    const code = asked.filter((name) => /\.js$|wasm|recordings/.test(name));
    assert.equal(code.filter((name) => /wasm\.lzma$/.test(name)).length, 1);
    assert.deepEqual(code.filter((name) => name.startsWith('recordings')).sort(), ['recordings/crash.json', 'recordings/opening.json']);
    assert.equal(new Set(code).size, code.length, 'each file once');
    await page.evaluate(() => document.querySelectorAll('kafka-playground')[2].run('crash c1'));
    const crashes = () => [...document.querySelectorAll('kafka-playground')].map((figure) => (figure.script.match(/crash c1/g) ?? []).length);
    assert.deepEqual(await page.evaluate(crashes), [0, 1, 1, 1, 0, 1, 0, 1, 0, 1]);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('what cannot be seen stands still', async () => {
    const { page, context } = await read(`<kafka-playground ${STORY} autoplay></kafka-playground>${TEXT.repeat(4)}`);
    await complete(page);
    const now = () => page.evaluate(() => document.querySelector('kafka-playground').now);
    await page.waitForFunction(() => document.querySelector('kafka-playground').now > 6.2);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(200);
    const left = await now();
    await page.waitForTimeout(200);
    assert.equal(await now(), left);
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForFunction((left) => document.querySelector('kafka-playground').now > left, left);
    await context.close();
  });

  test('it is as light or as dark as the page around it, unless it is told', async () => {
    const ground = (page) => page.evaluate(() => getComputedStyle(document.querySelector('kafka-playground')).backgroundColor);
    const [light, dark] = ['rgb(251, 251, 250)', 'rgb(19, 21, 24)'];
    const cases = [['', '', light], ['light dark', '', dark], ['dark', '', dark], ['', 'theme="dark"', dark], ['dark', 'theme="light"', light]];
    for (const [scheme, theme, expected] of cases) {
      const head = scheme && `<style>:root { color-scheme: ${scheme}; }</style>`;
      const { page, context } = await read(`<kafka-playground ${STORY} ${theme}></kafka-playground>`, { head, colorScheme: 'dark' });
      await complete(page);
      assert.equal(await ground(page), expected, `${scheme} ${theme}`);
      await context.close();
    }
  });

  test('keys that it takes are not the page\'s, too', async () => {
    const { page, context } = await read(`<kafka-playground ${STORY}></kafka-playground><input>`, {
      prepare: (page) => page.addInitScript(() => {
        globalThis.heard = [];
        document.addEventListener('keydown', ({ key }) => globalThis.heard.push(key));
      }),
    });
    await complete(page);
    const play = page.locator('kafka-playground').getByRole('button', { name: 'Play', exact: true });
    await play.focus();
    // What hears keys comes with the focus.
    await page.waitForLoadState('networkidle');
    for (const key of [' ', 'ArrowRight', 'F2', 'b', 'Escape']) await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(() => globalThis.heard), ['F2', 'b', 'Escape']);
    await page.locator('input').press('a');
    assert.deepEqual(await page.evaluate(() => globalThis.heard), ['F2', 'b', 'Escape', 'a']);
    await context.close();
  });

  test('who asks for reduced motion is not played to', async () => {
    const { page, context } = await read(`<kafka-playground ${STORY} autoplay></kafka-playground>`, { reducedMotion: 'reduce' });
    await complete(page);
    const [playing, now] = await page.evaluate(() => ['playing', 'now'].map((name) => document.querySelector('kafka-playground')[name]));
    assert.deepEqual([playing, now], [false, 6]);
    await context.close();
  });

  test('it leaves no names, no styles and nothing that is kept', async () => {
    const { page, context } = await read(`<kafka-playground ${STORY}></kafka-playground>`, {
      prepare: (page) => page.addInitScript(() => { globalThis.names = Object.keys(globalThis); }),
    });
    await complete(page);
    await page.evaluate(() => document.querySelector('kafka-playground').run('crash c2'));
    assert.deepEqual(await page.evaluate(() => Object.keys(globalThis).filter((name) => !globalThis.names.includes(name) && name !== 'names')), []);
    const kept = () => [document.styleSheets, document.adoptedStyleSheets, document.cookie, localStorage, sessionStorage].map(({ length }) => length);
    assert.deepEqual(await page.evaluate(kept), [0, 0, 0, 0, 0]);
    assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).length), 0);
    await context.close();
  });

  test('what the text around it looks like is not handed down to it', async () => {
    const handed = `main { font: italic bold 30px/3 serif; color: red; text-align: center; text-indent: 2em; text-transform: uppercase;
      text-shadow: 1px 1px red; letter-spacing: 0.2em; word-spacing: 1em; white-space: pre; overflow-wrap: anywhere; word-break: break-all;
      hyphens: auto; }`;
    /** Where each element is, and how its text looks. */
    const seen = async (head) => {
      const figure = '<kafka-playground src="docs/figures/crash.json" start="16" end="36" captions="@20 c1 dies."></kafka-playground>';
      const { page, context } = await read(figure, { head });
      await complete(page);
      const all = await page.locator('kafka-playground').evaluate(async (figure) => {
        await figure.seek(33);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const from = figure.getBoundingClientRect();
        return [...figure.shadowRoot.querySelectorAll('.pg-root *')].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const { color, textShadow } = getComputedStyle(element);
          return [element.tagName, element.className, x - from.x, y - from.y, width, height, color, textShadow].join(' ');
        });
      });
      await context.close();
      return all;
    };
    const bare = await seen('');
    assert.ok(bare.some((element) => element.includes('kp-badge')), 'what is narrow is among them');
    assert.deepEqual(await seen(`<style>${handed}</style>`), bare);
  });

  test('taken out and put back fifty times, in a shadow root too, it leaves nothing behind', async () => {
    const { page, context, complaints } = await read(`<div id="a"></div><div id="b"></div><kafka-playground ${STORY}></kafka-playground>`);
    await complete(page);
    const session = await context.newCDPSession(page);
    const measured = async () => {
      // What one round lets go of holds something else at times.
      for (let round = 0; round < 4; round += 1) await session.send('HeapProfiler.collectGarbage');
      const { jsHeapSizeUsed, nodes, jsEventListeners } = await session.send('Memory.getDOMCounters').then(async (counters) => ({
        ...counters, jsHeapSizeUsed: (await session.send('Runtime.getHeapUsage')).usedSize,
      }));
      return { heap: jsHeapSizeUsed, nodes, listeners: jsEventListeners };
    };
    const around = (times) => page.evaluate(async (times) => {
      const figure = document.querySelector('kafka-playground') ?? document.querySelector('#b').shadowRoot.querySelector('kafka-playground');
      const places = [document.querySelector('#a'), document.querySelector('#b').shadowRoot ?? document.querySelector('#b').attachShadow({ mode: 'open' })];
      for (let time = 0; time < times; time += 1) {
        figure.remove();
        // The element gives everything back when the task is over.
        await new Promise((resolve) => setTimeout(resolve));
        const ready = new Promise((resolve) => figure.addEventListener('ready', resolve, { once: true }));
        places[time % 2].append(figure);
        await ready;
      }
    }, times);
    await around(10);
    const before = await measured();
    await around(50);
    const after = await measured();
    // The figure before the present one may still be there; of fifty, ten nodes each would be five hundred.
    assert.ok(after.nodes <= before.nodes + 250, `nodes ${before.nodes} ${after.nodes}`);
    assert.ok(after.listeners <= before.listeners * 1.1 + 20, `listeners ${before.listeners} ${after.listeners}`);
    assert.ok(after.heap <= before.heap * 1.2 + 1e6, `heap ${before.heap} ${after.heap}`);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('it works under a strict policy, with the engine, and where types have to be trusted', async () => {
    const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      + "require-trusted-types-for 'script'; trusted-types 'none'";
    const { page, context, complaints } = await read(`<kafka-playground ${STORY} playground="./" goal="again billing >= 1" sync="a"></kafka-playground>`, {
      headers: { 'content-security-policy': policy },
    });
    await complete(page);
    await page.evaluate(() => document.querySelector('kafka-playground').run('crash c2'));
    await page.locator('kafka-playground').getByText('your own way').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a frame tells how high its figure is, and three lines make it so high', async () => {
    const listener = "addEventListener('message', ({ source, data }) => { for (const frame of document.querySelectorAll('iframe'))"
      + ' if (frame.contentWindow === source && data?.kafkaPlayground) frame.style.height = `${data.kafkaPlayground.height}px`; });';
    const query = new URLSearchParams({ scene: 'crash', start: '6', end: '24', captions: '@8 Both read.', without: 'legend add' });
    const frame = `<iframe src="embed.html?${query}" width="640" height="300"></iframe>`;
    const { page, context, complaints } = await read(frame, { head: `<script>${listener}</script>` });
    await page.frameLocator('iframe').locator('.pg-root[data-complete]').waitFor();
    await page.waitForFunction(() => document.querySelector('iframe').clientHeight !== 300);
    const fits = () => page.frameLocator('iframe').locator('.pg-stage').evaluate((stage) => stage.scrollHeight <= stage.clientHeight + 1);
    assert.equal(await fits(), true);
    const wide = await page.evaluate(() => document.querySelector('iframe').clientHeight);
    await page.evaluate(() => { document.querySelector('iframe').width = 360; });
    await page.waitForFunction((wide) => document.querySelector('iframe').clientHeight > wide, wide);
    assert.equal(await fits(), true);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('it is printed as it stands, on light ground and without what one presses', async () => {
    const { page, context } = await read(`<kafka-playground ${STORY} theme="auto"></kafka-playground>`, { colorScheme: 'dark' });
    await complete(page);
    await page.evaluate(() => document.querySelector('kafka-playground').seek(13));
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const seen = await page.evaluate(() => {
      const root = document.querySelector('kafka-playground').shadowRoot;
      const { display } = getComputedStyle(root.querySelector('.pg-bar'));
      const { width } = root.querySelector('.kp-curves').getBoundingClientRect();
      const { colorScheme } = getComputedStyle(document.querySelector('kafka-playground'));
      return [display, width <= 640, colorScheme, root.querySelector('.pg-caption-text').textContent];
    });
    assert.deepEqual(seen, ['none', true, 'light', 'c1 crashes.']);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await context.close();
  });

  const fails = (name, attributes, said, { inside = '', ...options } = {}) => test(`${name} is said in place, and the picture stays`, async () => {
    const { page, context } = await read(`<kafka-playground ${attributes}>${inside}${PICTURE}</kafka-playground>`, options);
    await page.locator('kafka-playground').getByRole('alert').filter({ hasText: said }).waitFor();
    assert.equal(await page.locator('kafka-playground img').isVisible(), true);
    await context.close();
  });
  const INLINE = ['scene="inline"', '# kafka-playground script v1, seed 1, start 0\ntopic create t\n'];
  const answer = (pattern, response) => ({ prepare: (page) => page.route(pattern, (route) => route.fulfill(response)) });
  fails('a policy that keeps WebAssembly away', INLINE[0], "Add 'wasm-unsafe-eval' to its script-src", {
    inside: INLINE[1], headers: { 'content-security-policy': "script-src 'self'" },
  });
  fails('a browser without WebAssembly', INLINE[0], 'This browser has no WebAssembly', {
    inside: INLINE[1], prepare: (page) => page.addInitScript(() => { delete globalThis.WebAssembly; }),
  });
  fails('a browser that is too old', 'scene="crash"', 'This browser is older than', {
    prepare: (page) => page.addInitScript(() => { CSS.supports = () => false; }),
  });
  fails('a module with a wrong type', STORY, /The server sends kit-\w+\.js as text\/plain/, answer(/\/kit-\w+\.js/, { contentType: 'text/plain', body: '' }));
  fails('an engine that is not there', INLINE[0], /status 404|The server has no/, { inside: INLINE[1], ...answer(/wasm\.lzma/, { status: 404, body: '' }) });
  fails('an engine that is another file', INLINE[0], 'is not the one that belongs to this page', {
    inside: INLINE[1], ...answer(/wasm\.lzma/, { body: '<html>' }),
  });
  fails('a scene that there is not', 'scene="krash"', 'There is no scene “krash”');
  fails('a file that is not found', 'src="nowhere.json"', '“nowhere.json” cannot be read: 404');
  fails('a file that is no recording', 'src="own.json"', 'This is no recording',
    answer(/own\.json/, { contentType: 'application/json', body: '{"format": "cast"}' }));
});
