/**
 * What the Code tab shows of a program at an instant: its lines with the one
 * that runs, the values at their margin, and its settings in its client's
 * words.
 */

import { el, left } from '../base.js';
import { clients } from '../code/clients.js';
import { from } from './command-line.js';
import { words } from '../texts/en/code.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').ConsumerView} ConsumerView */
/** @typedef {import('../player/view.js').ProducerView} ProducerView */
/** @typedef {import('../player/playground.js').CodeState} Code */
/** @typedef {import('../code/lines.js').Line} Line */
/** @typedef {import('../code/lines.js').Spec} Spec */
/** @typedef {import('../patch.js').Drawn} Drawn */
/**
 * @typedef {object} Told
 * @property {string} name of the machine
 * @property {string} own whose program it is
 * @property {string} client whose text is shown
 * @property {string | null} lit the operation during which its line is lit; null where none is
 * @property {boolean} dies whether it can crash on one of these lines
 * @property {string} note
 * @property {{ label: string, saying: import('../language.js').Saying } | null} make what makes the program the shown client's
 * @property {Line[]} program
 * @property {Drawn[]} rows
 * @property {Drawn[]} settings
 * @property {import('../player/playground.js').CodeSetting[]} given its settings with Kafka's keys
 */

/** What all of Sarama's settings begin with is said once. */
const PREFIX = /^Consumer\./;
/** Where a name comes from is not said in the list. */
const PACKAGES = /\b[a-z.]+\.(?=[A-Z]\w*Assignor)|sarama\.|\[\]|BalanceStrategy/g;
const FLAG = 'M4 15V2h9l-2.5 3.5L13 9H4';

export const describe = { consumer, producer, lent };

/**
 * A program that somebody wrote for a machine: its lines are lit by the steps
 * that they say.
 * @param {import('./lent-code.js').Program} program
 * @param {Code | null} code what the machine does, where it runs
 * @param {string} said
 * @returns {Told}
 */
function lent({ language, machine, lines }, code, said) {
  /** @type {Line[]} */
  const program = lines.map(({ text, step }) => ({ text, ops: step ?? '', place: '', active: true, shown: true }));
  const lit = code?.line ?? null;
  return {
    name: machine, own: language, client: language, lit, make: null, program, given: [], dies: false, note: said,
    rows: rowsOf(program, { lit, commit: '', values: new Map(), blocked: '', movable: false, crashes: null }), settings: [],
  };
}

/**
 * @param {View} view
 * @param {ConsumerView} consumer
 * @param {Code} code
 * @param {{ shown: string | null, now: number, crashes: Map<string, import('./crash-column.js').Cost> }} at whose text is asked for; null for its own client's
 * @returns {Told}
 */
function consumer(view, consumer, code, { shown, now, crashes }) {
  const { name } = consumer.machine;
  const own = code.loop;
  const client = clients[shown ?? own] ? shown ?? own : 'java';
  const { ways, handed } = clients[client];
  const workers = handed ? code.workers : 0;
  const style = client === own ? code.style : Object.keys(ways)[0];
  const has = (workers > 0 ? handed : ways[style]) ?? [];
  // A loop that works itself has no gaps.
  const way = code.commit === 'contiguous' && workers === 0 ? 'batch' : code.commit;
  const same = has.includes(way);
  const commit = same || client === own ? way : has[0];
  const given = code.settings.filter((setting) => setting.value !== setting.default);
  /** @type {Spec} */
  const spec = {
    name, topics: consumer.topics, group: consumer.group, style, commit,
    onFailure: code.onFailure, finally: code.finally, onCommitFailure: client === own ? code.onCommitFailure : 'end',
    onAssign: code.onAssign, onRevoke: code.onRevoke, workers, pattern: code.pattern, deadLetter: code.deadLetter,
    settings: given.filter(({ key }) => key !== 'enable.auto.commit' && key !== 'group.id').map(({ key, value }) => [key, value]),
  };
  const program = clients[client].consumer(spec);
  const lit = client === own && same && consumer.machine.status === 'running' ? code.line : null;
  const make = client === own ? null : {
    label: words.$make(name, clients[client].name.split(', ').at(-1) ?? ''),
    saying: { verb: 'set', operands: [name], options: /** @type {[string, string][]} */ ([['--loop', client], ['--commit', commit]]) },
  };
  const values = lit === null ? new Map() : valuesOf(view, consumer, code, now);
  return {
    name, own, client, lit, make, program, given: code.settings, dies: lit !== null && !code.byHand,
    note: note(consumer, code, { client, same }),
    rows: rowsOf(program, { lit, commit, values, blocked: blocked(consumer.machine, now), movable: client === own, crashes: lit === null ? null : crashes }),
    settings: settingsOf(code.settings, client, own),
  };
}

