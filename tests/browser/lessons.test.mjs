// Lessons as one takes them: by hand, by keys alone, by touch on a phone. What
// a lesson says is held against the engine elsewhere; here it is what the page
// makes of it.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { siteUrl } from './browser.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const openPage = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const MOST_TABS = 80;

/** A page whose address leads into a lesson, when the lesson stands there. Nothing moves, where a test does not want it to. */
async function open(path, options = {}) {
  const playground = await openPage({ path, at: null, viewport: DESKTOP, reducedMotion: 'reduce', ...options });
  await playground.host.locator('.pg-lesson h3').waitFor();
  await begun(playground);
  return playground;
}

/** Waits until the stage stands where the step begins. */
async function begun(playground) {
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').source === 'engine');
  await playground.host.locator('.pg-root[data-lesson]').waitFor();
  await playground.drawn();
  await playground.drawn();
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

/** A lesson as the build made it. */
async function lessonOf(playground, id, language = 'en') {
  return playground.page.evaluate(async (file) => (await fetch(file)).json(), new URL(`lessons/${language}/${id}.json`, siteUrl).href);
}

const button = (playground, what) => playground.host.locator(`.pg-lesson [data-do="${what}"]`);
const goals = (playground, state = '') => playground.host.locator(`.pg-lesson [data-goal]${state}`);
const field = (playground) => playground.host.locator('.pg-lesson [data-guess="field"]');
const ready = (playground) => playground.host.locator('.pg-lesson-next[data-ready]');
const answered = (playground) => playground.host.locator('.pg-lesson-ask[data-state="answered"]');
const heard = (playground) => playground.host.locator('.pg-lesson .pg-live').textContent();

/** Runs a line as the lesson says it, where it does, and else in another way that there is. */
async function runByHand(playground, line, press) {
  const offered = playground.host.locator('.pg-lesson [data-run]').filter({ hasText: new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) });
  if ((await offered.count()) > 0) await press(offered.first());
  else await playground.run(line);
  await playground.drawn();
}

/** What is pressed on the stage for a guess; null where that is done in the panel. */
async function placeOf(playground, pick, answer) {
  const lane = pick.kind === 'offset' ? `${pick.topic}-${pick.partition}` : `${pick.topic}-${answer}`;
  const found = {
    offset: `[data-lane="${lane}"] :is([data-cell], [data-log-end])[data-offset="${answer}"]`,
    partition: `[data-lane="${lane}"] .kp-number`,
    member: `.kp-member[data-machine="${answer}"] .kp-line`,
  }[pick.kind];
  const place = found && playground.stage.locator(found).first();
  return place && (await place.count()) > 0 ? place : null;
}

/** Tab leads to the first of some choices, and arrows to the others. */
async function chooseByKeys(playground, value, press) {
  const choices = playground.host.locator('.pg-lesson [data-guess="choice"]');
  await press(choices.first(), ' ');
  for (let at = 0; at < (await choices.count()); at += 1) {
    if (await choices.and(playground.host.locator(`[value="${value}"]`)).isChecked()) return;
    await playground.page.keyboard.press('ArrowDown');
  }
  throw new Error(`arrows do not lead to ${value}`);
}

/** Answers a question, rightly, and sees that the answer is the one that the lesson has. */
async function answer(playground, { pick, answer: right }, { press, byKeys }) {
  const place = byKeys ? null : await placeOf(playground, pick, right);
  if (place) await press(place);
  else if ((await field(playground).count()) > 0) await field(playground).fill(right);
  else if (byKeys) await chooseByKeys(playground, right, press);
  else await press(playground.host.locator(`.pg-lesson [data-guess="choice"][value="${right}"]`));
  const before = await answered(playground).count();
  await press(button(playground, 'see'));
  await answered(playground).nth(before).waitFor();
  const told = answered(playground).nth(before);
  assert.equal(await told.locator('.pg-lesson-answer').innerText(), right);
  assert.equal(await told.locator('.pg-lesson-guess').innerText(), right, 'the guess stays');
  await playground.drawn();
}

/** Does all that a step wants, in the way in which its solutions do it. */
async function takeStep(playground, step, how) {
  for (const item of step.items) {
    if (item.kind === 'predict') await answer(playground, item.predict, how);
    if (item.kind !== 'solution') continue;
    for (const row of item.rows) {
      const [, at, line] = /^@([\d.]+)\S*\s*(.*)$/.exec(row) ?? ['', null, row];
      if (at !== null && Number(at) > (await playground.now())) await playground.goTo(Number(at));
      if (line) await runByHand(playground, line, how.press);
    }
    if (item.at / 1000 > (await playground.now())) await playground.goTo(item.at / 1000);
    await playground.drawn();
  }
}

