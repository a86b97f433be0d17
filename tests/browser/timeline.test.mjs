// The page's timeline: an overview above the stretch around the present, what
// happened by hover, touch and keys, and the ways along it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { useBrowser, DESKTOP, PHONE } from './playground.mjs';

const open = useBrowser({ before, after });

/** A page with a history of a minute in which c1 died, at an instant. */
async function played({ at = 40, crash = 13, until = 60, uncommitted = false, ...options } = {}) {
  const playground = await open({ viewport: DESKTOP, ...options });
  await playground.wake();
  await playground.goTo(crash);
  if (uncommitted) await playground.untilUncommitted();
  await playground.run('crash c1');
  await playground.goTo(until);
  await playground.goTo(at);
  await drawn(playground);
  return playground;
}

/** Marks are drawn again some times a second. */
async function drawn(playground) {
  await playground.drawn();
  await playground.page.waitForTimeout(250);
  await playground.drawn();
}

const line = (playground) => playground.host.getByRole('slider', { name: 'Timeline' });
const length = (playground) => playground.host.locator('.pg-zoom-fit').innerText();
const tip = (playground) => playground.host.locator('.pg-tm-tip');

/** Where the handle is, in parts of the line. */
async function handle(playground) {
  const [box, now] = [await line(playground).boundingBox(), await playground.box('.pg-tl-now')];
  return (now.x + now.width / 2 - box.x - 8) / (box.width - 16);
}

/** The place of an instant on the line, on the screen. */
async function placeOf(playground, seconds) {
  const ticks = await playground.host.locator('.pg-tm-labels text').evaluateAll((texts) => texts.filter((text) => text.textContent).map((text) => {
    const { x, width } = text.getBoundingClientRect();
    const [minutes, rest] = text.textContent.split(':').map(Number);
    return [minutes * 60 + rest, x + width / 2];
  }));
  const [[a, x], [b, to]] = [ticks[0], ticks.at(-1)];
  const { y } = await line(playground).boundingBox();
  return { x: x + ((seconds - a) / (b - a)) * (to - x), y: y + 18 };
}

async function close(playground) {
  assert.deepEqual(playground.complaints, []);
  await playground.close();
}

test('the timeline takes its place and nothing moves', async () => {
  const playground = await open({ ready: false, at: null });
  const places = () => playground.host.evaluate((element) => {
    const of = (selector) => JSON.stringify(element.shadowRoot.querySelector(selector)?.getBoundingClientRect());
    return ['.pg-timeline', '.pg-play', '.pg-clock', '.pg-speed', '.pg-bar', '.pg-stage', '.pg-undo'].map(of);
  });
  await playground.host.locator('.pg-controls').waitFor();
  const first = await places();
  await playground.host.locator('.pg-root[data-complete]').waitFor();
  assert.equal(await playground.host.locator('.pg-tm-over').count(), 1);
  assert.deepEqual(await places(), first);
  await close(playground);
});

test('wheel, + and -, and a double click zoom; the instant under the pointer stays', async () => {
  const playground = await played({ at: 50 });
  const { page } = playground;
  assert.equal(await length(playground), '25 s');
  const at = await placeOf(playground, 40);
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -300);
  await playground.drawn();
  assert.equal(await length(playground), '13 s');
  assert.ok(Math.abs((await placeOf(playground, 40)).x - at.x) < 3, 'what was pointed at stays');
  await page.keyboard.press('-');
  assert.equal(await length(playground), '15 s');
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  assert.equal(await length(playground), '5 s');
  await page.mouse.dblclick(at.x, at.y);
  await playground.drawn();
  assert.equal(await length(playground), 'all');
  const frame = await playground.box('.pg-tm-frame');
  const over = await playground.box('.pg-tm-over');
  assert.ok(frame.width > over.width - 20, 'the frame of the overview is all of it');
  await playground.host.getByRole('button', { name: 'See less of time (+)' }).click();
  assert.equal(await length(playground), '60 s');
  await close(playground);
});

test('the frame of the overview is dragged, and by its sides', async () => {
  const playground = await played({ at: 50 });
  const { page } = playground;
  const now = await playground.now();
  const drag = async (from, to) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.mouse.up();
    await playground.drawn();
  };
  const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
  const before = await playground.box('.pg-tm-frame');
  const from = middle(before);
  await drag(from, { x: from.x - 200, y: from.y });
  const moved = await playground.box('.pg-tm-frame');
  assert.ok(Math.abs(moved.x - before.x + 200) < 3 && Math.abs(moved.width - before.width) < 1);
  assert.equal(await length(playground), '25 s');
  await drag({ x: moved.x, y: from.y }, { x: moved.x - 60, y: from.y });
  assert.ok((await playground.box('.pg-tm-frame')).width > moved.width + 50);
  assert.equal(await playground.now(), now, 'time is not moved by it');
  await playground.step();
  await close(playground);
});

