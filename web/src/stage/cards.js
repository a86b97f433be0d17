/** The cards of producers, groups and members as elements. */

import { labelOf } from '../language.js';
import { el } from '../patch.js';
import { hueClass, tintClass } from './hues.js';
import { words } from '../texts/en/stage.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./scene.js').Button} Button */
/** @typedef {import('./scene.js').Chip} Chip */
/** @typedef {import('./layout.js').CardLayout} CardLayout */
/** @typedef {import('./layout.js').GroupLayout} GroupLayout */

/**
 * @param {Button} button
 * @param {string} cls
 * @returns {Drawn}
 */
export function button(button, cls = 'kp-btn') {
  const { saying, menu } = button;
  const label = saying ? labelOf(saying) : button.label;
  const attrs = saying
    ? { 'data-command': label, 'data-saying': JSON.stringify(saying), title: label }
    : { 'data-menu': menu, title: label, 'aria-haspopup': 'dialog' };
  return el(`button:${saying ? label : menu}`, 'button', cls, { type: 'button', ...attrs, 'aria-label': label }, button.text);
}

/**
 * @param {string} key
 * @param {Button[]} buttons
 * @param {string} cls
 * @returns {Drawn[]}
 */
function toolbar(key, buttons, cls) {
  return buttons.length > 0 ? [el(key, 'span', cls, {}, buttons.map((one) => button(one)))] : [];
}

/**
 * @param {Chip[]} chips
 * @param {number} room
 * @param {number} count of what they are the first of
 * @param {string} what
 * @returns {Drawn[]}
 */
function chipRow(chips, room, count, what) {
  if (chips.length === 0 && count === 0) return [];
  const fits = count > room ? chips.slice(0, Math.max(0, room - 1)) : chips.slice(0, room);
  const kids = fits.map((chip) => el(chip.key, 'span', `kp-chip ${tintClass(chip.tint)} kp-of-${chip.state}`, {
    role: 'listitem', 'aria-label': chip.label, title: chip.label, 'data-thing': chip.thing,
  }, chip.text));
  if (count > fits.length) {
    const text = fits.length > 0 ? `+${count - fits.length}` : `${count}`;
    kids.push(el('rest', 'span', 'kp-rest', { role: 'listitem', 'aria-label': words.$inAll(count) }, text));
  }
  return [el('chips', 'span', 'kp-chips', { role: 'list', 'aria-label': what }, kids)];
}

/**
 * @param {CardLayout} card
 * @param {string} text
 * @returns {Drawn}
 */
function nameButton(card, text) {
  const { scene } = card;
  return el('name', 'button', 'kp-name', { type: 'button', 'data-thing': scene.thing, 'aria-label': `${text} ${scene.name}, ${scene.line}` }, scene.name);
}

/**
 * @param {CardLayout} card
 * @param {boolean} wide
 * @returns {Drawn}
 */
export function producerCard(card, wide) {
  const { scene, box } = card;
  const { kind = 'producer' } = scene;
  const menu = scene.buttons.find((one) => one.text === '⋯');
  const cls = `kp-card kp-producer kp-is-${scene.condition}${wide ? '' : ' kp-flat'}${card.row ? ' kp-rowed' : ''}${card.compact ? ' kp-compact' : ''}`;
  return el(`producer:${scene.id}`, 'div', cls, {
    'data-machine': scene.name, 'data-status': scene.status, 'data-condition': scene.condition, 'data-thing': scene.thing,
    role: 'group', 'aria-label': `${kind} ${scene.name}`,
  }, [
    el('top', 'span', 'kp-top', {}, [nameButton(card, kind)]),
    el('line', 'span', 'kp-line', {}, scene.line),
    ...errorLine(scene),
    ...(wide && !card.compact ? [el('more', 'span', 'kp-line', {}, scene.more)] : []),
    ...chipRow(scene.chips, card.chips, scene.count, words.$batchRecords),
    ...toolbar('buttons', wide ? scene.buttons.filter((one) => one !== menu) : card.compact && menu ? [menu] : scene.buttons, 'kp-buttons'),
    ...(wide && menu ? [button(menu, 'kp-btn kp-quiet kp-more-button')] : []),
  ], box);
}

/** @param {import('./scene.js').Card} scene */
function errorLine(scene) {
  if (!scene.error) return [];
  const { name, text } = scene.error;
  return [el('error', 'span', 'kp-error', { title: text, 'aria-label': `${name}: ${text}`, role: 'note' }, name)];
}

