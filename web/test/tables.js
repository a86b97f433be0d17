/** The tables of a page of the documentation. */

import { readFileSync } from 'node:fs';

/**
 * The rows of the first table below a heading, each as its cells.
 * @param {string} page
 * @param {string} heading
 * @returns {string[][]}
 */
export function rowsBelow(page, heading) {
  const text = readFileSync(new URL(`../docs/${page}.md`, import.meta.url), 'utf8');
  const [, below] = text.split(`\n## ${heading}\n`);
  if (below === undefined) throw new Error(`${page}.md has no heading “${heading}”`);
  const lines = below.split('\n');
  const from = lines.findIndex((line) => line.startsWith('|'));
  const to = lines.findIndex((line, at) => at > from && !line.startsWith('|'));
  const rows = lines.slice(from + 2, to).map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
  if (rows.length === 0) throw new Error(`${page}.md has no table below “${heading}”`);
  return rows;
}

/**
 * What stands in code in a cell.
 * @param {string} cell
 */
export function codeIn(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
