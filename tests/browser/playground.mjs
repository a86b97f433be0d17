// Driving a playground in a page: virtual time goes on by the element's own
// methods, so that no test waits for a clock.

import { launch, openPage, siteUrl } from './browser.mjs';

/** Wide enough that every record of half a minute is in sight. */
export const WIDE = { width: 2560, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 360, height: 740 };

/** A browser for the tests of one file, which look at the site unless they say where. */
export function useBrowser({ before, after }, base = siteUrl) {
  const started = { browser: null };
  before(async () => {
    started.browser = await launch();
  });
  after(() => started.browser?.close());
  return (options) => openPlayground(started.browser, { base, ...options });
}

/** Runs in a page: the browser says that its user pays by the byte. */
function saveData() {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
}

/**
 * Opens the page, waits until the element is ready, and stops it at an instant
 * that is known (`at`, in seconds; null leaves it as it opened).
 *
 * With `saveData` the engine comes when something needs it and not before, so
 * that a test begins on the recording and knows it. `prepare` is handed the
 * context and the address before the page is opened.
 */
async function openPlayground(
  browser,
  { base, path = '', html = null, at = 12.48, ready = true, saveData: saves = true, prepare = async () => {}, viewport = DESKTOP, ...options } = {},
) {
  const opened = await openPage(browser, { viewport, ...options });
  const { page, context } = opened;
  page.setDefaultTimeout(20_000);
  const url = new URL(path, base).href;
  if (saves) await context.addInitScript(saveData);
  await prepare(context, url);
  if (html !== null) {
    await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  }
  await page.goto(url);
  const hosts = page.locator('kafka-playground');
  // In a frame's page the element comes when its class is there.
  if (path.startsWith('embed.html')) await hosts.first().waitFor({ state: 'attached' });
  const playgrounds = [];
  for (let index = 0; index < (await hosts.count()); index += 1) {
    const host = hosts.nth(index);
    // What is loaded after the first frame belongs to the page, too.
    if (ready) await host.locator('.pg-root[data-complete]').waitFor();
    const playground = new Driven(page, host, opened);
    if (at !== null) {
      await host.evaluate((element) => element.pause());
      await playground.goTo(at);
    }
    playgrounds.push(playground);
  }
  return playgrounds.length === 1 ? playgrounds[0] : { ...opened, playgrounds };
}

/** One element of a page. */
class Driven {
  constructor(page, host, { complaints, context }) {
    this.page = page;
    this.host = host;
    this.complaints = complaints;
    this.context = context;
    /** What is written in the shadow root is found from here. */
    this.stage = host.locator('.pg-stage');
  }

  /** The scene from its beginning, at the instant that it was opened at. */
  async startOver(at = 12.48) {
    await this.host.evaluate(async (element) => {
      element.speed = 1;
      await element.reset();
    });
    await this.goTo(at);
  }

  close() {
    return this.context.close();
  }

  now() {
    return this.host.evaluate((element) => element.now);
  }

  /** Whether a recording is shown or the engine. */
  source() {
    return this.host.evaluate((element) => element.source);
  }

  /** From now on it is the engine. */
  async wake() {
    await this.host.evaluate((element) => element.wake());
    await this.drawn();
  }

  script() {
    return this.host.evaluate((element) => element.script);
  }

  view(cells = 200) {
    return this.host.evaluate((element, cells) => element.view(cells), cells);
  }

  /** Waits until what was changed is drawn: the page draws once per frame. */
  drawn() {
    return this.host.evaluate(frames, undefined);
  }

  /** Waits until what slides has come to rest: it is decoration, but a picture or a colour is wrong before. */
  async settled() {
    await this.drawn();
    await this.host.evaluate(async (element) => {
      await Promise.all(element.shadowRoot.getAnimations().map((animation) => animation.finished.catch(() => {})));
    });
  }

  /** To an instant, known or not yet, without playing; in seconds. */
  async goTo(seconds) {
    await this.host.evaluate(async (element, seconds) => {
      await element.pause();
      await element.seek(seconds);
      while (element.now < seconds) {
        const before = element.now;
        await element.step();
        if (element.now === before) throw new Error(`nothing happens after ${before}`);
      }
      await element.seek(seconds);
    }, seconds);
    await this.drawn();
  }

  /** One step as the button takes it. Returns the instant in seconds. */
  async step() {
    return this.host.evaluate(async (element) => {
      await element.step();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      return element.now;
    });
  }

