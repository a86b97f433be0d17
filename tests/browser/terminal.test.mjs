// The terminal: Kafka's tools run in it as time goes on. The page's clock is the
// test's, and goes on when it is told to.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });

const SERVER = '--bootstrap-server localhost:9092';
const PRODUCER = `kafka-console-producer.sh ${SERVER} --topic orders`;
const CONSUMER = `kafka-console-consumer.sh ${SERVER} --topic orders`;

/** The link of the moment that is shown. */
async function shared({ host, page }) {
  await host.getByRole('button', { name: 'Share', exact: true }).click();
  const link = host.locator('dialog[open] [data-form="Link"] input');
  await link.waitFor();
  await page.waitForTimeout(150);
  const text = await link.inputValue();
  await page.keyboard.press('Escape');
  return text;
}

/** A page with its terminal open, whose clock stands. */
async function terminal(options = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.openTab('Terminal');
  const { page, host } = playground;
  const input = host.getByLabel('Command', { exact: true });
  await input.focus();
  await page.clock.install();
  const pass = (ms) => page.clock.runFor(ms);
  return {
    ...playground, playground, page, host, input, pass,
    log: host.locator('.pg-log'),
    word: host.locator('.pg-lent'),
    prompt: host.locator('.pg-prompt'),
    keys: page.keyboard,
    now: () => host.evaluate((element) => element.now),
    playing: () => host.evaluate((element) => element.playing),
    script: () => host.evaluate((element) => element.script),
    /** What stands below the last line that begins with a text. */
    async below(line) {
      const text = await host.locator('.pg-entry').filter({ hasText: `$ ${line}` }).last().innerText();
      return text.split('\n').slice(1).map((row) => row.trimEnd()).filter(Boolean);
    },
    /** Types a line, and lets some frames pass. */
    async type(line) {
      await input.fill(line);
      await input.press('Enter');
      // What runs is a promise, and then a frame.
      for (let frame = 0; frame < 4; frame += 1) await pass(20);
    },
    /** Lets time pass until something is so. */
    async until(what, seconds = 20) {
      for (let passed = 0; passed < seconds * 1000; passed += 100) {
        if (await what()) return;
        await pass(100);
      }
      throw new Error(`did not come within ${seconds} s: ${what}\n${await host.locator('.pg-log').innerText()}`);
    },
    async done() {
      assert.deepEqual(playground.complaints, []);
      await playground.close();
    },
  };
}

test('a producer reads what is typed while the clock runs for it; when it has ended, playback is paused as it was', async () => {
  const { type, until, below, prompt, word, host, input, pass, now, playing, keys, done, script } = await terminal();
  assert.equal(await playing(), false);
  await type(PRODUCER);
  await until(playing);
  assert.equal(await word.innerText(), 'until kafka-console-producer ends');
  assert.equal(await host.locator('.pg-play').innerText(), 'Pause');
  const asked = () => until(async () => (await prompt.innerText()).startsWith('>'));
  await asked();
  assert.equal(await prompt.getAttribute('data-mode'), 'tool');
  await type('lea');
  await asked();
  await type('tom and more');
  assert.deepEqual(await below(PRODUCER), ['>lea', '>tom and more']);
  assert.equal(await host.locator('.pg-entry').filter({ hasText: '$ type' }).count(), 0, 'what is typed for it is no line of its own');
  assert.match(await script(), /@\S+ type "tom and more"\n$/, 'but one of the history');
  await input.fill('');
  await keys.press('Control+d');
  await until(async () => !(await playing()));
  assert.equal(await word.innerText(), '');
  const at = await now();
  await pass(1000);
  assert.equal(await now(), at, 'time stands');
  assert.equal(await prompt.getAttribute('data-mode'), 'command');
  const values = await host.evaluate((element) => element.view(200).topics[0].partitions.flatMap((log) => log.cells.map((cell) => cell.value)));
  assert.ok(values.includes('lea') && values.includes('tom and more'), `${values}`);
  await done();
});

