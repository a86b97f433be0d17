/** The whole stage as a description of elements: a layout and what is local to the stage, nothing else. */

import { el } from '../patch.js';
import { hueClass } from './hues.js';
import { PITCH, VALUE_PITCH } from './lane.js';
import { drawnFlag, panel } from './tracks.js';
import { button, groupCard, producerCard } from './cards.js';
import { words } from '../texts/en/stage.js';

/** @typedef {import('../patch.js').Drawn} Drawn */
/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').TopicLayout} TopicLayout */
/** @typedef {import('./scene.js').Scene} Scene */
/**
 * @typedef {object} Local what is the stage's own
 * @property {Record<string, string>} roving the cell that Tab reaches, by topic
 * @property {boolean} [many] whether the lanes could be rows
 * @property {typeof import('./keys.js').keyTable | null} [keys] what draws where keys go, when it is there
 * @property {typeof import('./strip.js').strip | null} [strip] what draws whole logs, when it is there
 * @property {Set<string>} [without] what is left out
 */

/**
 * @param {Scene} scene
 * @param {Layout} layout
 * @param {Local} local
 * @returns {Drawn[]}
 */
export function picture(scene, layout, local) {
  const wide = layout.mode === 'wide';
  const adds = !local.without?.has('add');
  return [
    curves(layout),
    column('producers', words.$producers, layout.producersHead, [
      ...layout.producers.map((card) => producerCard(card, wide)),
      ...(adds ? [add('new:producer', layout.addProducer.w < 60 ? '+' : '+ producer', words.$addProducer, layout.addProducer)] : []),
    ]),
    column('topics', words.$topics, null, [
      ...layout.topics.flatMap((topic, at) => [
        topicHead(topic, layout, at === 0, local), panel(topic, local), ...(topic.keys && local.keys ? local.keys(topic) : []),
      ]),
      ...(layout.noTopic ? [emptyBox('no-topic', layout.noTopic, words.$noTopic, {
        text: words.$createTopic, menu: 'new:topic', label: words.$createATopic,
      }, adds)] : []),
      ...offsets(scene, layout),
    ]),
    column('groups', words.$groups, layout.groupsHead, [
      ...layout.groups.map((group) => groupCard(group, adds)),
      ...groupsEnd(layout, adds),
    ]),
    ...(layout.legend ? [legend(layout.legend)] : []),
  ];
}

/**
 * @param {string} key
 * @param {string} name
 * @param {import('./layout.js').Box | null} head
 * @param {Drawn[]} kids
 * @returns {Drawn}
 */
function column(key, name, head, kids) {
  return el(key, 'div', 'kp-column', { role: 'region', 'aria-label': name }, [
    ...(head ? [el('head', 'span', 'kp-head', {}, name, head)] : []), ...kids,
  ]);
}

/**
 * @param {string} menu
 * @param {string} text
 * @param {string} label
 * @param {import('./layout.js').Box} box
 * @returns {Drawn}
 */
function add(menu, text, label, box) {
  return { ...button({ text, menu, label }, 'kp-add'), box };
}

/**
 * @param {string} key
 * @param {import('./layout.js').Box} box
 * @param {string} sentence
 * @param {import('./scene.js').Button} what
 * @param {boolean} adds whether anything can be added here
 * @returns {Drawn}
 */
function emptyBox(key, box, sentence, what, adds) {
  return el(key, 'div', 'kp-empty', {}, [el('say', 'p', '', {}, sentence), ...(adds ? [button(what, 'kp-do')] : [])], box);
}

/**
 * @param {Layout} layout
 * @param {boolean} adds
 */
function groupsEnd(layout, adds) {
  if (layout.groups.length > 0 || layout.topics.length === 0) {
    return adds && layout.topics.length > 0 ? [add('new:group', '+ group', words.$addAGroup, { ...layout.addGroup, h: 36 })] : [];
  }
  return [emptyBox('no-group', layout.addGroup, words.$noReader, {
    text: words.$addGroup, menu: 'new:group', label: words.$addAGroup,
  }, adds)];
}

/**
 * @param {TopicLayout} topic
 * @param {Layout} layout
 * @param {boolean} first
 * @param {Local} local
 * @returns {Drawn}
 */
