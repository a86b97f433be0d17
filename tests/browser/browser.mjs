// The browser of the page tests, and what `cargo xtask` says about where the page is.

import { chromium } from 'playwright-core';

/** The page: for tests unbundled, web/ with the package beside it; for benches as it is published. */
export const pageUrl = given('PLAYGROUND_URL');

/** The value of an environment variable that `cargo xtask` sets. */
export function given(name) {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`${name} is not set; start this by \`cargo xtask test --only pages\` or \`cargo xtask bench\``);
  }
  return value;
}

/** Starts the browser; whoever starts it closes it. */
export function launch() {
  return chromium.launch({
    executablePath: given('CHROMIUM'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
}

/**
 * Opens an empty page that notes what must not happen: errors, and requests
 * that leave this machine (which are refused, too).
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url().slice(0, 200)}`));
  await context.route(
    (url) => url.protocol.startsWith('http') && url.hostname !== '127.0.0.1',
    (route) => {
      complaints.push(`left this machine: ${route.request().url()}`);
      return route.abort();
    },
  );
  return { context, page, complaints };
}
