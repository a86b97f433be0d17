/**
 * The stage as a description of elements where there is much: a row for each
 * partition and each group, and who owns what (dense.js says where). What a row
 * says is compared with what it said, and where it is the same, so is the
 * description: what did not change is not touched.
 */

import { adopt, el, hueClass } from '../base.js';
import { css } from '../styles/dense.js';
import { css as threadCss } from '../styles/thread.js';
import { SQUARE, denseLayoutOf } from './dense.js';
import { rowOf } from './strip.js';
import { thread } from './thread.js';
import { words } from '../texts/en/rows.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./dense.js').Dense} Dense */
/** @typedef {import('./dense.js').DenseRow} DenseRow */
/** @typedef {import('./dense.js').DenseGroup} DenseGroup */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./scene.js').Track} Track */
/**
 * @typedef {object} Parts what the stage has anyhow, and rows take from it
 * @property {typeof import('./cards.js').button} button
 * @property {typeof import('./cards.js').memberCard} memberCard
 * @property {typeof import('./cards.js').counts} counts
 * @property {typeof import('./layout.js').placeLane} placeLane
 * @property {typeof import('./tracks.js').laneElement} laneElement
 */

/** @type {Parts} */
let parts;

export class Rows {
  /** @type {Map<string, { said: string, drawn: Drawn }>} */
  #known = new Map();

  /** @param {Parts} given */
  constructor(given) {
    parts = given;
  }

  /** @param {Node} node where it is drawn */
  dress(node) {
    adopt(node, threadCss, css);
  }

  /**
   * @param {Scene} scene
   * @param {import('./layout.js').LayoutOptions & { unfolded: Set<string> }} options
   */
  layout(scene, options) {
    return denseLayoutOf(scene, { ...options, place: parts.placeLane });
  }

  /**
   * @param {Layout} layout
   * @param {import('./picture.js').Local} local
   * @returns {Drawn[]}
   */
  picture(layout, local) {
    const dense = /** @type {Dense} */ (layout.dense);
    const known = this.#known;
    this.#known = new Map();
    /** @type {Keep} */
    const keep = (key, facts, make) => {
      const said = JSON.stringify(facts);
      const before = known.get(key);
      const now = before?.said === said ? before : { said, drawn: make() };
      this.#known.set(key, now);
      return now.drawn;
    };
    const where = JSON.stringify(places(dense));
    return [
      el('groups', 'div', 'kp-column', { role: 'region', 'aria-label': words.$groups }, [
        ...dense.groups.map((group) => groupRow(group, layout, keep)),
        foldButton(layout),
        { ...parts.button({ text: '+', menu: 'new:', label: words.$add }, 'kp-btn kp-fold'), box: { x: layout.width - 98, y: foldY(layout) } },
        ...squaresLegend(dense, layout),
      ]),
      el('topics', 'div', 'kp-column', { role: 'region', 'aria-label': words.$topics }, [
        keep('heads', [dense.head, where], () => heads(dense)),
        ...dense.matrices.map((matrix) => matrixHead(matrix, dense, keep)),
        ...dense.topics.flatMap((topic) => [
          topicHead(topic, keep),
          ...topic.rows.map((row, at) => rowElement(row, at, dense, where, keep)),
          ...topic.rows.flatMap((row) => (row.lane ? [cellsOf(row, local)] : [])),
        ]),
      ]),
      ...layout.producers.filter(({ scene }) => scene.kind).map(toolLine),
    ];
  }
}

/**
 * A tool of the command line that runs.
 * @param {import('./layout.js').CardLayout} card
 * @returns {Drawn}
 */
function toolLine({ scene, box }) {
  return el(`tool:${scene.id}`, 'button', 'kp-producer-chip', {
    type: 'button', 'data-machine': scene.name, 'data-status': scene.status, 'data-condition': scene.condition, 'data-thing': scene.thing,
    'aria-label': `${scene.kind} ${scene.name}, ${scene.line}`,
  }, `${scene.name} ${scene.line}`, { x: box.x, y: box.y });
}

/** @typedef {(key: string, facts: unknown, make: () => Drawn) => Drawn} Keep */

/**
 * In the groups' rows where they have room, and under them where not.
 * @param {Layout} layout
 */
function foldY({ mode, dense }) {
  return mode === 'wide' ? 6 : /** @type {Dense} */ (dense).head - 4;
}

/** @param {Layout} layout */
function foldButton(layout) {
  return el('fold', 'button', 'kp-btn kp-fold', { type: 'button', 'data-fold': 'lanes', 'aria-label': words.$showCells,
    title: words.$showCells }, words.$cells, {
    x: layout.width - 70, y: foldY(layout),
  });
}

