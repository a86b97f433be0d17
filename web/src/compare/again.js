/**
 * The same again, with something else: a form that says the line with which the
 * engine makes such a branch.
 */

import { choices, from } from '../panels/command-line.js';

/** @typedef {import('../panels/forms.js').Form} Form */
/** @typedef {import('../panels/command-line.js').Word} Word */

/** @type {Record<string, string>} */
const COMMITS = { record: 'after each record', batch: 'after each batch', before: 'before the work' };

/**
 * @param {import('../player/view.js').View} view
 * @param {string} of a machine; empty for every consumer
 * @returns {Form}
 */
export function againForm(view, of) {
  const consumer = view.consumers.find((each) => each.machine.name === of);
  const commits = consumer !== undefined || of === '';
  return {
    title: 'The same again, with…',
    about: `All that was done is done once more on a branch of its own, ${of ? `with ${of} started otherwise` : 'with consumers started otherwise'}; `
      + 'then both are side by side.',
    submit: 'Compare',
    fields: [
      ...(commits ? [{
        name: 'commit', label: 'Commits', kind: /** @type {const} */ ('select'),
        options: /** @type {[string, string][]} */ ([['', 'as it was'], ...choices('compare', '--commit').map((word) => [word, COMMITS[word] ?? word])]),
        value: commits && consumer?.commit !== 'before' ? 'before' : '',
      }] : []),
      { name: 'settings', label: 'Settings', kind: 'lines', hint: "Kafka's names, one a line: max.poll.records=5" },
    ],
    draft: (values) => {
      /** @type {[string, Word][]} */
      const options = values.commit ? [['--commit', from('commit', values.commit)]] : [];
      for (const line of values.settings.split('\n')) if (line.trim() !== '') options.push(['--set', from('settings', line.trim())]);
      if (of !== '') options.push(['--of', of]);
      return { verb: 'compare', operands: [], options };
    },
  };
}
