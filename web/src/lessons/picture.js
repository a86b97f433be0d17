/** The panel of a lesson as a description of elements: what is told, and nothing else. */

import { el } from '../base.js';
import { words } from '../texts/en/lessons.js';
import { answerOf, questionOf } from './predicting.js';
import { inlineOf, proseOf } from './prose.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./lesson.js').Lesson} Lesson */
/** @typedef {import('./lesson.js').Item} Item */
/** @typedef {import('./told.js').Told} Told */
/** @typedef {import('./library.js').Entry} Entry */
/**
 * @typedef {object} Drawing
 * @property {Lesson} lesson
 * @property {number} step its place
 * @property {Told} told
 * @property {Set<number>} reached
 * @property {Map<number, import('./predicting.js').Answered>} answered
 * @property {import('./predicting.js').Asked} asked
 * @property {number} hints
 * @property {boolean} aside whether something else is on the stage
 * @property {import('../player/view.js').View | null} view
 * @property {string} note what is said of it before all else
 * @property {boolean} changes whether its text can be had
 * @property {Entry[]} list of all lessons; empty where this one is none of them
 * @property {number} number its place among them, from 1; 0 for none
 * @property {(id: string) => 'done' | 'begun' | 'new'} state
 */

const TICK = 'M4 8.4l2.7 2.7L12 5.4';

/** @param {Drawing} drawing */
export function pictureOf(drawing) {
  const { lesson, step } = drawing;
  const { title } = lesson.steps[step];
  return [
    ...(drawing.number > 0 ? [dotsOf(drawing)] : []),
    el('body', 'div', 'pg-lesson-body', { tabindex: 0, role: 'group', 'aria-label': lesson.title }, [
      ...(drawing.note ? [el('note', 'p', 'pg-lesson-note', {}, drawing.note)] : []),
      el('title', 'h2', '', { tabindex: -1 }, lesson.title),
      ...(step === 0 ? [el('intro', 'div', '', {}, proseOf(lesson.intro))] : []),
      ...(lesson.steps.length > 1 ? [el('nth', 'p', 'pg-lesson-nth', {}, words.$stepOf(step + 1, lesson.steps.length))] : []),
      el(`step:${step}`, 'h3', '', { tabindex: -1 }, title),
      el(`items:${step}`, 'div', 'pg-lesson-items', {}, itemsOf(drawing)),
      ...goalsOf(drawing),
      restOf(drawing),
    ]),
    footOf(drawing),
  ];
}

/** @param {Drawing} drawing */
function dotsOf({ list, number, state }) {
  const names = { done: words.$done, begun: words.$begun, new: words.$notDone };
  const done = list.filter(({ id }) => state(id) === 'done').length;
  return el('dots', 'nav', 'pg-lesson-top', { 'aria-label': words.$lessons }, [
    el('row', 'div', 'pg-lesson-dots', { role: 'toolbar', 'aria-label': words.$lessons }, list.map(({ id, title }, at) => {
      const here = at + 1 === number;
      const name = words.$dot(at + 1, title, here ? words.$here : names[state(id)]);
      return el(id, 'button', '', {
        type: 'button', 'data-open': id, 'data-state': state(id), 'aria-current': here ? 'true' : null, 'aria-label': name, 'data-tip': name,
        'data-side': at * 2 < list.length ? 'left' : 'right', tabindex: here ? 0 : -1,
      });
    })),
    el('count', 'p', '', {}, [
      el('nth', 'span', '', {}, words.$numberOf(number, list.length)), el('done', 'span', '', {}, words.$doneCount(done)),
    ]),
  ]);
}

/** @param {Drawing} drawing */
function itemsOf(drawing) {
  const { lesson, step, told } = drawing;
  let hint = 0;
  return told.shown.flatMap((at) => {
    const item = lesson.steps[step].items[at];
    if (item.kind === 'hint') hint += 1;
    const drawn = itemOf(item, at, hint, drawing);
    return drawn ? [drawn] : [];
  });
}

/**
 * @param {Item} item
 * @param {number} at
 * @param {number} hint its number, if it is one
 * @param {Drawing} drawing
 * @returns {Drawn | null}
 */
