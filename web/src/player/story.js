/**
 * What an element is to show, from what its attributes say: a recording where
 * there is one, and in any case the script that leads to it.
 */

import { readAuthorsFile, readRecordingFile } from './files.js';
import { DamagedRecording } from './fold.js';
import { readRecording } from './recording.js';

/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./scenes.js').About} About */
/**
 * @typedef {object} Story
 * @property {string} name of the scene; '' where it has none
 * @property {string} title
 * @property {boolean} values whether its cells show values, too
 * @property {About | null} about what the scene says of itself
 * @property {string} script
 * @property {number | null} at where to stop at first; null for where the script ends
 * @property {Recording | null} recording
 * @property {boolean} [plays] whether it plays when it has opened, where that is not the element's to say
 * @property {(page: import('../page.js').Page) => Promise<boolean>} [open] opens it, and answers whether it did
 * @property {() => Promise<void>} readJournal the journal comes after the first picture,
 * @property {() => Promise<void>} readAbout and so do what the scene says of itself, and the narrator
 */

/**
 * @typedef {HTMLElement & { scene: string, src: string, early?: Promise<string | null> }} Element
 *   `early` is the recording of its scene where that was asked for before the element was there
 */

/**
 * @param {Element} element
 * @param {boolean} awake whether the engine is there, so that nothing has to be recorded
 * @param {string | null} [link] what a link says after its address, in the place of a scene
 * @returns {Promise<Story>} rejects where there is nothing to show, with what can be done about it
 */
export async function findStory(element, awake, link = element.getAttribute('link')) {
  if (link) return (await import('../share/linked.js')).linkedStory(element, awake, link, findStory);
  const src = element.src || element.getAttribute('recording');
  if (src) {
    const text = await readAuthorsFile(src);
    return /\.json\b/.test(src) || /^\s*\{/.test(text) ? recorded(await readRecording(text)) : (await import('../share/linked.js')).sourcedStory(text);
  }
  if (element.scene === 'inline') {
    const inside = element.querySelector('script[type="application/json"]');
    if (inside) return recorded(await readRecording(inside.textContent ?? ''));
    const script = element.textContent ?? '';
    return { name: '', title: '', values: false, about: null, script, at: null, recording: null, readJournal: nothing, readAbout: nothing };
  }
  return (awake ? null : await findRecorded(element, element.scene)) ?? findScene(element.scene);
}

async function nothing() {}

/** @param {string} name */
async function findScene(name) {
  return (await import('./scenes.js')).findScene(name);
}

/**
 * The recording of a scene: in the document, on its way already, or to be asked for.
 * @param {Element} element
 * @param {string} name
 * @returns {Promise<Story | null>}
 */
async function findRecorded(element, name) {
  const inside = element.querySelector(`script[data-scene="${CSS.escape(name)}"]`)?.textContent;
  const early = element.early;
  delete element.early;
  const text = inside ?? (await (early ?? readRecordingFile(`${name}.json`)));
  if (text === null) return null;
  const recording = await readRecording(text);
  const story = { ...recorded(recording), name };
  return Object.assign(story, {
    async readJournal() {
      await journalled(recording, recording.hasJournal || recording.written ? null : await readRecordingFile(`${name}.journal.en.json`));
    },
    async readAbout() {
      const [{ about }, { readNarrator }, said] = await Promise.all([
        findScene(name), import('./narrated.js'), recording.said ? null : readRecordingFile(`${name}.narrator.en.json`),
      ]);
      story.about = about;
      if (said !== null || recording.said) readNarrator(recording, said);
    },
  });
}

/**
 * @param {Recording} recording
 * @param {string | null} source of its journal
 */
async function journalled(recording, source) {
  // Where it does not come, there is no journal until the engine tells it.
  const late = recording.hasJournal ? null : await import('./journalled.js').catch(() => null);
  try {
    late?.readJournal(recording, source);
  } catch (error) {
    // A journal of another day is none; the engine's will be right.
    if (!(error instanceof DamagedRecording)) throw error;
  }
}

/**
 * @param {Recording} recording
 * @returns {Story}
 */
function recorded(recording) {
  const { title, values, at, header, rows } = recording;
  const script = [header, ...rows.map((row) => row.scripted ?? `# ${row.line}`), ''].join('\n');
  return { name: '', title, values, about: null, script, at, recording, readJournal: () => journalled(recording, null), readAbout };

  async function readAbout() {
    (await import('./narrated.js')).readNarrator(recording, null);
  }
}
