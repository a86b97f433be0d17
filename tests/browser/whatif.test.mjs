// What if: a fault at every instant of the last seconds, counted by the engine
// while the page goes on.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { pageUrl } from './browser.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });
/** Where the engine's module can be asked, too. */
const UNBUNDLED = { base: pageUrl };
const LAPTOP = { width: 1366, height: 768 };

/** The tab, and once it is counted what it says. */
async function openTab({ at = 14, ...options } = {}) {
  const playground = await open({ viewport: LAPTOP, at, ...options });
  await playground.wake();
  await playground.openTab('What if');
  const panel = {
    playground,
    plot: playground.host.locator('.pg-wi-plot'),
    tip: playground.host.locator('.pg-wi-tip'),
    state: playground.host.locator('.pg-wi-state'),
    cases: playground.host.locator('.pg-wi-case'),
    cancel: playground.host.locator('.pg-wi-row .pg-quiet'),
  };
  await panel.plot.waitFor();
  return panel;
}

const counted = ({ state }) => state.filter({ hasText: /^(worst|none)/ }).waitFor();

/** Only the strip, of a short window: the modes take their time. */
async function short(panel) {
  await panel.playground.host.getByLabel('In the last').selectOption('3s');
}

/** What the terminal says of the same, by the engine at once. */
function results(playground, line) {
  return playground.host.evaluate(async (element, line) => {
    const { loadEngine } = await import(new URL('src/player/engine.js', document.baseURI));
    const { Playground } = await loadEngine();
    const engine = Playground.forScript(element.script, 0, 0);
    for (const one of element.script.split('\n').slice(1).filter(Boolean)) engine.scriptLine(one);
    engine.advance(Math.round(element.now * 1000));
    const answer = engine.whatIf(line);
    answer.step();
    const known = { ...answer.results(0), table: answer.table() };
    answer.free();
    engine.free();
    return known;
  }, line);
}

