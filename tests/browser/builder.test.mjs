// Lessons are written in the page: from nothing, by doing it, with what is wrong
// in its place; they are taken along as links and files; and what strangers wrote
// is text that is read, shown and changed, and nothing else.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { given } from './browser.mjs';
import { useBrowser, DESKTOP, PHONE } from './playground.mjs';
import { readLessonLink, writeLessonLink } from '../../web/src/builder/link.js';

const open = useBrowser({ before, after });
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const SCENE = [
  '# kafka-playground script v1, seed 4, start 1767603600000', 'topic create orders --partitions 1',
  'consume --topic orders --group billing --name c1 --from-beginning', '@9',
].join('\n');
const LESSON = `# By somebody

About one thing.

\`\`\`scene
${SCENE}
\`\`\`

## Let it die

\`\`\`do
Do \`crash c1\`.
\`\`\`

\`\`\`goal
c1 is dead
status c1 = crashed
\`\`\`

\`\`\`solution
crash c1
@10
\`\`\`

## And then

It is dead.
`;

const builder = (playground) => playground.host.locator('.pg-builder');
const area = (playground) => builder(playground).locator('textarea');
const text = (playground) => area(playground).inputValue();
const wrongs = (playground) => builder(playground).locator('.pg-builder-wrongs button');
const lesson = (playground) => playground.host.locator('.pg-lesson');
const notice = (playground) => playground.host.locator('.pg-notice');
const press = (playground, name) => builder(playground).getByRole('button', { name, exact: true }).click();

/** Waits until what is written was read, and holds or does not. */
async function read(playground, is) {
  // Who writes is read after a pause.
  await playground.page.waitForTimeout(450);
  await builder(playground).locator(`.pg-builder-state > [data-is="${is}"]`).waitFor();
}

/** The list, and what is chosen from it. */
async function fromList(playground, name) {
  await playground.host.getByRole('button', { name: 'Lessons', exact: true }).click();
  await playground.dialog.getByRole('button', { name }).click();
}

async function writing(options = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await fromList(playground, 'Write a lesson');
  await read(playground, 'holds');
  return playground;
}

async function change(playground, value) {
  await area(playground).focus();
  await playground.page.keyboard.press('ControlOrMeta+a');
  await playground.page.keyboard.insertText(value);
}

async function caretAt(playground, what) {
  await area(playground).evaluate((field, what) => {
    field.focus();
    const at = field.value.indexOf(what);
    field.setSelectionRange(at, at);
  }, what);
  await playground.page.keyboard.press('ArrowRight');
}

