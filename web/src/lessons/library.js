/**
 * Where lessons come from: the list, and each as the build made it of its
 * document. They lie beside the wasm package, and are asked for when somebody
 * wants one.
 */

import { fileInside } from '../base.js';
import { lessonBeside } from '../beside/lessons.js';

/** @typedef {import('./lesson.js').Listed} Row */
/**
 * @typedef {object} Among where a lesson stands; one that is not among the others has no name
 * @property {string | null} id
 * @property {Entry[]} list
 * @property {string} [note] what is said of it before all else
 * @property {import('../builder/builder.js').Source} [source] its text, where it is none of the list
 */
/** @typedef {Row & { language: string }} Entry a lesson of the list, and in which language it is */

/** What each language has that has less than this one is told in this one. */
const FALLBACK = 'en';
/** What a lesson's name is made of; anything else names none. */
const NAME = /^[a-z0-9][a-z0-9-]{0,60}$/;
const LANGUAGE = /^[a-z]{2}$/;

/** @type {Map<string, Promise<any>>} what is here, or on its way */
const asked = new Map();

/**
 * All lessons in their order, each in the language that is asked for where there is one.
 * @param {string} language
 * @returns {Promise<Entry[]>}
 */
export async function listOf(language) {
  const { languages } = await read('index.json');
  return merged(languages, language);
}

/**
 * @param {Record<string, Row[]>} languages
 * @param {string} language
 */
export function merged(languages, language) {
  const own = new Map((languages[language] ?? []).map((row) => [row.id, row]));
  const rest = new Set(own.keys());
  const rows = (languages[FALLBACK] ?? []).map((row) => {
    rest.delete(row.id);
    const translated = own.get(row.id);
    return translated ? { ...translated, language } : { ...row, language: FALLBACK };
  });
  // What is written in this language alone comes last.
  return [...rows, ...[...rest].map((id) => ({ .../** @type {Row} */ (own.get(id)), language }))];
}

/**
 * @param {string} id
 * @param {string} language
 * @returns {Promise<import('./lesson.js').Lesson>}
 */
export async function lessonOf(id, language) {
  if (!NAME.test(id) || !LANGUAGE.test(language)) throw new Error(id);
  return read(`${language}/${id}.json`);
}

/**
 * The name that a step has in a lesson; who comes with its name in another
 * language is led to the same step.
 * @param {import('./lesson.js').Lesson} lesson
 * @param {string} id of the lesson
 * @param {string | null} step
 */
export async function stepIn(lesson, id, step) {
  if (step === null || lesson.steps.some((one) => one.id === step)) return step;
  /** @type {{ languages: Record<string, Row[]> }} */
  const { languages } = await read('index.json');
  for (const [language, rows] of Object.entries(languages)) {
    if (!rows.some((row) => row.id === id)) continue;
    const nth = (await lessonOf(id, language)).steps.findIndex((one) => one.id === step);
    if (nth >= 0) return lesson.steps[nth]?.id ?? null;
  }
  return null;
}

/** @param {string} name */
function read(name) {
  const there = asked.get(name);
  if (there) return there;
  const coming = load(name);
  asked.set(name, coming);
  // A network can come back.
  coming.catch(() => asked.delete(name));
  return coming;
}

/** @param {string} name */
async function load(name) {
  const inside = fileInside(`lessons/${name}`);
  return inside === null ? lessonBeside(name) : JSON.parse(inside);
}
