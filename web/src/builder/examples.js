/** An example of each block of a lesson, with the names of what is on the stage. */

import { words } from '../texts/en/builder.js';
import { instantOf } from './recording.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {{ name: string, text: string, select: string }} Example what is put in, and what of it is to be written over first */

/** The blocks in the order in which one needs them. */
export const BLOCKS = ['step', 'scene', 'do', 'goal', 'predict', 'check', 'hint', 'solution', 'wrong', 'show', 'code', 'proof'];

/**
 * @param {string} block
 * @param {View | null} view
 * @param {number} now in milliseconds since the start
 * @param {(fact: string) => string | null} ask
 * @returns {Example}
 */
export function exampleOf(block, view, now, ask) {
  const group = view?.groups[0]?.id ?? 'billing';
  const consumer = view?.consumers[0]?.machine.name ?? 'c1';
  const topic = view?.topics.find(({ name }) => !name.startsWith('__'))?.name ?? 'orders';
  const fenced = (/** @type {string[]} */ ...lines) => ['```' + block, ...lines, '```'].join('\n');
  const later = (/** @type {number} */ ms) => instantOf(Math.ceil((now + ms) / 1000) * 1000);
  const example = (/** @type {string} */ text, /** @type {string} */ select) => ({ name: block, text, select });
  switch (block) {
    case 'step': return example(`## ${words.$exampleStep}\n\n${words.$exampleText}`, words.$exampleStep);
    case 'do': return example(fenced(words.$exampleDo(consumer, `crash ${consumer}`)), words.$exampleDo(consumer, `crash ${consumer}`));
    case 'goal': return example(fenced(words.$exampleGoal(consumer), `status ${consumer} = crashed`), words.$exampleGoal(consumer));
    case 'predict': return example(fenced(
      words.$exampleAsk(topic), `pick: offset ${topic}-0`, `until: time >= ${Math.ceil((now + 2000) / 1000)}s`,
      `answer: log-end ${topic}-0 = ${ask(`log-end ${topic}-0`) ?? 0}`, `otherwise: ${words.$exampleOtherwise}`,
    ), words.$exampleAsk(topic));
    case 'check': return example(fenced(`# ${words.$exampleCheck}`, `lag ${group} = ${ask(`lag ${group}`) ?? 0}`), words.$exampleCheck);
    case 'hint': return example(fenced(words.$exampleHint(consumer)), words.$exampleHint(consumer));
    case 'solution': return example(fenced(`crash ${consumer}`, later(2000)), `crash ${consumer}`);
    case 'wrong': return example(fenced(`# ${words.$exampleWrong}`, `stop ${consumer}`, later(5000)), words.$exampleWrong);
    case 'show': return example(fenced('panel: journal'), 'journal');
    case 'code': return example(['```code java ' + consumer,
      'while (running) {', '    for (var record : consumer.poll(Duration.ofMillis(500))) { // <poll>', '        work(record); // <work>', '    }',
      '    consumer.commitSync(); // <commit>', '}', '```'].join('\n'), 'work(record)');
    default: return example(fenced(
      `# ${words.$exampleProof}`, 'topic create t --partitions 1', 'produce --topic t --key ana --value one', '@5', '? records t-0 = 1',
    ), words.$exampleProof);
  }
}

/**
 * What one begins with who writes a lesson from nothing: the stage as it is.
 * @param {string} scene
 */
export function begunWith(scene) {
  const { $beginTitle, $beginAbout, $exampleStep, $exampleText } = words;
  return `# ${$beginTitle}\n\n${$beginAbout}\n\n\`\`\`scene\n${scene}\n\`\`\`\n\n## ${$exampleStep}\n\n${$exampleText}\n`;
}
