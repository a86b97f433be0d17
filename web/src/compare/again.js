/**
 * The same again, with something else: a form that says the line with which the
 * engine makes such a branch.
 */

import { choices, from } from '../panels/command-line.js';
import { words } from '../texts/en/forms.js';

/** @typedef {import('../panels/forms.js').Form} Form */
/** @typedef {import('../panels/command-line.js').Word} Word */

/**
 * @param {import('../player/view.js').View} view
 * @param {string} of a machine; empty for every consumer
 * @returns {Form}
 */
export function againForm(view, of) {
  const consumer = view.consumers.find((each) => each.machine.name === of);
  const commits = consumer !== undefined || of === '';
  return {
    title: words.$sameAgain,
    about: words.$againAbout(of),
    submit: words.$compare,
    fields: [
      ...(commits ? [{
        name: 'commit', label: words.$commitsLabel, kind: /** @type {const} */ ('select'),
        options: /** @type {[string, string][]} */ ([
          ['', words.$asItWas], ...choices('compare', '--commit').map((word) => [word, words.$commits[word] ?? word]),
        ]),
        value: commits && consumer?.commit !== 'before' ? 'before' : '',
      }] : []),
      { name: 'settings', label: words.$settings, kind: 'lines', hint: words.$settingsHint },
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
