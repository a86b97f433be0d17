/**
 * Tools of the command line on the stage: a small card each, at its edge, while
 * they run. Nothing else moves for them. Loaded with the first of them.
 */

import { say } from '../base.js';

/** @typedef {import('../player/view.js').MachineView} MachineView */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').Box} Box */

const W = 176;
const H = 78;
const LOW = 64;
/** Where there are rows a card is a line. */
const CHIP = 22;
const GAP = 10;
/** So many are drawn; of more one reads in the terminal. */
const MOST = 4;

/**
 * Puts the cards of the tools that run where nothing is: below the producers,
 * or at the lower edge.
 * @param {Layout} layout
 * @param {readonly MachineView[]} tools
 */
export function place(layout, tools) {
  const { addProducer: add, dense } = layout;
  const wide = layout.mode === 'wide' && !dense;
  const low = dense ? CHIP : LOW;
  const running = tools.filter(({ status }) => status === 'running' || status === 'stopping').slice(0, MOST);
  const top = wide ? add.y + add.h + GAP + 4 : layout.height;
  for (const [at, machine] of running.entries()) {
    /** @type {Box} */
    const box = wide ? { x: add.x, y: top + at * (H + GAP), w: add.w || W, h: H } : { x: 6, y: top + at * (low + GAP), w: layout.width - 12, h: low };
    layout.producers.push({ scene: cardOf(machine, wide ? Infinity : box.w), box, chips: 0, row: true, compact: wide });
    layout.height = Math.max(layout.height, box.y + box.h + 16);
  }
}

/**
 * @param {MachineView} machine
 * @param {number} width that name and words share
 * @returns {import('./scene.js').Card}
 */
function cardOf({ name, status, condition, error, tool }, width) {
  // Every line says where the cluster is, and there is but one.
  const all = tool?.line.replace(/ --bootstrap-server[ =]\S+/, '').split(' ').slice(1).join(' ') ?? '';
  const room = Math.max(8, Math.floor((width - 48 - name.length * 8) / 6.5));
  const words = all.length > room ? `${all.slice(0, room - 1)}…` : all;
  return {
    id: name, name, thing: `machine:${name}`, kind: 'tool', note: '', status, condition, right: '',
    line: words, more: '', error: error && { name: error.exception, text: error.message }, chips: [], count: 0, hand: [],
    buttons: tool?.job == null ? [] : [{ text: 'kill', saying: say('kill', `%${tool.job}`) }],
  };
}
