/**
 * One menu per thing: what can be done with it, as commands and forms.
 */

import { adopt, h, labelOf, say } from '../base.js';
import { againForm } from '../compare/again.js';
import * as forms from './forms.js';
import { css } from '../styles/menu.js';
import { words } from '../texts/en/forms.js';

export { formFor, isForm } from './forms.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../language.js').Saying} Saying */
/**
 * @typedef {object} Item
 * @property {string} label
 * @property {Saying} [saying] what it runs,
 * @property {() => import('./forms.js').Form | null} [form] or the form that it opens,
 * @property {string} [pick] or the thing that it picks,
 * @property {string} [watch] or the group whose offsets it shows beside the stage,
 * @property {() => void} [act] or what else it does
 * @property {boolean} [danger]
 */

/**
 * What a thing's menu offers at this instant.
 * @param {View} view
 * @param {string} thing such as `machine:c1`
 * @returns {Item[]}
 */
export function itemsFor(view, thing) {
  const colon = thing.indexOf(':');
  const [kind, name] = [thing.slice(0, colon), thing.slice(colon + 1)];
  /** @type {Item[]} */
  const inspect = [{ label: words.$inspect, pick: thing }];
  if (kind === 'new') return newItems(view);
  if (kind === 'machine') return [...machineItems(view, name), ...inspect];
  if (kind === 'topic') return [...topicItems(view, name), ...inspect];
  if (kind === 'group') return [...groupItems(view, name), ...inspect];
  if (kind === 'partition') {
    const [topic, partition] = name.split('/');
    return [{ label: words.$produceHere, form: () => forms.recordForm(view, { topic, partition }) }, ...inspect];
  }
  if (kind === 'position') {
    const [group, topic, partition] = name.split('/');
    const lane = view.groups.find((each) => each.id === group)?.lanes.find((each) => each.topic === topic && String(each.partition) === partition);
    const owner = lane?.owner;
    return owner ? [...positionItems(view, owner, `${topic}-${partition}`), ...inspect] : inspect;
  }
  if (kind === 'commit') {
    const [group, topic, partition] = name.split('/');
    return [{ label: words.$resetDots, form: () => forms.resetForm(view, group, `${topic}:${partition}`) }, ...inspect];
  }
  return inspect;
}

/**
 * @param {View} view
 * @returns {Item[]}
 */
function newItems(view) {
  /** @type {Item[]} */
  const items = [{ label: words.$newTopic, form: () => forms.topicForm() }];
  if (view.topics.length === 0) return items;
  return [
    { label: words.$newRecord, form: () => forms.recordForm(view) },
    { label: words.$newProducer, form: () => forms.producerForm(view) },
    { label: words.$newConsumer, form: () => forms.consumerForm(view) },
    ...items,
  ];
}

/**
 * @param {View} view
 * @param {string} name
 * @returns {Item[]}
 */
function machineItems(view, name) {
  const consumer = view.consumers.find((each) => each.machine.name === name);
  const producer = view.producers.find((each) => each.machine.name === name);
  const machine = consumer?.machine ?? producer?.machine;
  if (!machine) return [];
  const verb = (/** @type {string} */ word, /** @type {string} */ label) => ({ label, saying: say(word, name) });
  /** @type {Item[]} */
  const items = [];
  if (machine.status === 'running') {
    if (producer) items.push({ label: words.$produceDots, form: () => forms.recordForm(view, { from: name, topic: producer.topic ?? undefined }) });
    if (producer) items.push(verb('flush', words.$flush));
    if (producer) items.push(producer.paused ? verb('resume', words.$goOnSending) : verb('pause', words.$pauseSending));
    if (consumer?.byHand) items.push(verb('poll', words.$poll), verb('commit', words.$commit), verb('enforce-rebalance', words.$rejoin));
    if (consumer && consumer.assignment.length > 0) {
      items.push({ label: words.$seekDots, form: () => forms.seekForm(view, name) });
      items.push(consumer.paused.length > 0 ? verb('resume', words.$resumeAll) : verb('pause', words.$pauseAll));
    }
    items.push({ ...verb('crash', words.$crash), danger: true }, verb('stop', words.$stopIt));
    if (consumer) items.push({ label: words.$stopOtherwise, form: () => forms.stopForm(name) });
    items.push(machine.stalled ? verb('unstall', words.$goOnWorking) : verb('stall', consumer ? words.$stallHeart : words.$stall));
  } else if (machine.status !== 'stopping') {
    items.push(verb('start', words.$startAgain), { ...verb('remove', words.$remove), danger: true });
  }
  items.push(machine.cut ? verb('heal', words.$heal) : verb('cut', words.$cut));
  items.push({ label: words.$settingsDots, form: () => forms.settingsForm(view, name) });
  if (consumer || producer?.topic) items.push({ label: words.$sameAgain, form: () => againForm(view, name) });
  return items;
}

