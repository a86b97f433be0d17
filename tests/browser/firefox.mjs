// Firefox, by WebDriver's own protocol: the few words of it that a test needs.

import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

import { given } from './browser.mjs';

/** A port that nobody listens on. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts Firefox; whoever starts it closes it. */
export async function launchFirefox() {
  const port = await freePort();
  const driver = spawn(given('GECKODRIVER'), ['--port', String(port), '--log', 'fatal'], { stdio: 'ignore' });
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await until(() => ask('GET', '/status').then(({ ready }) => ready, () => false));
  const firefox = { binary: given('FIREFOX'), args: ['-headless'] };
  const { sessionId } = await ask('POST', '/session', { capabilities: { alwaysMatch: { 'moz:firefoxOptions': firefox } } });
  const session = `/session/${sessionId}`;
  return {
    open: (url) => ask('POST', `${session}/url`, { url }),
    /** What a function of the page answers, or the promise that it answers. */
    evaluate: (act, ...args) => ask('POST', `${session}/execute/sync`, { script: `return (${act})(...arguments)`, args }),
    /** Waits until a function of the page answers something. */
    async waitFor(test, ...args) {
      let found = null;
      await until(async () => (found = await this.evaluate(test, ...args)));
      return found;
    },
    async close() {
      await ask('DELETE', session).catch(() => {});
      driver.kill();
    },
  };
}

const PATIENCE_MS = 30_000;

async function until(test) {
  const last = Date.now() + PATIENCE_MS;
  while (!(await test())) {
    if (Date.now() > last) throw new Error(`did not come within ${PATIENCE_MS / 1000} s: ${test}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
