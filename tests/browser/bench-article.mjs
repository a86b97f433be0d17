// What figures cost the article around them, for bench.mjs: how soon one is there, and how the page scrolls past ten.

import { openPage } from './browser.mjs';

const OPENINGS = 7;
const SCENES = ['opening', 'crash', 'cooperative', 'segments', 'opening', 'crash', 'cooperative', 'segments', 'opening', 'crash'];
const TEXT = `<p>${'Text. '.repeat(200)}</p>`;
/** Pixels that the page is scrolled by in each frame: a quick finger. */
const STEP = 40;

/** Opens an article that the site does not have, where the code is there already, as it is before one scrolls. */
async function read(browser, site, figures, context) {
  const opened = context ? { context, page: await context.newPage() } : await openPage(browser, { viewport: { width: 1000, height: 700 } });
  // No request is intercepted: that would turn the cache off.
  await opened.page.goto(`${site}embed.html`);
  await opened.page.waitForFunction(() => customElements.get('kafka-playground'));
  await opened.page.evaluate((text) => {
    document.body.innerHTML = text;
  }, `<style>kafka-playground { display: block; min-height: 460px; }</style><main>${figures}</main>`);
  return opened;
}

/** Runs in the page: how long it takes from when a figure comes near to the frame that shows it. */
function comes() {
  return new Promise((resolve) => {
    const figure = document.querySelector('kafka-playground');
    let near = 0;
    new IntersectionObserver((entries) => {
      if (near === 0 && entries.some((entry) => entry.isIntersecting)) near = performance.now();
    }, { rootMargin: '300px' }).observe(figure);
    const look = () => {
      if (figure.shadowRoot.querySelector('[data-cell]')) requestAnimationFrame((now) => resolve(now - near));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    figure.scrollIntoView();
  });
}

/** Runs in the page: scrolls to its end, and answers the frames' times and the tasks that took longer than 50 ms. */
function scrolled(step) {
  return new Promise((resolve) => {
    const long = [];
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    const times = [];
    let last = performance.now();
    const frame = (now) => {
      times.push(now - last);
      last = now;
      scrollBy(0, step);
      if (scrollY + innerHeight < document.body.scrollHeight - 1) requestAnimationFrame(frame);
      else setTimeout(() => resolve({ times: times.slice(1), long }), 200);
    };
    requestAnimationFrame(frame);
  });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} site as it is published
 * @param {(name: string, value: number, unit: string, against: string) => void} print
 * @param {(values: number[], share: number) => number} quantile
 */
export async function measureArticle(browser, site, print, quantile) {
  const far = `${TEXT.repeat(12)}<kafka-playground scene="crash" height="460"></kafka-playground>`;
  const { context, page } = await read(browser, site, far);
  await page.evaluate(comes);
  const took = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    const opened = await read(browser, site, far, context);
    took.push(await opened.page.evaluate(comes));
    await opened.page.close();
  }
  await context.close();
  print('a figure from near the viewport to its first picture, warm cache, median', quantile(took, 0.5), 'ms', 'at most 200');
  const ten = SCENES.map((scene) => `${TEXT}<kafka-playground scene="${scene}" height="460" autoplay></kafka-playground>`).join('');
  const bare = SCENES.map(() => `${TEXT}<div style="height: 460px"></div>`).join('');
  const runs = {};
  for (const [name, figures] of [['bare', bare], ['ten', ten]]) {
    const opened = await read(browser, site, figures);
    runs[name] = await opened.page.evaluate(scrolled, STEP);
    await opened.context.close();
  }
  const [ours, theirs] = [runs.ten, runs.bare].map(({ times }) => quantile(times, 0.95));
  print('frame time while one scrolls past ten figures, p95', ours, 'ms', `${theirs.toFixed(2)} ms of the same article without figures`);
  print('tasks over 50 ms while one scrolls past ten figures', runs.ten.long.length, 'tasks', '-');
  print('longest task while one scrolls past ten figures', Math.max(0, ...runs.ten.long), 'ms', '-');
}
