import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learn } from '../src/language.js';
import { Acting } from '../src/lessons/acting.js';
import { addressOf, placeIn } from '../src/lessons/address.js';
import { merged } from '../src/lessons/library.js';
import { choicesOf } from '../src/lessons/predicting.js';
import { finished, proposed, reached, readProgress, stateOf } from '../src/lessons/progress.js';
import { inlineOf, plainOf, proseOf } from '../src/lessons/prose.js';
import { paceOf, replyTo, rowOf, toldOf } from '../src/lessons/told.js';
import { Player } from '../src/player/player.js';
import { SPEEDS } from '../src/player/speeds.js';
import * as fake from './fake-engine.js';
import { FakeClock } from './fake-clock.js';
import { opening } from './fixtures/views.js';

/** @typedef {import('../src/lessons/lesson.js').Item} Item */
/** @typedef {import('../src/lessons/lesson.js').Predict} Predict */

learn(fake);

/** @param {string} text @returns {import('../src/lessons/lesson.js').Prose[]} */
const said = (text) => [{ is: 'paragraph', text: [text] }];
/** @type {Predict} */
const PREDICT = {
  question: said('From where?'), pick: { kind: 'offset', topic: 'orders', partition: 0 }, until: 'owner orders-0 = c2', fact: 'from orders-0', answer: '6',
  told: [{ guess: '9', prose: said('That was read, and not committed.') }], otherwise: said('From what was committed.'), at: 18_000,
};
/** A step in which something is done, something is asked, and something is done again. @type {Item[]} */
const STEP = [
  { kind: 'prose', prose: said('c1 works.') },
  { kind: 'do', prose: said('Let it die.') },
  { kind: 'goal', goal: { text: ['c1 is dead'], predicates: ['status c1 = crashed'] } },
  { kind: 'hint', prose: said('On its card.') },
  { kind: 'hint', prose: said('crash c1') },
  { kind: 'solution', rows: ['@12.900 crash c1'], at: 12_900 },
  { kind: 'prose', prose: said('Nobody was told.') },
  { kind: 'predict', predict: PREDICT },
  { kind: 'prose', prose: said('It is done again.') },
  { kind: 'goal', goal: { text: ['c1 is back'], predicates: ['status c1 = running'] } },
  { kind: 'solution', rows: ['start c1'], at: 20_000 },
  { kind: 'prose', prose: said('The end.') },
];

/** @param {{ reached?: number[], answered?: number[], hints?: number }} been */
function told({ reached: goals = [], answered = [], hints = 0 } = {}) {
  return toldOf(STEP, { reached: new Set(goals), answered: new Set(answered), hints });
}

test('what gives something away is told when what is before it is done', () => {
  assert.deepEqual(told(), { shown: [0, 1, 2], goals: [2], asking: null, hints: 2, all: false });
  assert.deepEqual(told({ reached: [2] }), { shown: [0, 1, 2, 6, 7], goals: [2], asking: 7, hints: 2, all: false });
  const answered = told({ reached: [2], answered: [7] });
  assert.deepEqual([answered.shown, answered.goals, answered.asking, answered.all], [[0, 1, 2, 6, 7, 8, 9], [2, 9], null, false]);
  const done = told({ reached: [2, 9], answered: [7] });
  assert.deepEqual([done.shown.at(-1), done.all], [11, true]);
});

test('hints come one after the other', () => {
  assert.deepEqual(told({ hints: 1 }).shown, [0, 1, 2, 3]);
  assert.deepEqual(told({ hints: 2 }).shown, [0, 1, 2, 3, 4]);
  assert.deepEqual(told({ hints: 9 }).shown, [0, 1, 2, 3, 4], 'there are no more');
});

test('a question that comes first is asked at once, and what is behind it waits', () => {
  const { asking, shown } = toldOf([STEP[7], STEP[8]], { reached: new Set(), answered: new Set(), hints: 0 });
  assert.deepEqual([asking, shown], [0, [0]]);
});

test('a step in which nothing is to be done is done when it is read', () => {
  assert.equal(toldOf([STEP[0]], { reached: new Set(), answered: new Set(), hints: 0 }).all, true);
});

test('a guess gets the sentence that was written for it, or the one for all others', () => {
  assert.equal(replyTo(PREDICT, '9', '6'), PREDICT.told[0].prose);
  assert.equal(replyTo(PREDICT, '3', '6'), PREDICT.otherwise);
  assert.equal(replyTo(PREDICT, null, '6'), PREDICT.otherwise);
  assert.deepEqual(replyTo(PREDICT, '6', '6'), []);
});