function topicHead(topic, layout, first, local) {
  const { name, meta, shortMeta } = topic.scene;
  const thing = `topic:${name}`;
  return el(`head:${name}`, 'div', 'kp-topic-head', { 'data-thing': thing, 'data-topic-head': name }, [
    el('name', 'button', 'kp-topic-name', { type: 'button', 'data-thing': thing, 'aria-label': words.$topic(name) }, name),
    el('meta', 'span', 'kp-meta', {}, layout.mode === 'narrow' ? shortMeta : meta),
    button({ text: '⋯', menu: thing, label: words.$more(words.$topic(name)) }, 'kp-btn kp-quiet'),
    ...cellsSwitch(topic),
    ...(first && local.many ? [el('fold', 'button', 'kp-btn kp-plain', { type: 'button', 'data-fold': 'rows',
      'aria-label': words.$foldRows }, words.$rows)] : []),
    ...(first && !local.without?.has('add') ? [button({ text: '+ topic', menu: 'new:topic', label: words.$createATopic }, 'kp-btn kp-plain')] : []),
  ], topic.head);
}

/**
 * What cells show, where the view knows values.
 * @param {TopicLayout} topic
 * @returns {Drawn[]}
 */
function cellsSwitch({ scene, lanes }) {
  if (!lanes.some((lane) => lane.slots.cells.some((cell) => cell.value !== null))) return [];
  const { pitch } = lanes[0];
  const shown = pitch >= VALUE_PITCH ? 'values' : pitch >= PITCH ? 'keys' : '';
  return [el('cells', 'span', 'kp-switch', { role: 'group', 'aria-label': words.$cellsShow(scene.name) }, ['keys', 'values'].map(
    (what) => el(what, 'button', 'kp-btn', {
      type: 'button', 'data-values': what, 'data-topic': scene.name, 'aria-pressed': String(what === shown),
        'aria-label': words.$show(what, scene.name),
    }, what),
  ))];
}

/** @param {Layout} layout */
function curves(layout) {
  const many = layout.curves.length > 24;
  return el('curves', 'svg', `kp-curves${many ? ' kp-many' : ''}`, { width: layout.width, height: layout.height, 'aria-hidden': 'true' }, layout.curves.map(
    (curve) => el(curve.key, 'path', `${hueClass(curve.hue)}${curve.look && ` kp-${curve.look}`}`, {
      d: curve.path, pathLength: curve.look === 'cut' ? 100 : null, 'data-thing': curve.thing,
      [curve.look === 'reserved' ? 'data-reserved' : 'data-curve']: true,
    }),
  ));
}

/**
 * The newest commits as records of `__consumer_offsets`, the newest last.
 * @param {Scene} scene
 * @param {Layout} layout
 * @returns {Drawn[]}
 */
function offsets(scene, layout) {
  const { offsets: box, commits } = layout;
  if (!box) return [];
  const shown = scene.commits.slice(-commits.count);
  return [el('offsets', 'div', 'kp-offsets', { 'data-thing': 'topic:__consumer_offsets' }, [
    el('name', 'span', 'kp-offsets-name', {}, '__consumer_offsets'),
    el('list', 'div', 'kp-commits', { role: 'list', 'aria-label': words.$newest }, shown.map((commit, at) => (
      el(commit.key, 'span', `kp-commit ${hueClass(commit.hue)}${at === shown.length - 1 ? ' kp-newest' : ''}`, {
        role: 'listitem', 'data-commit': true, 'data-thing': commit.thing, 'aria-label': commit.label, title: commit.label,
      }, commit.text, { x: commits.x - box.x + at * commits.step, y: commits.y - box.y, w: commits.w })
    ))),
    ...(shown.length === 0 ? [el('none', 'span', 'kp-offsets-none', {}, words.$noCommits, { x: commits.x - box.x, y: commits.y - box.y })] : []),
  ], box)];
}

/** @param {import('./layout.js').Box} box */
function legend(box) {
  const [committed, position, read] = words.$legend;
  return el('legend', 'p', 'kp-legend', {}, [
    el('committed', 'span', '', {}, [drawnFlag(), el('text', 'span', '', {}, committed)]),
    el('position', 'span', '', {}, [el('sign', 'i', 'kp-sign-ring'), el('text', 'span', '', {}, position)]),
    el('read', 'span', '', {}, [el('sign', 'i', 'kp-sign-read'), el('text', 'span', '', {}, read)]),
  ], box);
}