/** Waits until a lesson has set the stage. */
async function set(playground, at = 9) {
  await playground.page.waitForFunction(([element, at]) => element.now === at && element.source === 'engine', [await playground.host.elementHandle(), at]);
  await playground.drawn();
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

async function assertClean(playground, when) {
  await playground.settled();
  const found = await playground.page.evaluate(async (rules) => (await window.axe.run(document, {
    runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'], iframes: false, preload: false,
  })).violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')}`)), RULES);
  assert.deepEqual(found, [], when);
}

test('a lesson is written from nothing: what was done becomes scene and solution, and its goal is reached by doing it', async () => {
  const playground = await writing();
  assert.match(await text(playground), /```scene\n# kafka-playground script v1, seed 4, .*\n@0\.000 topic create orders [^]*\n@12\.480\n```/);
  assert.equal(await lesson(playground).locator('h2').textContent(), 'A lesson');
  // What somebody does on the stage now is what leads to the scene.
  await playground.run('crash c2');
  await playground.goTo(14);
  await press(playground, 'Scene from here');
  assert.match(await text(playground), /@12\.480 crash c2\n@14\n```/);
  await read(playground, 'holds');
  // A goal that nothing leads to is a mistake, in its place.
  await area(playground).press('ControlOrMeta+End');
  await press(playground, 'Insert');
  await press(playground, 'Goal');
  await read(playground, 'wrong');
  assert.match(await wrongs(playground).textContent(), /^\d+:1Behind a goal stands a solution/);
  const line = Number((await wrongs(playground).locator('b').textContent()).split(':')[0]);
  assert.equal(await builder(playground).locator('.pg-source-lines > [data-wrong]').count(), 1);
  assert.equal((await text(playground)).split('\n')[line - 1], '```goal');
  await playground.page.keyboard.press('ControlOrMeta+Home');
  await wrongs(playground).click();
  assert.equal(await area(playground).evaluate((field) => field.value.slice(0, field.selectionStart).split('\n').length), line);
  assert.match(await builder(playground).locator('.pg-builder-state').textContent(), /shown as it was when it last held/);
  assert.equal(await lesson(playground).locator('[data-goal]').count(), 0);
  // It is recorded by doing it.
  await area(playground).press('ControlOrMeta+End');
  await press(playground, 'Record');
  await playground.press('c1', 'crash c1');
  await playground.goTo(15);
  await builder(playground).locator('.pg-builder-tape').getByText(/@14(\.000)? crash c1/).waitFor();
  await press(playground, 'Insert with a task');
  await read(playground, 'holds');
  assert.match(await text(playground), /```do\nDo this: `crash c1`\.\n```\n\n```solution\n@14(\.000)? crash c1\n@15\n```\n$/);
  assert.equal(await wrongs(playground).count(), 0);
  // What was done stays done, and the goal that came with it is reached.
  assert.equal(await lesson(playground).locator('[data-goal][data-reached]').count(), 1);
  // It is a lesson as everybody will have it.
  await lesson(playground).getByRole('button', { name: 'Start over', exact: true }).click();
  await lesson(playground).locator('[data-goal]:not([data-reached])').waitFor();
  assert.equal(await playground.now(), 14);
  await lesson(playground).locator('[data-run="crash c1"]').click();
  await lesson(playground).locator('[data-goal][data-reached]').waitFor();
  await close(playground);
});

test('what is true now is put where one writes, and holds', async () => {
  const playground = await writing();
  await area(playground).press('ControlOrMeta+End');
  await builder(playground).locator('summary').click();
  await builder(playground).getByLabel('Only those with').fill('committed billing orders-0');
  const fact = builder(playground).locator('.pg-builder-true button');
  await fact.first().waitFor();
  const line = await fact.first().textContent();
  assert.match(line, /^committed billing orders-0 = \d+$/);
  await fact.first().click();
  await read(playground, 'holds');
  assert.ok((await text(playground)).endsWith(`\n\n\`\`\`check\n${line}\n\`\`\`\n`), await text(playground));
  await builder(playground).getByLabel('Only those with').fill('lag billing orders-0');
  await fact.first().click();
  assert.match(await text(playground), /```check\ncommitted billing orders-0 = \d+\nlag billing orders-0 = \d+\n```\n$/);
  await read(playground, 'holds');
  // It is undone as what one types is.
  await area(playground).focus();
  await playground.page.keyboard.press('ControlOrMeta+z');
  assert.match(await text(playground), /```check\ncommitted billing orders-0 = \d+\n```\n$/);
  await close(playground);
});

test('the lesson stands at the step of the caret, and prose is written without setting the stage again', async () => {
  const playground = await writing();
  await change(playground, LESSON);
  await read(playground, 'holds');
  await caretAt(playground, 'It is dead');
  await lesson(playground).getByText('Step 2 of 2').waitFor();
  assert.equal(await playground.now(), 10);
  await caretAt(playground, 'Do `crash');
  await lesson(playground).getByText('Step 1 of 2').waitFor();
  assert.equal(await playground.now(), 9);
  await playground.run('stop c1');
  await playground.page.keyboard.press('End');
  await playground.page.keyboard.insertText(' Or do not.');
  await read(playground, 'holds');
  await lesson(playground).getByText('Or do not.').waitFor();
  assert.match(await playground.script(), /stop c1/);
  assert.equal(await area(playground).evaluate((field) => field.matches(':focus')), true);
  await close(playground);
});

test('the draft is there after a reload, in the list and until it is deleted', async () => {
  const playground = await writing();
  await caretAt(playground, 'One or two');
  await playground.page.keyboard.insertText('ünü <b>世界</b> ');
  await read(playground, 'wrong');
  const before = await text(playground);
  assert.match(playground.page.url(), /\?lesson=draft$/);
  await playground.page.reload();
  await read(playground, 'wrong');
  assert.equal(await text(playground), before);
  await press(playground, 'More');
  await builder(playground).locator('.pg-builder-list').getByRole('button', { name: 'Close' }).click();
  await builder(playground).waitFor({ state: 'detached' });
  await fromList(playground, 'Go on writing “A lesson”');
  await read(playground, 'wrong');
  assert.equal(await text(playground), before);
  await press(playground, 'More');
  await press(playground, 'Delete draft');
  await press(playground, 'Really delete?');
  await builder(playground).waitFor({ state: 'detached' });
  assert.equal(await playground.page.evaluate(() => localStorage.getItem('kafka-playground-drafts')), '[]');
  await close(playground);
});

test('a lesson of the list can be changed, from its own document', async () => {
  const playground = await open({ viewport: DESKTOP, path: '?lesson=resume', at: null });
  await lesson(playground).getByRole('button', { name: 'Change this lesson' }).click();
  await read(playground, 'holds');
  const document = await readFile(new URL('../../web/lessons/en/resume.md', import.meta.url), 'utf8');
  assert.equal(await text(playground), document);
  assert.equal(await lesson(playground).locator('h2').textContent(), document.split('\n')[0].slice(2));
  assert.equal(await lesson(playground).getByRole('button', { name: 'Change this lesson' }).count(), 0);
  await close(playground);
});

test('a lesson is shared as a link, whose reader sees whose it is and can change it', async () => {
  const playground = await writing({ permissions: ['clipboard-read', 'clipboard-write'] });
  await change(playground, LESSON);
  await read(playground, 'holds');
  await press(playground, 'Share');
  await notice(playground).getByText('The link is copied').waitFor();
  const link = await playground.page.evaluate(() => navigator.clipboard.readText());
  const hash = link.slice(link.indexOf('#'));
  assert.equal(await readLessonLink(hash), LESSON);
  await close(playground);
  const other = await open({ viewport: DESKTOP, path: hash, at: null });
  await lesson(other).getByText('A lesson by somebody else. Its text is shown, and its commands run in this page only.').waitFor();
  assert.equal(await lesson(other).locator('h2').textContent(), 'By somebody');
  assert.equal(await builder(other).count(), 0);
  await set(other);
  await lesson(other).locator('[data-run="crash c1"]').click();
  await lesson(other).locator('[data-goal][data-reached]').waitFor();
  await lesson(other).getByRole('button', { name: 'Change this lesson' }).click();
  await read(other, 'holds');
  assert.equal(await text(other), LESSON);
  assert.ok(other.page.url().endsWith(hash));
  await area(other).press('ControlOrMeta+End');
  await other.page.keyboard.insertText('Mine.');
  await read(other, 'holds');
  assert.match(other.page.url(), /\?lesson=draft$/);
  await lesson(other).getByText('A lesson by somebody else').waitFor({ state: 'detached' });
  await close(other);
});

test('a link that is followed in the page opens its lesson, and who leaves it has another address', async () => {
  const playground = await open({ viewport: DESKTOP });
  const hash = await writeLessonLink(LESSON);
  await playground.page.evaluate((hash) => { location.hash = hash; }, hash);
  await lesson(playground).getByRole('heading', { name: 'By somebody' }).waitFor();
  await set(playground);
  await lesson(playground).getByRole('button', { name: 'Leave into the playground' }).click();
  await lesson(playground).waitFor({ state: 'detached' });
  assert.equal(new URL(playground.page.url()).hash, '');
  await close(playground);
});

test('who writes may use the stage for something else, and come back, or begin there', async () => {
  const playground = await writing();
  await change(playground, LESSON);
  await read(playground, 'holds');
  await set(playground, 10);
  await lesson(playground).getByRole('button', { name: 'Leave into the playground' }).click();
  await builder(playground).getByText('The stage is yours; the lesson waits.').waitFor();
  await playground.run('produce --topic orders --key ana --value x');
  // What is written meanwhile takes nobody's stage away.
  await area(playground).press('ControlOrMeta+End');
  await playground.page.keyboard.insertText('More.');
  await read(playground, 'holds');
  assert.match(await playground.script(), /--value x/);
  assert.equal(await lesson(playground).count(), 0);
  await press(playground, 'Show the lesson');
  await lesson(playground).getByText('More.').waitFor();
  await lesson(playground).getByRole('button', { name: 'Leave into the playground' }).click();
  await playground.run('produce --topic orders --key bo --value y');
  await caretAt(playground, 'About');
  await press(playground, 'Scene from here');
  await read(playground, 'wrong');
  assert.match(await text(playground), /--value y/);
  await close(playground);
});

test('a link that is broken says so, and leaves a page that works', async () => {
  const playground = await open({ path: '#lesson=v1.AAAA', at: null });
  await notice(playground).getByText('This link to a lesson is broken').waitFor();
  assert.equal(await builder(playground).count(), 0);
  await playground.run('crash c1');
  await close(playground);
});

test('a lesson is downloaded as a file, and opened from one and by dropping it', async () => {
  const playground = await writing();
  await change(playground, LESSON);
  await read(playground, 'holds');
  await press(playground, 'More');
  const [download] = await Promise.all([playground.page.waitForEvent('download'), press(playground, 'Download')]);
  assert.equal(download.suggestedFilename(), 'by-somebody.md');
  assert.equal(await readFile(await download.path(), 'utf8'), LESSON);
  await close(playground);
  const other = await open({ viewport: DESKTOP });
  const chosen = other.page.waitForEvent('filechooser');
  await fromList(other, 'Open a lesson’s file');
  await (await chosen).setFiles({ name: 'x.md', mimeType: 'text/markdown', buffer: Buffer.from(LESSON) });
  await lesson(other).getByText('A lesson by somebody else').waitFor();
  assert.equal(await lesson(other).locator('h2').textContent(), 'By somebody');
  await drop(other, 'y.md', LESSON.replace('By somebody', 'Dropped'));
  await lesson(other).getByRole('heading', { name: 'Dropped' }).waitFor();
  await drop(other, 'z.md', 'a'.repeat(70_000));
  await notice(other).getByText('too long for a lesson').waitFor();
  await close(other);
});

/** A file is dropped on the page. */
async function drop(playground, name, content) {
  await playground.page.evaluate(([name, content]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([content], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, [name, content]);
}

test('a lesson is read from an address of the same site, and from no other', async () => {
  const serve = (context, url) => context.route(new URL('my/lesson.md', url).href, (route) => route.fulfill({ contentType: 'text/markdown', body: LESSON }));
  const playground = await open({ viewport: DESKTOP, path: '?lesson=my/lesson.md', at: null, prepare: serve });
  await lesson(playground).getByRole('heading', { name: 'By somebody' }).waitFor();
  await lesson(playground).getByText('A lesson by somebody else').waitFor();
  await close(playground);
  for (const address of [
    'https://example.com/lesson.md', '//example.com/lesson.md', 'http://127.0.0.1:1/lesson.md', 'javascript:alert(1)//x.md', 'data:text/markdown,x.md',
  ]) {
    const other = await open({ path: `?lesson=${encodeURIComponent(address)}`, at: null });
    await notice(other).getByText(/A lesson is read from this site only, not from/).waitFor();
    assert.equal(await lesson(other).count(), 0);
    // Nothing was asked of it.
    await close(other);
  }
  const away = { status: 302, headers: { location: 'https://example.com/x.md' } };
  const leads = (context, url) => context.route(new URL('my/lesson.md', url).href, (route) => route.fulfill(away));
  const moved = await open({ path: '?lesson=my/lesson.md', at: null, prepare: leads });
  await notice(moved).getByText('The lesson “my/lesson.md” cannot be read').waitFor();
  assert.deepEqual(moved.complaints.filter((complaint) => complaint.startsWith('left this machine')), []);
  await moved.close();
  const inPlace = (context, url) => context.route(new URL('my/lesson.md', url).href, (route) => route.fulfill({ contentType: 'text/html', body: '<p>' }));
  const page = await open({ path: '?lesson=my/lesson.md', at: null, prepare: inPlace });
  await notice(page).getByText(/cannot be read: there is a page in its place/).waitFor();
  await close(page);
});

test('what a stranger wrote is text: markup, addresses and code in it do nothing', async () => {
  const hostile = LESSON.replace('It is dead.', [
    '<img src=x onerror="window.hacked=1"> &lt;b&gt;', '[a](javascript:window.hacked=1) [b](data:text/html,x)', '![p](https://example.com/p.png)',
  ].join('\n\n')).replace('By somebody', '</h2><script>window.hacked=1</script>');
  const playground = await open({ viewport: DESKTOP, path: await writeLessonLink(hostile), at: null });
  await notice(playground).getByText('does not hold, and so is not shown').waitFor();
  await read(playground, 'wrong');
  assert.equal(await text(playground), hostile);
  assert.ok(await wrongs(playground).count() >= 2);
  await close(playground);
  const plain = LESSON.replace('It is dead.', '`<img src=x onerror="window.hacked=1">` and **<** `javascript:` &amp;')
    .replace('By somebody', 'A `<script>` & co');
  const other = await open({ viewport: DESKTOP, path: await writeLessonLink(plain), at: null });
  await lesson(other).locator('h2').waitFor();
  assert.equal(await lesson(other).locator('h2').textContent(), 'A <script> & co');
  await set(other);
  await lesson(other).getByRole('button', { name: 'Show me' }).click();
  await lesson(other).locator('[data-do="next"][data-ready]').click();
  await lesson(other).getByText('Step 2 of 2').waitFor();
  assert.match(await lesson(other).locator('.pg-lesson-items').textContent(), /<img src=x onerror="window\.hacked=1"> and </);
  assert.equal(await other.page.evaluate(() => window.hacked), undefined);
  assert.equal(await lesson(other).locator('img, script').count(), 0);
  await close(other);
});

test('a text that is played for too long is stopped, one can write on meanwhile, and the next is read', async () => {
  const playground = await writing();
  const rows = ['topic create t --partitions 1', 'produce --topic t --rate 200/s', '@300', '? records t-0 = 1', '```', ''];
  const proof = (at) => ['```proof', `# Claim ${at}.`, ...rows].join('\n');
  const busy = LESSON + Array.from({ length: 30 }, (_, at) => proof(at)).join('\n');
  await change(playground, busy);
  await playground.page.waitForTimeout(700);
  const began = Date.now();
  await area(playground).press('ControlOrMeta+Home');
  await playground.page.keyboard.insertText('x');
  assert.ok(Date.now() - began < 1000, 'nobody waits for it');
  await builder(playground).getByText('was stopped').first().waitFor();
  await change(playground, LESSON);
  await read(playground, 'holds');
  await close(playground);
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing where lessons are written, ${colorScheme}`, async () => {
    const playground = await writing({ colorScheme });
    await playground.page.addScriptTag({ path: AXE });
    await assertClean(playground, 'a new lesson');
    await area(playground).press('ControlOrMeta+End');
    await press(playground, 'Insert');
    await assertClean(playground, 'the list of blocks');
    await press(playground, 'Goal');
    await read(playground, 'wrong');
    await builder(playground).locator('summary').click();
    await press(playground, 'Record');
    await assertClean(playground, 'mistakes, facts and a recording');
    await close(playground);
  });
}

test('the page that is one file says that it does not read lessons of others', async () => {
  const file = pathToFileURL(path.join(given('PLAYGROUND_SITE'), 'kafka-playground.html')).href;
  const playground = await open({ path: file + await writeLessonLink(LESSON), at: null });
  await notice(playground).getByText('on the published site: what reads them is only there').waitFor();
  await playground.run('crash c1');
  await close(playground);
});

test('with the keyboard: Tab writes, Escape and Tab leave, lists are gone through by arrows', async () => {
  const playground = await writing();
  const focused = () => playground.host.evaluate((element) => element.shadowRoot.activeElement?.textContent);
  await caretAt(playground, 'What one sees');
  await playground.page.keyboard.press('Home');
  await playground.page.keyboard.press('Tab');
  assert.match(await text(playground), /\n {2}What one sees/);
  await playground.page.keyboard.press('Shift+Tab');
  assert.match(await text(playground), /\nWhat one sees/);
  await playground.page.keyboard.press('Escape');
  await playground.page.keyboard.press('Shift+Tab');
  assert.equal(await focused(), 'More');
  await playground.page.keyboard.press('Enter');
  assert.equal(await focused(), 'Download');
  await playground.page.keyboard.press('ArrowUp');
  assert.equal(await focused(), 'Delete draft');
  await playground.page.keyboard.press('Escape');
  assert.equal(await focused(), 'More');
  await close(playground);
});

test('on a phone text and lesson are tabs, and everything can be touched', async () => {
  const playground = await open({ viewport: PHONE, hasTouch: true, isMobile: true });
  await fromList(playground, 'Write a lesson');
  await read(playground, 'holds');
  assert.equal(await playground.host.getByRole('tab', { selected: true }).textContent(), 'Text');
  await change(playground, LESSON);
  await read(playground, 'holds');
  const small = await builder(playground).locator('button:visible').evaluateAll((buttons) => (
    buttons.map((button) => button.getBoundingClientRect()).filter(({ height }) => height < 40).length));
  assert.equal(small, 0);
  await playground.host.getByRole('tab', { name: 'Lesson', exact: true }).click();
  await lesson(playground).getByRole('heading', { name: 'By somebody' }).waitFor();
  assert.ok(await playground.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await close(playground);
});