test('the way to an answer takes three to eight seconds, at a speed that there is where one does', () => {
  for (const ms of [760, 3000, 6000, 18_000, 60_000, 120_000]) {
    const { rate, speed } = paceOf(ms, SPEEDS);
    assert.ok(ms / rate >= 3000 && ms / rate <= 8000, `${ms} takes ${ms / rate}`);
    assert.equal(rate, speed);
  }
  assert.deepEqual(paceOf(6000, SPEEDS), { rate: 1, speed: 1 });
  assert.deepEqual(paceOf(300_000, SPEEDS), { rate: 37.5, speed: 16 });
  assert.deepEqual(paceOf(300, SPEEDS), { rate: 0.1, speed: 0.25 });
  assert.deepEqual(paceOf(300, SPEEDS, 0), { rate: 1, speed: 1 }, 'what is only shown need not be slow');
});

test('a row says when', () => {
  assert.deepEqual(rowOf('@12.900 crash c1'), { at: 12_900, ordinal: null, line: 'crash c1' });
  assert.deepEqual(rowOf('@12.9+7 crash c1'), { at: 12_900, ordinal: 7, line: 'crash c1' });
  assert.deepEqual(rowOf('@20'), { at: 20_000, ordinal: null, line: '' });
  assert.deepEqual(rowOf('crash c1'), { at: null, ordinal: null, line: 'crash c1' });
});

test('the address leads to a lesson and to a step of it, and back to the page', () => {
  const href = addressOf('https://example.org/kafka/?theme=dark&scene=opening&at=12#v1xyz', { lesson: 'crash-rebalance', step: 'the-crash' });
  assert.equal(href, 'https://example.org/kafka/?theme=dark&lesson=crash-rebalance&step=the-crash');
  assert.deepEqual(placeIn(new URL(href).search), { lesson: 'crash-rebalance', step: 'the-crash' });
  assert.equal(addressOf(href, null), 'https://example.org/kafka/?theme=dark');
  assert.equal(placeIn('?theme=dark'), null);
  assert.equal(placeIn(`?lesson=${'x'.repeat(5000)}`)?.lesson.length, 500);
});

test('progress is what was done, and where one was', () => {
  let progress = readProgress(null);
  const list = [{ id: 'one' }, { id: 'two' }];
  assert.equal(proposed(progress, list), 'one');
  progress = reached(progress, 'one', 'second');
  assert.equal(stateOf(progress, 'one'), 'begun');
  progress = readProgress(JSON.stringify(finished(progress, 'one')));
  assert.deepEqual([stateOf(progress, 'one'), stateOf(progress, 'two'), proposed(progress, list)], ['done', 'new', 'two']);
  assert.equal(stateOf(reached(progress, 'one', 'first'), 'one'), 'done', 'who reads it again has done it');
  assert.equal(proposed(finished(progress, 'two'), list), null);
});

test('what the browser kept may be anything', () => {
  for (const text of ['', 'null', '[]', '{"done":7,"at":"x"}', '{"done":[1,{}],"at":{"a":1}}', '{']) {
    const { done } = readProgress(text);
    assert.deepEqual(done, [], text);
    assert.equal(stateOf(readProgress(text), 'toString'), 'new');
  }
});

test('lessons that are not translated are there in English', () => {
  const row = (/** @type {string} */ id, /** @type {string} */ title) => ({ id, title, about: '', minutes: 4 });
  const languages = { en: [row('keys', 'Keys'), row('lag', 'Lag')], de: [row('lag', 'Rückstand')] };
  assert.deepEqual(merged(languages, 'de').map(({ title, language }) => [title, language]), [['Keys', 'en'], ['Rückstand', 'de']]);
  assert.deepEqual(merged(languages, 'fr').map(({ title }) => title), ['Keys', 'Lag']);
});

