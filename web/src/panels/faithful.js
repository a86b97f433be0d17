/**
 * "How faithful is this?": what the engine is held to, with the results of the
 * last build, and what it leaves out. Loaded when somebody asks.
 *
 * Nothing here is written by hand but the words around it: the results are
 * `conformance.json`, which the build writes, and what is simplified is that
 * section of the README, which it puts beside it.
 */

import { h, icon } from '../dom.js';
import { openDialog } from './dialogs.js';

/**
 * @typedef {{ case: string, outcome: string, steps: number, equalSteps: number }} Case
 * @typedef {{ area: string, equal: number, textDiffers: number, differs: number, owed: number, cases: Case[] }} Area
 * @typedef {{ kafka: string, areas: Area[] }} Results
 * @typedef {'equal' | 'textDiffers' | 'differs' | 'owed'} Outcome
 */

/** @type {[Outcome, string, string][]} */
const OUTCOMES = [
  ['equal', 'equal', 'every answer is Kafka’s'],
  ['textDiffers', 'text differs', 'the same behaviour; a message has other words'],
  ['differs', 'differs', 'an answer is not Kafka’s'],
  ['owed', 'owed', 'equal as far as it goes; the rest needs what is not built yet'],
];

const DOWN = 'M4 6l4 4 4-4';

const css = `
.pg-dialog.pg-faith { width: min(760px, calc(100vw - 24px)); }
.pg-faith > :is(.pg-about, .pg-faith-results, .pg-faith-notes) { padding: 8px 20px; }
.pg-faith code { font: 12.5px/1.5 var(--kp-mono); overflow-wrap: anywhere; }
.pg-faith pre { padding: 8px 10px; margin: 8px 20px 4px; border-radius: 6px; background: var(--kp-soft); font: 12.5px/1.5 var(--kp-mono); overflow-x: auto; }
.pg-faith table { width: 100%; border-collapse: collapse; font-size: 13px; }
.pg-faith :is(th, td) { padding: 4px 0 4px 14px; border-bottom: 1px solid var(--kp-soft); font-weight: 400; text-align: end; vertical-align: middle; }
.pg-faith :is(th, td):first-child { padding-left: 0; text-align: start; }
.pg-faith thead th { color: var(--kp-muted); font-size: 12px; white-space: nowrap; }
.pg-faith tfoot :is(th, td) { border-bottom: 0; font-weight: 600; }
.pg-faith [data-none] { color: var(--kp-muted); }
.pg-faith [data-outcome="differs"]:not([data-none]) { color: var(--kp-bad); font-weight: 600; }
.pg-faith [data-outcome="textDiffers"]:not([data-none]) { color: var(--kp-warn); }
.pg-faith tbody button {
  display: inline-flex; align-items: center; gap: 4px; min-height: 24px; padding: 0 4px 0 0; border: 0;
  border-radius: 4px; background: none; text-align: start;
}
.pg-faith tbody button:hover { background: var(--kp-soft); }
.pg-faith tbody button .pg-icon { rotate: -90deg; color: var(--kp-muted); }
.pg-faith tbody button[aria-expanded="true"] .pg-icon { rotate: 0deg; }
.pg-faith-cases td { padding-block: 2px; vertical-align: top; font-size: 12.5px; border-bottom: 0; }
.pg-faith-cases tr:last-child td { padding-bottom: 10px; border-bottom: 1px solid var(--kp-soft); }
.pg-faith-cases td:first-child { padding-left: 20px; overflow-wrap: anywhere; }
.pg-faith-cases td:last-child { color: var(--kp-muted); white-space: nowrap; }
.pg-faith-bar { display: flex; gap: 1px; height: 6px; margin: 2px 20px 8px; border-radius: 2px; overflow: hidden; background: var(--kp-panel); }
.pg-faith-bar i { min-width: 3px; }
.pg-faith-bar [data-outcome="equal"] { background: var(--kp-group-0); }
.pg-faith-bar [data-outcome="textDiffers"] { background: repeating-linear-gradient(135deg, var(--kp-warn) 0 3px, var(--kp-panel) 3px 5px); }
.pg-faith-bar [data-outcome="differs"] { background: var(--kp-bad); }
.pg-faith-bar [data-outcome="owed"] { background: var(--kp-line); }
.pg-faith-notes td { padding-block: 7px; vertical-align: top; }
.pg-faith-notes :is(th, td) { text-align: start; width: 60%; text-wrap: pretty; }
.pg-faith-notes :is(th, td):last-child { width: 40%; color: var(--kp-muted); }
@media (max-width: 560px) {
  .pg-faith-unit { display: none; }
  .pg-faith :is(th, td) { padding-left: 8px; }
  .pg-faith thead th { white-space: normal; vertical-align: bottom; font-size: 11.5px; }
  .pg-faith-notes :is(tr, td) { display: block; }
  .pg-faith-notes :is(tr, th, td) { width: auto !important; padding-left: 0; }
  .pg-faith-notes tr { padding: 7px 0; border-bottom: 1px solid var(--kp-soft); }
  .pg-faith-notes td { padding: 0 !important; border: 0; }
  .pg-faith-notes thead { display: none; }
}
`;

