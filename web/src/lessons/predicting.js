/**
 * The box of a question: what is asked, with what one guesses, and what came of
 * it. A guess is made on the stage, or here by the keyboard.
 */

import { el } from '../base.js';
import { words } from '../texts/en/lessons.js';
import { proseOf } from './prose.js';
import { replyTo } from './told.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('./lesson.js').Pick} Pick */
/** @typedef {import('./lesson.js').Predict} Predict */
/** @typedef {{ guess: string | null, answer: string | null }} Answered */
/**
 * @typedef {object} Asked how it stands with an open question
 * @property {string | null} guess
 * @property {'' | 'going' | 'stopped' | 'never'} state
 */

/** Of more partitions or members one is given in words. */
const FEW = 12;

/**
 * What one can choose from; null where a number is given.
 * @param {Pick} pick
 * @param {View | null} view
 * @returns {string[] | null}
 */
export function choicesOf(pick, view) {
  if (pick.kind === 'word' || pick.kind === 'number') return pick.among.length > 0 ? pick.among : null;
  if (pick.kind === 'offset') return null;
  const found = pick.kind === 'partition'
    ? view?.topics.find((topic) => topic.name === pick.topic)?.partitions.map(({ partition }) => String(partition))
    : view?.consumers.filter((consumer) => consumer.group === pick.group).map((consumer) => consumer.machine.name);
  return found && found.length > 0 && found.length <= FEW ? found : null;
}

/** @param {Pick} pick */
function instruction(pick) {
  switch (pick.kind) {
    case 'offset': return words.$pickOffset(`${pick.topic}-${pick.partition}`);
    case 'partition': return words.$pickPartition(pick.topic);
    case 'member': return words.$pickMember(pick.group);
    case 'number': return words.$pickNumber;
    case 'word': return words.$pickWord;
  }
}

/**
 * @param {number} at its place in the step
 * @param {Predict} predict
 * @param {Asked} asked
 * @param {View | null} view
 * @returns {Drawn}
 */
export function questionOf(at, predict, asked, view) {
  const { guess, state } = asked;
  const going = state === 'going';
  const see = state === 'stopped' ? words.$goOnSeeing : guess === null ? words.$seeWithout : words.$see;
  return el(`item:${at}`, 'section', 'pg-lesson-ask', { 'aria-label': words.$predictFirst, 'data-state': state || 'open' }, [
    el('how', 'p', 'pg-lesson-how', {}, `${words.$predictFirst}: ${instruction(predict.pick)}`),
    el('question', 'div', 'pg-lesson-question', {}, proseOf(predict.question)),
    ...(state === 'never' ? [el('never', 'p', 'pg-lesson-never', {}, words.$never)] : []),
    el('row', 'div', 'pg-lesson-row', {}, [
      fieldOf(predict.pick, guess, view, going),
      el('see', 'button', `pg-lesson-see${guess === null ? '' : ' pg-lesson-main'}`, {
        type: 'button', 'data-do': 'see', 'aria-disabled': going ? 'true' : null,
      }, going ? words.$seeing : see),
    ]),
  ]);
}

/**
 * @param {Pick} pick
 * @param {string | null} guess
 * @param {View | null} view
 * @param {boolean} locked
 * @returns {Drawn}
 */
function fieldOf(pick, guess, view, locked) {
  const choices = choicesOf(pick, view);
  if (choices) {
    return el('choices', 'fieldset', 'pg-lesson-choices', { disabled: locked }, [
      el('legend', 'legend', '', {}, `${words.$yourGuess}:`),
      ...choices.map((choice) => el(`choice:${choice}`, 'label', '', {}, [
        el('input', 'input', '', { type: 'radio', name: 'pg-guess', value: choice, 'data-guess': 'choice', checked: choice === guess }),
        el('text', 'span', '', {}, choice),
      ])),
    ]);
  }
  const number = pick.kind === 'offset' || pick.kind === 'number';
  return el('field', 'label', 'pg-lesson-field', {}, [
    el('text', 'span', '', {}, `${words.$yourGuess}:`),
    el('input', 'input', '', {
      type: 'text', inputmode: number ? 'numeric' : null, 'data-guess': 'field', autocomplete: 'off', spellcheck: 'false', maxlength: 20,
      disabled: locked, size: 4,
    }),
  ]);
}

/**
 * What came of it stays, with the guess.
 * @param {number} at
 * @param {Predict} predict
 * @param {Answered} answered
 * @returns {Drawn}
 */
export function answerOf(at, predict, { guess, answer }) {
  const right = guess !== null && guess === answer;
  const reply = replyTo(predict, guess, answer);
  return el(`item:${at}`, 'section', 'pg-lesson-ask', {
    'aria-label': words.$predictFirst, 'data-state': 'answered', 'data-right': guess === null ? null : String(right),
  }, [
    el('question', 'div', 'pg-lesson-question', {}, proseOf(predict.question)),
    el('pair', 'dl', 'pg-lesson-pair', {}, [
      ...(guess === null ? [] : [el('guess', 'div', '', {}, [el('dt', 'dt', '', {}, words.$yourGuess), el('dd', 'dd', 'pg-lesson-guess', {}, guess)])]),
      el('answer', 'div', '', {}, [el('dt', 'dt', '', {}, words.$answer), el('dd', 'dd', 'pg-lesson-answer', {}, answer ?? '–')]),
    ]),
    ...(guess === null ? [] : [el('verdict', 'p', 'pg-lesson-verdict', {}, right ? words.$right : words.$other)]),
    ...(reply.length > 0 ? [el('reply', 'div', 'pg-lesson-reply', {}, proseOf(reply))] : []),
  ]);
}