/** Goes through a lesson from its first step to its last. */
async function take(playground, id, how) {
  const lesson = await lessonOf(playground, id);
  for (const [nth, step] of lesson.steps.entries()) {
    assert.equal(await playground.host.locator('.pg-lesson h3').innerText(), step.title);
    assert.equal(Math.round((await playground.now()) * 1000), step.at, `${step.id} stands where it begins`);
    assert.equal(await goals(playground, '[data-reached]').count(), 0, `${step.id} has no goal that is reached by itself`);
    await takeStep(playground, step, how);
    await ready(playground).waitFor();
    const wanted = step.items.filter(({ kind }) => kind === 'goal').length;
    assert.equal(await goals(playground, '[data-reached]').count(), wanted, step.id);
    if (nth === lesson.steps.length - 1) continue;
    await how.press(button(playground, 'next'));
    await playground.host.locator('.pg-lesson h3', { hasText: lesson.steps[nth + 1].title }).waitFor();
    await playground.page.waitForTimeout(300);
    await playground.drawn();
  }
  await playground.host.locator('.pg-lesson-dots [aria-current][data-state="done"]').waitFor({ state: 'attached' });
}

const byPointer = { press: (place) => place.click(), byKeys: false };
const byTouch = { press: (place) => place.tap(), byKeys: false };

for (const id of ['keys', 'resume', 'share-work']) {
  test(`the lesson “${id}” can be taken by hand`, async () => {
    const playground = await open(`?lesson=${id}`);
    await take(playground, id, byPointer);
    await close(playground);
  });
}