  /**
   * Steps until the view passes a test, and leaves the playground there.
   * The test is a function of (view, argument) that stands for itself.
   */
  async stepUntil(test, argument, seconds = 60) {
    await this.host.evaluate(
      async (element, { source, argument, seconds }) => {
        const passes = new Function(`return (${source})`)();
        const last = element.now + seconds;
        for (;;) {
          if (passes(element.view(200), argument)) return;
          if (element.now > last) throw new Error(`did not come within ${seconds} s: ${source}`);
          await element.step();
        }
      },
      { source: String(test), argument, seconds },
    );
    await this.drawn();
    return this.view();
  }

  /** To an instant at which c1 has done work that no commit, also none in the air, tells of. */
  untilUncommitted() {
    return this.stepUntil((view) => (
      view.consumers[0].doneUncommitted >= 2
        && view.flights.every((flight) => flight.api !== 'OffsetCommit' || flight.machine !== 'c1')
    ));
  }

  /** Runs a line as a script of the page's author would. Returns what it prints. */
  async run(line) {
    const output = await this.host.evaluate(async (element, line) => (await element.run(line)).output, line);
    await this.drawn();
    return output;
  }

  /** Shows a tab of the panel below the stage, if there are tabs. */
  async openTab(name) {
    const tab = this.host.getByRole('tab', { name, exact: true });
    if ((await tab.count()) > 0 && (await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    await this.drawn();
  }

  /** The text of the lines of the journal, newest first. */
  async journal() {
    await this.openTab('Journal');
    return this.host.locator('.pg-journal-list li').allInnerTexts();
  }

  /** What is on the stage, as data. */
  read() {
    return this.stage.evaluate(readStage);
  }

  /** The view and the stage of this instant. */
  async both() {
    const [both] = await this.film(0);
    return both;
  }

  /**
   * Steps so many times and looks at each instant that it comes to, this one
   * first, without a way to and from the browser for each of them.
   */
  async film(steps) {
    const text = await this.host.evaluate(
      async (element, { steps, source }) => {
        const read = new Function(`return (${source})`)();
        const stage = element.shadowRoot.querySelector('.pg-stage');
        const looks = [];
        for (let at = 0; at <= steps; at += 1) {
          if (at > 0) {
            await element.step();
            await new Promise((resolve) => requestAnimationFrame(resolve));
            // A first strip, or first rows, are on their way.
            while (stage.querySelector('[data-waiting]')) await new Promise((resolve) => requestAnimationFrame(resolve));
          }
          looks.push([element.view(200), read(stage)]);
        }
        return JSON.stringify(looks);
      },
      { steps, source: String(readStage) },
    );
    return JSON.parse(text);
  }

  /** The stage's markup, in an order that does not depend on how it came about. */
  markup() {
    return this.stage.evaluate(normalMarkup);
  }

  /** A box on the screen. */
  box(selector) {
    return this.host.locator(selector).first().evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
  }

  /** The boxes of all that a selector finds. */
  boxes(selector) {
    return this.host.locator(selector).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { x, y, width, height };
      }),
    );
  }

  machine(name) {
    return this.host.locator(`[data-machine="${name}"]`);
  }

  ring(partition, group = 'billing') {
    return this.host.locator(`[data-ring][data-thing="position:${group}/${partition}"]`);
  }

  /** Presses a button of a card, which shows its buttons while it is pointed at. */
  async press(machine, text) {
    const card = this.machine(machine);
    await card.hover();
    await card.getByRole('button', { name: text }).click();
    // The engine does it, which may have to come first.
    await this.host.evaluate((element) => element.wake().catch(() => {}));
    await this.drawn();
  }

  /** Chooses from a thing's menu, or from the page's own (`Add`). */
  async choose(opener, item) {
    await opener.click();
    await this.host.getByRole('menuitem', { name: item, exact: true }).click();
    await this.drawn();
  }

  get dialog() {
    return this.host.locator('dialog[open]');
  }

  /** Fills the fields of the open dialog by their labels, and sends it. */
  async fill(fields, submit) {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.dialog.getByLabel(label, { exact: true });
      if (typeof value === 'boolean') await field.setChecked(value);
      else if ((await field.evaluate((element) => element.localName)) === 'select') await field.selectOption(value);
      else await field.fill(value);
    }
    await this.dialog.getByRole('button', { name: submit, exact: true }).click();
  }

  /** The last line that was run, without its time. */
  async lastLine() {
    const lines = (await this.script()).trim().split('\n');
    return lines.at(-1).replace(/^@\S+ /, '');
  }
}

