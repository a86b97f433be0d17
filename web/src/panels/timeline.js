/**
 * The past as a strip: records in bulk as a skyline, commits as ticks in their
 * group's colour, rebalances as blocks, crashes as crosses, rewinds as hooks,
 * take-overs as diamonds, losses as hatched boxes, what was deleted as a bar.
 * Drag, click or keys go to an instant. A page puts its own in the place of
 * this one, into the same box (time/timeline.js).
 */

import { h, s, attribute, placeIn } from '../dom.js';
import { hueClass } from '../stage/hues.js';
import { clock } from './format.js';
import { words } from '../texts/en/figure.js';

/** @typedef {import('../player/playground.js').Mark} Mark */
/** @typedef {import('../player/player.js').Player} Player */

/** Lengths of the strip in seconds. It grows in leaps, so that nothing creeps while one looks at it. */
const LENGTHS = [15, 20, 30, 45, 60, 90, 120, 180, 300, 450, 600, 900, 1200, 1800, 2700, 3600, 7200, 14_400, 28_800, 86_400];
const HUES = 6;
/** How wide one bar of the skyline stands, in pixels. */
const PITCH = 6;
/** Marks are asked for at most so often while playing, in real milliseconds; a long history takes longer, and is asked for less. */
const REFRESH_MS = 200;
const REFRESH_PER_COST = 40;
const BASE = 24;
const KEY_MS = 1000;

/**
 * How many milliseconds the strip stands for when so much is known.
 * @param {number} end
 */
export function stripLength(end) {
  const seconds = LENGTHS.find((length) => end <= length * 920);
  return seconds === undefined ? Math.ceil(end / 86_400_000 + 0.1) * 86_400_000 : seconds * 1000;
}

/**
 * From when on the strip stands for time, and for how long: for the stretch
 * that is shown where that has an end.
 * @param {Player} player
 */
function scaleOf({ bounds: { from, until }, end }) {
  return { from, length: until < Infinity ? until - from : stripLength(end - from) };
}

/** How a mark of a kind is drawn at a place. @type {Record<string, (x: number) => string>} */
const SHAPES = {
  commit: (x) => `M${x} ${BASE - 5}v10`,
  rewind: (x) => `M${x + 4} ${BASE - 11}h-6m3 -3l-3 3l3 3`,
  takeover: (x) => `M${x} ${BASE - 6}l5 6l-5 6l-5 -6z`,
  crash: (x) => `M${x - 4} ${BASE - 4}l8 8m0 -8l-8 8`,
  lost: (x) => `M${x - 4} ${BASE - 4}h8v8h-8zm0 8l8 -8`,
  deleted: (x) => `M${x} ${BASE - 8}v16`,
};
/** The kinds that are in their group's colour. */
const HUED = ['rebalance', 'commit', 'rewind', 'takeover'];
const PLAIN = ['deleted', 'lost', 'crash'];

/**
 * The drawing of marks on a strip: paths by what they are, those of groups by hue, too.
 * @param {Mark[]} marks
 * @param {number} length milliseconds
 * @param {number} width pixels
 * @param {number} end milliseconds; where what still goes on ends
 * @param {number} [from] milliseconds; where the strip begins
 */
export function drawMarks(marks, length, width, end, from = 0) {
  const x = (/** @type {number} */ at) => Math.round(((at - from) / length) * width * 10) / 10;
  /** @type {Record<string, string[]>} */
  const drawn = { records: [skyline(marks, length, width, from)] };
  for (const kind of [...HUED, ...PLAIN]) drawn[kind] = Array(HUED.includes(kind) ? HUES : 1).fill('');
  for (const { kind, group, at: began, until } of marks) {
    const paths = drawn[kind];
    const at = x(began);
    const which = paths?.length === HUES ? (group ?? 0) % HUES : 0;
    if (kind === 'rebalance') {
      const to = Math.max(x(until ?? end), at + 4);
      paths[which] += `M${at} ${BASE - 10}h${Math.round((to - at) * 10) / 10}v20h${Math.round((at - to) * 10) / 10}z`;
    } else if (Object.hasOwn(SHAPES, kind)) paths[which] += SHAPES[kind](at);
  }
  return drawn;
}

/**
 * @param {Mark[]} marks
 * @param {number} length
 * @param {number} width
 * @param {number} from
 */
function skyline(marks, length, width, from) {
  const slots = Math.max(1, Math.floor(width / PITCH));
  /** @type {number[]} */
  const counts = Array(slots).fill(0);
  for (const mark of marks) {
    if (mark.kind !== 'records') continue;
    const slot = Math.floor(((mark.at - from) / length) * slots);
    if (slot < slots) counts[slot] += mark.count;
  }
  const most = Math.max(4, ...counts);
  return counts.map((count, slot) => (count === 0 ? '' : `M${slot * PITCH + 2} ${BASE}v-${Math.round(3 + (count / most) * 11)}`)).join('');
}

/**
 * @param {Player} player
 */
