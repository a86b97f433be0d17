// The poster beside the page's own stage: pixel by pixel, and mark by mark.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { parts } from '../../web/src/poster/parts.js';
import { poster } from '../../web/src/poster/poster.js';
import { useBrowser } from './playground.mjs';

/** The instants that are compared: a name, how it comes to be, and how wide it is. */
const INSTANTS = [
  ['the opening', { scene: 'opening', at: 12.48, width: 640 }],
  ['a crash, with whole logs over the lanes', { scene: 'crash', at: 22.71, width: 640 }],
  ['two groups, on a phone', {
    scene: 'crash', at: 22.71, width: 360, lines: ['consume --topic orders --group audit --members 2 --work 100ms --from-beginning'], until: 27,
  }],
];

/**
 * A pixel differs when one of its colours does by more than this, of 255, after
 * both pictures were blurred a little: letters have other edges in an SVG.
 */
const DIFFERS = 48;
/**
 * So much of a picture may differ, and so much of any tile of it. At most 0.0006
 * and 0.053 do, and 0.106 of a tile where a ring is 5 pixels too far. The legend
 * is left out: where its marks are depends on how wide letters are.
 */
const BOUND = { share: 0.0015, tile: 0.09 };
const TILE = 24;
const SHARP = 2;

/**
 * Runs in a page: how much of two pictures differs, all in all and in the worst
 * tile.
 * @param {{ shot: string, svg: string, differs: number, side: number, sharp: number }} given
 */
async function compare({ shot, svg, differs, side, sharp }) {
  const load = async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    return image;
  };
  const bytes = new TextEncoder().encode(svg);
  const [page, drawn] = await Promise.all([
    load(`data:image/png;base64,${shot}`),
    load(`data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`),
  ]);
  const { width, height } = page;
  const pixels = (image) => {
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.filter = 'blur(2px)';
    context.drawImage(image, 0, 0, width, height);
    return context.getImageData(0, 0, width, height).data;
  };
  const [a, b] = [pixels(page), pixels(drawn)];
  const tiles = new Map();
  let all = 0;
  for (let at = 0; at < a.length; at += 4) {
    const most = Math.max(Math.abs(a[at] - b[at]), Math.abs(a[at + 1] - b[at + 1]), Math.abs(a[at + 2] - b[at + 2]));
    if (most <= differs) continue;
    all += 1;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    const tile = `${Math.floor(x / side / sharp)},${Math.floor(y / side / sharp)}`;
    tiles.set(tile, (tiles.get(tile) ?? 0) + 1);
  }
  const [worst = ['', 0]] = [...tiles].sort(([, one], [, other]) => other - one);
  return {
    size: [width, height], own: [drawn.width * sharp, drawn.height * sharp],
    share: all / (width * height), tile: worst[1] / (side * sharp) ** 2, where: worst[0],
  };
}

