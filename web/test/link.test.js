import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import { BadLink, LONGEST_LINK, readLink, writeLink } from '../src/share/link.js';

/** @typedef {import('../src/share/link.js').Link} Link */

const HEAD = 'semantics 1, facts 4b19357c, at @21.400';
/** Ten things that somebody may do in the opening scene. */
const TEN = [
  '@12.480 crash c1', '@13.900 start c1', '@15.250 seek c2 orders-2 0', '@16.000 produce --topic orders --key lea --value "one more order"',
  '@17.333 stall c2', '@18.000 cut c1', '@20.100 heal c1', '@21.000 unstall c2',
  '@24.750 consume --topic orders --group audit --commit before --from-beginning', '@30.020 crash c2', '@34.000',
];

/** @type {Link[]} */
const LINKS = [
  { fields: { scene: 'opening', at: 12_480 }, text: `${HEAD}\n@30.000` },
  { fields: { scene: 'opening', plays: true, speed: 2, tab: 'journal', picked: 'machine:c1' }, text: [HEAD, ...TEN].join('\n') },
  {
    fields: { title: 'Grüße, 世界 <b>&amp;', values: true, from: 0, plays: true, zoom: 25_000 },
    text: ['# kafka-playground script v1, seed 7, start 0', 'topic create "größer" --partitions 2', 'branch 1 from 0 @0.000: 🜁 was wäre'].join('\n'),
  },
];

/** A generator with a seed. @param {number} seed */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** @param {Record<string, unknown>} fields */
function said(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== false));
}

/** @param {string | Uint8Array} inside */
function packed(inside) {
  return `#v1.${deflateRawSync(inside).toString('base64url')}`;
}

test('a link is read as it was written', async () => {
  for (const link of LINKS) {
    const hash = await writeLink(link);
    assert.match(hash, /^#v1\.[\w-]+$/);
    for (const written of [hash, hash.slice(1)]) {
      const read = await readLink(written);
      assert.deepEqual(said(read?.fields ?? {}), link.fields);
      assert.equal(read?.text, link.text);
    }
  }
});

test('the opening scene with ten commands is less than 400 characters', async () => {
  const hash = await writeLink({ fields: { scene: 'opening', plays: true, speed: 2, tab: 'journal', picked: 'machine:c1' }, text: [HEAD, ...TEN].join('\n') });
  const address = `https://example.org/kafka/${hash}`;
  assert.ok(address.length < 400, `${address.length} characters`);
});

test('what does not look like a link is none', async () => {
  for (const hash of ['', '#', '#v', '#value', '#v1', '#v.abc', '#vx.abc', '#section-1', '#v1,abc']) assert.equal(await readLink(hash), null, hash);
});

test('a link that is wrong says in which way', async () => {
  /** @type {[string, RegExp][]} */
  const cases = [
    ['#v2.abc', /newer playground: it has version 2/],
    ['#v999999999.<script>', /newer playground/],
    ['#v0.abc', /broken/],
    ['#v1.', /broken/],
    ['#v1.a b', /there is something in it that no link has/],
    ['#v1.<img src=x onerror=alert(1)>', /there is something in it that no link has/],
    ['#v1.a', /has been cut/],
    ['#v1.AAAA', /cannot be unpacked/],
    [`${(await writeLink(LINKS[1])).slice(0, -9)}`, /cannot be unpacked|has been cut/],
    [`#v1.${'A'.repeat(LONGEST_LINK)}`, /too long: it has 8004 characters/],
    [packed(new Uint8Array([0xff, 0xfe, 0x0a])), /cannot be unpacked/],
  ];
  for (const [hash, wrong] of cases) {
    const said = (/** @type {Error} */ error) => error instanceof BadLink && wrong.test(error.message);
    await assert.rejects(readLink(hash), said, hash.slice(0, 40));
  }
});

test('a bomb is not unpacked', async () => {
  const bomb = packed(Buffer.alloc(5_800_000, 'a'));
  assert.ok(bomb.length < LONGEST_LINK, `${bomb.length} characters`);
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(readLink(bomb), /no link of a playground: unpacked, it is longer/);
  assert.ok(process.memoryUsage().arrayBuffers - before < 32 * 2 ** 20);
});

test('fields that say nothing that there is are left out', async () => {
  const hash = packed(`c=${'x'.repeat(500)}&x=3&f=-1&a=1.5&z=1e99&t=journal&unknown=1&p=2\n`);
  const read = await readLink(hash);
  assert.deepEqual(said(read?.fields ?? {}), { scene: 'x'.repeat(200), tab: 'journal' });
});

test('a thousand links that were changed by chance are read or refused in words', async () => {
  const roll = dice(1);
  const good = await Promise.all(LINKS.map(writeLink));
  const letters = 'ABCabc012-_.#v<&"\u0000 \u{1f701}';
  let read = 0;
  for (let index = 0; index < 1000; index += 1) {
    let hash = good[roll(good.length)];
    for (let change = roll(4); change >= 0; change -= 1) {
      const at = 4 + roll(hash.length);
      const what = roll(4);
      const letter = [...letters][roll([...letters].length)];
      if (what === 0) hash = hash.slice(0, at) + letter + hash.slice(at + 1);
      if (what === 1) hash = hash.slice(0, at) + hash.slice(at + 1 + roll(9));
      if (what === 2) hash = hash.slice(0, at) + letter + hash.slice(at);
      if (what === 3) hash = hash.slice(0, at) + hash.slice(roll(at), at) + hash.slice(at);
    }
    const began = performance.now();
    try {
      const link = await readLink(hash);
      if (link) {
        read += 1;
        assert.equal(typeof link.text, 'string');
        assert.ok(link.text.length <= 256 * 1024);
        assert.ok(link.fields.speed === undefined || link.fields.speed <= 16);
      }
    } catch (error) {
      assert.ok(error instanceof BadLink, `${hash}: ${error}`);
      assert.match(error.message, /^This link [^<]*[.]$/);
    }
    assert.ok(performance.now() - began < 1000);
  }
  assert.ok(read < 500, `${read} were read`);
});