export function createTimeline(player) {
  const paths = createPaths();
  const rest = s('path', { class: 'pg-tl-rest' });
  const past = s('path', { class: 'pg-tl-past' });
  const future = s('path', { class: 'pg-tl-future' });
  const handle = s('circle', { class: 'pg-tl-now', r: 7, cy: BASE });
  const drawing = s('svg', { 'aria-hidden': 'true', height: 40, width: '100%' }, rest, paths.blocks, future, past, paths.marks, handle);
  const element = h('div', {
    class: 'pg-timeline', part: 'timeline', role: 'slider', tabindex: 0, 'aria-label': words.$timeline, 'aria-valuenow': 0,
  }, drawing);
  let width = 0;
  let length = 0;
  let drawnAt = -Infinity;
  let stale = true;
  let refresh = REFRESH_MS;
  let later = 0;

  new ResizeObserver(() => {
    // The handle at either end keeps within the strip.
    width = Math.max(0, element.clientWidth - 16);
    stale = true;
    drawnAt = -Infinity;
    timeline.update({ view: true, branch: false, playback: false });
  }).observe(element);
  /**
   * The instant at a place of the window, to whole milliseconds.
   * @param {number} x in pixels of the window
   */
  function instantAt(x) {
    const part = (placeIn(element, { clientX: x, clientY: 0 }).x - 8) / width;
    return Math.round(Math.min(player.bounds.from + Math.min(1, Math.max(0, part)) * length, player.last));
  }

  /** @param {import('../player/player.js').Change} change */
  function update(change) {
    if (width === 0) return;
    stale ||= change.view;
    const { from, length: wanted } = scaleOf(player);
    const real = performance.now();
    if (wanted !== length || change.branch || (stale && real - drawnAt > refresh)) {
      length = wanted;
      drawnAt = real;
      stale = false;
      const marks = player.read((playground) => playground.marks()) ?? [];
      paths.draw(drawMarks(marks.filter(({ at }) => at >= from), length, width, player.end, from));
      refresh = Math.max(REFRESH_MS, (performance.now() - real) * REFRESH_PER_COST);
    } else if (stale && later === 0) {
      // Where time stands still again, nothing else comes to draw what was put off.
      later = setTimeout(() => {
        later = 0;
        timeline.update(change);
      }, refresh);
    }
    const now = ((player.now - from) / length) * width;
    const end = (Math.min(1, (player.end - from) / length)) * width;
    attribute(rest, 'd', `M0 ${BASE}H${width}`);
    attribute(past, 'd', `M0 ${BASE}H${now.toFixed(1)}`);
    attribute(future, 'd', `M${now.toFixed(1)} ${BASE}H${Math.max(now, end).toFixed(1)}`);
    attribute(handle, 'cx', now.toFixed(1));
    attribute(element, 'aria-valuemax', Math.ceil(player.end / KEY_MS) * KEY_MS);
    // While it plays, whole seconds: a listener would hear no end of it otherwise.
    const told = player.playing && !player.scrubbing ? Math.floor(player.now / KEY_MS) * KEY_MS : Math.floor(player.now);
    attribute(element, 'aria-valuenow', told);
    attribute(element, 'aria-valuetext', clock(told));
  }

  const timeline = { element, update, instantAt };
  listen(timeline, player);
  return timeline;
}

function createPaths() {
  /** @type {Record<string, SVGElement[]>} */
  const paths = { records: [s('path', { class: 'pg-tl-records' })] };
  for (const kind of HUED) paths[kind] = Array.from({ length: HUES }, (_, hue) => s('path', { class: `pg-tl-${kind} ${hueClass(hue)}` }));
  for (const kind of PLAIN) paths[kind] = [s('path', { class: `pg-tl-${kind}` })];
  const { records, rebalance, ...marks } = paths;
  return {
    blocks: s('g', {}, ...rebalance, ...records),
    marks: s('g', {}, ...Object.values(marks).flat()),
    /** @param {ReturnType<typeof drawMarks>} drawn */
    draw(drawn) {
      for (const kind in paths) paths[kind].forEach((path, which) => attribute(path, 'd', drawn[kind][which]));
    },
  };
}

/**
 * @param {{ element: HTMLElement, instantAt: (x: number) => number }} timeline
 * @param {Player} player
 */
function listen({ element, instantAt }, player) {
  const drag = (/** @type {PointerEvent} */ event) => player.scrub(instantAt(event.clientX));
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    drag(event);
  });
  element.addEventListener('pointermove', (event) => {
    if (element.hasPointerCapture(event.pointerId)) drag(event);
  });
  element.addEventListener('lostpointercapture', () => player.scrubEnd());
  element.addEventListener('keydown', (event) => {
    const steps = /** @type {Record<string, () => unknown>} */ ({
      ArrowLeft: () => player.stepBack(),
      ArrowRight: () => player.step(),
      ArrowDown: () => player.seek(player.now - KEY_MS),
      ArrowUp: () => player.seek(player.now + KEY_MS),
      PageDown: () => player.seek(player.now - 10 * KEY_MS),
      PageUp: () => player.seek(player.now + 10 * KEY_MS),
      Home: () => player.seek(0),
      End: () => player.seek(player.last),
    });
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  });
}
