import assert from 'node:assert/strict';
import test from 'node:test';
import { captionAt, readCaptions, spread } from '../src/figure/captions.js';
import { readWebVtt } from '../src/figure/webvtt.js';

const read = (text) => readCaptions(text).map(({ at, text: said }) => [at, said]);

test('a sentence follows its instant', () => {
  for (const [text, expected] of [
    ['@0 It begins.', [[0, 'It begins.']]],
    ['@12.300 c1 crashes. @18.3 Its session is over.', [[12300, 'c1 crashes.'], [18300, 'Its session is over.']]],
    ['\n  @1 one\n  line @ and me@2.org, and @home\n  @0.5 before it\n', [[500, 'before it'], [1000, 'one line @ and me@2.org, and @home']]],
    ['@1 @2 two', [[1000, ''], [2000, 'two']]],
  ]) assert.deepEqual(read(text), expected, text);
  for (const none of ['', 'c1 crashes', 'first @1 one', '@12.3456 too fine', '@one', '@-1 before']) assert.deepEqual(read(none), [], none);
});

test('of WebVTT the cues are read, and what is for films is not', () => {
  const text = '\ufeffWEBVTT - told\r\nX-Header: 1\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n1\r\n00:12.300 --> 00:18.000 align:start\r\n'
    + '<b>c1</b> &lt;crashes&gt;\r\n'
    + 'at once.\r\n\r\n01:00:00.001 --> 01:00:02.000\r\nLate &amp; &unknown; <00:01.000>words';
  assert.deepEqual(readWebVtt(text), [
    { at: 12300, until: 18000, text: 'c1 <crashes> at once.' },
    { at: 3600001, until: 3602000, text: 'Late & &unknown; words' },
  ]);
  for (const none of ['', 'WEBVTTX', '1\n00:01.000 --> 00:02.000\nSubRip']) assert.equal(readWebVtt(none), null, none);
  assert.deepEqual(readWebVtt('WEBVTT'), []);
});

test('a caption stands until the next, or until it ends', () => {
  const captions = [{ at: 10, until: 20, text: '' }, { at: 30, until: Infinity, text: '' }, { at: 40, until: Infinity, text: '' }];
  assert.deepEqual([9, 10, 19, 20, 29, 30, 39, 40, 1e9].map((now) => captionAt(captions, now)), [-1, 0, 0, -1, -1, 1, 1, 2, 2]);
});

test('marks that are too near to each other move apart, and stay on the line in their order', () => {
  assert.deepEqual(spread([0, 100, 200], 300, 26), [0, 100, 200]);
  assert.deepEqual(spread([100, 100, 101], 300, 26), [100, 126, 152]);
  assert.deepEqual(spread([290, 295, 300], 300, 26), [248, 274, 300]);
  assert.deepEqual(spread([0, 0, 0, 0], 60, 26), [0, 20, 40, 60], 'a narrow line has them as far apart as it can');
  assert.deepEqual(spread([], 300, 26), []);
});
