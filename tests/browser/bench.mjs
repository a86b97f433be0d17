// Measures the page and the wasm engine in a browser: one JSON object a line.
// `cargo xtask bench` starts this and says where everything is.

import { measureArticle } from './bench-article.mjs';
import { given, launch, openPage, pageUrl } from './browser.mjs';

/** What `noteFirstRecord` says. */
const SAID = 'first record at ';
/** How often each page is opened. */
const OPENINGS = 7;
/** 1.6 Mbit/s and 150 ms, in bytes a second and milliseconds. */
const SLOW_LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 200_000 };
/** How long frames are watched. */
const WATCHED_MS = 10_000;
/** How many records one run of a wasm bench produces or appends. */
const RECORDS = 20_000;
/** How often a wasm bench runs; the quickest run counts, as it was disturbed least. */
const RUNS = 7;
/** What the engine's example `bench` calls its records a second. */
const NATIVE_PRODUCE = 'records produced, native';

function print(name, value, unit, against) {
  console.log(JSON.stringify({ name, value, unit, against }));
}

/** The value below which `share` of the values lie. */
function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Runs in the page from its beginning: notes the first frame that shows a record, or an empty page's canvas. */
function noteFirstRecord() {
  // The cells may lie in the element's shadow root, which a query of the document does not enter.
  const shown = () =>
    [document, ...[...document.querySelectorAll('kafka-playground')].map((element) => element.shadowRoot)].some(
      (root) => root?.querySelector('[data-cell], body > canvas'),
    );
  const look = () => {
    if (!shown()) {
      requestAnimationFrame(look);
      return;
    }
    // What this frame's callbacks made is on the screen when the next frame begins.
    requestAnimationFrame((now) => console.log(`first record at ${now}`));
  };
  requestAnimationFrame(look);
}

/** Runs in a page: the times between its frames. */
function watchFrames(duration) {
  return new Promise((resolve) => {
    const times = [];
    let first;
    let last;
    const frame = (now) => {
      first ??= now;
      if (last !== undefined) times.push(now - last);
      last = now;
      if (now - first < duration) requestAnimationFrame(frame);
      else resolve(times);
    };
    requestAnimationFrame(frame);
  });
}

/**
 * When a page that is opened in a context shows its first record.
 * @param {object} context whose cache is used
 */
async function firstRecord(context, url, { slow = false } = {}) {
  const page = await context.newPage();
  await page.addInitScript(noteFirstRecord);
  if (slow) {
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW_LINE);
  }
  // Whoever asks the page must bring code into it, which would take its time.
  const said = page.waitForEvent('console', (message) => message.text().startsWith(SAID));
  await page.goto(url);
  const time = Number((await said).text().slice(SAID.length));
  await page.close();
  return time;
}

/** The medians of the times at which pages show their first record, each on a cold cache, a warm one and a slow machine. */
async function openings(browser, pages) {
  const times = pages.map(() => ({ cold: [], warm: [], slow: [] }));
  // The pages take turns, so that a machine that grows slower counts for all of them.
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    for (const [index, url] of pages.entries()) {
      // Each context has a cache of its own, which is empty at first.
      const { context, page } = await openPage(browser);
      await page.close();
      times[index].cold.push(await firstRecord(context, url));
      times[index].warm.push(await firstRecord(context, url));
      await context.close();
      const fresh = await openPage(browser);
      times[index].slow.push(await firstRecord(fresh.context, url, { slow: true }));
      await fresh.context.close();
    }
  }
  return times.map((each) => Object.fromEntries(Object.entries(each).map(([kind, all]) => [kind, quantile(all, 0.5)])));
}

async function measureFirstFrame(browser) {
  const address = (path) => new URL(path, pageUrl).href;
  const pages = ['bench/empty.html', '', 'embed.html'].map(address);
  // What is asked for first is gzipped then.
  for (const url of pages) {
    const { context } = await openPage(browser);
    await firstRecord(context, url);
    await context.close();
  }
  const [empty, page, figure] = await openings(browser, pages);
  const beside = (kind) => `${empty[kind].toFixed(0)} ms of an empty page`;
  for (const [name, times] of [['the page', page], ['a figure', figure]]) {
    for (const [kind, words, most] of [['cold', 'cold cache', 2.5], ['warm', 'warm cache', 1.8]]) {
      print(`first frame with records of ${name}, ${words}`, times[kind], 'ms', beside(kind));
      print(`first frame with records of ${name}, ${words}, ratio`, times[kind] / empty[kind], 'times', `at most ${most}`);
    }
    print(`first frame with records of ${name}, a quarter of the speed, 1.6 Mbit/s, 150 ms`, times.slow, 'ms', `at most 1200; ${beside('slow')}`);
  }
}