function itemOf(item, at, hint, { lesson, step: nth, answered, asked, view, aside }) {
  const step = lesson.steps[nth];
  const key = `item:${at}`;
  switch (item.kind) {
    case 'prose': return el(key, 'div', 'pg-lesson-prose', { 'data-item': at }, proseOf(item.prose));
    case 'do': return el(key, 'div', 'pg-lesson-do', { 'data-item': at }, proseOf(item.prose));
    case 'hint': return el(key, 'div', 'pg-lesson-hint', { 'data-item': at }, [
      el('name', 'p', 'pg-lesson-how', {}, words.$hintNumber(hint)), el('text', 'div', '', {}, proseOf(item.prose)),
    ]);
    case 'predict': {
      const answer = answered.get(at);
      return answer ? answerOf(at, item.predict, answer) : questionOf(at, item.predict, asked, view);
    }
    case 'proof': return el(key, 'div', 'pg-lesson-proof', { 'data-item': at }, [
      el('claim', 'p', '', {}, inlineOf(item.proof.claim)),
      el('see', 'button', 'pg-button', { type: 'button', 'data-do': aside ? 'back' : 'proof', 'data-at': at }, aside ? words.$back : words.$seeIt),
    ]);
    // Of one machine there are programs in several languages.
    case 'code': return step.items.findIndex((other) => (
      other.kind === 'code' && other.machine === item.machine)) < at ? null : el(key, 'p', 'pg-lesson-code', { 'data-item': at }, [
      el('open', 'button', 'pg-lesson-link', { type: 'button', 'data-do': 'code', 'data-at': at }, words.$inCode(item.machine)),
    ]);
    default: return null;
  }
}

/** @param {Drawing} drawing */
function goalsOf({ lesson, step, told, reached }) {
  if (told.goals.length === 0) return [];
  const goals = told.goals.map((at) => {
    const item = /** @type {Extract<Item, { kind: 'goal' }>} */ (lesson.steps[step].items[at]);
    const is = reached.has(at);
    return el(`goal:${at}`, 'li', '', { 'data-reached': is, 'data-goal': at }, [
      el('mark', 'svg', 'pg-lesson-mark', { viewBox: '0 0 16 16', width: 16, height: 16, role: 'img', 'aria-label': is ? words.$reached : words.$notReached }, [
        el('ring', 'circle', '', { cx: 8, cy: 8, r: 7 }), ...(is ? [el('tick', 'path', '', { d: TICK })] : []),
      ]),
      el('text', 'div', '', {}, [
        el('words', 'p', '', {}, inlineOf(item.goal.text)),
        ...item.goal.predicates.map((line, nth) => el(`${nth}`, 'code', '', {}, line)),
      ]),
    ]);
  });
  return [el(`goals:${step}`, 'section', 'pg-lesson-goals', { 'aria-label': words.$goals }, [
    el('name', 'h4', '', {}, words.$goals), el('list', 'ul', '', {}, goals),
  ])];
}

/** @param {Drawing} drawing */
function footOf(drawing) {
  const { lesson, step, told, hints, reached, list, number } = drawing;
  const left = told.hints - hints;
  const shows = lesson.steps[step].items.some(({ kind }) => kind === 'solution');
  const button = (/** @type {string} */ what, /** @type {string} */ text, /** @type {Record<string, any>} */ attrs = {}, /** @type {string} */ cls = '') => (
    el(what, 'button', `pg-button ${cls}`, { type: 'button', 'data-do': what, ...attrs }, text));
  const last = step === lesson.steps.length - 1;
  const following = list[number];
  const next = !last ? words.$next : following ? words.$nextLesson(following.title) : number > 0 ? words.$finish : null;
  const goals = told.goals.length;
  return el('foot', 'div', 'pg-lesson-foot', {}, [
    el('acts', 'div', 'pg-lesson-acts', { role: 'group', 'aria-label': words.$lesson }, [
      ...(goals > 0 ? [el('count', 'span', 'pg-lesson-count', {}, words.$goalsReached(told.goals.filter((at) => reached.has(at)).length, goals))] : []),
      ...(told.hints > 0 ? [button('hint', left > 1 ? words.$moreHints(left) : words.$hint, { 'aria-disabled': left > 0 ? null : 'true' })] : []),
      ...(shows ? [button('show', words.$showMe)] : []),
      button('over', words.$startOver),
      ...(next === null ? [] : [button('next', next, { 'data-ready': told.all }, 'pg-lesson-next')]),
    ]),
  ]);
}

/**
 * What one needs seldom.
 * @param {Drawing} drawing
 */
function restOf({ step, list, number, changes }) {
  const before = step > 0 || number > 1;
  return el('rest', 'div', 'pg-lesson-rest', {}, [
    ...(before ? [el('previous', 'button', 'pg-quiet', { type: 'button', 'data-do': 'previous' },
      step > 0 ? words.$previous : words.$previousLesson(list[number - 2].title))] : []),
    ...(number > 0 ? [el('link', 'button', 'pg-quiet', { type: 'button', 'data-do': 'link', title: words.$copyLinkAbout }, words.$copyLink)] : []),
    ...(changes ? [el('change', 'button', 'pg-quiet', { type: 'button', 'data-do': 'change' }, words.$change)] : []),
    el('leave', 'button', 'pg-quiet', { type: 'button', 'data-do': 'leave', title: words.$leaveAbout }, words.$leave),
  ]);
}