test('the strip is what the terminal says, bar by bar, and is read out under the pointer and by keys', async () => {
  const panel = await openTab(UNBUNDLED);
  const { playground, plot, tip } = panel;
  await short(panel);
  await counted(panel);
  const { series: [{ bars, summary }] } = await results(playground, 'whatif crash c1 --last 3s');
  assert.equal(await panel.state.innerText(), `worst ${summary.again.count} again; none at ${summary.none} of ${summary.instants} instants`);
  assert.equal(Number(await plot.getAttribute('aria-valuemax')), bars.length);
  await plot.focus();
  await plot.press('End');
  for (const bar of bars.slice(0, 60)) {
    const { at, ordinal, sum } = bar;
    const instant = `0:${(at / 1000).toFixed(3).padStart(6, '0')}${ordinal === null ? '' : `+${ordinal}`}`;
    const text = await plot.getAttribute('aria-valuetext');
    assert.equal(text, `crash c1 at ${instant}: ${sum.again} done again, ${sum.never + sum.skipped + sum.deleted} never. Enter goes there and does it.`);
    await plot.press('ArrowLeft');
  }
  // The pointer finds one of them, with the same numbers.
  const box = await plot.boundingBox();
  await playground.page.mouse.move(box.x + box.width * 0.55, box.y + 40);
  const told = await tip.innerText();
  const [, instant, again, never] = /^crash c1 at (\S+): (\d+) done again, (\d+) never/.exec(told.replace(/\s+/g, ' '));
  const [, seconds, ordinal] = /^0:(\d+\.\d+)(?:\+(\d+))?$/.exec(instant);
  const bar = bars.find((one) => one.at === Math.round(seconds * 1000) && one.ordinal === (ordinal === undefined ? null : Number(ordinal)));
  assert.deepEqual([bar.sum.again, bar.sum.never], [Number(again), Number(never)]);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('Enter on a bar goes there and does it on a branch, and what comes of it is what the bar said', async () => {
  const panel = await openTab(UNBUNDLED);
  const { playground, plot } = panel;
  await short(panel);
  await counted(panel);
  const { series: [{ bars, summary }] } = await results(playground, 'whatif crash c1 --last 3s');
  const worst = bars.findIndex(({ at, ordinal }) => at === summary.again.at.at && ordinal === summary.again.at.ordinal);
  assert.ok(bars[worst].at < 14_000, 'there is a future');
  await plot.focus();
  await plot.press('End');
  for (let step = 0; step < worst; step += 1) await plot.press('ArrowLeft');
  const before = await playground.host.evaluate((element) => element.branches?.length ?? 0);
  await plot.press('Enter');
  await playground.host.locator('.pg-play[data-playing]').waitFor();
  assert.equal(await playground.lastLine(), 'crash c1');
  assert.match(await playground.script(), new RegExp(`@${(bars[worst].at / 1000).toFixed(3)}`));
  assert.ok(before >= 0);
  await playground.host.evaluate((element) => element.pause());
  await playground.goTo(bars[worst].until / 1000);
  const { groups: [{ ledger }] } = await playground.view();
  assert.deepEqual([ledger.again, ledger.never], [bars[worst].sum.again, bars[worst].sum.never]);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('a click on a bar does the same, and so does the worst one that the narrator offers', async () => {
  const panel = await openTab();
  const { playground, plot } = panel;
  await short(panel);
  await counted(panel);
  const offer = playground.host.locator('.pg-narrator .pg-button').first();
  const [, count] = /^Crash c1 at \S+: (\d+) again$/.exec(await offer.innerText());
  assert.ok(Number(count) > 0);
  const box = await plot.boundingBox();
  const x = await plot.evaluate((element) => {
    const first = element.querySelector('.pg-wi-again').getAttribute('d');
    return Number(/M([\d.]+)/.exec(first)[1]);
  });
  await playground.page.mouse.click(box.x + x + 1, box.y + 40);
  await playground.host.locator('.pg-play[data-playing]').waitFor();
  assert.equal(await playground.lastLine(), 'crash c1');
  await playground.close();
});

test('it can be cancelled and gone on with, and playing on keeps what is known', async () => {
  const panel = await openTab({ at: 22 });
  const { playground, state, cancel } = panel;
  await cancel.filter({ hasText: 'Cancel' }).click();
  await state.filter({ hasText: /^cancelled: \d+ instants were tried$/ }).waitFor();
  await cancel.filter({ hasText: 'Go on' }).click();
  await state.filter({ hasText: /instants tried, \d+ %/ }).waitFor();
  await short(panel);
  await counted(panel);
  const known = await playground.host.locator('.pg-wi-again').first().getAttribute('d');
  await playground.host.evaluate((element) => element.play());
  await playground.drawn();
  assert.notEqual(await playground.host.locator('.pg-wi-strip .pg-wi-again').getAttribute('d'), '');
  assert.notEqual(known, '');
  await playground.host.evaluate((element) => element.pause());
  await counted(panel);
  await playground.openTab('Journal');
  assert.equal(await playground.host.locator('.pg-wi-strip').count(), 0, 'the strip is there while the tab is');
  await playground.close();
});

test('five ways to commit have one scale and totals, and one of them becomes the machine’s', async () => {
  const panel = await openTab(UNBUNDLED);
  const { playground, cases } = panel;
  await short(panel);
  await cases.nth(4).locator('.pg-wi-told', { hasText: 'at least once' }).waitFor();
  const told = await cases.evaluateAll((all) => all.map((one) => ({
    name: one.querySelector('b').textContent, own: one.getAttribute('aria-pressed'), again: one.querySelectorAll('.pg-wi-total')[0].textContent,
    lost: one.querySelectorAll('.pg-wi-total')[1].textContent, measured: one.querySelector('.pg-wi-told').textContent,
  })));
  assert.deepEqual(told.map(({ name }) => name), ['auto', 'each record', 'batch', 'commit first', 'no commit']);
  assert.deepEqual(told.map(({ own }) => own), ['false', 'false', 'true', 'false', 'false']);
  const { series } = await results(playground, 'whatif crash c1 --last 3s --commit all');
  series.forEach(({ summary }, index) => {
    const { again, lost, instants, noneAgain, noneLost } = summary;
    assert.equal(told[index].again, `${instants} instants: 0 again in ${again ? `${noneAgain}, up to ${again.count}` : 'all'}`);
    assert.equal(told[index].lost, lost ? `0 never in ${noneLost}, up to ${lost.count}` : '0 never');
  });
  assert.equal(told[3].measured, 'at most once');
  await cases.nth(1).focus();
  await cases.nth(1).press('Enter');
  await playground.drawn();
  assert.equal(await playground.lastLine(), 'set c1 --commit record');
  await playground.host.locator('.pg-wi-case[data-case="commit record"][aria-pressed="true"]').waitFor();
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('values of a setting are tried likewise; what the engine refuses is said', async () => {
  const panel = await openTab(UNBUNDLED);
  const { playground } = panel;
  await short(panel);
  const body = playground.host.locator('.pg-wi-body');
  await body.getByLabel('Its values').fill('1, 500, 0');
  await body.getByLabel('Its values').press('Enter');
  const told = (value) => playground.host.locator(`.pg-wi-case[data-case="set ${value}"]`);
  await told(0).filter({ hasText: /max\.poll\.records/ }).waitFor();
  assert.ok(await told(0).isDisabled());
  await told(500).locator('.pg-wi-told', { hasText: 'at least once' }).waitFor();
  const { series } = await results(playground, 'whatif crash c1 --last 3s --set max.poll.records=1 --set max.poll.records=500');
  for (const [index, value] of [1, 500].entries()) {
    const { again, instants, noneAgain } = series[index].summary;
    assert.ok((await told(value).innerText()).includes(`${instants} instants: 0 again in ${noneAgain}, up to ${again.count}`));
  }
  await told(1).click();
  await playground.drawn();
  assert.equal(await playground.lastLine(), 'set c1 max.poll.records=1');
  await playground.close();
});

test('the terminal answers in slices: frames go on, it says how far it is, and Ctrl-C stops it', async () => {
  const playground = await open({ ...UNBUNDLED, viewport: DESKTOP, at: 20 });
  await playground.wake();
  await playground.openTab('Terminal');
  const input = playground.host.getByLabel('Command', { exact: true });
  await input.fill('whatif crash c1 --last 3s');
  const longest = playground.host.evaluate(() => new Promise((resolve) => {
    const times = [];
    let last = performance.now();
    const frame = (now) => {
      times.push(now - last);
      last = now;
      if (times.length < 60) requestAnimationFrame(frame);
      else resolve(Math.max(...times.slice(2)));
    };
    requestAnimationFrame(frame);
  }));
  await input.press('Enter');
  await playground.host.locator('.pg-work progress').waitFor();
  assert.ok((await longest) < 150, `a frame took ${await longest} ms`);
  const answer = playground.host.locator('.pg-entry').last();
  await answer.filter({ hasText: 'for example' }).waitFor();
  const { table, line } = await results(playground, 'whatif crash c1 --last 3s');
  assert.deepEqual((await answer.innerText()).split('\n').filter(Boolean).map((text) => text.trimEnd()), [`$ ${line}`, ...table]);
  assert.equal(await playground.host.locator('.pg-work').count(), 0);
  await input.fill('whatif crash c1 --last 20s --commit all');
  await input.press('Enter');
  await playground.host.locator('.pg-work progress').waitFor();
  await input.press('Control+c');
  await playground.host.locator('.pg-entry').last().filter({ hasText: /Only the newest \d+ instants were tried/ }).waitFor();
  // What asks nothing is refused as any line is.
  await input.fill('whatif crush c1');
  await input.press('Enter');
  await playground.host.locator('.pg-entry').last().filter({ hasText: 'There is no command "crush"' }).waitFor();
  assert.equal(await playground.host.evaluate((element) => element.script.includes('whatif')), false);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('the code says beside each line what a crash there costs', async () => {
  const playground = await open({ ...UNBUNDLED, viewport: LAPTOP, at: 14 });
  await playground.wake();
  await playground.openTab('Code');
  const costs = playground.host.locator('.pg-code-crash:not(:empty)');
  await costs.first().waitFor();
  const { series: [{ lines }] } = await results(playground, 'whatif crash c1 --last 6s');
  await assertLater(async () => {
    const shown = await playground.host.locator('.pg-code-line').evaluateAll((rows) => rows
      .map((row) => [row.dataset.ops ?? '', row.querySelector('.pg-code-crash').textContent]).filter(([, text]) => text !== ''));
    for (const { line, again, lost } of lines) {
      const row = shown.find(([ops]) => ops.split(' ').includes(line));
      if (row) assert.ok(row[1].startsWith(again > 0 ? `${again} again` : lost > 0 ? `${lost} never` : '0'), `${line}: ${row}`);
    }
    assert.ok(shown.length >= 2);
  });
  // It stays as it was while time plays.
  await playground.host.evaluate((element) => element.play());
  await playground.page.waitForTimeout(200);
  assert.ok((await costs.count()) >= 2);
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});

test('on a phone and in a short window the strip is inside the tab', async () => {
  for (const viewport of [PHONE, { width: 853, height: 480 }]) {
    const panel = await openTab({ viewport });
    await short(panel);
    await counted(panel);
    assert.equal(await panel.playground.host.locator('.pg-wi-body .pg-wi-strip').count(), 1);
    assert.ok(await panel.playground.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await panel.playground.close();
  }
});

test('axe finds nothing in the tab and in the code with its costs, light and dark', async () => {
  for (const [colorScheme, viewport] of [['light', LAPTOP], ['dark', LAPTOP], ['light', PHONE]]) {
    const panel = await openTab({ viewport, colorScheme });
    const { playground, plot } = panel;
    await playground.page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
    await short(panel);
    await panel.cases.nth(4).locator('.pg-wi-told', { hasText: 'at least once' }).waitFor();
    await plot.focus();
    await plot.press('ArrowLeft');
    await assertClean(playground, `what if, ${colorScheme}`);
    await playground.openTab('Code');
    await playground.host.locator('.pg-code-crash:not(:empty)').first().waitFor({ state: 'attached' });
    await assertClean(playground, `the code, ${colorScheme}`);
    await playground.close();
  }
});

async function assertClean(playground, when) {
  await playground.settled();
  const found = await playground.page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
      rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], iframes: false, preload: false,
    });
    // Where a flag and a ring stand is what they say.
    const essential = (rule, node) => rule.id === 'target-size' && /data-flag|data-ring|data-way|commit:|position:|kp-flag|kp-ring/.test(node.html);
    return violations.flatMap((rule) => rule.nodes.filter((node) => !essential(rule, node))
      .map((node) => `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary.replace(/\s+/g, ' ')}`));
  });
  assert.deepEqual(found, [], when);
}

/** Until it holds. */
async function assertLater(holds) {
  for (let left = 50; ; left -= 1) {
    try {
      return await holds();
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