/** Runs in a page that plays a recording: how long the engine takes to come, and the longest frame meanwhile. */
async function swap() {
  const element = document.querySelector('kafka-playground');
  if (element.source !== 'recording') throw new Error(`the page shows the ${element.source} already`);
  await element.play();
  const times = [];
  let last = null;
  let over = false;
  const frame = (now) => {
    if (last !== null) times.push(now - last);
    last = now;
    if (!over) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const calm = Math.max(...times.splice(0));
  const began = performance.now();
  await element.wake();
  const took = performance.now() - began;
  await new Promise((resolve) => setTimeout(resolve, 200));
  over = true;
  return { took, longest: Math.max(...times), calm, source: element.source };
}

async function measureSwap(browser) {
  const swaps = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { context, page } = await openPage(browser);
    // Who pays by the byte gets the engine only when it is asked for.
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    await page.goto(pageUrl);
    await page.locator('[data-complete]').waitFor({ state: 'attached' });
    swaps.push(await page.evaluate(swap));
    await context.close();
  }
  print('loading the engine and putting it in place, median', quantile(swaps.map(({ took }) => took), 0.5), 'ms', '-');
  print('longest frame meanwhile, median', quantile(swaps.map(({ longest }) => longest), 0.5), 'ms', 'at most 50');
  print('longest frame before it, median', quantile(swaps.map(({ calm }) => calm), 0.5), 'ms', '-');
}

/** Watches the frames of a page for a while. */
async function watchPage(browser, url, duration, speed = null) {
  const { context, page } = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  await page.goto(url);
  if (url !== EMPTY) await page.locator('[data-complete]').waitFor({ state: 'attached' });
  if (speed !== null) {
    await page.evaluate(async (speed) => {
      const element = document.querySelector('kafka-playground');
      await element.wake();
      element.speed = speed;
      await element.play();
    }, speed);
  }
  const times = await page.evaluate(watchFrames, duration);
  await context.close();
  return times;
}

const EMPTY = 'about:blank';
const DENSE = 'three topics of 12, 36 members';

async function measureFrames(browser) {
  const address = (path) => new URL(path, pageUrl).href;
  for (const [name, url, speed] of [
    ['the opening scene', pageUrl, null],
    ['the opening scene at 16x', pageUrl, 16],
    [DENSE, address('bench/dense.html'), 1],
    [`${DENSE} at 4x`, address('bench/dense.html'), 4],
    [`${DENSE} at 16x`, address('bench/dense.html'), 16],
    ['forty flights at 16x', address('bench/flights.html'), 16],
  ]) {
    // The empty loop runs before and after the scene, so that a machine that grows
    // slower or faster meanwhile counts for both.
    const before = await watchPage(browser, EMPTY, WATCHED_MS / 4);
    const scene = await watchPage(browser, url, WATCHED_MS / 2, speed);
    const empty = [...before, ...(await watchPage(browser, EMPTY, WATCHED_MS / 4))];
    for (const [share, word] of [[0.5, 'p50'], [0.99, 'p99']]) {
      const [ours, theirs] = [quantile(scene, share), quantile(empty, share)];
      print(`frame time of ${name}, ${word}`, ours, 'ms', `${theirs.toFixed(2)} ms of an empty loop`);
      print(`frame time of ${name}, ${word}, ratio`, ours / theirs, 'times', share === 0.99 ? 'at most 1.25' : 'an empty loop');
    }
  }
}

/** Runs in the page: how long it takes to be at instants all over ten minutes, drawn and laid out. */
async function scrubAll(instants) {
  const element = document.querySelector('kafka-playground');
  await element.wake();
  await element.pause();
  const times = [];
  for (let index = 0; index < instants; index += 1) {
    // Forth and back in leaps, as a finger does.
    const at = 600 * (((index * 7) % instants) / instants);
    times.push(await new Promise((resolve) => {
      let start = 0;
      // What draws is asked for by the seek, and so comes between these two.
      requestAnimationFrame(() => { start = performance.now(); });
      const began = performance.now();
      void element.seek(at);
      const sought = performance.now() - began;
      requestAnimationFrame(() => {
        element.shadowRoot.firstElementChild.getBoundingClientRect();
        resolve(sought + performance.now() - start);
      });
    }));
  }
  return times;
}