/**
 * @param {CardLayout} card
 * @param {import('./layout.js').Box} within
 * @returns {Drawn}
 */
export function memberCard(card, within) {
  const { scene, box } = card;
  const chips = chipRow(scene.chips, card.chips, scene.count, words.$handRecords(scene.name));
  const crashed = scene.condition === 'crashed';
  return el(`member:${scene.id}`, 'div', `kp-card kp-member kp-is-${scene.condition}${card.row ? ' kp-rowed' : ''}`, {
    'data-machine': scene.name, 'data-status': scene.status, 'data-condition': scene.condition, 'data-thing': scene.thing,
    role: 'group', 'aria-label': `consumer ${scene.name}`,
  }, [
    el('top', 'span', 'kp-top', {}, [
      nameButton(card, 'consumer'),
      el('note', 'span', 'kp-note', {}, scene.note),
      ...(crashed ? chips : [el('right', 'span', 'kp-owns', { title: scene.right }, scene.right)]),
    ]),
    el('below', 'span', 'kp-below', {}, [
      el('line', 'span', 'kp-line', { title: scene.line }, scene.line),
      ...(crashed ? [] : chips),
    ]),
    ...errorLine(scene),
    ...toolbar('hand', scene.hand, 'kp-hand'),
    ...toolbar('buttons', scene.buttons, 'kp-buttons'),
  ], { x: box.x - within.x - 1, y: box.y - within.y - 1, w: box.w, h: box.h });
}

/**
 * @param {GroupLayout} group
 * @param {boolean} adds whether a member can be added here
 * @returns {Drawn}
 */
export function groupCard(group, adds) {
  const { scene, box } = group;
  const settled = scene.state === 'Stable' || scene.state === 'Empty' || scene.state === '';
  return el(`group:${scene.id}`, 'div', `kp-card kp-group ${hueClass(scene.hue)}${group.inline ? ' kp-inline' : ''}`, {
    'data-group-state': scene.state, 'data-thing': scene.thing, role: 'group', 'aria-label': words.$group(scene.id, scene.state),
  }, [
    el('head', 'span', 'kp-group-head', {}, [
      el('name', 'button', 'kp-group-name', { type: 'button', 'data-thing': scene.thing, 'aria-label': words.$groupName(scene.id) }, scene.id),
      ...(group.inline ? [el('meta', 'span', 'kp-meta', { title: scene.meta }, scene.meta)] : []),
      button({ text: '⋯', menu: scene.thing, label: words.$more(words.$groupName(scene.id)) }, 'kp-btn kp-quiet'),
      ...(scene.state ? [el('pill', 'span', `kp-pill${settled ? '' : ' kp-unsettled'}`, { title: scene.until }, scene.state)] : []),
    ]),
    ...(group.inline ? [] : [el('meta', 'span', 'kp-meta', { title: scene.meta }, scene.meta)]),
    ...(group.cards.length === 0 ? [el('none', 'span', 'kp-nobody', {}, words.$nobody)] : []),
    ...group.cards.map((card) => memberCard(card, box)),
    ledger(scene, adds),
  ], box);
}

/**
 * What became of a group's records: what was lost, in the ways in which it was.
 * @param {import('../player/view.js').LedgerView} ledger
 * @returns {Drawn[]}
 */
export function counts(ledger) {
  const { skipped, deleted, never, lost } = ledger;
  const said = words.$counted;
  const names = /** @type {(keyof typeof said)[]} */ ([
    'once', 'again', ...(skipped > 0 ? ['skipped'] : []), ...(deleted > 0 ? ['deleted'] : []), ...(never > 0 || lost === 0 ? ['never'] : []),
  ]);
  return names.map((name) => {
    const number = ledger[name];
    return el(name, 'span', `kp-count${number > 0 && name !== 'once' ? ' kp-notable' : ''}`, { title: said[name][1] }, [
      el('word', 'span', '', {}, said[name][0]), el('number', 'b', '', { 'data-ledger': name }, String(number)),
    ]);
  });
}

/**
 * @param {import('./scene.js').GroupScene} scene
 * @param {boolean} adds
 */
function ledger(scene, adds) {
  const entries = counts(scene.ledger);
  return el('ledger', 'span', 'kp-ledger', {}, [
    ...entries,
    ...(adds ? [button({ text: entries.length > 3 ? '+' : '+ consumer', menu: `new:consumer/${scene.id}`,
      label: words.$addTo(scene.id) }, 'kp-btn kp-plain')] : []),
  ]);
}
