/**
 * words.$faithful: what the engine is held to, with the results of the
 * last build, and what it leaves out. Loaded when somebody asks.
 *
 * Nothing here is written by hand but the words around it: the results are
 * `conformance.json`, which the build writes, and what is simplified is that
 * section of the README, which it puts beside it.
 */

import { adopt, h, icon } from '../base.js';
import { resultsBeside, simplifiedBeside } from '../beside/faithful.js';
import { css } from '../styles/faithful.js';
import { openDialog } from './dialogs.js';
import { words } from '../texts/en/faithful.js';

/**
 * @typedef {{ case: string, outcome: string, steps: number, equalSteps: number }} Case
 * @typedef {{ area: string, equal: number, textDiffers: number, differs: number, owed: number, cases: Case[] }} Area
 * @typedef {{ kafka: string, areas: Area[] }} Results
 * @typedef {'equal' | 'textDiffers' | 'differs' | 'owed'} Outcome
 */

/** Each with the name that the results have for it. @type {[Outcome, string][]} */
const OUTCOMES = [['equal', 'equal'], ['textDiffers', 'text differs'], ['differs', 'differs'], ['owed', 'owed']];

const DOWN = 'M4 6l4 4 4-4';

/** @param {HTMLElement} root of the playground that it belongs to */
export async function openFaithful(root) {
  const none = () => null;
  const [results, notes] = await Promise.all([resultsBeside().catch(none), simplifiedBeside().catch(none)]);
  adopt(root, css);
  const dialog = openDialog(root, words.$faithful, [
    ...resultsOf(/** @type {Results | null} */ (parsed(results))),
    h('h3', {}, words.$simplified),
    notes === null
      ? h('p', { class: 'pg-about' }, words.$noList)
      : h('div', { class: 'pg-faith-notes' }, notesTable(notes)),
    h('h3', {}, words.$yourself),
    h(
      'p',
      { class: 'pg-about' },
      words.$clone,
    ),
    h('pre', {}, 'cargo xtask conformance'),
  ]);
  dialog.classList.add('pg-faith');
  dialog.setAttribute('tabindex', '-1');
}

/** @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {Results | null} results
 * @returns {Node[]}
 */
function resultsOf(results) {
  if (!results) {
    return [h('p', { class: 'pg-about', role: 'note' }, words.$noResults)];
  }
  const total = sum(results.areas);
  const whole = OUTCOMES.filter(([outcome]) => outcome !== 'owed');
  const cases = whole.reduce((all, [outcome]) => all + total[outcome], 0);
  const bar = h('div', {
    class: 'pg-faith-bar', role: 'img', 'aria-label': whole.map(([outcome]) => `${total[outcome]} ${words.$outcomes[outcome][0]}`).join(', '),
  }, ...whole.filter(([outcome]) => total[outcome] > 0).map(
    ([outcome]) => h('i', { 'data-outcome': outcome, style: `flex-grow: ${total[outcome]}` }),
  ));
  return [
    h(
      'p',
      { class: 'pg-about' },
      words.$about(results.kafka, cases, total.equal, total.owed),
    ),
    bar,
    h('div', { class: 'pg-faith-results' }, resultsTable(results.areas, total)),
    h('dl', { class: 'pg-rows' }, ...Object.values(words.$outcomes).flatMap(([name, meaning]) => [h('dt', {}, name), h('dd', {}, meaning)])),
  ];
}

/**
 * @param {Area[]} areas
 * @returns {Record<Outcome, number>}
 */
function sum(areas) {
  const total = { equal: 0, textDiffers: 0, differs: 0, owed: 0 };
  for (const area of areas) for (const [outcome] of OUTCOMES) total[outcome] += area[outcome];
  return total;
}

/**
 * @param {Area[]} areas
 * @param {Record<Outcome, number>} total
 */
function resultsTable(areas, total) {
  const columns = Object.values(words.$outcomes).map(([name, meaning]) => h('th', { scope: 'col', title: meaning }, name));
  const head = h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, words.$area), ...columns));
  const foot = h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, words.$all), ...counts(total)));
  return h('table', {}, head, ...areas.flatMap(areaRows), foot);
}

/** @param {Record<Outcome, number>} of */
function counts(of) {
  return OUTCOMES.map(([outcome]) => h('td', { 'data-outcome': outcome, 'data-none': of[outcome] === 0 }, of[outcome] === 0 ? '0' : String(of[outcome])));
}

/**
 * An area's row, and its cases, which are made when they are asked for.
 * @param {Area} area
 */
function areaRows(area) {
  const cases = h('tbody', { class: 'pg-faith-cases', hidden: true });
  const button = h('button', { type: 'button', 'aria-expanded': 'false', click: toggle }, icon(DOWN), area.area);
  function toggle() {
    if (cases.childElementCount === 0) cases.append(...sorted(area.cases).map(caseRow));
    cases.hidden = !cases.hidden;
    button.setAttribute('aria-expanded', String(!cases.hidden));
  }
  return [h('tbody', {}, h('tr', { 'data-area': area.area }, h('th', { scope: 'row' }, button), ...counts(area))), cases];
}

/**
 * What differs comes first.
 * @param {Case[]} cases
 */
function sorted(cases) {
  const order = ['differs', 'text differs', 'owed'];
  const rank = (/** @type {Case} */ one) => (order.indexOf(one.outcome) + order.length + 1) % (order.length + 1);
  return [...cases].sort((a, b) => rank(a) - rank(b) || a.case.localeCompare(b.case, 'en'));
}

/** @param {Case} one */
function caseRow(one) {
  const outcome = OUTCOMES.find(([, name]) => name === one.outcome)?.[0];
  const steps = words.$steps(one.equalSteps, one.steps);
  return h(
    'tr',
    {},
    h('td', { colspan: 3 }, one.case),
    h('td', { 'data-outcome': outcome ?? one.outcome, 'data-none': outcome === 'equal' }, outcome ? words.$outcomes[outcome][0] : one.outcome),
    h('td', {}, steps, h('span', { class: 'pg-faith-unit' }, words.$unit(one.steps))),
  );
}

/**
 * The rows of the section's table.
 * @param {string} text
 */
function notesTable(text) {
  const rows = text.split('\n').filter((line) => line.startsWith('|') && !/^\|[-| ]+$/.test(line));
  const [head, ...body] = rows.map((line) => line.replace(/^\| *| *\|\s*$/g, '').split(/ *(?<!\\)\| */));
  return h(
    'table',
    {},
    h('thead', {}, h('tr', {}, ...(head ?? []).map((cell) => h('th', { scope: 'col' }, ...marked(cell))))),
    h('tbody', {}, ...body.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', {}, ...marked(cell)))))),
  );
}

/**
 * Text with its `code` as such.
 * @param {string} text
 */
function marked(text) {
  return text.split('`').map((part, at) => (at % 2 === 1 ? h('code', {}, part) : part));
}
