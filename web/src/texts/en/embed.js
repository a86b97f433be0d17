/** A figure for an article: what it shows, and the lines that put it there. */

import { table } from '../../base.js';

export const words = table('embed', {
  $copyEmbed: 'Copy embed',
  $untitled: 'Kafka playground',
  $from: 'Where it comes from',
  $scene: (/** @type {string} */ name) => `The scene “${name}”`,
  $ways: /** @type {Record<string, string>} */ ({ file: 'A recording, in a file of your own', link: 'A link, which holds your commands' }),
  $fileName: 'Its address, from the article',
  $weighsScene: (/** @type {number} */ kb) => `Nothing to save. A reader loads ${kb} KB at most, and no engine.`,
  $weighsFile: (/** @type {number} */ kb, /** @type {number} */ file) =>
    `To be saved and put beside the article. A reader loads ${kb} KB, of which the file is ${file}, and no engine.`,
  $weighsLink: (/** @type {number} */ figure, /** @type {number} */ engine) =>
    `Nothing to save. When it comes near, a reader loads ${figure} KB, and then the engine, ${engine} KB more.`,
  $light: 'A reader loads no engine before it is needed.',
  $heavy: 'Nothing to save. A reader loads the engine when the figure comes near.',
  $linkLong: (/** @type {number} */ most) => `What was done is longer than a link may be, which is ${most} characters.`,

  $time: 'Which stretch of time, in seconds',
  $instants: { start: 'Begins at', end: 'Ends at', at: 'Opens at' },
  $now: 'Now',
  $nowFor: (/** @type {string} */ what) => `${what}: now`,
  $nowHint: 'The instant that the page shows',
  $autoplay: 'Plays by itself',
  $loop: 'Begins again at the end',
  $readonly: 'Only to be watched',
  $readonlyHint: 'One may play, step and go to an instant, and changes nothing',

  $shows: 'What it shows',
  $panelsAre: 'Panels',
  $panels: /** @type {Record<string, string>} */ ({
    header: 'Title', stage: 'Stage', controls: 'Controls', journal: 'Journal', code: 'Code', inspector: 'Inspector', terminal: 'Terminal',
  }),
  $partsAre: 'On the stage',
  $parts: /** @type {Record<string, string>} */ ({
    legend: 'Legend', add: 'What adds something', buttons: 'Buttons on cards', producers: 'Producers', offsets: '__consumer_offsets',
  }),
  $groupsAre: 'Groups',

  $captions: 'Captions',
  $captionAt: 'Instant of the caption, in seconds',
  $captionText: 'One sentence',
  $addCaption: 'Add a caption',
  $removeCaption: 'Remove this caption',
  $pauses: 'Pauses at each caption',

  $around: 'In the article',
  $theme: 'Colours',
  $themes: /** @type {Record<string, string>} */ ({ auto: 'As the reader has them', light: 'Light', dark: 'Dark' }),
  $lang: 'Language',
  $speed: 'Speed',
  $link: 'With a link to this page',
  $picture: 'With its picture',
  $pictureHint: 'What is there where no script runs',
  $hasScript: 'The script is there already',
  $alt: 'What the picture shows, for who cannot see it',
  $altOf: (/** @type {string} */ title, /** @type {string} */ sentence) => (sentence ? `${title}: ${sentence}` : title),
  $address: 'The folder in which the playground lies',

  $wrong: /** @type {Record<import('../../embed/figure.js').Reason, (ends: string) => string>} */ ({
    instant: () => 'An instant is a number of seconds, such as 12.3.',
    order: () => 'It ends before it begins.',
    before: () => 'This is before it begins.',
    after: () => 'This is after its end.',
    unknown: (/** @type {string} */ ends) => `What is recorded of the scene ends at ${ends}. A file of your own can have more.`,
    empty: () => 'A caption needs a sentence.',
    split: () => 'A word that begins with @ and a digit would begin another caption: write it in another way.',
    twice: () => 'There is a caption at this instant already.',
    nothing: () => 'Choose at least one.',
    blank: () => 'A group with a blank in its name cannot be named here: show all of them.',
    noName: () => 'A file needs a name.',
  }),

  $preview: 'What a reader sees',
  $width: 'Width',
  $wide: (/** @type {number} */ pixels) => `${pixels} px`,
  $shade: 'Colours of the article',
  $module: 'ES module',
  $markdown: 'Markdown, MDX',
  $mend: 'Something above is to be mended first.',
  $besideFrame: (/** @type {string} */ file) => `A frame reads ${file} from beside embed.html: it has to lie on the playground’s own site.`,
  $savePicture: (/** @type {string} */ kind) => `Save picture as ${kind}`,
  $saveFile: (/** @type {string} */ name) => `Save ${name}`,
  $saved: 'Saved',
  $nothingSent: 'Nothing is sent anywhere.',
});