/** Runs in the page: two frames, the second of which begins when the first is done, and what the stage waits for. */
async function frames(element) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
  await frame();
  while (element.shadowRoot?.querySelector('.kp-stage[data-waiting]')) await frame();
}

/** Runs in the page: the things of the stage by the attributes that say what they are. */
function readStage(stage) {
  const all = (selector, how) => [...stage.querySelectorAll(selector)].map(how);
  const data = (element) => ({ ...element.dataset });
  return {
    cells: all('[data-cell]', (cell) => ({ ...data(cell), text: cell.textContent, lane: cell.closest('.kp-lane').dataset.thing })),
    ends: all('[data-log-end]', data),
    flags: all('[data-flag]', data),
    rings: all('[data-ring]', data),
    lags: all('[data-lag]', (lag) => ({ ...data(lag), text: lag.textContent })),
    badges: all('[data-badge]', data),
    working: all('[data-cell].kp-working', (cell) => cell.dataset.thing),
    flights: all('[data-flight]', (flight) => ({ ...data(flight), text: flight.textContent })),
    starts: all('[data-log-start]', (start) => ({ ...data(start), lane: start.closest('.kp-lane').dataset.thing })),
    segments: all('[data-segment]', (segment) => ({ ...data(segment), lane: segment.closest('.kp-lane').dataset.thing })),
    strips: all('[data-strip]', (strip) => ({
      ...data(strip),
      lane: strip.closest('.kp-lane').dataset.thing,
      gone: strip.querySelector('[data-gone]').dataset.gone,
      end: strip.querySelector('[data-strip-end]').dataset.stripEnd,
      window: data(strip.querySelector('[data-window]')),
      borders: [...strip.querySelectorAll('[data-border]')].map((border) => border.dataset.border),
    })),
    threads: all('[data-thread]', (thread) => ({
      ...data(thread),
      stretches: [...thread.querySelectorAll('[data-stretch]')].map(data),
    })),
    rows: all('[data-row]', (row) => ({ ...data(row), newest: row.querySelector('[data-newest]').dataset.newest,
      whole: data(row.querySelector('[data-whole]')) })),
    squares: all('[data-square]', data),
    stubs: all('[data-deleted-segment]', (stub) => ({ ...data(stub), lane: stub.closest('.kp-lane').dataset.thing })),
    nobodys: all('[data-nobodys]', (tag) => tag.dataset.nobodys),
    reserved: all('[data-reserved]', (curve) => curve.dataset.thing),
    places: all('[data-key-place]', (place) => [place.dataset.keyPlace, place.textContent]),
    trails: all('.kp-trail', () => 1).length,
    curves: all('[data-curve]', (curve) => curve.dataset.thing),
    commits: all('[data-commit]', (commit) => commit.textContent),
    machines: all('[data-machine]', (card) => ({
      ...data(card),
      text: card.textContent,
      chips: [...card.querySelectorAll('.kp-chip')].map((chip) => ({ thing: chip.dataset.thing, text: chip.textContent })),
    })),
    groups: all('[data-group-state]', (group) => ({
      ...data(group),
      text: group.textContent,
      ledger: Object.fromEntries([...group.querySelectorAll('[data-ledger]')].map((entry) => [entry.dataset.ledger, Number(entry.textContent)])),
    })),
  };
}

/** Runs in the page: attributes and styles sorted, without what the pointer lit up. */
function normalMarkup(stage) {
  const print = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    const attributes = [...node.attributes].map(({ name, value }) => {
      if (name === 'class') return [name, value.split(/\s+/).filter((one) => one && one !== 'kp-lit').sort().join(' ')];
      if (name === 'style') return [name, value.split(';').map((one) => one.trim()).filter(Boolean).sort().join('; ')];
      return [name, value];
    });
    const text = attributes.filter(([, value], at) => value !== '' || attributes[at][0].startsWith('data-')).map(([name, value]) => ` ${name}="${value}"`);
    return `<${node.localName}${text.sort().join('')}>${[...node.childNodes].map(print).join('')}</${node.localName}>\n`;
  };
  return print(stage.querySelector('.kp-stage'));
}