/** What an amber lag says. */

/**
 * What the squares mean, where there is room beside the groups.
 * @param {Dense} dense
 * @param {Layout} layout
 */
function squaresLegend(dense, layout) {
  const [first] = dense.groups;
  if (!first || dense.matrices.length === 0 || dense.groups.length < 2 || layout.width < 1340) return [];
  const says = words.$legend;
  return [el('squares', 'div', 'kp-key-squares', {}, [
    ...Object.entries(says).map(([look, text]) => el(look, 'span', '', {}, [
      el('sign', 'i', `kp-square kp-it-${look}`), el('text', 'span', '', {}, text),
    ])),
    el('grew', 'span', '', {}, [el('sign', 'i', 'kp-row-lag kp-grew kp-grew-1'), el('text', 'span', '', {}, words.$grew)]),
  ], { x: layout.width - 316, y: first.box.y + 1 })];
}

/**
 * @param {DenseGroup} group
 * @param {Layout} layout
 * @param {Keep} keep
 */
function groupRow(group, layout, keep) {
  const { scene, box, cards } = group;
  // Where it is narrow the members are found by unfolding.
  const down = scene.cards.filter((card) => card.condition !== 'well')
    .map((card) => `${card.name} ${card.condition === 'crashed' ? words.$dead : card.condition}`);
  const narrow = layout.mode !== 'wide';
  const counted = parts.counts(scene.ledger);
  return keep(scene.thing, [scene, group.around, layout.width], () => el(scene.thing, 'div', `kp-dense-group ${hueClass(scene.hue)}`, {
    'data-group-state': scene.state, 'data-thing': scene.thing, role: 'group', 'aria-label': words.$group(scene.id, scene.state),
  }, [
    el('name', 'button', 'kp-group-name', {
      type: 'button', 'data-unfold': scene.thing, 'aria-expanded': String(cards.length > 0), 'aria-label': words.$membersOf(scene.id), title: scene.id,
    }, scene.id, { x: 10, y: 0, w: 96 }),
    el('state', 'span', 'kp-state', { title: scene.until }, scene.state, { x: 112, y: 0 }),
    ...(narrow ? [] : [el('meta', 'span', 'kp-meta', { title: scene.meta }, scene.meta, { x: 220, y: 0, w: Math.max(60, box.w * 0.24) })]),
    ...(narrow ? [] : [el('members', 'span', 'kp-meta', {}, [
      el('count', 'span', '', {}, words.$members(scene.cards.length)),
      ...(down.length > 0 ? [el('down', 'b', 'kp-down', {}, `, ${down.slice(0, 3).join(', ')}${down.length > 3 ? ' …' : ''}`)] : []),
    ], { x: 230 + box.w * 0.24, y: 0, w: Math.max(80, box.w * 0.2) })]),
    el('ledger', 'span', 'kp-dense-ledger', {}, narrow ? [...counted.slice(0, 2), ...counted.slice(-1)] : counted, {
      x: narrow ? box.w - 190 : 240 + box.w * 0.42, y: 0,
    }),
    parts.button({ text: '⋯', menu: scene.thing, label: words.$moreGroup(scene.id) }, 'kp-btn kp-dense-more'),
    ...cards.map((card) => parts.memberCard(card, { ...group.around, x: box.x - 1, y: box.y - 1 })),
  ], group.around));
}

/** @param {Dense} dense */
function heads({ columns, head }) {
  const { keys, whole, lags } = columns;
  return el('heads', 'div', 'kp-heads', { 'aria-hidden': 'true' }, [
    el('keys', 'span', '', {}, words.$byKey, { x: keys.x, y: head + 14, w: keys.w }),
    el('whole', 'span', '', {}, words.$wholeLog, { x: whole.x, y: head + 14, w: whole.w }),
    ...lags.map(({ group, x, w }, at) => el(`lag:${group.id}`, 'span', `kp-lag-head ${hueClass(group.hue)}`, {}, [
      ...(at === 0 ? [el('word', 'span', 'kp-word-lag', {}, words.$lag)] : []), el('group', 'span', '', {}, group.id),
    ], { x, y: head + 14, w })),
  ]);
}

/**
 * @param {import('./dense.js').Matrix} matrix
 * @param {Dense} dense
 * @param {Keep} keep
 */