async function measureScrub(browser) {
  const { context, page } = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  await page.goto(new URL('bench/long.html', pageUrl).href);
  await page.locator('[data-complete]').waitFor({ state: 'attached' });
  const times = await page.evaluate(scrubAll, 60);
  await context.close();
  print('scrubbing over ten minutes of the opening scene, median', quantile(times, 0.5), 'ms', 'at most 10');
  print('scrubbing over ten minutes of the opening scene, worst', quantile(times, 1), 'ms', 'at most 33');
}

/** Runs in the page: the shortest time that each bench takes, in milliseconds. */
async function runWasmBenches({ folder, records, runs }) {
  const benches = await import(`${folder}kafka_playground.js`);
  await benches.default({ module_or_path: `${folder}kafka_playground_bg.wasm` });
  const shortest = (bench) => {
    let best = Infinity;
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      bench(records);
      best = Math.min(best, performance.now() - start);
    }
    return best;
  };
  return { produce: shortest(benches.produce), append: shortest(benches.append) };
}

/** `produce(n)` and `append(n)` of the example `bench` of crates/wasm. */
async function measureWasm(browser) {
  const { context, page } = await openPage(browser);
  await page.goto(pageUrl);
  const folder = new URL('/bench/', pageUrl).href;
  const { produce, append } = await page.evaluate(runWasmBenches, { folder, records: RECORDS, runs: RUNS });
  await context.close();
  const perSecond = RECORDS / (produce / 1000);
  print('records produced, wasm', perSecond, 'records/s', 'native');
  print('producing against a bare append, wasm', produce / append, 'times', 'a Vec');
  const native = JSON.parse(given('NATIVE_FIGURES')).find((figure) => figure.name === NATIVE_PRODUCE);
  if (native === undefined) {
    throw new Error(`the engine's example \`bench\` prints no figure named "${NATIVE_PRODUCE}"`);
  }
  print('producing in wasm against native', native.value / perSecond, 'times', 'at most 3');
}

/** What is played for long, and how many MB it may take above an idle page. */
const OPENING = `topic create orders --partitions 3
produce --topic orders --keys ana,bo,fay,kim,lea,tom --rate 2/s --name checkout
consume --topic orders --group billing --members 2 --work 300ms --commit batch --from-beginning`;
const topic = (name) => `topic create ${name} --partitions 12
produce --topic ${name} --keys ana,bo,fay,kim,lea,tom --rate 20/s`;
const WIDE = `${['a', 'b', 'c'].map(topic).join('\n')}
consume --topic a --topic b --topic c --group billing --members 36 --work 100ms --commit batch --from-beginning`;
const SESSIONS = [
  { name: 'the opening scene', script: OPENING, most: 64 },
  { name: 'three topics of 12 with 36 members', script: WIDE, most: 96 },
];
/** Just below what a history may have. */
const EVENTS = 399_000;
const BRANCHES = 10;

/** Runs in the page: by how many bytes a long session makes the memory grow. */
async function runSession({ folder, script, events, branches }) {
  const benches = await import(`${folder}kafka_playground.js`);
  const { memory } = await benches.default({ module_or_path: `${folder}kafka_playground_bg.wasm` });
  benches.history(script, 2_000, 1);
  const idle = memory.buffer.byteLength;
  const made = benches.history(script, events, branches);
  if (made !== branches) throw new Error(`there are ${made} branches`);
  return memory.buffer.byteLength - idle;
}

/** `history(script, events, branches)` of the same example. */
async function measureMemory(browser) {
  const folder = new URL('/bench/', pageUrl).href;
  for (const { name, script, most } of SESSIONS) {
    // Memory never shrinks: each session has a page of its own.
    const { context, page } = await openPage(browser);
    await page.goto(pageUrl);
    const bytes = await page.evaluate(runSession, { folder, script, events: EVENTS, branches: BRANCHES });
    await context.close();
    print(`memory of 400,000 events and ten branches, ${name}`, bytes / 2 ** 20, 'MB', `at most ${most}`);
  }
}

const SOUGHT = 100_000;

/**
 * Runs in the page: how long engine and view take to be at instants all over a
 * long history, and at the ones beside them.
 */
