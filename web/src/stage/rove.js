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
export function rove(root, event, cell, { layout, reach, pick, first, moveTo }) {
  if (!(cell instanceof HTMLElement) || cell.dataset.cell === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const topic = cell.dataset.topic ?? '';
  if (event.key === 'Enter' || event.key === ' ') {
    pick(cell.dataset.thing ?? '');
  } else {
    const lane = `${topic}-${cell.dataset.partition}`;
    // At the edge of the window it goes on: the window comes along.
    if (atEdge(layout(), lane, cell, event.key)) moveTo(lane,
      event.key === 'Home' ? 0 : event.key === 'End' ? null : first(lane) + (event.key === 'ArrowLeft' ? -1 : 1));
    const next = nextOf(layout(), cell, event.key);
    if (!next) return;
    reach(topic, next);
    focus(root, next);
  }
  event.preventDefault();
  event.stopPropagation();
}

/**
 * @param {Layout | null} layout
 * @param {string} id
 * @param {HTMLElement} cell
 * @param {string} key
 */
function atEdge(layout, id, cell, key) {
  const slots = layout?.lanes.get(id)?.slots;
  if (!slots || slots.cells.length === 0) return false;
  const { cells, older, atEnd } = slots;
  const offset = Number(cell.dataset.offset);
  if (key === 'Home') return older;
  if (key === 'End') return !atEnd;
  return (key === 'ArrowLeft' && older && offset === cells[0].offset) || (key === 'ArrowRight' && !atEnd && offset === cells[cells.length - 1].offset);
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
  if (key === 'Home') return thingAt(topic.lanes[row], 0);
  if (key === 'End') return thingAt(topic.lanes[row], topic.lanes[row].slots.cells.length - 1);
  if (at === -1) return null;
  const last = topic.lanes[row].slots.cells.length - 1;
  switch (key) {
    case 'ArrowLeft': return at > 0 ? thingAt(topic.lanes[row], at - 1) : null;
    case 'ArrowRight': return at < last ? thingAt(topic.lanes[row], at + 1) : null;
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