/**
 * @param {ConsumerView} consumer
 * @param {Code} code
 * @param {{ client: string, same: boolean }} shown
 */
function note({ machine, group }, code, { client, same }) {
  const own = clients[code.loop].name;
  if (client !== code.loop) return words.$runsAs(machine.name, own, clients[client].name);
  if (!same) return words.$noCommit(own, words.$ways[code.commit]);
  if (machine.status !== 'running') return words.$notRunning(machine.name, group);
  if (machine.stalled) return words.$standsStill(machine.name, group);
  if (code.byHand) return words.$byHand(machine.name, group);
  return words.$now(machine.name, group);
}

/**
 * @param {View} _view
 * @param {ProducerView} producer
 * @param {{ own: string, shown: string | null }} whose
 * @returns {Told}
 */
function producer(_view, producer, { own, shown }) {
  const { machine, keys, ratePerKs, topic, paused } = producer;
  const client = clients[shown ?? own] ? shown ?? own : 'java';
  const everyMs = ratePerKs > 0 ? Math.round(1_000_000 / ratePerKs) : 1000;
  const program = clients[client].producer({ topic: topic ?? '', keys: keys.map(({ key }) => key), everyMs, settings: machine.settings });
  const runs = machine.status === 'running' && !paused && !machine.stalled && client === own;
  const lit = runs ? (machine.blocked ? 'send' : 'wait') : null;
  const values = new Map([
    ['send', [`sent = ${producer.sent}, `, `waiting = ${producer.waiting}`]],
    ['answer', [`acknowledged = ${producer.acknowledged}${producer.failed > 0 ? `, failed = ${producer.failed}` : ''}`]],
  ]);
  const why = client !== own ? words.$isOthers(machine.name, clients[own]?.name ?? own)
    : paused ? words.$rests(machine.name) : machine.status === 'running' ? words.$sendsTo(machine.name, topic) : words.$isOff(machine.name);
  return {
    name: machine.name, own, client, lit, make: null, program, note: why, dies: false,
    given: machine.settings.map(([key, value]) => ({ key, value, default: '' })),
    rows: rowsOf(program, { lit, commit: '', values: client === own ? values : new Map(), blocked: blocked(machine, 0), movable: false, crashes: null }),
    settings: settingsOf(machine.settings.map(([key, value]) => ({ key, value, default: '' })), client, own),
  };
}

/**
 * @param {import('../player/view.js').MachineView} machine
 * @param {number} now
 */
function blocked({ blocked: call }, now) {
  return call && call.until > now ? words.$waitsIn(call.call, left(call.until - now)) : '';
}

/**
 * The values at the margin, by the operation of the line.
 * @param {View} view
 * @param {ConsumerView} consumer
 * @param {Code} code
 * @param {number} now
 * @returns {Map<string, string[]>}
 */
function valuesOf(view, consumer, code, now) {
  const value = (/** @type {string} */ name) => code.values.find((each) => each.name === name)?.value;
  const working = consumer.hand.find((record) => record.state === 'working') ?? consumer.hand.find((record) => record.state === 'waiting');
  /** @type {Map<string, string[]>} */
  const values = new Map();
  const [position, committed, marked] = [value('position'), value('committed'), value('marked')];
  const records = words.$records(code.count);
  if (code.count > 0 || position !== undefined) values.set('poll', [code.count > 0 ? records : '', position === undefined ? '' : `position = ${position}`]);
  if (working && code.count > 0) {
    const nth = Math.min(code.next + 1, code.count);
    values.set('for', [words.$of(nth, code.count), `${working.topic}-${working.partition}`, `offset = ${working.offset}`]);
  }
  if (working?.state === 'working') {
    const said = [working.key, working.value].filter((text) => text !== null).join(', ') || words.$noKey;
    if (consumer.workUntil === null) values.set('dead-letter', [said]);
    else {
      const done = Math.max(0, Math.min(code.workMs, code.workMs - (consumer.workUntil - now)));
      values.set('work', [`${said}: ${words.$of(Math.floor(done), code.workMs)} ms`]);
    }
  }
  if (committed !== undefined) values.set('commit', [`committed = ${committed}`]);
  if (marked !== undefined) values.set('mark', [`marked = ${marked}`]);
  return values;
}

/**
 * @param {Line[]} program
 * @param {{ lit: string | null, commit: string, values: Map<string, string[]>, blocked: string, movable: boolean,
 *   crashes: Map<string, import('./crash-column.js').Cost> | null }} what
 * @returns {Drawn[]}
 */
