/**
 * The stage as a table: the same offsets, lags and owners in words, always
 * there for those who listen, and shown to those who ask.
 */

import { adopt, h, write } from '../base.js';
import { css } from '../styles/twin.js';
import { words } from '../texts/en/twin.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../player/view.js').TopicView} TopicView */
/** @typedef {{ caption: string, head: string[], rows: string[][] }} Table */

const NEWEST = 5;

/**
 * The tables of a view: one per topic, and one of the machines.
 * @param {View} view
 * @returns {Table[]}
 */
export function tables(view) {
  return [...view.topics.map((topic) => lanes(topic, view)), machines(view)];
}

/**
 * @param {TopicView} topic
 * @param {View} view
 * @returns {Table}
 */
function lanes(topic, view) {
  const groups = view.groups.filter((group) => group.lanes.some((lane) => lane.topic === topic.name));
  const head = [...words.$lanes];
  const segmented = topic.partitions.some((log) => log.segments.length > 1 || log.deleted.length > 0);
  if (segmented) head.push(words.$segments);
  for (const { id } of groups) head.push(...words.$of(id));
  const rows = topic.partitions.map((partition) => {
    const newest = partition.cells.slice(-NEWEST).map((cell) => `${cell.key ?? words.$noKey} @ ${cell.offset}`);
    const row = [String(partition.partition), String(partition.logStart), String(partition.highWatermark), String(partition.logEnd), newest.join(', ')];
    if (segmented) row.push([...partition.segments.map((segment) => segment.base), ...partition.deleted.map((gone) => words.$deleted(gone.base))].join(', '));
    for (const group of groups) {
      const lane = group.lanes.find((each) => each.topic === topic.name && each.partition === partition.partition);
      row.push(said(lane?.committed), said(lane?.position), said(lane?.lag), owner(lane));
    }
    return row;
  });
  return { caption: words.$topic(topic.name), head, rows };
}

/**
 * @param {View} view
 * @returns {Table}
 */
function machines(view) {
  const rows = view.producers.map((producer) => [
    producer.machine.name,
    words.$producer(producer.client, producer.topic, producer.partitioner),
    status(producer.machine),
    words.$sent(producer.acknowledged, producer.sent, producer.failed) + places(producer),
  ]);
  for (const consumer of view.consumers) {
    const group = view.groups.find((each) => each.id === consumer.group);
    const state = group ? words.$state(group.state, group.generation) : '';
    rows.push([
      consumer.machine.name,
      words.$consumer(consumer.group, consumer.instanceId) + state,
      status(consumer.machine),
      words.$owns(consumer.assignment.join(', '), consumer.doing, consumer.handCount),
    ]);
  }
  for (const machine of view.tools ?? []) rows.push([machine.name, words.$tool, status(machine), machine.tool?.line ?? '']);
  return { caption: words.$machines, head: words.$head, rows };
}

/** @param {import('../player/view.js').MachineView} machine */
function status(machine) {
  const faults = [machine.status, machine.stalled && words.$stalled, machine.cut && words.$cutOff].filter(Boolean).join(', ');
  return machine.error ? `${faults}; ${machine.error.exception}: ${machine.error.message}` : faults;
}

/**
 * Who owns a partition; without an owner, to whom it was assigned.
 * @param {import('../player/view.js').GroupLaneView | undefined} lane
 */
function owner(lane) {
  return lane?.owner ?? (lane?.assigned ? words.$waits(lane.assigned) : '-');
}

/**
 * Where a producer's keys go, where that is not by chance.
 * @param {import('../player/view.js').ProducerView} producer
 */
function places({ keys }) {
  const known = keys.filter((key) => key.partition !== null).map((key) => words.$keyTo(key.key, key.partition));
  return known.length > 0 ? `; ${known.join(', ')}` : '';
}

/** @param {import('../player/view.js').Offset | null | undefined} value */
function said(value) {
  return String(value ?? '-');
}

/** @param {HTMLElement} box the place that was kept for it */
export function createTwin(box) {
  adopt(box, css);
  return {
    /** @param {View} view */
    draw(view) {
      const wanted = tables(view);
      while (box.children.length > wanted.length) box.lastElementChild?.remove();
      wanted.forEach((table, index) => {
        if (!box.children[index]) box.append(h('table', {}, h('caption'), h('thead'), h('tbody')));
        const [caption, head, body] = box.children[index].children;
        write(caption, table.caption);
        fill(/** @type {HTMLElement} */ (head), [table.head], 'col');
        fill(/** @type {HTMLElement} */ (body), table.rows, 'row');
      });
    },
  };
}

/**
 * Writes rows in place, so that a reader's cursor stays where it is.
 * @param {HTMLElement} part
 * @param {string[][]} rows
 * @param {'col' | 'row'} scope what the header cells are about: all of the head's, and the first of each row
 */
function fill(part, rows, scope) {
  while (part.children.length > rows.length) part.lastElementChild?.remove();
  rows.forEach((texts, index) => {
    if (!part.children[index]) part.append(h('tr'));
    const row = part.children[index];
    while (row.children.length > texts.length) row.lastElementChild?.remove();
    texts.forEach((text, column) => {
      if (!row.children[column]) row.append(scope === 'col' || column === 0 ? h('th', { scope }) : h('td'));
      write(row.children[column], text);
    });
  });
}
