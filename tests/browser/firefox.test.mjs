// The published page in Firefox: it plays its recording, the engine takes over,
// and where that is not to be had the page says so.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { given } from './browser.mjs';
import { launchFirefox } from './firefox.mjs';

const KINDS = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml' };

let firefox;
let server;
/** What the server says besides. */
let headers = {};

before(async () => {
  firefox = await launchFirefox();
  server = createServer(async (request, response) => {
    const name = path.basename(new URL(request.url, 'http://here').pathname);
    const folder = request.url.includes('/recordings/') ? 'recordings' : '';
    try {
      const body = await readFile(path.join(given('PLAYGROUND_SITE'), folder, name || 'index.html'));
      response.writeHead(200, { 'content-type': KINDS[path.extname(name || 'index.html')] ?? 'application/octet-stream', ...headers });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(async () => {
  await firefox?.close();
  server?.close();
});

const figure = () => `http://127.0.0.1:${server.address().port}/embed.html`;

/** Runs in the page: whether everything that it shows is there. */
const isComplete = () => document.querySelector('kafka-playground')?.shadowRoot.querySelector('[data-complete]') !== null;

/** Runs in the page: runs a line, and answers what became of it. */
async function run(line) {
  const element = document.querySelector('kafka-playground');
  const said = await element.run(line).then((ran) => ran.line, (error) => error.message);
  return [element.source, said, element.now, element.view().consumers.map((consumer) => consumer.machine.status)];
}

test('the engine takes the place of the recording', async () => {
  await firefox.open(figure());
  await firefox.waitFor(isComplete);
  assert.equal(await firefox.evaluate(() => document.querySelector('kafka-playground').source), 'recording');
  assert.deepEqual(await firefox.evaluate(run, 'crash c1'), ['engine', 'crash c1', 12.48, ['crashed', 'running']]);
});

test('without wasm-unsafe-eval the recording plays, and it is said why nothing else can be done', async () => {
  headers = { 'content-security-policy': "script-src 'self'" };
  await firefox.open(figure());
  await firefox.waitFor(isComplete);
  const [source, said, now] = await firefox.evaluate(run, 'crash c1');
  assert.deepEqual([source, now], ['recording', 12.48]);
  assert.match(said, /This needs the engine.*'wasm-unsafe-eval'/);
  const moved = await firefox.evaluate(async () => {
    const element = document.querySelector('kafka-playground');
    for (let step = 0; step < 20; step += 1) await element.step();
    return [element.now, element.shadowRoot.querySelectorAll('[data-cell]').length];
  });
  assert.ok(moved[0] > 12.48 && moved[1] > 20, `${moved}`);
});