function rowsOf(program, { lit, commit, values, blocked: waits, movable, crashes }) {
  const shown = program.filter((line) => line.shown);
  const least = Math.min(...shown.filter(({ text }) => text !== '').map(({ text }) => text.length - text.trimStart().length));
  const at = (/** @type {string} */ op) => shown.findIndex((line) => line.active && line.ops.split(' ').includes(op));
  const here = lit === null ? -1 : at(lit);
  /** @type {Map<number, string[]>} */
  const said = new Map();
  for (const [op, texts] of values) {
    const line = at(op);
    if (line >= 0) said.set(line, [...(said.get(line) ?? []), ...texts.filter(Boolean)]);
  }
  if (here >= 0 && waits) said.set(here, [...(said.get(here) ?? []), waits]);
  /** @type {Map<number, import('./crash-column.js').Cost>} */
  const costs = new Map();
  for (const [op, cost] of crashes ?? []) if (at(op) >= 0 && !costs.has(at(op))) costs.set(at(op), cost);
  const heads = crashes === null ? [] : [el('heads', 'div', 'pg-code-heads', { 'aria-hidden': 'true' }, [el('crash', 'span', '', {}, words.$crashHere)])];
  return heads.concat(shown.map((line, index) => {
    const cost = costs.get(index);
    const solid = line.place === commit && line.place !== '';
    return el(`${index}`, 'div', `pg-code-line${index === here ? ' pg-runs' : ''}${line.active ? '' : ' pg-idle'}`, {
      'data-line': index + 1, 'data-ops': line.ops || null, 'data-place': line.place || null,
      'aria-current': index === here ? 'step' : null,
    }, [
      el('margin', 'span', 'pg-code-margin', {}, line.place === '' ? [] : [flag(line.place, solid, movable)]),
      el('number', 'span', 'pg-code-number', { 'aria-hidden': 'true' }, String(index + 1)),
      el('text', 'code', '', {}, line.text.slice(least).replaceAll('\t', '    ')),
      el('crash', 'span', `pg-code-crash${cost ? ` pg-costs-${cost.kind}` : ''}`, 
        cost ? { role: 'note', title: cost.title, 'aria-label': cost.title } : {}, cost?.text ?? ''),
      el('values', 'span', 'pg-code-values', {}, (said.get(index) ?? []).join(', ')),
    ]);
  }));
}

/**
 * @param {string} way
 * @param {boolean} solid
 * @param {boolean} movable
 * @returns {Drawn}
 */
function flag(way, solid, movable) {
  const label = (solid ? words.$commits : words.$commit)(words.$ways[way]);
  return el('flag', movable ? 'button' : 'span', `pg-code-flag${solid ? ' pg-solid' : ''}`, {
    ...(movable ? { type: 'button', 'aria-pressed': String(solid) } : { role: 'img' }), 'data-way': way, 'aria-label': label, title: label,
  }, [el('sign', 'svg', '', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, [el('path', 'path', '', { d: FLAG })])]);
}

/**
 * @param {import('../player/playground.js').CodeSetting[]} settings
 * @param {string} client
 * @param {string} own
 * @returns {Drawn[]}
 */
function settingsOf(settings, client, own) {
  const rows = settings.flatMap(({ key, value, default: usual }) => {
    const named = clients[client].setting(key, value);
    if (!named) return [];
    const [name, text] = named;
    const other = value !== usual;
    const title = usual === '' ? null : words.$default(clients[client].setting(key, usual)?.[1] ?? usual);
    return [el(key, own === client ? 'button' : 'div', `pg-code-setting${other ? ' pg-other' : ''}`, {
      ...(own === client ? { type: 'button', 'data-key': key } : {}), title,
    }, [el('name', 'span', '', {}, name.replace(PREFIX, '')), el('value', 'b', '', {}, text.replace(/^"(.*)"$/, '$1').replace(PACKAGES, ''))])];
  });
  if (rows.length === 0) return [];
  const about = words.$about(client === 'sarama', own === client);
  return [el('about', 'p', '', {}, about), ...rows];
}

/**
 * One setting, to be changed.
 * @param {Told} told
 * @param {string} key
 * @returns {import('./forms.js').Form | null}
 */
export function settingForm(told, key) {
  const setting = told.given.find((each) => each.key === key);
  if (!setting) return null;
  const named = clients[told.client].setting(key, setting.value)?.[0] ?? key;
  return {
    title: words.$settingOf(named, told.name),
    submit: words.$change,
    fields: [{
      name: 'value', label: named, value: setting.value, required: true,
      hint: named === key ? words.$theDefault(setting.default) : words.$kafkas(key, setting.default),
    }],
    draft: (values) => ({ verb: 'set', operands: [told.name, from('value', `${key}=${values.value}`)], options: [] }),
  };
}
