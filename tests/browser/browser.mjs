// The browser of the page tests, and what `cargo xtask` says about where the page is.

import { chromium } from 'playwright-core';

/** The page: for tests unbundled, web/ with the package beside it; for benches as it is published. */
export const pageUrl = given('PLAYGROUND_URL');
/** The site as it is published, which opens twice as fast: what most tests look at. */
export const siteUrl = process.env.PLAYGROUND_SITE_URL ?? pageUrl;

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
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run',
      // What leaves this machine is refused by the browser: asking here about each request would take longer than the request.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
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
  page.on('requestfailed', (request) => {
    // Who leaves a page that still loads breaks off what is on its way.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url().slice(0, 200)}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.hostname !== '127.0.0.1') complaints.push(`left this machine: ${request.url()}`);
  });
  return { context, page, complaints };
}
