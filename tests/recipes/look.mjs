// Opens what a recipe has built in a browser, and sees that its figures are there.
//
// `cargo xtask recipes` starts this. LOOK is what the recipe's `look` says, as JSON: a list of
// `Look`s.

import { writeFileSync } from 'node:fs';
import { given, launch, openPage } from '../browser/browser.mjs';

/**
 * @typedef {object} Look
 * @property {string} page its address below the site's
 * @property {number} [figures] how many figures it has; 1 where that is not said
 * @property {string} [frame] a selector of the frame that the figures are in
 * @property {{ page: string, link: string }} [from] the page that one comes from, and the link there that one follows
 * @property {string[]} [dark] what makes the page dark: what `change` works, one after the other; a page without it follows the system
 * @property {{ click: string, at: string, says: string }[]} [acts] what is clicked, and which text then stands at a selector
 * @property {string} [next] the key that goes on to the next figure, where there is one slide at a time
 */

const site = given('PLAYGROUND_URL');
const pictures = given('RECIPE_PICTURES');
/** @type {Look[]} */
const looks = JSON.parse(given('RECIPE_LOOKS'));
/** A figure has more colours than an empty box, its edge and a sentence in it. */
const COLOURS = 40;
const WAIT = 20_000;
const CALM = 800;

const browser = await launch();
const said = [];
try {
  for (const [index, look] of looks.entries()) {
    for (const scheme of ['light', 'dark']) {
      const name = `${pictures}${index === 0 ? '' : `-${index + 1}`}${scheme === 'light' ? '' : '-dark'}.png`;
      said.push(...(await see(look, /** @type {'light' | 'dark'} */ (scheme), name)).map((text) => `look ${index + 1}, ${look.page} (${scheme}): ${text}`));
    }
  }
} finally {
  await browser.close();
}
for (const text of said) console.error(text);
process.exit(said.length === 0 ? 0 : 1);

/**
 * @param {Look} look
 * @param {'light' | 'dark'} scheme
 * @param {string} picture the file of the screenshot
 * @returns {Promise<string[]>} what is wrong
 */
async function see(look, scheme, picture) {
  // A page with a switch of its own must not need the system's.
  const colorScheme = look.dark ? 'light' : scheme;
  const { context, page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 800 }, colorScheme });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  try {
    await open(page, look);
    if (scheme === 'dark') for (const how of look.dark ?? []) await change(page, how);
    await readFigures(page, look, complaints);
    if (scheme === 'light') for (const act of look.acts ?? []) await acts(page, act, complaints);
    // What slides to its place has come there.
    await page.waitForTimeout(CALM);
    writeFileSync(picture, await page.screenshot({ fullPage: true }));
  } catch (error) {
    complaints.push(String(error));
    writeFileSync(picture, await page.screenshot());
  } finally {
    await context.close();
  }
  return complaints;
}

/** Opens the page, at once or, as a reader does, by a link of another page. */
async function open(page, { page: address, from }) {
  if (!from) return page.goto(site + address, { waitUntil: 'load' });
  await page.goto(site + from.page, { waitUntil: 'networkidle' });
  await page.locator(from.link).first().click();
  await page.waitForURL(new URL(address, site).href);
}

/**
 * Works a switch of the page.
 * @param {string} how a selector of what is clicked, or with ` => ` and an option, of what has it
 */
async function change(page, how) {
  const [selector, option] = how.split(' => ');
  const found = page.locator(selector).filter({ visible: true }).first();
  if (option) await found.selectOption(option);
  else await found.click();
}

/** Scrolls to each figure, and sees that it is ready, has a picture, and plays. */
async function readFigures(page, { figures = 1, frame, next }, complaints) {
  const inside = frame ? page.frameLocator(frame) : page;
  const all = inside.locator('kafka-playground');
  await all.first().waitFor({ state: 'attached', timeout: WAIT });
  const found = await all.count();
  if (found !== figures) complaints.push(`there are ${found} figures in the place of ${figures}`);
  for (let index = 0; index < found; index += 1) {
    const figure = all.nth(index);
    if (next && index > 0) await page.keyboard.press(next);
    await figure.waitFor({ timeout: WAIT });
    await figure.scrollIntoViewIfNeeded();
    const ready = await figure.evaluate(isReady, WAIT);
    if (ready !== '') complaints.push(`figure ${index + 1}: ${ready}`);
    const colours = await page.evaluate(countColours, (await figure.screenshot()).toString('base64'));
    if (colours < COLOURS) complaints.push(`figure ${index + 1} is blank: its picture has ${colours} colours`);
  }
  await use(page, next ? all.last() : all.first(), complaints);
  await page.mouse.move(0, 0);
  await page.evaluate(() => scrollTo(0, 0));
}

/** Plays a figure for a moment, and takes its timeline's handle to another instant, as a reader does. */
async function use(page, figure, complaints) {
  await figure.scrollIntoViewIfNeeded();
  const before = await figure.evaluate((element) => element.now);
  await figure.locator('.pg-play').click();
  await page.waitForTimeout(600);
  const after = await figure.evaluate((element) => element.now);
  if (!(after > before)) complaints.push(`the figure does not play: it is at ${before} and then at ${after}`);
  await figure.evaluate((element) => element.pause());
  const handle = figure.locator('.pg-tl-now');
  await figure.locator('.pg-timeline').scrollIntoViewIfNeeded();
  const from = middle(await handle.boundingBox());
  const line = await figure.locator('.pg-timeline').boundingBox();
  const to = { x: line.x + line.width * 0.4, y: from.y };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(200);
  const there = middle(await handle.boundingBox());
  if (Math.abs(there.x - to.x) > 4) complaints.push(`the timeline's handle was taken from ${from.x} to ${to.x}, and stands at ${there.x}`);
  await figure.evaluate((element, at) => element.seek(at), before);
}

function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Runs in the page. Answers what is wrong with the element; nothing when it shows its scene. */
async function isReady(element, patience) {
  const until = performance.now() + patience;
  while (performance.now() < until) {
    // The event may have come before anybody listened to it; what it says can be asked.
    if (element.source && element.view()) return '';
    const alert = element.shadowRoot?.querySelector('[role="alert"]')?.textContent;
    if (alert) return `it says ${JSON.stringify(alert)}`;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return 'it was never ready';
}

/** Runs in the page. */
async function countColours(picture) {
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
}

async function acts(page, { click, at, says }, complaints) {
  await page.locator(click).first().click();
  const place = page.locator(at).first();
  const until = Date.now() + WAIT;
  let text = '';
  while (Date.now() < until) {
    text = (await place.textContent()) ?? '';
    if (text.includes(says)) return;
    await page.waitForTimeout(50);
  }
  complaints.push(`${at} says ${JSON.stringify(text)} after a click on ${click}, and not ${JSON.stringify(says)}`);
}