test('a link leads to a lesson or to https, and else nowhere', () => {
  const to = (/** @type {string} */ where) => inlineOf([{ link: ['here'], to: where }])[0];
  assert.deepEqual([to('https://kafka.apache.org/').tag, to('https://kafka.apache.org/').attrs.rel], ['a', 'noopener']);
  assert.equal(to('?lesson=keys').attrs['data-lesson-link'], '?lesson=keys');
  for (const where of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', '//example.org', '/etc']) assert.equal(to(where).tag, 'span', where);
});

test('code that is a command can be pressed, other code cannot, and markup is text', () => {
  const [run, read] = inlineOf([{ code: 'crash c1', run: true }, { code: 'session.timeout.ms' }]);
  assert.deepEqual([run.tag, run.attrs['data-run'], read.tag], ['button', 'crash c1', 'code']);
  const [paragraph] = proseOf(said('<img src=x onerror=alert(1)>'));
  assert.equal(paragraph.kids[0].text, '<img src=x onerror=alert(1)>');
  assert.equal(plainOf(['a ', { strong: ['b', { code: 'c' }] }, { link: [' d'], to: 'https://x' }]), 'a bc d');
});

test('commands of a real cluster can be copied, programs are read', () => {
  const copies = (/** @type {string} */ language) => {
    const [{ kids }] = proseOf([{ is: 'fence', language, text: 'ls\n' }]);
    return kids.some(({ attrs }) => attrs['data-copy'] === 'ls\n');
  };
  assert.deepEqual([copies('sh'), copies('java')], [true, false]);
});

test('by the keyboard one chooses from what is on the stage', () => {
  const view = opening();
  const { topics, consumers } = view;
  assert.deepEqual(choicesOf({ kind: 'partition', topic: topics[0].name }, view), topics[0].partitions.map((/** @type {any} */ one) => String(one.partition)));
  assert.deepEqual(choicesOf({ kind: 'member', group: consumers[0].group }, view)?.[0], consumers[0].machine.name);
  assert.equal(choicesOf({ kind: 'offset', topic: 'orders', partition: 0 }, view), null);
  assert.deepEqual(choicesOf({ kind: 'number', among: ['0', '3'] }, null), ['0', '3']);
});

/** The fake engine with what a lesson asks: its only fact is the time. */
class Judging extends fake.Playground {
  /** @param {string} lines */
  judge(lines) {
    return lines.split('\n').map((line) => ({ holds: this.now() >= Number(line), value: String(this.now()) }));
  }
  fact() {
    return String(this.now());
  }
  /** @param {string} at @param {number} within */
  reach(at, within) {
    return Number(at) <= this.now() + within ? { at: Math.max(this.now(), Number(at)), ordinal: null } : null;
  }
  branches() {
    return [];
  }
  instant() {
    return { at: this.now(), ordinal: null };
  }
  /** It keeps no branches: what led to the beginning is given again. */
  startOver() {
    return false;
  }
}

/** A page's player with its lesson, in a world that moves or not. @param {boolean} still */
async function acted(still) {
  const clock = new FakeClock();
  Object.assign(globalThis, {
    matchMedia: () => ({ matches: still }),
    requestAnimationFrame: (/** @type {() => void} */ callback) => setTimeout(callback, 1),
  });
  const player = new Player({ load: async () => ({ create: () => /** @type {any} */ (new Judging()), semantics: 1 }), clock });
  /** @type {any} */
  const page = {
    player, story: null, root: { toggleAttribute() {} }, awaitEngine() {}, say: assert.fail,
    show: (/** @type {any} */ story) => void (page.story = story, story.open(page)),
  };
  const acting = new Acting(page);
  await acting.begin(/** @type {any} */ ({ script: 'topic create orders --partitions 3\n@2.000 wait', at: 5000, items: [] }), 'A lesson');
  return { acting, player, page };
}

test('a step stands where it begins, until something else is shown', async () => {
  const { acting, player, page } = await acted(true);
  assert.deepEqual([player.now, player.playing, acting.stands], [5000, false, true]);
  page.story = {};
  assert.equal(acting.stands, false);
});

test('what happens is seen up to the very instant, and time stands there', async () => {
  for (const still of [true, false]) {
    const { acting, player } = await acted(still);
    assert.equal(await acting.see('5012'), 'there');
    assert.deepEqual([player.now, player.playing, player.speed], [5012, false, 1]);
    assert.deepEqual(acting.judge(['5012', '5013']), [true, false]);
    assert.equal(await acting.see('9999999'), 'never');
    assert.equal(player.now, 5012);
  }
});

test('who pauses on the way has stopped it, and may go on', async () => {
  const { acting, player } = await acted(false);
  const seen = acting.see('65000');
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual([player.playing, player.speed > 1], [true, true]);
  await player.pause();
  assert.equal(await seen, 'stopped');
  assert.ok(player.now > 5000 && player.now < 65_000, `${player.now}`);
  assert.equal(player.speed, 1);
});

test('a solution is run at its instants, and the step begins again without it', async () => {
  const { acting, player } = await acted(true);
  /** @type {any} */
  const step = { script: '', at: 5000, items: [{ kind: 'solution', rows: ['@6.000 crash c1', '@7.500'], at: 7500 }] };
  await acting.show(step, 'A lesson', () => {});
  assert.equal(player.now, 7500);
  assert.deepEqual(player.history.filter(({ own }) => own).map(({ scripted }) => scripted), ['@6.000 crash c1']);
  await acting.show(step, 'A lesson', () => {});
  assert.equal(player.history.filter(({ own }) => own).length, 1, 'another time is not one more');
});
