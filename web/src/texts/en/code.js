/** A program’s text: what is said around it. What is in it is its language’s. */

import { table } from '../../base.js';

export const words = table('code', {
  $whose: 'Whose code',
  $client: 'Client',
  $copyHint: 'Copy a program that runs against a real cluster',
  $copy: 'Copy',
  $itsCode: 'Its code',
  $itsSettings: 'Its settings',
  $code: 'Code',
  $noProgram: 'There is no program yet.',
  $copied: 'Copied',
  $notAllowed: 'Not allowed',
  $ways: /** @type {Record<string, string>} */ ({
    auto: 'by itself: auto commit', before: 'before the work', record: 'after each record', 'record-noargs': 'after each record, without arguments',
    batch: 'after the batch', async: 'after the batch, without waiting', marks: 'what is marked, in the background',
    contiguous: 'up to the first that is not done', never: 'not at all',
  }),
  $make: (/** @type {string} */ name, /** @type {string} */ client) => `Make ${name} ${client}’s`,
  $runsAs: (/** @type {string} */ name, /** @type {string} */ own, /** @type {string} */ client) =>
    `${name} runs as ${own}’s loop; this is what it would be in ${client}. Nothing is lit here.`,
  $noCommit: (/** @type {string} */ own, /** @type {string} */ way) => `${own}’s loop has no commit ${way}: its code is not lit.`,
  $notRunning: (/** @type {string} */ name, /** @type {string} */ group) => `${name} of ${group} does not run.`,
  $standsStill: (/** @type {string} */ name, /** @type {string} */ group) => `${name} of ${group} stands still at this line.`,
  $byHand: (/** @type {string} */ name, /** @type {string} */ group) => `${name} of ${group} is polled by hand; this is the loop that it would run.`,
  $now: (/** @type {string} */ name, /** @type {string} */ group) => `${name} of ${group} at this instant. The flag is its commit: move it to a hollow one.`,
  $isOthers: (/** @type {string} */ name, /** @type {string} */ client) => `${name} is ${client}’s; nothing is lit here.`,
  $rests: (/** @type {string} */ name) => `${name} rests.`,
  $sendsTo: (/** @type {string} */ name, /** @type {unknown} */ topic) => `${name} sends to ${topic}.`,
  $isOff: (/** @type {string} */ name) => `${name} does not run.`,
  $waitsIn: (/** @type {string} */ call, /** @type {string} */ time) => `waits in ${call}, at most ${time} more`,
  $of: (/** @type {number} */ nth, /** @type {number} */ count) => `${nth} of ${count}`,
  $records: (/** @type {number} */ count) => `${count} ${count === 1 ? 'record' : 'records'}`,
  $noKey: 'no key',
  $crashHere: 'a crash here',
  $commits: (/** @type {string} */ way) => `commits ${way}`,
  $commit: (/** @type {string} */ way) => `commit ${way}`,
  $default: (/** @type {string} */ value) => `the default is ${value}`,
  $about: (/** @type {boolean} */ sarama, /** @type {boolean} */ own) =>
    `${sarama ? 'Consumer.… settings' : 'its settings'}${own ? '; click one to change it' : ''}`,
  $settingOf: (/** @type {string} */ setting, /** @type {string} */ name) => `${setting} of ${name}`,
  $change: 'Change',
  $theDefault: (/** @type {string} */ value) => `The default is ${value || 'empty'}.`,
  $kafkas: (/** @type {string} */ key, /** @type {string} */ value) => `Kafka’s ${key}, in its units; the default is ${value || 'empty'}.`,
});