test('a consumer prints as records come; back in time its output is what it was then', async () => {
  const { type, until, below, host, pass, keys, now, done, log } = await terminal();
  await type(`${CONSUMER} --from-beginning`);
  const rows = async () => (await below(CONSUMER)).filter((row) => /^#?\d|^\{|order/.test(row)).length;
  await until(async () => (await rows()) >= 3);
  const [early, at] = [await log.innerText(), await now()];
  await until(async () => (await log.innerText()).length > early.length + 20);
  await keys.press('Control+c');
  await until(async () => (await below(CONSUMER)).some((row) => row.startsWith('Processed a total of ')));
  assert.match((await below(CONSUMER)).at(-1), /^Ctrl-C, exit \d+$/);
  const late = await log.innerText();
  await host.evaluate((element, at) => element.seek(at), at);
  await pass(100);
  assert.equal(await log.innerText(), early);
  await host.evaluate((element) => element.seek(99));
  await pass(100);
  assert.equal(await log.innerText(), late);
  await host.evaluate((element) => element.seek(12.4));
  await pass(100);
  const entry = host.locator('.pg-entry').filter({ hasText: `$ ${CONSUMER}` }).first();
  assert.equal(await entry.getAttribute('data-later'), '', 'a line that is later than now is faint');
  assert.deepEqual((await entry.innerText()).split('\n').length, 1);
  await done();
});

test('Ctrl-C copies what is selected, and else ends what runs; buttons do the same', async () => {
  const { type, until, host, keys, input, playing, pass, prompt, done } = await terminal();
  await type(CONSUMER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'busy');
  await pass(2000);
  await input.fill('some text');
  await input.selectText();
  await keys.press('Control+c');
  await pass(500);
  assert.equal(await playing(), true, 'it was copied');
  await input.fill('');
  await host.getByRole('button', { name: 'Ctrl-C' }).click();
  await until(async () => !(await playing()));
  await type(PRODUCER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'tool');
  await host.getByRole('button', { name: 'Ctrl-D' }).click();
  await until(async () => !(await playing()));
  await done();
});

test('whoever pauses has paused; a line for the tool lets time go on', async () => {
  const { type, until, host, playing, pass, now, prompt, word, done } = await terminal();
  await type(PRODUCER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'tool');
  await host.locator('.pg-play').click();
  await pass(100);
  const at = await now();
  await pass(1000);
  assert.deepEqual([await playing(), await now(), await word.innerText()], [false, at, ''], 'time stands');
  await type('hello');
  await until(playing);
  await done();
});

test('a job in the background leaves the prompt, and can be listed, fetched and ended', async () => {
  const { type, until, below, host, playing, prompt, pass, done, log } = await terminal();
  await type(`${CONSUMER} &`);
  await pass(300);
  assert.equal(await playing(), false, 'it needs no clock of its own');
  assert.equal(await prompt.getAttribute('data-mode'), 'command');
  await log.getByText('[1] kafka-console-consumer runs in the background').waitFor();
  await type('jobs');
  assert.match((await below('jobs')).join(), /^\[1\].*kafka-console-consumer\.sh/);
  await type('fg %1');
  await until(async () => (await prompt.getAttribute('data-mode')) === 'busy');
  await until(playing);
  await type('kill %1');
  await until(async () => !(await playing()));
  await log.getByText(/^killed, exit 143$/).waitFor();
  assert.equal(await host.locator('.pg-refusal').count(), 0);
  await done();
});

test('what is typed while a tool runs that does not read waits for its end; our own commands do not', async () => {
  const { type, until, host, input, keys, prompt, script, pass, done } = await terminal();
  await type(CONSUMER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'busy');
  await type('stall c1');
  await until(async () => /stall c1\n$/.test(await script()));
  await type('echo later');
  await host.locator('.pg-ahead').getByText('echo later').waitFor();
  assert.doesNotMatch(await script(), /echo/);
  await input.press('Control+c');
  await pass(500);
  assert.doesNotMatch(await script(), /echo/, 'Ctrl-C forgets it');
  await until(async () => (await prompt.getAttribute('data-mode')) === 'command');
  await keys.type('x');
  assert.equal(await input.inputValue(), 'x');
  await done();
});

async function paste(input, text) {
  await input.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

test('what is pasted into a producer is a record a line; a loop and a document are collected first', async () => {
  const { type, until, below, input, prompt, playing, script, pass, host, keys, done } = await terminal();
  await type(PRODUCER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'tool');
  await paste(input, 'one\ntwo\n\nthree\n');
  await until(async () => (await below(PRODUCER)).join('\n').includes('three'));
  assert.deepEqual((await script()).match(/ type .*/g), [' type one', ' type two', ' type ""', ' type three']);
  await keys.press('Control+d');
  await until(async () => !(await playing()));

  await type('for i in 1 2');
  assert.equal(await prompt.getAttribute('data-mode'), 'more');
  await type('do echo "row $i"');
  await type('done');
  await until(async () => (await host.locator('.pg-log').innerText()).includes('row 2'));
  assert.equal(await prompt.getAttribute('data-mode'), 'command');
  await until(async () => !(await playing()));
  await type('echo "never ends');
  await keys.press('Control+c');
  await pass(50);
  assert.equal(await prompt.getAttribute('data-mode'), 'command', 'Ctrl-C takes back what was begun');

  await paste(input, `cat <<EOF > rows.txt\na\nb\nEOF\nwc -l rows.txt\necho done\n`);
  await until(async () => (await host.locator('.pg-log').innerText()).includes('2 rows.txt'));
  await until(async () => /\ndone\n/.test(`${await host.locator('.pg-log').innerText()}\n`));
  await done();
});

test('Tab completes as far as all agree, shows a list, and goes through it; Escape and Tab leave', async () => {
  const { host, input, keys, pass, done } = await terminal();
  const list = host.getByRole('listbox', { name: 'What can stand here' });
  const tab = async () => {
    await keys.press('Tab');
    await pass(50);
  };
  await keys.type('kafka-console-c');
  await tab();
  assert.equal(await input.inputValue(), 'kafka-console-consumer ');
  await keys.type('--topic ord');
  await tab();
  assert.equal(await input.inputValue(), 'kafka-console-consumer --topic orders ');
  await keys.type('--p');
  await tab();
  await list.waitFor();
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  const options = await list.getByRole('option').allInnerTexts();
  assert.ok(options.length > 1 && options.every((option) => option.startsWith('--p')), `${options}`);
  await tab();
  const chosen = list.getByRole('option', { selected: true });
  const [name] = (await chosen.innerText()).split(/\s/);
  assert.equal(await input.inputValue(), `kafka-console-consumer --topic orders ${name}`);
  assert.equal(await input.getAttribute('aria-activedescendant'), await chosen.getAttribute('id'));
  await keys.press('ArrowDown');
  assert.notEqual(await input.inputValue(), `kafka-console-consumer --topic orders ${name}`);
  await keys.press('Escape');
  assert.equal(await input.inputValue(), 'kafka-console-consumer --topic orders --p', 'what was typed');
  await list.waitFor({ state: 'hidden' });
  await tab();
  await keys.press('ArrowDown');
  await keys.press('Enter');
  assert.equal(await input.inputValue(), `kafka-console-consumer --topic orders ${name} `, 'Enter takes it, and runs nothing');
  await input.fill('zzz');
  await tab();
  assert.equal(await list.isVisible(), false);
  assert.equal(await input.evaluate((element) => element.getRootNode().activeElement === element), true, 'the focus stays');
  await keys.press('Escape');
  await keys.press('Tab');
  assert.equal(await input.evaluate((element) => element.getRootNode().activeElement === element), false);
  await done();
});

test('Ctrl+R finds what was typed before', async () => {
  const { host, input, keys, type, script, until, done } = await terminal();
  await type('stall c1');
  await type('unstall c1');
  await type('help');
  await input.focus();
  await keys.press('Control+r');
  await keys.type('stall');
  assert.equal(await host.locator('.pg-found').innerText(), 'unstall c1');
  await keys.press('Control+r');
  assert.equal(await host.locator('.pg-found').innerText(), 'stall c1');
  await keys.press('Escape');
  assert.equal(await input.inputValue(), '');
  await keys.press('Control+r');
  await keys.type('unst');
  await keys.press('ArrowRight');
  assert.equal(await input.inputValue(), 'unstall c1', 'it can be edited');
  await input.fill('');
  await keys.press('Control+r');
  await keys.type('stall c1');
  await keys.press('Control+r');
  await keys.press('Enter');
  // Or run as it is.
  await until(async () => / stall c1\n$/.test(await script()));
  await done();
});

test('a page of the manual has examples that run when they are pressed', async () => {
  const { type, host, script, until, done } = await terminal();
  await type('man kafka-console-consumer');
  const manual = host.locator('.pg-man');
  await manual.getByText('--from-beginning', { exact: true }).waitFor();
  assert.doesNotMatch(await script(), /man /);
  const example = manual.getByRole('button').first();
  const line = await example.innerText();
  await example.click();
  await until(async () => (await script()).includes(` ${line}\n`));
  await type('man kafka-nothing');
  await host.locator('.pg-refusal').filter({ hasText: 'No manual entry for kafka-nothing' }).waitFor();
  await done();
});

test('on a phone what a keyboard would do is done by buttons', async () => {
  const { type, until, host, input, playing, prompt, keys, done } = await terminal({ viewport: PHONE, hasTouch: true, isMobile: true });
  await keys.type('kafka-console-pr');
  await host.getByRole('button', { name: 'Tab', exact: true }).click();
  await until(async () => (await input.inputValue()) === 'kafka-console-producer ');
  await type(PRODUCER);
  await until(async () => (await prompt.getAttribute('data-mode')) === 'tool');
  for (const name of ['Ctrl-C', 'Ctrl-D']) {
    const box = await host.getByRole('button', { name, exact: true }).boundingBox();
    assert.ok(box.height >= 44 && box.width >= 44, JSON.stringify(box));
  }
  const word = await host.locator('.pg-lent').boundingBox();
  for (const each of await host.locator('.pg-controls button').all()) {
    const box = await each.boundingBox();
    if (box) assert.ok(word.y + word.height <= box.y || word.x >= box.x + box.width, JSON.stringify([word, box]));
  }
  await host.getByRole('button', { name: 'Ctrl-D', exact: true }).click();
  await until(async () => !(await playing()));
  await done();
});

test('a group is watched beside the stage, with the numbers of the view, and in a link', async () => {
  const playground = await open({ viewport: DESKTOP });
  const { host } = playground;
  const billing = host.locator('[data-thing="group:billing"][data-group-state]');
  await billing.hover();
  await playground.choose(billing.getByRole('button', { name: 'more for group billing' }), 'Watch its offsets');
  const table = host.locator('.pg-watch-table');
  await table.waitFor();
  const rows = () => table.locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
  for (let step = 0; step < 8; step += 1) {
    const view = await playground.view();
    const [group] = view.groups;
    assert.deepEqual(await rows(), group.lanes.map((lane) => [
      lane.topic, `${lane.partition}`, `${lane.committed ?? '-'}`, `${view.topics[0].partitions[lane.partition].highWatermark}`, `${lane.lag ?? '-'}`,
      group.members.find((member) => member.machine === lane.assigned)?.memberId ?? '-', lane.assigned ?? '-',
    ]), `at ${view.now}`);
    for (let event = 0; event < 20; event += 1) await playground.step();
    await playground.drawn();
  }
  const link = await shared(playground);
  const other = await open({ path: link.slice(link.indexOf('#')), at: null });
  await other.host.getByRole('region', { name: 'Offsets of billing', exact: true }).waitFor();
  await other.close();
  await host.getByRole('button', { name: 'Watch billing no longer' }).click();
  await table.waitFor({ state: 'detached' });
  assert.deepEqual(playground.complaints, []);
  await playground.close();
});
