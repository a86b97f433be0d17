// A figure in somebody's article: its story, its captions, what the reader may do.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { PHONE, useBrowser } from './playground.mjs';

describe('a figure', { concurrency: false }, () => {
  const open = useBrowser({ before, after });
  const CAPTIONS = '@8.000 Both read. @12.300 c1 crashes &amp; nobody knows it. @21 c2 starts at the committed offset.';
  const STORY = `scene="crash" start="6" end="24" captions="${CAPTIONS}"`;
  const article = (figure) => `<!doctype html><html lang="en"><meta charset="utf-8">`
    + `<meta name="viewport" content="width=device-width"><title>An article</title>`
    + `<script type="module" src="element-define.js"></script><main>${figure}</main></html>`;
  const figure = (attributes, inside = '') => article(`<kafka-playground ${attributes}>${inside}</kafka-playground>`);
  const show = (attributes, { inside, ...options } = {}) => open({ path: 'own.html', html: figure(attributes, inside), at: null, ...options });
  const caption = (playground) => playground.host.locator('.pg-caption').innerText().then((text) => text.replace(/\s+/g, ' ').trim());
  /** Virtual time goes on by itself, quickly: playing is what is looked at. */
  const plays = (playground, test) => playground.host.evaluate((element, test) => new Promise((resolve) => {
    const look = () => (new Function('element', `return ${test}`)(element) ? resolve(element.now) : requestAnimationFrame(look));
    look();
  }), test);

  test('the sentence of the instant stands under it, numbered, however one came there', async () => {
    const playground = await show(STORY);
    const seen = [];
    for (const at of [6, 7.999, 8, 12.299, 12.3, 20, 21, 24, 12.3, 7]) {
      await playground.host.evaluate((element, at) => element.seek(at), at);
      await playground.drawn();
      seen.push([at, await caption(playground)]);
    }
    const [one, two, three] = ['1 Both read.', '2 c1 crashes & nobody knows it.', '3 c2 starts at the committed offset.'];
    assert.deepEqual(seen, [[6, ''], [7.999, ''], [8, one], [12.299, one], [12.3, two], [20, two], [21, three], [24, three], [12.3, two], [7, '']]);
    await playground.host.getByRole('button', { name: /^3: / }).click();
    await playground.drawn();
    assert.deepEqual([await playground.now(), await caption(playground)], [21, three]);
    assert.equal(await playground.host.locator('.pg-number[aria-current]').innerText(), '3');
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });

  test('nothing leads out of the stretch that it is about', async () => {
    const playground = await show(STORY);
    assert.equal(await playground.now(), 6, 'it opens at its start');
    const slider = playground.host.getByRole('slider', { name: 'Timeline' });
    const after = async (key) => {
      await slider.press(key);
      await playground.drawn();
      return playground.now();
    };
    assert.equal(await after('End'), 24);
    assert.equal(await after('ArrowRight'), 24);
    assert.equal(await after('Home'), 6);
    assert.equal(await after('ArrowLeft'), 6);
    const box = await slider.boundingBox();
    await playground.page.mouse.click(box.x + box.width / 2, box.y + 20);
    await playground.drawn();
    assert.ok(Math.abs((await playground.now()) - 15) < 0.1, 'the middle of the line is the middle of the stretch');
    await playground.close();
  });

  test('it plays to its end and stops there, and from there it begins again', async () => {
    const playground = await show('scene="crash" start="20" end="21" speed="16"');
    await playground.host.evaluate((element) => element.play());
    assert.equal(await plays(playground, '!element.playing'), 21);
    await playground.host.evaluate((element) => { element.speed = 0.25; return element.play(); });
    assert.ok((await playground.now()) < 20.9);
    await playground.close();
  });

  test('a loop begins again where it began', async () => {
    const playground = await show('scene="crash" start="20" end="21" speed="4" loop autoplay');
    await plays(playground, 'element.now > 20.7');
    await plays(playground, 'element.now < 20.5');
    assert.equal(await playground.host.evaluate((element) => element.playing), true);
    await playground.close();
  });

  test('it pauses where its author says, at the instant and not behind it', async () => {
    for (const [stops, expected] of [['8.250 12', [8.25, 12]], ['captions', [8, 12.3, 21]]]) {
      const playground = await show(`${STORY} pause-at="${stops}" speed="16"`);
      for (const at of expected) {
        await playground.host.evaluate((element) => element.play());
        assert.equal(await plays(playground, '!element.playing'), at);
      }
      await playground.close();
    }
  });

  test('each caption is told of once it comes', async () => {
    const playground = await show(`${STORY} speed="16"`);
    const told = await playground.page.evaluate(async () => {
      const figure = document.querySelector('kafka-playground');
      const told = [];
      document.addEventListener('caption', ({ detail, composed }) => told.push({ ...detail, composed }));
      await figure.play();
      while (figure.playing) await new Promise(requestAnimationFrame);
      return told;
    });
    assert.deepEqual(told, [
      { index: 0, at: 8, text: 'Both read.', composed: true },
      { index: 1, at: 12.3, text: 'c1 crashes & nobody knows it.', composed: true },
      { index: 2, at: 21, text: 'c2 starts at the committed offset.', composed: true },
    ]);
    await playground.close();
  });

  test('captions may be WebVTT, in a file or inside, and end where their cue does', async () => {
    const vtt = 'WEBVTT\n\nNOTE of the author\n\nfirst\n00:08.000 --> 00:10.000 line:0\n<v Ada>Both &amp; each</v>\nread.\n'
      + '\n00:12.300 --> 00:13.000\nc1 crashes.\n';
    const prepare = (context) => context.route(/told\.vtt/, (route) => route.fulfill({ contentType: 'text/vtt', body: vtt }));
    for (const [attributes, inside] of [['captions="told.vtt"', ''], ['', `<script type="text/vtt">${vtt}</script>`]]) {
      const playground = await show(`scene="crash" ${attributes}`, { inside, prepare });
      await playground.host.locator('.pg-number').nth(1).waitFor();
      const seen = [];
      for (const at of [9, 10, 12.5, 14]) {
        await playground.goTo(at);
        seen.push(await caption(playground));
      }
      assert.deepEqual(seen, ['1 Both & each read.', '', '2 c1 crashes.', '']);
      await playground.close();
    }
  });

  test('who only reads changes nothing, and finds nothing to press', async () => {
    const playground = await show(`${STORY} readonly`);
    assert.deepEqual(await playground.host.locator('.pg-stage button:visible:not([data-thing])').allInnerTexts(), []);
    await playground.goTo(11);
    const ring = playground.host.locator('[data-ring]').first();
    const box = await ring.boundingBox();
    await playground.page.mouse.move(box.x + 12, box.y + 12);
    await playground.page.mouse.down();
    await playground.page.mouse.move(box.x - 60, box.y + 12, { steps: 4 });
    await playground.page.mouse.up();
    await ring.focus();
    for (const key of ['ArrowLeft', 'Enter', 'c', 'n']) await playground.page.keyboard.press(key);
    await playground.drawn();
    assert.doesNotMatch(await playground.script(), /seek/);
    assert.equal(await playground.source(), 'recording', 'and for reading no engine is loaded');
    await playground.close();
  });

  test('a reader who acts has left the story, and comes back to it', async () => {
    const playground = await show(`${STORY} at="12"`);
    await playground.host.evaluate((element) => element.run('crash c2'));
    await playground.host.getByText('your own way').waitFor();
    assert.equal(await playground.host.locator('.pg-caption').isVisible(), false);
    await playground.goTo(30);
    assert.equal(await playground.now(), 30, 'time is not bound to the story any more');
    await playground.host.getByRole('button', { name: 'Back to the story' }).click();
    await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now === 12);
    await playground.host.locator('.pg-own-way').waitFor({ state: 'detached' });
    assert.equal(await caption(playground), '1 Both read.');
    assert.doesNotMatch(await playground.script(), /crash c2/);
    await playground.close();
  });

  test('a goal is judged by the engine, and told of when it comes true', async () => {
    const playground = await show('scene="crash" at="10" goal="again billing >= 1"');
    await playground.host.evaluate((element) => {
      globalThis.goals = [];
      document.addEventListener('goal', ({ detail }) => globalThis.goals.push(detail.goal));
      return element.wake();
    });
    await playground.drawn();
    assert.deepEqual(await playground.page.evaluate(() => globalThis.goals), []);
    await playground.goTo(30);
    await playground.host.locator('.pg-goal[data-reached]').waitFor();
    assert.deepEqual(await playground.page.evaluate(() => globalThis.goals), ['again billing >= 1']);
    await playground.close();
  });

  test('figures in step are at the same instant, and play and pause together', async () => {
    const html = article(['opening', 'crash', 'opening'].map((scene, at) => (
      `<kafka-playground scene="${scene}" at="10" ${at < 2 ? 'sync="a"' : ''} height="200"></kafka-playground>`)).join(''));
    const opened = await open({ path: 'own.html', html, at: null });
    const now = () => opened.page.evaluate(() => [...document.querySelectorAll('kafka-playground')].map((each) => each.now));
    const [one, two] = opened.playgrounds;
    await one.host.evaluate((element) => element.seek(20));
    await two.drawn();
    assert.deepEqual(await now(), [20, 20, 10]);
    await two.host.evaluate((element) => element.play());
    await plays(one, 'element.playing && element.now > 20.2');
    await one.host.evaluate((element) => element.pause());
    await opened.page.waitForFunction(() => [...document.querySelectorAll('kafka-playground')].every((each) => !each.playing));
    await two.drawn();
    const [first, second, third] = await now();
    assert.equal(first, second);
    assert.equal(third, 10);
    await opened.context.close();
  });

  test('only what is asked for is shown', async () => {
    const playground = await show('scene="crash" without="legend producers offsets add buttons"');
    const named = await playground.host.locator('.pg-stage').innerText();
    for (const absent of ['checkout', '__consumer_offsets', '+ group', 'crash\n']) assert.ok(!named.includes(absent), absent);
    assert.ok(named.includes('c2'));
    assert.equal(await playground.host.locator('.kp-legend').count(), 0);
    await playground.host.evaluate((element) => { element.groups = 'audit'; });
    await playground.host.getByText('there is no “audit” here; there is billing').waitFor();
    await playground.close();
  });

  for (const [attributes, said] of [
    ['panels="stage,controls"', 'panels="stage,controls": the words stand apart by spaces, without commas'],
    ['panels="stage controlls"', 'panels: “controlls” means nothing here'],
    ['without="legends"', 'without: “legends” means nothing here'],
    ['captions="c1 crashes"', 'captions: “c1 crashes” does not begin with an instant'],
    ['captions="@50 late" end="20"', 'captions: @50.000 lies outside of what is shown'],
    ['start="20" end="10"', 'end="10" does not come after start="20"'],
    ['end="4000"', 'end="4000" is later than the recording'],
    ['pause-at="soon"', 'pause-at: “soon” is no instant'],
    ['groups="audit"', 'groups: there is no “audit” here'],
    ['playground="javascript:alert(1)"', 'playground: “javascript:alert(1)” is not the address of a page'],
  ]) {
    test(`a slip of the pen is said in place, over what can be shown: ${attributes}`, async () => {
      const playground = await show(`scene="crash" ${attributes}`);
      await playground.host.getByText(said).waitFor();
      assert.ok(await playground.host.locator('.kp-cell').count() > 3);
      assert.equal(await playground.host.locator('a').count(), 0);
      await playground.close();
    });
  }

  test('a phone has room for the timeline and for what is said', async () => {
    const playground = await show(STORY, { viewport: PHONE });
    const { width } = await playground.host.getByRole('slider', { name: 'Timeline' }).boundingBox();
    assert.ok(width > 250, `${width}`);
    assert.equal(await playground.page.evaluate(() => document.scrollingElement.scrollWidth), PHONE.width);
    await playground.close();
  });

  test('a script of the same site is a figure, too', async () => {
    const script = '# Mine\ntopic create t --partitions 1\nproduce --topic t --rate 1/s --name p\n@3.500 pause p\n';
    const prepare = (context) => context.route(/mine\.kafka/, (route) => route.fulfill({ contentType: 'text/plain', body: script }));
    const playground = await show('src="mine.kafka" at="5"', { prepare });
    assert.deepEqual([await playground.now(), await playground.source()], [5, 'engine']);
    assert.match(await playground.script(), /@3\.500 pause p/);
    await playground.close();
  });

  test('each story that is shown is told of', async () => {
    const playground = await show('scene="crash"');
    const shown = await playground.host.evaluate(async (element) => {
      const ready = new Promise((resolve) => element.addEventListener('ready', () => resolve([element.scene, element.now]), { once: true }));
      element.scene = 'cooperative';
      return ready;
    });
    assert.deepEqual(shown, ['cooperative', 16.6]);
    await playground.close();
  });

  test('what was set before the class was there is not lost', async () => {
    const html = '<!doctype html><meta charset="utf-8"><body><script>const it = document.createElement("kafka-playground");'
      + 'it.scene = "crash"; it.at = 20; it.readonly = true; it.pauseAt = "21"; document.body.append(it);</script>'
      + '<script type="module" src="element-define.js"></script>';
    const playground = await open({ path: 'own.html', html, at: null });
    assert.equal(await playground.now(), 20);
    assert.deepEqual(await playground.host.evaluate((element) => ['scene', 'at', 'readonly', 'pause-at'].map((name) => element.getAttribute(name))),
      ['crash', '20', '', '21']);
    await playground.close();
  });

  test('what was only read and written back before the class was there takes nothing away', async () => {
    // So do themes that make addresses whole.
    const html = '<!doctype html><meta charset="utf-8"><body><kafka-playground src="recordings/crash.json"></kafka-playground>'
      + '<script>const it = document.querySelector("kafka-playground"); it.src = it.src;</script><script type="module" src="element-define.js"></script>';
    const playground = await open({ path: 'own.html', html, at: null });
    assert.equal(await playground.host.evaluate((element) => element.src), 'recordings/crash.json');
    await playground.close();
  });
});