/**
 * @param {View} view
 * @param {string} owner
 * @param {string} partition such as `orders-0`
 * @returns {Item[]}
 */
function positionItems(view, owner, partition) {
  const rests = view.consumers.find((each) => each.machine.name === owner)?.paused.includes(partition);
  return [
    { label: words.$seekDots, form: () => forms.seekForm(view, owner, partition) },
    { label: words.$lookUpDots, form: () => forms.timesForm(view, owner, partition) },
    { label: rests ? words.$resumeOne : words.$pauseOne, saying: say(rests ? 'resume' : 'pause', owner, partition) },
  ];
}

/**
 * @param {View} view
 * @param {string} topic
 * @returns {Item[]}
 */
function topicItems(view, topic) {
  return [
    { label: words.$produceDots, form: () => forms.recordForm(view, { topic }) },
    { label: words.$addProducerDots, form: () => forms.producerForm(view, { topic }) },
    { label: words.$addConsumerDots, form: () => forms.consumerForm(view, { topic }) },
    { label: words.$addPartitions, form: () => forms.partitionsForm(view, topic) },
    { label: words.$settingsDots, form: () => forms.topicSettingsForm(topic) },
    { label: words.$deleteRecordsDots, form: () => forms.deleteRecordsForm(view, topic), danger: true },
    { label: words.$deleteDots, form: () => forms.deleteTopicForm(topic), danger: true },
  ];
}

/**
 * @param {View} view
 * @param {string} group
 * @returns {Item[]}
 */
function groupItems(view, group) {
  const lanes = view.groups.find((each) => each.id === group)?.lanes ?? [];
  const topic = lanes[0]?.topic;
  return [
    { label: words.$addConsumerDots, form: () => forms.consumerForm(view, { group, topic }) },
    ...(lanes.length > 0 ? [{ label: words.$resetOffsetsDots, form: () => forms.resetForm(view, group) }] : []),
    { label: words.$watch, watch: group },
    { label: words.$deleteDots, form: () => forms.deleteGroupForm(group), danger: true },
  ];
}

/**
 * @typedef {object} MenuNeeds what becomes of a choice
 * @property {HTMLElement} root of the playground that it belongs to
 * @property {(make: () => import('./forms.js').Form | null) => void} openForm what makes the form asks the engine for words
 * @property {(saying: Saying) => void} command
 * @property {(thing: string) => void} pick
 * @property {(group: string) => void} watch
 */

/**
 * Opens a menu at an element, which gets the focus back.
 * @param {MenuNeeds} needs
 * @param {Item[]} items
 * @param {string} name
 * @param {Element} anchor
 */
export function openMenu({ root, openForm, command, pick, watch }, items, name, anchor) {
  const buttons = items.map((item) => {
    const line = item.saying && labelOf(item.saying);
    return h('button', {
      type: 'button', role: 'menuitem', tabindex: -1, 'data-danger': item.danger ?? false, 'data-command': line,
      title: line, click: () => choose(item),
    }, item.label);
  });
  const menu = h('div', { class: 'pg-menu', role: 'menu', 'aria-label': name, keydown: move }, ...buttons);
  menu.addEventListener('focusout', left);
  adopt(root, css);
  root.append(menu);
  place(menu, anchor, root);
  buttons[0]?.focus({ preventScroll: true });

  function close() {
    // Removing what has the focus makes it leave, which closes the menu, too.
    menu.removeEventListener('focusout', left);
    menu.remove();
  }

  /** @param {Item} item */
  function choose(item) {
    close();
    /** @type {HTMLElement} */ (anchor).focus?.({ preventScroll: true });
    if (item.form) openForm(item.form);
    else if (item.saying) command(item.saying);
    else if (item.pick) pick(item.pick);
    else if (item.watch) watch(item.watch);
    else item.act?.();
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const here = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      /** @type {HTMLElement} */ (anchor).focus?.({ preventScroll: true });
      if (event.key === 'Escape') event.preventDefault();
      event.stopPropagation();
    }
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.at(to % buttons.length)?.focus();
  }

  /** @param {FocusEvent} event */
  function left(event) {
    if (!menu.contains(/** @type {Node | null} */ (event.relatedTarget))) close();
  }
}

/**
 * Puts a menu under its anchor, or above it where there is no room, and always
 * inside of the element.
 * @param {HTMLElement} menu
 * @param {Element} anchor
 * @param {HTMLElement} root
 */
function place(menu, anchor, root) {
  const [at, frame] = [anchor.getBoundingClientRect(), root.getBoundingClientRect()];
  const left = Math.max(8, Math.min(at.left - frame.left, frame.width - menu.offsetWidth - 8));
  const below = at.bottom - frame.top + 4;
  const fits = at.bottom + menu.offsetHeight + 8 < Math.min(globalThis.innerHeight, frame.bottom);
  const top = fits ? below : Math.max(8, at.top - frame.top - menu.offsetHeight - 4);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
