/** A poster in words: what somebody hears who does not see it. */

import { clock } from '../base.js';
import { words } from '../texts/en/poster.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../stage/scene.js').Scene} Scene */

/** Of more lanes than these, each by itself would be too much to hear. */
const LANES = 12;

/**
 * @param {View} view
 * @param {Scene} scene what of it is shown
 * @param {string} title
 */
export function told(view, scene, title) {
  const many = scene.topics.reduce((sum, topic) => sum + topic.lanes.length, 0) > LANES;
  const lanes = many ? [] : scene.topics.flatMap((topic) => topic.lanes.map((lane) => {
    const { log, tracks } = lane;
    return words.$lane(`${lane.topic}-${log.partition}`, log.logEnd, tracks.map(({ group, lane: { committed, position, owner }, lag }) => (
      words.$track(group, committed, position, lag, owner)
    )));
  }));
  const groups = scene.groups.map(({ id, state, cards, ledger }) => (
    words.$group(id, state, cards.map(({ name, line }) => `${name} ${line}`), ledger.once, ledger.again, ledger.lost)
  ));
  return {
    title: words.$title(title, clock(view.now)),
    about: [...scene.topics.map((topic) => words.$topic(topic.name, topic.meta)), ...lanes, ...groups].join(' ') || words.$empty,
  };
}
