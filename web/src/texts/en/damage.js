/** What is wrong with a recording that cannot be read. */

import { table } from '../../base.js';

/** The names of what is wrong are those of DamagedRecording; each is told what it is about. */
export const words = table('damage', {
  /** @type {Record<string, (about: string) => string>} */
  $wrong: {
    format: () => 'This is no recording: its format is not “kafka-playground recording”.',
    version: (version) => `This recording has version ${version} of the format, which this page does not read.`,
    short: () => 'The recording ends before its script does.',
    journal: () => 'This is no journal of a recording.',
    stranger: () => 'This journal belongs to another recording.',
    narrator: () => 'This narrator belongs to another recording.',
    view: () => 'The recording has no view to begin with.',
    start: () => 'The recording does not begin at the start.',
    end: () => 'The recording goes on after its end.',
    long: (megabytes) => `A recording has at most ${megabytes} MB.`,
    json: (message) => `The recording is no JSON: ${message}`,
    frame: (what) => `“${what}” has what is no frame.`,
    line: (index) => `Line ${index} of the journal is damaged.`,
    number: (what) => `“${what}” of the recording is damaged: a whole number is missing.`,
    text: (what) => `“${what}” of the recording is damaged: a text is missing.`,
    list: (what) => `“${what}” of the recording is damaged: a list is missing.`,
    edit: () => 'The recording is damaged. A list is edited where there is none.',
    fields: () => 'The recording is damaged. Fields are changed where there are none.',
    field: (field) => `The recording is damaged. There is no field “${field}” to be changed.`,
    shorter: () => 'The recording is damaged. A list is shorter than its edits want it.',
    element: () => 'The recording is damaged. An element is changed that is not there.',
  },
});