test('the handle never jumps because a scale changed', async () => {
  const playground = await played({ crash: 13, until: 14, at: 14 });
  let last = await handle(playground);
  for (let to = 14.2; to < 40; to += 0.2) {
    await playground.goTo(to);
    const next = await handle(playground);
    assert.ok(next >= last - 0.001 && next - last < 0.012, `at ${to} it goes from ${last} to ${next}`);
    last = next;
  }
  assert.ok(Math.abs(last - 0.8) < 0.01);
  await close(playground);
});

test('pointing tells the instant and what happened there, and lights it up', async () => {
  const playground = await played({ at: 20 });
  const { page } = playground;
  const crash = await placeOf(playground, 13);
  await page.mouse.move(crash.x, crash.y);
  await tip(playground).waitFor();
  assert.match(await tip(playground).innerText(), /^0:13\.000 · crash of c1/);
  assert.match(await playground.machine('c1').getAttribute('class'), /kp-lit/);
  const quiet = await placeOf(playground, 9.7);
  await page.mouse.move(quiet.x, quiet.y);
  assert.match(await tip(playground).innerText(), /^0:09\.\d{3}$|^0:09\.\d{3} · commit/);
  assert.ok((await playground.host.locator('.pg-tm-names text').allTextContents()).includes('crash of c1'));
  await page.mouse.move(10, 300);
  assert.equal(await tip(playground).isVisible(), false);
  await close(playground);
});

test('marks have names from a recording, too', async () => {
  const playground = await open();
  assert.equal(await playground.source(), 'recording');
  await drawn(playground);
  assert.ok((await playground.host.locator('.pg-tm-names text').allTextContents()).includes('rebalance of billing'));
  await close(playground);
});

test('marks are gone through by keys, each with its name; Enter goes there', async () => {
  const playground = await played({ at: 12.9, until: 60 });
  const { keyboard } = playground.page;
  const list = playground.host.getByRole('listbox', { name: 'What happened' });
  const told = () => list.getByRole('option').innerText();
  await list.focus();
  for (let times = 0; times < 80 && !/crash of c1/.test(await told()); times += 1) await keyboard.press('ArrowRight');
  assert.match(await told(), /^0:13\.000 · crash of c1$/);
  assert.equal(await tip(playground).innerText(), await told());
  const option = list.getByRole('option');
  assert.ok(Number(await option.getAttribute('aria-posinset')) < Number(await option.getAttribute('aria-setsize')));
  await keyboard.press('Enter');
  await playground.drawn();
  assert.equal(await playground.now(), 13);
  await keyboard.press('Home');
  assert.match(await told(), /^0:0[01]\.\d{3} · /);
  const [, kind] = (await told()).split(' · ');
  await keyboard.press('ArrowDown');
  assert.equal((await told()).split(' · ')[1], kind, 'down and up stay with the kind');
  await keyboard.press('End');
  await keyboard.press('Enter');
  await playground.drawn();
  assert.ok((await playground.now()) > 50);
  await close(playground);
});

test('jumps to what happened before and comes next, by menu and by keys', async () => {
  const playground = await played({ at: 30, uncommitted: true });
  const { keyboard } = playground.page;
  const menu = playground.host.getByRole('button', { name: 'Skip to what happens next' });
  const after = async (act) => {
    await act();
    await playground.drawn();
    return playground.now();
  };
  const crash = await after(() => keyboard.press('Shift+X'));
  assert.equal(await playground.host.evaluate((element) => /@(\S+) crash c1/.exec(element.script)[1]), crash.toFixed(3), 'the last crash');
  const rebalance = await after(() => keyboard.press('r'));
  assert.equal((await playground.view()).groups[0].state, 'PreparingRebalance');
  const takeover = await after(() => keyboard.press('t'));
  assert.ok(rebalance > crash && takeover > rebalance);
  assert.equal(await after(() => keyboard.press('Shift+R')), rebalance);
  assert.ok((await after(() => keyboard.press('Shift+C'))) < rebalance);
  assert.ok((await after(() => keyboard.press('a'))) > takeover, 'what was not committed is done again');
  await playground.goTo(30);
  assert.equal(await after(() => playground.choose(menu, 'Last crash')), crash);
  assert.equal(await after(() => playground.choose(menu, 'Next take-over')), takeover);
  await after(() => playground.choose(menu, 'Next crash'));
  await playground.host.getByText('There is no crash after this instant: it takes a command.').waitFor();
  await close(playground);
});

