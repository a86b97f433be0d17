/**
 * A lesson's prose as a description of elements. Text comes from whoever wrote
 * the lesson, and stays text.
 */

import { el } from '../base.js';
import { words } from '../texts/en/lessons.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./lesson.js').Inline} Inline */
/** @typedef {import('./lesson.js').Prose} Prose */

/**
 * @param {Prose[]} prose
 * @param {string} [key] what its parts' keys begin with
 * @returns {Drawn[]}
 */
export function proseOf(prose, key = '') {
  return prose.map((part, at) => partOf(part, `${key}${at}`));
}

/**
 * @param {Prose} part
 * @param {string} key
 * @returns {Drawn}
 */
function partOf(part, key) {
  switch (part.is) {
    case 'paragraph': return el(key, 'p', '', {}, inlineOf(part.text));
    case 'heading': return el(key, 'h4', '', {}, inlineOf(part.text));
    case 'list': return el(key, part.ordered ? 'ol' : 'ul', '', {}, part.items.map((item, at) => el(`${at}`, 'li', '', {}, tight(item))));
    case 'quote': return el(key, 'blockquote', '', {}, proseOf(part.prose));
    case 'table': return tableOf(part, key);
    case 'fence': return fenceOf(part, key);
  }
}

/**
 * The only paragraph of a list's item is its text.
 * @param {Prose[]} item
 */
function tight(item) {
  return item.length === 1 && item[0].is === 'paragraph' ? inlineOf(item[0].text) : proseOf(item);
}

/**
 * @param {Extract<Prose, { is: 'table' }>} part
 * @param {string} key
 */
function tableOf({ head, rows }, key) {
  const row = (/** @type {Inline[][]} */ cells, /** @type {string} */ tag, /** @type {string} */ at) => (
    el(at, 'tr', '', {}, cells.map((cell, nth) => el(`${nth}`, tag, '', tag === 'th' ? { scope: 'col' } : {}, inlineOf(cell)))));
  return el(key, 'div', 'pg-lesson-wide', { tabindex: 0, role: 'group' }, [el('table', 'table', '', {}, [
    el('head', 'thead', '', {}, [row(head, 'th', 'head')]),
    el('body', 'tbody', '', {}, rows.map((cells, at) => row(cells, 'td', `${at}`))),
  ])]);
}

/**
 * @param {Extract<Prose, { is: 'fence' }>} part
 * @param {string} key
 */
function fenceOf({ language, text }, key) {
  const trimmed = text.replace(/\n$/, '');
  // A command is read to its end, and so it is wrapped; a program has its own lines.
  const lines = el('text', 'pre', '', { tabindex: language === 'sh' ? null : 0, 'data-language': language }, language === 'sh'
    ? trimmed.split('\n').map((line, at) => el(`${at}`, 'span', '', {}, `${line}\n`)) : trimmed);
  const copy = el('copy', 'button', 'pg-quiet', { type: 'button', 'data-copy': text, 'aria-label': `${words.$copy}: ${text.split('\n')[0]}` }, words.$copy);
  return el(key, 'div', 'pg-lesson-fence', {}, language === 'sh' ? [lines, copy] : [lines]);
}

/**
 * @param {Inline[]} text
 * @returns {Drawn[]}
 */
export function inlineOf(text) {
  return text.map((one, at) => {
    const key = `${at}`;
    if (typeof one === 'string') return el(key, 'span', '', {}, one);
    if ('strong' in one) return el(key, 'strong', '', {}, inlineOf(one.strong));
    if ('emphasis' in one) return el(key, 'em', '', {}, inlineOf(one.emphasis));
    if ('code' in one) {
      return one.run
        ? el(key, 'button', 'pg-lesson-run', { type: 'button', 'data-run': one.code, title: words.$run(one.code) }, one.code)
        : el(key, 'code', '', {}, one.code);
    }
    return linkOf(one, key);
  });
}

/**
 * A link to another lesson, or to where everybody can see that it leads away;
 * anything else is text.
 * @param {{ link: Inline[], to: string }} link
 * @param {string} key
 */
function linkOf({ link, to }, key) {
  if (to.startsWith('?lesson=')) return el(key, 'a', '', { href: to, 'data-lesson-link': to }, inlineOf(link));
  if (to.startsWith('https://')) return el(key, 'a', '', { href: to, rel: 'noopener', target: '_blank' }, inlineOf(link));
  return el(key, 'span', '', {}, inlineOf(link));
}

/**
 * The words of a text alone, for who listens.
 * @param {Inline[]} text
 * @returns {string}
 */
export function plainOf(text) {
  return text.map((one) => {
    if (typeof one === 'string') return one;
    if ('code' in one) return one.code;
    return plainOf('strong' in one ? one.strong : 'emphasis' in one ? one.emphasis : one.link);
  }).join('');
}