describe('the poster of a figure', { concurrency: false }, () => {
  const open = useBrowser({ before, after });

  /** A figure in an article, at an instant. */
  async function figure({ scene, at, width, lines = [], until = at }, theme) {
    const playground = await open({
      path: 'poster-own.html', at: null, viewport: { width, height: 1200 }, deviceScaleFactor: SHARP, colorScheme: theme,
      html: '<!doctype html><html lang="en"><meta charset="utf-8"><title>An article</title><style>:root { color-scheme: light dark } body { margin: 0 }</style>'
        + '<script type="module" src="element-define.js"></script>'
        + `<kafka-playground scene="${scene}" panels="stage" without="add buttons legend" at="${at}"></kafka-playground></html>`,
    });
    await playground.goTo(at);
    for (const line of lines) await playground.run(line);
    if (until !== at) await playground.goTo(until);
    await playground.settled();
    return playground;
  }

  const shotOf = async (playground) => (await playground.host.locator('.kp-stage').screenshot()).toString('base64');
  const compared = (playground, shot, svg) => playground.page.evaluate(compare, { shot, svg, differs: DIFFERS, side: TILE, sharp: SHARP });
  const isWithin = ({ share, tile }) => share <= BOUND.share && tile <= BOUND.tile;

  for (const [name, instant] of INSTANTS) {
    for (const theme of ['light', 'dark']) {
      test(`${name} looks like the stage, ${theme}`, async () => {
        const playground = await figure(instant, theme);
        const svg = poster(await playground.view(), { width: instant.width, without: ['legend'] }, parts);
        const marks = await playground.host.locator('.kp-stage').evaluate(marksOf, poster({ ...(await playground.view()), flights: [] }, {
          width: instant.width, without: ['legend'],
        }, parts));
        assert.deepEqual(marks.poster, marks.page, 'cells, flags and rings are where they are on the stage');
        const shot = await shotOf(playground);
        const same = await compared(playground, shot, svg);
        assert.deepEqual(same.own, same.size, 'it is as large as the stage');
        assert.ok(isWithin(same), `it differs: ${JSON.stringify(same)}`);
        for (const [what, other] of Object.entries(wrong(svg, theme === 'dark'))) {
          assert.notEqual(other, svg, `${what}: nothing is wrong with it`);
          const found = await compared(playground, shot, other);
          assert.ok(!isWithin(found), `${what} is not seen: ${JSON.stringify(found)}`);
        }
        assert.deepEqual(playground.complaints, []);
        await playground.close();
      });
    }
  }

  test('what is shown is saved as an SVG and as pixels', async () => {
    const playground = await open({ deviceScaleFactor: 1, colorScheme: 'dark' });
    await playground.host.getByRole('button', { name: 'Share', exact: true }).click();
    const [name, svg] = await saved(playground, 'Save as SVG');
    assert.equal(name, 'two-consumers-share-a-topic.svg');
    assert.match(String(svg), /^<svg [^]*<title>Two consumers share a topic, at 0:12\.480<\/title>[^]*prefers-color-scheme:dark[^]*<\/svg>\n$/);
    const width = await playground.host.locator('.kp-stage').first().evaluate((stage) => stage.clientWidth);
    assert.match(String(svg), new RegExp(`width="${width}"`), 'it is as wide as the stage');
    const [other, png] = await saved(playground, 'Save as PNG');
    assert.equal(other, 'two-consumers-share-a-topic.png');
    assert.equal(png.readUInt32BE(16), width * 2, 'twice as many pixels');
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });

  test('it wears the colours that an author chose, and shows windows as somebody moved them', async () => {
    const playground = await open({ at: 28, deviceScaleFactor: 1 });
    await playground.host.evaluate((element) => element.style.setProperty('--kp-group-0', '#aa00aa'));
    await playground.host.locator('[data-window="orders-0"]').press('Home');
    await playground.drawn();
    await playground.host.getByRole('button', { name: 'Share', exact: true }).click();
    const svg = String((await saved(playground, 'Save as SVG'))[1]);
    await playground.page.keyboard.press('Escape');
    assert.match(svg, /\.g0\{fill:#a0a\}/);
    const marks = await playground.host.locator('.kp-stage').evaluate(marksOf, svg);
    // Cards are lower without buttons; lanes are where they were.
    assert.deepEqual(marks.poster.cells, marks.page.cells);
    assert.deepEqual(marks.poster.rings, marks.page.rings);
    assert.match(svg, />0<\/text><text[^>]*>1<\/text><text[^>]*>2<\/text>/, 'its oldest records are in sight');
    assert.deepEqual(playground.complaints, []);
    await playground.close();
  });

  /** What the share dialog saves: its name and what is in it. */
  async function saved(playground, name) {
    const download = playground.page.waitForEvent('download');
    await playground.host.getByRole('dialog').getByRole('button', { name }).click();
    const file = await download;
    return [file.suggestedFilename(), await readFile(await file.path())];
  }
});

/**
 * Runs in a page: where the cells, flags and rings of the stage are, and those
 * of a poster that is put beside it, in pixels from the corner of each.
 * @param {Element} stage
 * @param {string} svg
 */
function marksOf(stage, svg) {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const broken = parsed.querySelector('parsererror');
  if (broken) throw new Error(broken.textContent);
  const drawn = document.body.appendChild(document.importNode(parsed.documentElement, true));
  const round = (value) => Math.round(value * 100) / 100;
  const sorted = (places) => places.map(([x, y]) => `${round(x)} ${round(y)}`).sort();
  const corner = stage.getBoundingClientRect();
  const places = (selector, x, y) => sorted([...stage.querySelectorAll(selector)].map((element) => {
    const box = element.getBoundingClientRect();
    return [box.left - corner.left + x, box.top - corner.top + y];
  }));
  const points = (selector, x, y) => sorted([...drawn.querySelectorAll(selector)].map((element) => {
    const { e, f } = element.getCTM();
    return [e + Number(element.getAttribute(x)), f + Number(element.getAttribute(y))];
  }));
  const found = {
    page: { cells: places('[data-cell]', 0, 0), flags: places('.kp-flag svg, .kp-legend svg', 0, 0), rings: places('.kp-ring', 12, 12) },
    poster: { cells: points('use[href="#c31"]:not(.copy)', 'x', 'y'), flags: points('use[href="#flag"]', 'x', 'y'), 
      rings: points('circle[r="5"]', 'cx', 'cy') },
  };
  drawn.remove();
  return found;
}

/** The same poster with one thing wrong: each of them must be seen. */
function wrong(svg, dark) {
  // Classes come before places, as ink.js writes them.
  const flag = /(<use href="#flag" class="g0"[^>]* x=")([-\d.]+)"/;
  const ring = /(<circle class="o0" cx=")([-\d.]+)("[^>]* r="5")/;
  const cells = [...svg.matchAll(/<use href="#c31"[^>]*\/>/g)];
  return {
    'a flag that is a cell too far': svg.replace(flag, (_, before, x) => `${before}${Number(x) + 34}"`),
    'a flag that is 5 pixels too far': svg.replace(flag, (_, before, x) => `${before}${Number(x) + 5}"`),
    'a ring that is 5 pixels too far': svg.replace(ring, (_, before, x, rest) => `${before}${Number(x) + 5}${rest}`),
    'a cell of another key': svg.replace(/(<use href="#c31" class=")k(\d)/, (_, before, key) => `${before}k${(Number(key) + 3) % 6}`),
    'a cell that is missing': svg.replace(cells[2][0], ''),
    'a lane that is missing': svg.replace(/<g (transform="[^"]*"><text class="wide")/, '<g display="none" $1'),
    'colours of the other theme': svg.replace('(prefers-color-scheme:dark)', dark ? '(max-width:0)' : ' all'),
    'a group in the colour of another': svg.replaceAll('"g0"', '"bad"'),
  };
}
