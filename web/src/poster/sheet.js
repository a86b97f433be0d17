/**
 * The style of a poster: a rule for each class that is drawn with, of which only
 * those are written that a poster has. A colour that differs in the dark stands
 * twice, the second time in a media query, or once where a theme was asked for.
 */

import { tokens as tokensCss } from '../base.js';
import { MIX, mix, readTokens, shorter } from './colours.js';

/** @typedef {import('./colours.js').Pair} Pair */
/** @typedef {(token: (name: string) => string) => string} Colour made of tokens */
/** @typedef {Record<string, string | Colour>} Rule */

/** @param {string} name */
const of = (name) => (/** @type {(name: string) => string} */ token) => token(name);
/**
 * @param {string} name
 * @param {number | 'mix'} percent
 * @param {string} [into]
 * @returns {Colour}
 */
const some = (name, percent, into = 'panel') => (token) => mix(token(name), percent === MIX ? parseFloat(token(MIX)) : percent, token(into));

/** @param {number} size @param {string | number} [weight] */
const sans = (size, weight) => ({ 'font-size': `${size}px`, ...(weight ? { 'font-weight': String(weight) } : {}) });
/** @param {number} size @returns {Rule} */
const mono = (size) => ({ 'font-family': of('mono'), 'font-size': `${size}px` });

/** Classes of what is drawn, in the order in which they win. @type {Record<string, Rule>} */
const RULES = {
  poster: { 'font-family': of('sans'), 'font-size': '12px', 'font-variant-numeric': 'tabular-nums', fill: of('ink') },
  ground: { fill: of('ground') },
  panel: { fill: of('panel'), stroke: of('line') },
  plain: { fill: of('panel') },
  card: { fill: of('ground'), stroke: of('line') },
  empty: { fill: 'none', stroke: of('line'), 'stroke-dasharray': '3' },
  soft: { fill: 'none', stroke: of('soft') },
  base: { fill: of('soft') },
  wedge: { fill: some('soft', 75) },
  away: { 'stroke-dasharray': '3' },
  dead: { fill: of('panel'), stroke: of('bad'), 'stroke-dasharray': '3' },
  odd: { fill: of('soft'), 'fill-opacity': '.55' },
  // Words.
  title: sans(15, 600),
  name: sans(13, 600),
  small: sans(11),
  note: sans(10),
  bold: { 'font-weight': '600' },
  key: { ...mono(12), 'letter-spacing': '-.2px', 'text-anchor': 'middle', 'white-space': 'pre' },
  value: { 'font-family': of('sans'), 'font-size': '11.5px', 'letter-spacing': '-.3px' },
  chip: { ...mono(10.5), 'letter-spacing': '-.3px', 'text-anchor': 'middle', 'white-space': 'pre' },
  owns: mono(11.5),
  wide: mono(12.5),
  commit: { ...mono(10.5), 'text-anchor': 'middle' },
  row: mono(12),
  line: sans(11.5),
  tight: { 'font-size': '11px', 'letter-spacing': '-.3px' },
  tally: { 'font-size': '12px', 'letter-spacing': '-.4px' },
  dense: { 'font-size': '13px' },
  grew: { 'font-size': '8px', fill: of('warn') },
  end: { 'text-anchor': 'end' },
  mid: { 'text-anchor': 'middle' },
  times: { ...sans(10.5, 700), 'letter-spacing': '-.4px', 'text-anchor': 'middle', fill: of('panel') },
  why: { ...sans(10.5, 600), fill: of('bad') },
  packet: mono(10),
  halo: { stroke: of('panel'), 'stroke-width': '3px', 'paint-order': 'stroke', 'stroke-linejoin': 'round' },
  muted: { fill: of('muted') },
  bad: { fill: of('bad') },
  warn: { fill: of('warn') },
  ink: { fill: of('ink') },
  // Keys: the tint, the rim and the colour of the upper edge.
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((at) => [`k${at}`, {
    fill: some(`key-${at}`, MIX), stroke: some(`key-${at}`, 50), color: of(`key-${at}`),
  }])),
  kn: { fill: some('line', MIX), stroke: some('line', 50), color: of('line') },
  bare: { stroke: 'none' },
  copy: { stroke: 'currentColor', 'stroke-dasharray': '3' },
  lost: { stroke: of('bad') },
  done: { opacity: '.72' },
  frame: { fill: 'none', stroke: of('ink'), 'stroke-width': '2px' },
  // The next record's place is empty.
  next: { fill: 'none', stroke: some('muted', 45), 'stroke-dasharray': '3' },
  mark: { fill: 'none', stroke: of('muted'), 'stroke-width': '1.5px' },
  // Groups: their colour, and what else of it is drawn.
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].flatMap((at) => [
    [`g${at}`, { fill: of(`group-${at}`) }],
    [`l${at}`, { fill: 'none', stroke: of(`group-${at}`) }],
    [`o${at}`, { fill: of('panel'), stroke: of(`group-${at}`) }],
    [`r${at}`, { fill: some(`group-${at}`, 28), stroke: some(`group-${at}`, 55) }],
    [`p${at}`, { fill: some(`group-${at}`, 42) }],
    [`c${at}`, { fill: some(`group-${at}`, 5), stroke: some(`group-${at}`, 28) }],
    [`n${at}`, { fill: some(`group-${at}`, 16), stroke: of(`group-${at}`) }],
    [`i${at}`, { fill: some(`group-${at}`, 36), stroke: some(`group-${at}`, 60) }],
  ])),
  copied: { 'stroke-dasharray': '3' },
  hollow: { fill: of('panel'), 'stroke-width': '1.5px' },
  dots: { 'stroke-width': '3px', 'stroke-linecap': 'round', 'stroke-dasharray': '0 6' },
  fine: { 'stroke-width': '1.5px', 'stroke-dasharray': '1.5 2.5' },
  thin: { 'stroke-width': '1px', 'stroke-dasharray': '1 2' },
  curve: { 'stroke-width': '1.5px', opacity: '.75' },
  many: { 'stroke-width': '1px', opacity: '.35' },
  dashed: { 'stroke-dasharray': '4', opacity: '.5' },
  reserved: { 'stroke-dasharray': '1 6', 'stroke-linecap': 'round', 'stroke-width': '2.5px', opacity: '.8' },
  cut: { 'stroke-dasharray': '40 20 40' },
  trail: { fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5px', 'stroke-dasharray': '1.5 4.5', 'stroke-linecap': 'round', opacity: '.32' },
  pill: { fill: 'none', stroke: some('muted', 60) },
  worried: { fill: 'none', stroke: of('warn'), 'stroke-dasharray': '3' },
  window: { fill: of('ink'), 'fill-opacity': '.06', stroke: of('ink'), 'stroke-width': '2px' },
  red: { fill: 'none', stroke: of('bad') },
  faintly: { fill: some('bad', 12) },
  gone: { fill: 'none', stroke: of('bad'), 'stroke-dasharray': '3' },
  sign: { fill: 'none', stroke: of('muted'), 'stroke-width': '2px' },
  readsign: { fill: some('muted', 35) },
  segment: { fill: 'none', stroke: some('muted', 70) },
  active: { fill: 'none', stroke: of('ink') },
  // Rows: the newest records by key, and how much a lag grew.
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((at) => [`s${at}`, { fill: some(`key-${at}`, 68) }])),
  sn: { fill: of('line') },
  edge: { fill: some('muted', 45) },
  ...Object.fromEntries([16, 30, 46].map((percent, at) => [`w${at + 1}`, { fill: some('warn', percent) }])),
};