function matrixHead({ group, x, w, pitch, members }, { head }, keep) {
  const cards = group.cards.filter((card) => members.has(card.id)).map(({ id, name, thing, condition }) => ({ id, name, thing, condition }));
  return keep(`matrix:${group.id}`, [cards, x, head, pitch, group.hue], () => el(`matrix:${group.id}`, 'div', `kp-matrix ${hueClass(group.hue)}`, {
    role: 'group', 'aria-label': words.$membersOf(group.id),
  }, [
    el('name', 'span', 'kp-matrix-name', {}, group.id, { x: 0, y: 0, w }),
    ...cards.map((card, at) => {
      const dead = card.condition === 'crashed' || card.condition === 'stopped';
      const shown = pitch >= 15 || at % 2 === 0 || dead;
      const label = `${card.name}, ${dead ? words.$dead : card.condition}`;
      return el(card.id, 'button', `kp-member-head${dead ? ' kp-dead' : card.condition === 'well' ? '' : ' kp-slow'}`, {
        type: 'button', tabindex: at === 0 ? 0 : -1, 'data-thing': card.thing, 'data-machine': card.name,
          'data-condition': card.condition, 'aria-label': label, title: label,
      }, shown ? `${at + 1}${dead ? '×' : ''}` : '·', { x: at * pitch - 4, y: 14, w: pitch + 8 });
    }),
  ], { x, y: head }));
}

/**
 * @param {import('./dense.js').DenseTopic} topic
 * @param {Keep} keep
 */
function topicHead({ scene, head, producers }, keep) {
  const thing = `topic:${scene.name}`;
  const chips = producers.map(({ scene: card, box }) => ({ name: card.name, line: card.line, thing: card.thing,
    status: card.status, condition: card.condition, box }));
  return keep(`head:${scene.name}`, [scene.name, scene.meta, head, chips], () => el(`head:${scene.name}`, 'div',
    'kp-dense-topic', { 'data-thing': thing, 'data-topic-head': scene.name }, [
    el('name', 'button', 'kp-topic-name', { type: 'button', 'data-thing': thing, 'aria-label': words.$topic(scene.name),
      title: `${scene.name}: ${scene.meta}` }, scene.name),
    el('parts', 'span', 'kp-meta', {}, scene.meta.split(' · ')[0]),
    el('meta', 'span', 'kp-meta', { title: scene.meta }, scene.shortMeta),
    parts.button({ text: '⋯', menu: thing, label: words.$moreTopic(scene.name) }, 'kp-btn kp-dense-more'),
    ...chips.map(({ name, line, thing: of, status, condition, box }) => el(`producer:${name}`, 'button', 'kp-producer-chip', {
      type: 'button', 'data-menu': of, 'aria-haspopup': 'dialog', 'data-machine': name, 'data-status': status, 'data-condition': condition, 'data-thing': of,
      'aria-label': words.$producer(name, line), title: `${name}: ${line}`,
    }, name, { x: box.x - head.x, y: box.y - head.y, w: box.w })),
  ], head));
}

/**
 * @param {DenseRow} row
 * @param {number} at
 * @param {Dense} dense
 * @param {string} where its columns are
 * @param {Keep} keep
 */
function rowElement(row, at, dense, where, keep) {
  const { scene, box, id, w } = row;
  const { log, tracks } = scene;
  const cells = log.cells.slice(-dense.count);
  const keys = gradient(cells);
  const owners = dense.matrices.flatMap(({ group, members }) => tracks.filter((track) => track.group === group.id).map((track) => ownerOf(track,
    group, members)));
  return keep(`row:${id}`, [box, w, keys, cells.length, log.logStart, log.logEnd, tracks.map(facts), owners, row.lane !== null, where], () => {
    const { columns } = dense;
    const x = (/** @type {number} */ on) => on - box.x;
    const groups = tracks.map((track) => `${track.group} ${track.lag}${track.lane.owner ? words.$by(track.lane.owner) : ''}`);
    const label = words.$partition(id, log.logEnd, groups.join(', '));
    return el(`row:${id}`, 'div', `kp-row${at % 2 ? '' : ' kp-odd'}`, { 'data-row': id, 'data-unfold': id,
      'data-thing': `partition:${scene.topic}/${log.partition}`, '--h': `${box.h}px` }, [
      el('number', 'button', 'kp-row-number', { type: 'button', 'data-rowed': true, tabindex: at === 0 ? 0 : -1,
        'aria-expanded': String(row.lane !== null), 'aria-label': label, title: label }, String(log.partition)),
      el('keys', 'i', 'kp-newest', {
        'data-newest': cells.length > 0 ? `${cells[0].offset}-${cells[cells.length - 1].offset}` : '', '--k': keys, '--n': `${cells.length * SQUARE}px`,
      }, null, { x: x(columns.keys.x), y: 0, w: columns.keys.w }),
      el('whole', 'span', `kp-whole${log.logStart > 0 ? ' kp-some-gone' : ''}`, {
        'data-whole': id, 'data-from': log.logStart, 'data-to': log.logEnd, '--w': `${Math.max(w, 2)}px`,
      },
        tracks.map((track, nth) => thread(track, log, w, rowOf(nth, tracks.length, box.h))), { x: x(columns.whole.x), y: 0, w: columns.whole.w }),
      ...columns.lags.flatMap(({ group, x: on, w: wide }) => tracks.filter((track) => track.group === group.id).map((track) => (
        el(`lag:${group.id}`, 'span', `kp-row-lag${lagKind(track)}`, {
          'data-lag': true, 'data-group': group.id, 'data-topic': scene.topic, 'data-partition': log.partition,
          title: track.lane.grown ? words.$grew : null,
        }, track.lane.lag === null ? '-' : String(track.lane.lag), { x: x(on), y: 0, w: wide - 12 })
      ))),
      ...owners.flatMap((owner) => (owner ? [square(owner, scene.topic, log.partition, x(owner.x))] : [])),
    ], box);
  });
}