test('a lesson can be taken by keys alone', async () => {
  const playground = await open('?lesson=crash-rebalance');
  const { page, host } = playground;
  /** By Tab to where something is, as somebody without a mouse goes, from where one reads. */
  const press = async (place, key = 'Enter') => {
    const wanted = await place.elementHandle();
    const types = await host.evaluate((element) => element.shadowRoot.activeElement?.matches('[data-guess="field"]'));
    if (!types) await page.keyboard.press('g');
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await host.evaluate((element, one) => element.shadowRoot.activeElement === one, wanted)) return page.keyboard.press(key);
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${await place.evaluate((element) => element.outerHTML)}`);
  };
  await take(playground, 'crash-rebalance', { press, byKeys: true });
  await close(playground);
});

test('a lesson can be taken by touch on a phone', async () => {
  const playground = await open('?lesson=redeliver', { viewport: PHONE, hasTouch: true, isMobile: true });
  assert.equal(await playground.host.locator('[role="tab"][aria-selected="true"]').innerText(), 'Lesson');
  await take(playground, 'redeliver', byTouch);
  await close(playground);
});

test('nothing of lessons is loaded before somebody opens one', async () => {
  const asked = [];
  const playground = await openPage({ at: null, prepare: async (context) => context.on('request', (request) => asked.push(new URL(request.url()).pathname)) });
  const ours = () => asked.filter((path) => /lesson/.test(path));
  assert.deepEqual(ours(), []);
  await playground.host.getByRole('button', { name: 'Lessons', exact: true }).click();
  await playground.dialog.locator('[data-lesson]').first().waitFor();
  assert.ok(ours().some((path) => path.endsWith('index.json')) && !ours().some((path) => path.endsWith('keys.json')), 'the list, and no lesson');
  await close(playground);
});

test('the list proposes the first that is not done, and knows what was done after a reload', async () => {
  const playground = await openPage({ at: null, reducedMotion: 'reduce' });
  const { page, host, dialog } = playground;
  const list = () => host.getByRole('button', { name: 'Lessons', exact: true });
  await list().click();
  await dialog.locator('[data-first] [data-lesson]').waitFor();
  const all = await dialog.locator('[data-lesson]').evaluateAll((rows) => rows.map((row) => row.dataset.lesson));
  assert.equal(await dialog.locator('[data-first] [data-lesson]').getAttribute('data-lesson'), all[0]);
  await page.keyboard.press('Enter');
  await host.locator('.pg-lesson h3').waitFor();
  await begun(playground);
  const lesson = await lessonOf(playground, all[0]);
  for (const step of lesson.steps.slice(1)) {
    await page.keyboard.press('.');
    await host.locator('.pg-lesson h3', { hasText: step.title }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('step'), step.id);
  }
  await host.locator('.pg-lesson-dots [data-state="done"]').first().waitFor();
  await page.goto(new URL('', siteUrl).href);
  await list().click();
  await dialog.locator(`[data-state="done"] [data-lesson="${all[0]}"]`).waitFor();
  assert.equal(await dialog.locator('[data-first] [data-lesson]').getAttribute('data-lesson'), all[1]);
  await close(playground);
});

/** The middle of an element, in pixels. */
const middle = async (place) => {
  // A mark is drawn anew with the stage, and then has no place for a moment.
  const box = (await place.boundingBox()) ?? (await place.boundingBox());
  return box.x + box.width / 2;
};

test('the guess stays on its cell beside the answer, and gets the sentence that is about it', async () => {
  const playground = await open('?lesson=crash-rebalance&step=c2-takes-over');
  const { host, stage, page } = playground;
  const { predict } = (await lessonOf(playground, 'crash-rebalance')).steps[1].items.find(({ kind }) => kind === 'predict');
  const wrong = predict.told.find(({ guess }) => guess !== predict.answer).guess;
  const lane = `[data-lane="${predict.pick.topic}-${predict.pick.partition}"]`;
  const cell = (offset) => stage.locator(`${lane} :is([data-cell], [data-log-end])[data-offset="${offset}"]`);
  await cell(wrong).click();
  assert.equal(await host.locator('.pg-lesson [data-guess="field"]').inputValue(), wrong);
  const mark = (kind) => stage.locator(`.pg-guess[data-kind="${kind}"]`);
  assert.equal(await mark('guess').innerText(), `your guess: ${wrong}`);
  assert.ok(Math.abs((await middle(mark('guess'))) - (await middle(cell(wrong)))) < 2, 'it is on the cell');
  assert.equal(await host.locator('.pg-inspector:not([hidden])').count(), 0, 'a guess picks nothing');
  await button(playground, 'see').click();
  await answered(playground).waitFor();
  await playground.settled();
  for (const [kind, offset] of [['guess', wrong], ['answer', predict.answer]]) {
    assert.ok(Math.abs((await middle(mark(kind))) - (await middle(cell(offset)))) < 2, `${kind} is on ${offset}`);
  }
  const reply = predict.told.find(({ guess }) => guess === wrong).prose[0].text.filter((one) => typeof one === 'string')[0];
  assert.ok((await answered(playground).innerText()).includes(reply.trim()));
  // They go with their cells: a narrower page has fewer of them.
  await page.setViewportSize({ width: 1000, height: 800 });
  await playground.settled();
  await playground.drawn();
  const seen = (await cell(wrong).count()) > 0;
  if (seen) assert.ok(Math.abs((await middle(mark('guess'))) - (await middle(cell(wrong)))) < 2, 'it follows the cell');
  else assert.equal(await mark('guess').getAttribute('data-aside'), 'true');
  await close(playground);
});

test('a goal is reached as soon as it holds, is said, and stays reached; a question stops time', async () => {
  const playground = await open('?lesson=crash-rebalance');
  const step = (await lessonOf(playground, 'crash-rebalance')).steps[0];
  const [row] = step.items.find(({ kind }) => kind === 'solution').rows;
  await playground.goTo(Number(/^@([\d.]+)/.exec(row)[1]));
  await playground.host.evaluate((element) => element.play());
  await playground.host.evaluate((element, line) => element.run(line), row.replace(/^\S+ /, ''));
  await goals(playground, '[data-reached]').first().waitFor();
  await playground.host.locator('.pg-lesson-ask[data-state="open"]').waitFor();
  assert.equal(await playground.host.evaluate((element) => element.playing), false);
  assert.match(await heard(playground), /./);
  await playground.host.evaluate((element) => element.seek(1));
  await playground.drawn();
  assert.equal(await goals(playground, '[data-reached]').count(), 1, 'also where one looks back');
  await close(playground);
});

test('what happens is seen at a pace that one can follow, can be stopped, and goes on', async () => {
  const playground = await open('?lesson=crash-rebalance&step=c2-takes-over', { reducedMotion: 'no-preference' });
  await button(playground, 'see').click();
  const began = await playground.now();
  await playground.page.waitForFunction((from) => document.querySelector('kafka-playground').now > from + 0.3, began);
  assert.equal(await playground.host.evaluate((element) => element.playing), true);
  await playground.host.locator('.pg-play').click();
  await button(playground, 'see').filter({ hasText: 'Go on' }).waitFor();
  const stopped = await playground.now();
  await playground.drawn();
  assert.equal(await playground.now(), stopped);
  await button(playground, 'see').click();
  await answered(playground).waitFor({ timeout: 12_000 });
  assert.ok((await playground.now()) > stopped);
  await close(playground);
});

test('who lets time go on by himself comes to the answer, too', async () => {
  const playground = await open('?lesson=crash-rebalance&step=c2-takes-over', { reducedMotion: 'no-preference' });
  const { predict } = (await lessonOf(playground, 'crash-rebalance')).steps[1].items.find(({ kind }) => kind === 'predict');
  await playground.host.locator('.pg-lesson [data-guess="field"]').fill('7');
  await playground.host.evaluate((element) => {
    element.speed = 8;
    return element.play();
  });
  await answered(playground).waitFor();
  assert.equal(await answered(playground).locator('.pg-lesson-answer').innerText(), predict.answer);
  assert.equal(await answered(playground).locator('.pg-lesson-guess').innerText(), '7');
  assert.equal(await playground.host.evaluate((element) => element.playing), false, 'time stands there');
  await close(playground);
});

test('a way to do it is shown on the timeline, can be scrubbed, and the step begins again', async () => {
  const playground = await open('?lesson=crash-rebalance');
  const step = (await lessonOf(playground, 'crash-rebalance')).steps[0];
  const solution = step.items.filter(({ kind }) => kind === 'solution').at(-1);
  const opened = await playground.script();
  await button(playground, 'show').click();
  await goals(playground, '[data-reached]').first().waitFor();
  await playground.page.waitForFunction((at) => Math.round(document.querySelector('kafka-playground').now * 1000) === at, solution.at);
  const shown = (await playground.script()).trim().split('\n').slice(opened.trim().split('\n').length);
  assert.deepEqual(shown.map((row) => row.replace(/^@\S+ /, '')), solution.rows.map((row) => row.replace(/^@\S+ /, '')));
  await playground.host.evaluate((element, at) => element.seek(at), step.at / 1000);
  assert.equal(await playground.now(), step.at / 1000);
  // Once more is not twice.
  await button(playground, 'show').click();
  await playground.page.waitForFunction((at) => Math.round(document.querySelector('kafka-playground').now * 1000) === at, solution.at);
  assert.equal((await playground.script()).trim().split('\n').length, opened.trim().split('\n').length + shown.length);
  await button(playground, 'over').click();
  await playground.page.waitForFunction((at) => Math.round(document.querySelector('kafka-playground').now * 1000) === at, step.at);
  await playground.drawn();
  assert.equal(await playground.script(), opened);
  assert.equal(await goals(playground, '[data-reached]').count(), 0);
  await close(playground);
});

test('one may leave into the playground with the cluster, and come back; another scene does not end the lesson', async () => {
  const playground = await open('?lesson=crash-rebalance');
  const { host, page } = playground;
  await playground.run('crash c1');
  const script = await playground.script();
  await button(playground, 'leave').click();
  await host.locator('.pg-lesson').waitFor({ state: 'detached' });
  assert.equal(await playground.script(), script);
  assert.equal(new URL(page.url()).search, '');
  const back = host.getByRole('button', { name: 'Back to the lesson', exact: true });
  assert.ok(await back.evaluate((element) => element.getRootNode().activeElement === element), 'the focus is on the way back');
  await back.click();
  await host.locator('.pg-lesson h3').waitFor();
  assert.equal(await playground.script(), script);
  assert.equal(await goals(playground, '[data-reached]').count(), 1, 'what was reached is');
  await host.locator('.pg-scene').click();
  await host.getByRole('menuitem').first().click();
  await host.locator('.pg-lesson').waitFor({ state: 'detached' });
  await page.waitForFunction((before) => document.querySelector('kafka-playground').script !== before, script);
  await back.click();
  await host.locator('.pg-lesson h3').waitFor();
  const { at } = (await lessonOf(playground, 'crash-rebalance')).steps[0];
  await page.waitForFunction((there) => Math.round(document.querySelector('kafka-playground').now * 1000) === there, at);
  await close(playground);
});

test('a proof is played apart, and one comes back to exactly where one was', async () => {
  const playground = await open('?lesson=replay&step=a-restart-in-between');
  const lesson = await lessonOf(playground, 'replay');
  await takeStep(playground, lesson.steps[2], byPointer);
  const proof = button(playground, 'proof').first();
  await proof.waitFor();
  const [script, now] = [await playground.script(), await playground.now()];
  const at = lesson.steps[2].items.find(({ kind }) => kind === 'proof').proof.at;
  await proof.click();
  await playground.page.waitForFunction((there) => Math.round(document.querySelector('kafka-playground').now * 1000) === there, at);
  assert.notEqual(await playground.script(), script);
  await playground.host.locator('.pg-lesson-aside').getByRole('button', { name: 'Back to the lesson' }).click();
  await playground.host.locator('.pg-lesson-aside').waitFor({ state: 'detached' });
  assert.deepEqual([await playground.script(), await playground.now()], [script, now]);
  await close(playground);
});

test('a lesson’s program stands in the tab Code, with the line lit at which the machine stands', async () => {
  const playground = await open('?lesson=redeliver');
  const { items } = (await lessonOf(playground, 'redeliver')).steps[0];
  const code = items.find(({ kind, language }) => kind === 'code' && language === 'java');
  await button(playground, 'code').first().click();
  const lines = playground.host.locator('.pg-code-line');
  await lines.first().waitFor();
  assert.equal((await lines.locator('code').first().textContent()).trim(), code.lines[0].text.trim());
  const lit = await playground.host.locator('.pg-runs').getAttribute('data-ops');
  assert.ok(code.lines.some(({ step }) => step === lit), `${lit} is lit`);
  await close(playground);
});

test('a lesson is there in another language where it is written in it, and else in English', async () => {
  const playground = await open('?lang=de&lesson=keys');
  const lesson = await lessonOf(playground, 'keys', 'de');
  assert.equal(await playground.host.locator('.pg-lesson h2').innerText(), lesson.title);
  await playground.page.goto(new URL('?lang=de&lesson=spread', siteUrl).href);
  const english = await lessonOf(playground, 'spread');
  await playground.host.locator('.pg-lesson h2', { hasText: english.title }).waitFor();
  await close(playground);
});

test('in another language a lesson goes on as it stands, and a step’s name leads to the same step', async () => {
  const playground = await open('?lesson=crash-rebalance');
  const { host, page } = playground;
  await takeStep(playground, (await lessonOf(playground, 'crash-rebalance')).steps[0], byPointer);
  const told = async () => [await goals(playground, '[data-reached]').count(), await answered(playground).count()];
  const stood = async () => [await playground.script(), await playground.now(), ...(await told())];
  const before = await stood();
  await host.evaluate((element) => {
    document.documentElement.lang = 'de';
    element.lang = 'de';
  });
  const german = await lessonOf(playground, 'crash-rebalance', 'de');
  await host.locator('.pg-lesson h2', { hasText: german.title }).waitFor();
  await playground.drawn();
  assert.deepEqual(await stood(), before);
  await page.goto(new URL(`?lang=en&lesson=crash-rebalance&step=${encodeURIComponent(german.steps[1].id)}`, siteUrl).href);
  await host.locator('.pg-lesson h3', { hasText: (await lessonOf(playground, 'crash-rebalance')).steps[1].title }).waitFor();
  await close(playground);
});

test('a lesson that there is not is said, and nothing else happens', async () => {
  const playground = await openPage({ path: '?lesson=../../etc&step=x', at: null });
  await playground.host.locator('.pg-notice', { hasText: 'There is no lesson' }).waitFor();
  await close(playground);
});

const DARK_PHONE = { viewport: PHONE, colorScheme: 'dark', hasTouch: true, isMobile: true };
for (const [name, options] of [['', { viewport: DESKTOP }], [', on a phone in the dark', DARK_PHONE]]) {
  test(`axe finds nothing in a lesson${name}`, async () => {
    const playground = await open('?lesson=crash-rebalance', options);
    await playground.page.addScriptTag({ path: AXE });
    const clean = async (when) => {
      await playground.settled();
      const found = await playground.page.evaluate(async (rules) => {
        const { violations } = await window.axe.run(document, {
          runOnly: { type: 'tag', values: rules }, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], iframes: false, preload: false,
        });
        return violations.flatMap((rule) => rule.nodes.filter((node) => node.target.flat().join(' ').includes('pg-lesson') || /lesson|guess/.test(node.html))
          .map((node) => `${rule.id}: ${node.target.flat().join(' ')} ${node.failureSummary.replace(/\s+/g, ' ')}`));
      }, RULES);
      assert.deepEqual(found, [], when);
    };
    await clean('the beginning');
    const lesson = await lessonOf(playground, 'crash-rebalance');
    await takeStep(playground, lesson.steps[0], options.hasTouch ? byTouch : byPointer);
    await clean('answered');
    await playground.page.goto(new URL('?lesson=crash-rebalance&step=on-a-real-cluster', siteUrl).href);
    await playground.host.locator('.pg-lesson-fence').first().waitFor();
    await playground.page.addScriptTag({ path: AXE });
    await clean('commands');
    await playground.host.getByRole('button', { name: 'Lessons', exact: true }).click();
    await playground.dialog.waitFor();
    await clean('the list');
    await close(playground);
  });
}
