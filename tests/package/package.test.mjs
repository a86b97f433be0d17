// The npm package, as somebody has it who installs it: packed, put into an empty
// project without a network, compiled, bundled, and opened.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { given, launch, openPage } from '../browser/browser.mjs';

const run = promisify(execFile);
const TOOLS = fileURLToPath(new URL('../../node_modules/.bin/', import.meta.url));
const REGISTERS = "import 'kafka-playground';\n";

/** The project that the package is installed into, and what npm packed. */
let project;
let packed;

before(async () => {
  project = await mkdtemp(path.join(tmpdir(), 'kafka-playground-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', project, given('PLAYGROUND_PACKAGE')], { cwd: project });
  [packed] = JSON.parse(stdout);
  await write('package.json', '{ "name": "an-article", "private": true, "type": "module" }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`], { cwd: project });
});
after(() => rm(project, { recursive: true, force: true }));

async function write(name, text) {
  const file = path.join(project, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

/** Bundles a module of the project as somebody does who says nothing else. */
async function bundle(name, text, ...options) {
  const file = await write(`${name}.js`, text);
  const out = path.join(project, 'bundled', name);
  await run(`${TOOLS}esbuild`, [file, '--bundle', '--minify', '--format=esm', '--log-level=warning', `--outdir=${out}`, ...options], { cwd: project });
  return out;
}

test('the package has what it says, depends on nothing, and has the version of the workspace', async () => {
  const names = packed.files.map((file) => file.path);
  for (const name of ['index.js', 'element.js', 'index.d.ts', 'element.d.ts', 'kafka-playground.js', 'kafka_playground_bg.wasm.lzma',
    'README.md', 'LICENSE', 'CHANGELOG.md', 'integrity.json']) assert.ok(names.includes(name), `${name} is missing`);
  const installed = path.join(project, 'node_modules/kafka-playground');
  const manifest = JSON.parse(await readFile(path.join(installed, 'package.json'), 'utf8'));
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(await readdir(path.join(project, 'node_modules')).then((all) => all.filter((one) => !one.startsWith('.'))), ['kafka-playground']);
  const cargo = await readFile(new URL('../../Cargo.toml', import.meta.url), 'utf8');
  assert.equal(manifest.version, /^version = "(.+)"$/m.exec(cargo)?.[1]);
  assert.match(await readFile(path.join(installed, 'CHANGELOG.md'), 'utf8'), new RegExp(`^## ${manifest.version.replaceAll('.', '\\.')}$`, 'm'));
  const banner = `/*! kafka-playground ${manifest.version}, Apache-2.0 */`;
  for (const name of ['index.js', 'element.js', 'kafka-playground.js']) {
    assert.ok((await readFile(path.join(installed, name), 'utf8')).startsWith(banner), `${name} does not begin with ${banner}`);
  }
});

test('no module of the package is so large that a bundler warns of it', () => {
  const large = packed.files.filter(({ path: name, size }) => name.endsWith('.js') && name !== 'kafka-playground.js' && size > 244 * 1024);
  assert.deepEqual(large.map(({ path: name, size }) => `${name}: ${size}`), []);
});

for (const resolution of ['bundler', 'nodenext', 'node16']) {
  test(`TypeScript finds the types (${resolution})`, async () => {
    await write('typed.ts', `${REGISTERS}import { KafkaPlayground } from 'kafka-playground/element';
import { KafkaPlayground as InOneFile } from 'kafka-playground/one-file';
const figure: KafkaPlayground = document.createElement('kafka-playground');
figure.addEventListener('caption', ({ detail }) => console.log(detail.text, KafkaPlayground.version, InOneFile.version));
// @ts-expect-error
figure.sceen = 'crash';
`);
    const compilerOptions = {
      noEmit: true, strict: true, skipLibCheck: false, types: [], target: 'es2022', lib: ['es2022', 'dom'],
      module: resolution === 'bundler' ? 'esnext' : resolution, moduleResolution: resolution,
    };
    const config = await write(`tsconfig.${resolution}.json`, JSON.stringify({ compilerOptions, files: ['typed.ts'] }));
    await run(`${TOOLS}tsc`, ['-p', config], { cwd: project }).catch(({ stdout }) => assert.fail(stdout));
  });
}

test('what only names the class leaves nothing in a bundle', async () => {
  const out = await bundle('unused', "import { KafkaPlayground } from 'kafka-playground/element';\n");
  assert.equal((await readFile(path.join(out, 'unused.js'), 'utf8')).trim(), '');
  const registered = await bundle('registered', REGISTERS, '--splitting');
  assert.ok((await readFile(path.join(registered, 'registered.js'), 'utf8')).includes('kafka-playground'), 'what registers it stays');
});

test('where there is no page it can be imported, twice, and does nothing', async () => {
  const { stdout } = await run('node', ['--input-type=module', '--eval', `
    import { readFileSync } from 'node:fs';
    const { KafkaPlayground } = await import('kafka-playground/element');
    const again = await import('kafka-playground/element');
    const both = await import('kafka-playground');
    for (const name of ['one-file', 'posters/crash.svg', 'package.json']) readFileSync(new URL(import.meta.resolve('kafka-playground/' + name)));
    const same = KafkaPlayground === again.KafkaPlayground && both.KafkaPlayground === KafkaPlayground;
    console.log(same, KafkaPlayground.version, Object.keys(again).join(), Object.keys(both).join());
  `], { cwd: project });
  assert.equal(stdout.trim(), `true ${packed.version} KafkaPlayground KafkaPlayground`, 'what index.d.ts exports, and no more');
});

/** A folder as a page of its own: what is asked for beside it is not there. */
async function openFolder(browser, folder, html) {
  const { context, page, complaints } = await openPage(browser);
  const asked = [];
  await page.route('http://127.0.0.1/**', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    asked.push(name);
    if (name === '') return route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>An article</title><link rel="icon" href="data:,">${html}` });
    return route.fulfill({ path: path.join(folder, name) });
  });
  await page.goto('http://127.0.0.1/');
  const figure = page.locator('kafka-playground');
  await figure.locator('[data-cell]').first().waitFor({ state: 'attached' });
  return { context, figure, complaints, asked };
}

const FIGURE = '<kafka-playground panels="all" scene="crash"></kafka-playground>';

/** A figure plays its recording, and a command brings the engine, which goes on from there. */
async function actsInBrowser(folder, html, mayAsk, faithful = true) {
  const browser = await launch();
  try {
    const { context, figure, complaints, asked } = await openFolder(browser, folder, html);
    assert.equal(await figure.evaluate((element) => element.constructor.version), packed.version);
    const { verb, refused, source } = await figure.evaluate(async (element) => {
      const { verb } = await element.run('crash c2');
      const refused = await element.run('crash c99').then(() => '', (error) => error.code);
      return { verb, refused, source: element.source };
    });
    assert.deepEqual({ verb, source }, { verb: 'crash', source: 'engine' });
    assert.notEqual(refused, '', 'the engine refuses what there is not');
    if (faithful) {
      await figure.getByRole('button', { name: 'How faithful is this?' }).click();
      await figure.locator('dialog tr[data-area]').first().waitFor();
    }
    assert.deepEqual(complaints, []);
    for (const name of asked) assert.match(name, mayAsk);
    await context.close();
    return asked;
  } finally {
    await browser.close();
  }
}

test('bundled by esbuild the figure shows its recording first, and its engine when somebody acts', async () => {
  const out = await bundle('split', REGISTERS, '--splitting');
  const asked = await actsInBrowser(out, `${FIGURE}<script type="module" src="split.js"></script>`, /^$|\.js$/);
  const recordings = asked.filter((name) => /^(opening|crash|twin)\.json/.test(name));
  assert.deepEqual(recordings.map((name) => name.split('-')[0]), ['crash.json'], 'of the recordings, the one that is shown');
});

test('bundled into one file it works as well', async () => {
  const out = await bundle('whole', REGISTERS);
  await actsInBrowser(out, `${FIGURE}<script type="module" src="whole.js"></script>`, /^$|^whole\.js$/);
});

test('unbundled, from a script tag, it works as well', async () => {
  const installed = path.join(project, 'node_modules/kafka-playground');
  await actsInBrowser(installed, `${FIGURE}<script type="module" src="index.js"></script>`, /^$|\.js$/);
  // Beside the one file only the engine lies, and not what is known of how faithful it is.
  await actsInBrowser(installed, `${FIGURE}<script type="module" src="kafka-playground.js"></script>`, /^$|^kafka-playground\.js$|\.lzma$/, false);
});
