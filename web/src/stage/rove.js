/**
 * The keyboard among cells: Tab reaches one cell a topic, arrows go on from
 * there, so that nobody has to walk through five hundred of them.
 */

/** @typedef {import('./layout.js').Layout} Layout */
/** @typedef {import('./layout.js').LaneLayout} LaneLayout */

/**
 * @param {HTMLElement} root
 * @param {KeyboardEvent} event
 * @param {EventTarget | null} cell that has the focus, if it is one
 * @param {import('./approach.js').HandsNeeds} needs
 */
export function rove(root, event, cell, { layout, reach, pick }) {
  if (!(cell instanceof HTMLElement) || cell.dataset.cell === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const topic = cell.dataset.topic ?? '';
  if (event.key === 'Enter' || event.key === ' ') {
    pick(cell.dataset.thing ?? '');
  } else {
    const next = nextOf(layout(), cell, event.key);
    if (!next) return;
    reach(topic, next);
    focus(root, next);
  }
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {HTMLElement} root
 * @param {string} thing
 */
function focus(root, thing) {
  const found = root.querySelector(`[data-cell][data-thing="${CSS.escape(thing)}"]`);
  if (found instanceof HTMLElement) found.focus();
}

/**
 * @param {Layout | null} layout
 * @param {HTMLElement} cell
 * @param {string} key
 * @returns {string | null} the thing of the cell to go to
 */
function nextOf(layout, cell, key) {
  const topic = layout?.topics.find((one) => one.scene.name === cell.dataset.topic);
  if (!topic) return null;
  const row = topic.lanes.findIndex((lane) => String(lane.scene.log.partition) === cell.dataset.partition);
  const at = topic.lanes[row]?.slots.cells.findIndex((one) => String(one.offset) === cell.dataset.offset) ?? -1;
  if (at === -1) return null;
  const last = topic.lanes[row].slots.cells.length - 1;
  switch (key) {
    case 'ArrowLeft': return at > 0 ? thingAt(topic.lanes[row], at - 1) : null;
    case 'ArrowRight': return at < last ? thingAt(topic.lanes[row], at + 1) : null;
    case 'Home': return thingAt(topic.lanes[row], 0);
    case 'End': return thingAt(topic.lanes[row], last);
    case 'ArrowUp': return beside(topic.lanes.slice(0, row).reverse(), at);
    case 'ArrowDown': return beside(topic.lanes.slice(row + 1), at);
    default: return null;
  }
}

/**
 * @param {LaneLayout[]} lanes
 * @param {number} at
 */
function beside(lanes, at) {
  const lane = lanes.find((one) => one.slots.cells.length > 0);
  return lane ? thingAt(lane, Math.min(at, lane.slots.cells.length - 1)) : null;
}

/**
 * @param {LaneLayout} lane
 * @param {number} at
 */
function thingAt(lane, at) {
  return `record:${lane.scene.topic}/${lane.scene.log.partition}/${lane.slots.cells[at].offset}`;
}