/**
 * What a row shows of a track.
 * @param {Track} track
 */
function facts({ group, hue, lane }) {
  const { committed, position, uncommitted, unread, lag, grown, owner, doneAgain, lost } = lane;
  return [group, hue, committed, position, uncommitted, unread, lag, grown, owner, doneAgain, lost];
}

/**
 * How a lag is drawn: pale where there is none, with a wedge where it grew.
 * @param {Track} track
 */
function lagKind({ lane: { lag, grown } }) {
  if (grown) return ` kp-grew kp-grew-${grown}`;
  return lag ? '' : ' kp-zero';
}

/**
 * Where the columns are, and whose.
 * @param {Dense} dense
 */
function places({ columns, count }) {
  const { number, keys, whole, lags } = columns;
  return [count, number, keys, whole, lags.map(({ group, x, w }) => [group.id, group.hue, x, w])];
}

/**
 * The newest records as stops of one gradient, equal neighbours as one.
 * @param {import('../player/view.js').CellView[]} cells
 */
function gradient(cells) {
  /** @type {string[]} */
  const stops = [];
  for (let from = 0; from < cells.length;) {
    let to = from + 1;
    while (to < cells.length && cells[to].tint === cells[from].tint) to += 1;
    const { tint } = cells[from];
    stops.push(`var(--s${tint === null ? 'n' : tint % 6}) ${from * SQUARE}px ${to * SQUARE}px`);
    from = to;
  }
  return stops.length > 0 ? `linear-gradient(90deg, ${stops.join(', ')})` : 'none';
}

/**
 * @param {Track} track
 * @param {import('./scene.js').GroupScene} group
 * @param {Map<string, number>} members
 */
function ownerOf(track, group, members) {
  const { owner, reservedFor, assigned, working, lag } = track.lane;
  const name = owner ?? reservedFor ?? assigned;
  const x = name === null ? undefined : members.get(name);
  if (name === null || x === undefined) return null;
  const card = group.cards.find((one) => one.id === name);
  const dead = owner === null || card?.condition === 'crashed' || card?.condition === 'stopped';
  const look = dead ? 'dead' : working !== null ? 'works' : lag === 0 ? 'idle' : 'owns';
  return { group: group.id, hue: group.hue, name, x, look };
}


/**
 * @param {NonNullable<ReturnType<typeof ownerOf>>} owner
 * @param {string} topic
 * @param {number} partition
 * @param {number} x
 */
function square({ group, hue, name, look }, topic, partition, x) {
  const label = `${name} ${words.$said[/** @type {keyof typeof words.$said} */ (look)]} ${topic}-${partition}`;
  return el(`square:${group}`, 'button', `kp-square kp-it-${look} ${hueClass(hue)}`, {
    type: 'button', tabindex: -1, 'data-square': `${group}/${topic}/${partition}`, 'data-owner': name, 'data-look': look,
    'data-thing': `machine:${name}`, 'aria-label': label, title: label,
  }, null, { x, y: 0 });
}

/**
 * An unfolded row's cells, as lanes have them.
 * @param {DenseRow} row
 * @param {import('./picture.js').Local} local
 */
function cellsOf({ id, lane }, local) {
  const placed = /** @type {import('./layout.js').LaneLayout} */ (lane);
  const roving = local.roving[placed.scene.topic] ?? null;
  return el(`cells:${id}`, 'div', 'kp-panel kp-unfolded', {}, [
    parts.laneElement(placed, placed.box, roving, local.strip ?? null),
  ], placed.box);
}