/** What is drawn more than once, or fills. @type {Record<string, string>} */
const DEFS = {
  hatch: '<pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="bad" d="M0 0h1.5v4H0z"/></pattern>',
  faint: '<pattern id="faint" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    + '<path class="faintly" d="M0 0h1v5H0z"/></pattern>',
  still: '<pattern id="still" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="base" d="M0 0h4v9H0z"/></pattern>',
  flag: '<path id="flag" d="M0 0h9l4 4.5-4 4.5H2v10H0z"/>',
};
/**
 * The definitions and rules that a drawing needs.
 * @param {string} drawn
 * @param {Record<string, string>} defs what else is defined, by its id
 * @param {'auto' | 'light' | 'dark'} theme
 * @param {string} [css] what an author wrote over the page's tokens
 */
export function dressed(drawn, defs, theme, css = '') {
  const tokens = new Map([...readTokens(tokensCss), ...readTokens(css)]);
  const needed = Object.entries({ ...DEFS, ...defs }).filter(([id]) => drawn.includes(`#${id}"`) || drawn.includes(`#${id})`));
  const inside = needed.map(([, def]) => def).join('');
  const used = new Set(['poster', ...[...(inside + drawn).matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names.split(' '))]);
  const rules = Object.entries(RULES).filter(([name]) => used.has(name));
  const first = written(rules, (value) => valueOf(value, tokens, theme === 'dark' ? 1 : 0));
  /** What the dark says of a class holds against what later classes said before it. @type {Set<string>} */
  const said = new Set();
  const night = written(rules, (value, property) => {
    const [light, dark] = [valueOf(value, tokens, 0), valueOf(value, tokens, 1)];
    if (light === dark && !said.has(property)) return '';
    said.add(property);
    return dark;
  });
  const query = theme === 'auto' ? `@media(prefers-color-scheme:dark){${night}}` : '';
  return `<style>${first}${query}</style>${inside && `<defs>${inside}</defs>`}`;
}

/**
 * @param {[string, Rule][]} rules
 * @param {(value: string | Colour, property: string) => string} say what is empty is not said
 */
function written(rules, say) {
  return rules.map(([name, rule]) => {
    const said = Object.entries(rule).map(([property, value]) => [property, say(value, property)]).filter(([, value]) => value !== '');
    return said.length > 0 ? `.${name}{${said.map((pair) => pair.join(':')).join(';')}}` : '';
  }).join('');
}

/**
 * @param {string | Colour} value
 * @param {Map<string, Pair>} tokens
 * @param {0 | 1} theme
 */
function valueOf(value, tokens, theme) {
  if (typeof value === 'string') return value;
  return shorter(value((name) => {
    const pair = tokens.get(name);
    if (!pair) throw new Error(`no token ${name}`);
    return pair[theme];
  }));
}
