/**
 * A stage with the lanes and who reads them, and nothing besides: so two of
 * them fit side by side. Pure.
 */

/** @typedef {import('../stage/layout.js').Layout} Layout */
/** @typedef {import('../stage/layout.js').TopicLayout} TopicLayout */
/** @typedef {import('../stage/layout.js').GroupLayout} GroupLayout */
/** @typedef {import('../player/view.js').View} View */

/** Beyond this width a stage has columns, one of which would be empty here. */
export const WIDEST = 940;
const GAP = 12;
const EDGE = 6;
/** So wide a group has its members two by two, and all that is said of it on one line. */
const ROOMY = 420;
const CARD = { h: 56, error: 18, gap: 8, chip: 27, left: 14 };
/** What is above and below the members of a group. */
const HEAD = { inline: 36, stacked: 54 };
const LEDGER = 32;

/**
 * Who sends, and the newest commits as records, are left out.
 * @param {View} view
 * @returns {View}
 */
export function compactView(view) {
  return { ...view, producers: [], commits: [] };
}

/**
 * Moves together what is left. Rows, which stand where there are many lanes, are close enough.
 * @param {Layout} layout
 */
export function compact(layout) {
  layout.offsets = null;
  if (layout.dense) return;
  let y = 2;
  for (const topic of layout.topics) y = lift(topic, y) + GAP;
  if (layout.noTopic) {
    layout.noTopic.y = y;
    y += layout.noTopic.h + GAP;
  }
  for (const group of layout.groups) y = placeGroup(group, layout.width - 2 * EDGE, y) + GAP;
  layout.height = y;
}

/**
 * @param {TopicLayout} topic
 * @param {number} top
 */
function lift(topic, top) {
  const by = top - topic.head.y;
  for (const box of [topic.head, topic.panel, topic.keys]) if (box) box.y += by;
  for (const lane of topic.lanes) {
    lane.box.y += by;
    lane.y += by;
    if (lane.strip) lane.strip.y += by;
    lane.tracks = lane.tracks.map((track) => track + by);
  }
  const last = topic.keys ?? topic.panel;
  return last.y + last.h;
}

/**
 * @param {GroupLayout} group
 * @param {number} width
 * @param {number} top
 */
function placeGroup(group, width, top) {
  const across = width >= ROOMY ? 2 : 1;
  const w = Math.floor((width - 2 * CARD.left + 1 - (across - 1) * CARD.gap) / across);
  group.inline = across > 1;
  let [y, tall] = [top + (group.inline ? HEAD.inline : HEAD.stacked), 0];
  group.cards.forEach((card, at) => {
    const column = at % across;
    if (column === 0 && at > 0) [y, tall] = [y + tall + CARD.gap, 0];
    const h = CARD.h + (card.scene.error ? CARD.error : 0);
    // One looks here and presses nothing.
    card.scene = { ...card.scene, buttons: [], hand: [] };
    card.row = false;
    card.chips = Math.max(0, card.chips - Math.ceil((card.box.w - w) / CARD.chip));
    card.box = { x: EDGE + CARD.left + column * (w + CARD.gap), y, w, h };
    tall = Math.max(tall, h);
  });
  if (group.cards.length === 0) tall = 28;
  group.box = { x: EDGE, y: top, w: width, h: y + tall - top + LEDGER };
  return top + group.box.h;
}