/** @param {HTMLElement} root of the playground that it belongs to */
export async function openFaithful(root) {
  const [results, notes] = await Promise.all([
    load(new URL('../../pkg/conformance.json', import.meta.url)),
    load(new URL('../../pkg/simplified.md', import.meta.url)),
  ]);
  const dialog = openDialog(root, 'How faithful is this?', [
    h('style', {}, css),
    ...resultsOf(/** @type {Results | null} */ (parsed(results))),
    h('h3', {}, 'What is simplified, and why'),
    notes === null
      ? h('p', { class: 'pg-about' }, 'The build has left no list of what is simplified; it is in the README.')
      : h('div', { class: 'pg-faith-notes' }, notesTable(notes)),
    h('h3', {}, 'To see it for yourself'),
    h(
      'p',
      { class: 'pg-about' },
      'In a clone of the project this plays all recordings and says for each difference what Kafka answered and what the engine did:',
    ),
    h('pre', {}, 'cargo xtask conformance'),
  ]);
  dialog.classList.add('pg-faith');
  dialog.setAttribute('tabindex', '-1');
}

/**
 * The text of a file beside the page; null where there is none.
 * @param {URL} address
 */
async function load(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
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
    return [h('p', { class: 'pg-about', role: 'note' }, 'This build has no results: conformance.json is missing. The conformance run of the build writes it.')];
  }
  const total = sum(results.areas);
  const cases = OUTCOMES.reduce((all, [outcome]) => all + total[outcome], 0);
  const bar = h('div', {
    class: 'pg-faith-bar', role: 'img', 'aria-label': OUTCOMES.map(([outcome, name]) => `${total[outcome]} ${name}`).join(', '),
  }, ...OUTCOMES.filter(([outcome]) => total[outcome] > 0).map(
    ([outcome]) => h('i', { 'data-outcome': outcome, style: `flex-grow: ${total[outcome]}` }),
  ));
  return [
    h(
      'p',
      { class: 'pg-about' },
      `What a real Apache Kafka ${results.kafka} answered was recorded, and is played on this page’s engine: the same calls, `
        + `the same clock. Of ${cases} cases, ${total.equal} are equal in every step.`,
    ),
    bar,
    h('div', { class: 'pg-faith-results' }, resultsTable(results.areas, total)),
    h('dl', { class: 'pg-rows' }, ...OUTCOMES.flatMap(([, name, meaning]) => [h('dt', {}, name), h('dd', {}, meaning)])),
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
  const columns = OUTCOMES.map(([, name, meaning]) => h('th', { scope: 'col', title: meaning }, name));
  const head = h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'area'), ...columns));
  const foot = h('tfoot', {}, h('tr', {}, h('th', { scope: 'row' }, 'all'), ...counts(total)));
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
  const outcome = OUTCOMES.find(([, name]) => name === one.outcome)?.[0] ?? one.outcome;
  const steps = one.equalSteps === one.steps ? `${one.steps}` : `${one.equalSteps} of ${one.steps}`;
  return h(
    'tr',
    {},
    h('td', { colspan: 3 }, one.case),
    h('td', { 'data-outcome': outcome, 'data-none': outcome === 'equal' }, one.outcome),
    h('td', {}, steps, h('span', { class: 'pg-faith-unit' }, one.steps === 1 ? ' step' : ' steps')),
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