async function seekAll({ folder, script, events, instants }) {
  const { default: init, lasts, Playground } = await import(`${folder}kafka_playground.js`);
  await init({ module_or_path: `${folder}kafka_playground_bg.wasm` });
  const end = lasts(script, events);
  const playground = Playground.forScript(script, 1, 0);
  for (const line of script.trim().split('\n')) playground.scriptLine(line);
  playground.advance(end);
  const took = (act) => {
    const began = performance.now();
    act();
    JSON.parse(playground.view(60));
    return performance.now() - began;
  };
  const [random, adjacent] = [[], []];
  for (let index = 0; index < instants; index += 1) {
    const at = Math.floor(end * (((index * 7919) % instants) / instants));
    random.push(took(() => playground.seek(at)));
    adjacent.push(took(() => playground.stepFineBack()), took(() => playground.stepFine()), took(() => playground.seek(at + 1)));
  }
  return { end, random, adjacent };
}

/** Runs in the page: how long it takes to patch the picture for what was sought, and to lay it out, too. */
async function drawAll({ end, instants }) {
  const element = document.querySelector('kafka-playground');
  await element.wake();
  await element.pause();
  while (element.now * 1000 < end) await element.run(`wait ${Math.min(600_000, Math.ceil(end - element.now * 1000))}ms`);
  const [patched, laidOut] = [[], []];
  for (let index = 0; index < instants; index += 1) {
    laidOut.push(await new Promise((resolve) => {
      let start = 0;
      // What draws is asked for by the seek, and so comes between these two.
      requestAnimationFrame(() => { start = performance.now(); });
      void element.seek((end / 1000) * (((index * 7919) % instants) / instants));
      requestAnimationFrame(() => {
        patched.push(performance.now() - start);
        element.shadowRoot.firstElementChild.getBoundingClientRect();
        resolve(performance.now() - start);
      });
    }));
  }
  return { patched, laidOut };
}

async function measureSeek(browser) {
  const { context, page } = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  await page.goto(new URL('bench/six.html', pageUrl).href);
  await page.locator('[data-complete]').waitFor({ state: 'attached' });
  const script = await (await page.request.get(new URL('bench/six.txt', pageUrl).href)).text();
  const { end, random, adjacent } = await page.evaluate(seekAll, {
    folder: new URL('/bench/', pageUrl).href, script, events: SOUGHT, instants: 200,
  });
  print('seek in 100,000 events, a random instant, worst', quantile(random, 1), 'ms', `at most 16; median ${quantile(random, 0.5).toFixed(2)}`);
  print('seek in 100,000 events, an adjacent one, worst', quantile(adjacent, 1), 'ms', `at most 16; median ${quantile(adjacent, 0.5).toFixed(2)}`);
  const { patched, laidOut } = await page.evaluate(drawAll, { end, instants: 60 });
  print('the DOM patch for what was sought, worst', quantile(patched, 1), 'ms', `at most 16.7; median ${quantile(patched, 0.5).toFixed(2)}`);
  print('the same with its layout, worst', quantile(laidOut, 1), 'ms', `median ${quantile(laidOut, 0.5).toFixed(2)}`);
  await context.close();
}

/** What the terminal is asked, as somebody types it: how long each instant takes, and the longest frame meanwhile. */
async function measureWhatIf(browser) {
  const { context, page } = await openPage(browser, { viewport: { width: 1366, height: 768 } });
  await page.goto(pageUrl);
  await page.locator('[data-complete]').waitFor({ state: 'attached' });
  await page.evaluate(async () => {
    const element = document.querySelector('kafka-playground');
    await element.wake();
    await element.pause();
    await element.run('wait 9520ms');
  });
  await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  const input = page.getByLabel('Command', { exact: true });
  await input.fill('whatif crash c1 --last 10s');
  const frames = page.evaluate(watchFrames, 1500);
  const began = performance.now();
  await input.press('Enter');
  const answer = page.locator('.pg-entry').last().filter({ hasText: /of \d+ instants/ });
  await answer.waitFor();
  const took = performance.now() - began;
  const [, instants] = /of (\d+) instants/.exec(await answer.innerText());
  print('an instant of whatif crash c1 --last 10s', took / Number(instants), 'ms', `at most 5; ${instants} instants`);
  print('longest frame while it is answered', Math.max(...await frames), 'ms', '-');
  await context.close();
}

const browser = await launch();
try {
  await measureMemory(browser);
  await measureWasm(browser);
  await measureFirstFrame(browser);
  await measureArticle(browser, pageUrl, print, quantile);
  await measureSwap(browser);
  await measureFrames(browser);
  await measureScrub(browser);
  await measureSeek(browser);
  await measureWhatIf(browser);
} finally {
  await browser.close();
}