test('steps by command, with Shift', async () => {
  const playground = await played({ at: 30 });
  const { keyboard } = playground.page;
  await keyboard.press('Shift+ArrowLeft');
  await playground.drawn();
  assert.equal(await playground.now(), 13);
  await keyboard.press('Shift+ArrowLeft');
  await playground.drawn();
  assert.equal(await playground.now(), 0);
  await keyboard.press('Shift+ArrowRight');
  await playground.drawn();
  assert.equal(await playground.now(), 13);
  await close(playground);
});

test('plays backwards until it is told to stop', async () => {
  const playground = await played({ at: 30 });
  await playground.host.evaluate((element) => {
    element.speed = 16;
  });
  await playground.page.keyboard.press('Shift+ ');
  await playground.page.waitForFunction(() => document.querySelector('kafka-playground').now < 25);
  await playground.host.getByRole('button', { name: 'Pause', exact: true }).click();
  const stood = await playground.now();
  await playground.page.waitForTimeout(100);
  assert.equal(await playground.now(), stood);
  assert.equal(await playground.host.evaluate((element) => element.playing), false);
  await playground.goTo(stood);
  await playground.host.getByRole('button', { name: 'Play', exact: true }).waitFor();
  const markup = await playground.markup();
  await playground.goTo(30);
  await playground.goTo(stood);
  assert.equal(await playground.markup(), markup, 'it is what is there by any other way');
  await close(playground);
});

test('steps go through events that share a millisecond, and back through the same places', async () => {
  const playground = await played({ at: 15, until: 30 });
  const { keyboard } = playground.page;
  const step = playground.host.locator('.pg-clock-step');
  const place = async () => `${await playground.now()}${await step.innerText()}`;
  const seen = [[await place(), await playground.markup()]];
  for (let times = 0; times < 40; times += 1) {
    await keyboard.press('ArrowRight');
    await playground.drawn();
    seen.push([await place(), await playground.markup()]);
  }
  const millis = seen.map(([at]) => at.split('+')[0]);
  assert.ok(new Set(millis).size < millis.length, 'several of one millisecond');
  assert.equal(new Set(seen.map(([at]) => at)).size, seen.length, 'each is a place of its own');
  for (const [at, markup] of seen.slice(1, -1).reverse()) {
    await keyboard.press('ArrowLeft');
    await playground.drawn();
    assert.equal(await place(), at);
    assert.equal(await playground.markup(), markup, at);
  }
  await close(playground);
});

test('while the timeline is dragged, what flies is in the air where it was', async () => {
  const playground = await played({ at: 20 });
  const { page } = playground;
  await playground.stepUntil((view) => view.flights.length > 1);
  const at = await playground.now();
  const flights = async () => (await playground.read()).flights.map(({ text, ...flight }) => flight).sort((a, b) => a.thing < b.thing ? -1 : 1);
  const before = await flights();
  assert.ok(before.length > 0);
  const [there, away] = [await placeOf(playground, at), await placeOf(playground, at - 5)];
  await page.mouse.move(away.x, away.y);
  await page.mouse.down();
  await playground.drawn();
  await page.mouse.move(there.x, there.y, { steps: 3 });
  await playground.drawn();
  const near = await flights();
  const now = await playground.now();
  await page.mouse.up();
  await playground.goTo(now);
  assert.deepEqual(near, await flights());
  assert.ok(near.length > 0);
  await close(playground);
});

test('by touch: a finger tells and goes, two zoom', async () => {
  const playground = await played({ at: 40, hasTouch: true });
  const client = await playground.context.newCDPSession(playground.page);
  const touch = (type, ...points) => client.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  const place = await placeOf(playground, 50);
  await touch('touchStart', place);
  await tip(playground).waitFor();
  assert.match(await tip(playground).innerText(), /^0:(49|50)\.\d{3}/);
  await touch('touchEnd');
  await playground.drawn();
  assert.ok(Math.abs((await playground.now()) - 50) < 0.2);
  assert.equal(await tip(playground).isVisible(), false);
  const { x, y } = place;
  await touch('touchStart', { x: x - 40, y }, { x: x + 40, y });
  for (const apart of [60, 80, 100]) await touch('touchMove', { x: x - apart, y }, { x: x + apart, y });
  await touch('touchEnd');
  await playground.drawn();
  assert.equal(await length(playground), '10 s');
  await close(playground);
});

test('on a phone it is the simple line, in the same place', async () => {
  const playground = await open({ viewport: PHONE, hasTouch: true });
  assert.equal(await playground.host.locator('.pg-zoom').isVisible(), false);
  const [bar, box] = [await playground.box('.pg-controls'), await line(playground).boundingBox()];
  assert.equal(bar.height, 104);
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.width && box.height >= 40);
  await close(playground);
});
