/** What of a scene a figure shows: less of it, never something else. Pure. */

/** @typedef {import('../stage/scene.js').Scene} Scene */
/** @typedef {import('../stage/scene.js').Card} Card */

/**
 * @param {Set<string>} without what is left out
 * @param {Set<string>} groups those that are shown; all where it is empty
 * @returns {(scene: Scene) => Scene}
 */
export function shownOf(without, groups) {
  const card = (/** @type {Card} */ one) => (without.has('buttons') ? { ...one, buttons: [], hand: [] } : one);
  const wanted = (/** @type {string} */ group) => groups.size === 0 || groups.has(group);
  return (scene) => ({
    producers: without.has('producers') ? [] : scene.producers.map(card),
    topics: scene.topics.map((topic) => ({
      ...topic, lanes: topic.lanes.map((lane) => ({ ...lane, tracks: lane.tracks.filter((track) => wanted(track.group)) })),
    })),
    commits: scene.commits.filter((commit) => wanted(commit.thing.slice('commit:'.length).split('/')[0])),
    groups: scene.groups.filter((group) => wanted(group.id)).map((group) => ({ ...group, cards: group.cards.map(card) })),
  });
}
