/**
 * The past as a strip: records in bulk as a skyline, commits as ticks in their
 * group's colour, rebalances as blocks, crashes as crosses, rewinds as hooks.
 * Drag, click or keys go to an instant.
 */

import { h, s, attribute } from '../dom.js';
import { hueClass } from '../stage/hues.js';
import { clock } from './format.js';

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
 * The drawing of marks on a strip: paths by what they are.
 * @param {Mark[]} marks
 * @param {number} length milliseconds
 * @param {number} width pixels
 * @param {number} end milliseconds; where what still goes on ends
 */
export function drawMarks(marks, length, width, end) {
  const x = (/** @type {number} */ at) => Math.round((at / length) * width * 10) / 10;
  /** @type {string[]} */
  const commits = Array(HUES).fill('');
  /** @type {string[]} */
  const rebalances = Array(HUES).fill('');
  /** @type {string[]} */
  const rewinds = Array(HUES).fill('');
  let crashes = '';
  for (const mark of marks) {
    const hue = (mark.group ?? 0) % HUES;
    const at = x(mark.at);
    if (mark.kind === 'commit') commits[hue] += `M${at} ${BASE - 5}v10`;
    if (mark.kind === 'crash') crashes += `M${at - 4} ${BASE - 4}l8 8m0 -8l-8 8`;
    if (mark.kind === 'rewind') rewinds[hue] += `M${at + 4} ${BASE - 11}h-6m3 -3l-3 3l3 3`;
    if (mark.kind === 'rebalance') {
      const to = Math.max(x(mark.until ?? end), at + 4);
      rebalances[hue] += `M${at} ${BASE - 10}h${Math.round((to - at) * 10) / 10}v20h${Math.round((at - to) * 10) / 10}z`;
    }
  }
  return { records: skyline(marks, length, width), commits, rebalances, rewinds, crashes };
}

/**
 * @param {Mark[]} marks
 * @param {number} length
 * @param {number} width
 */
function skyline(marks, length, width) {
  const slots = Math.max(1, Math.floor(width / PITCH));
  /** @type {number[]} */
  const counts = Array(slots).fill(0);
  for (const mark of marks) {
    if (mark.kind !== 'records') continue;
    const slot = Math.floor((mark.at / length) * slots);
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
  const drawing = s('svg', { 'aria-hidden': 'true', height: 40, width: '100%' }, rest, paths.blocks, paths.records, future, past, paths.marks, handle);
  const element = h('div', {
    class: 'pg-timeline', role: 'slider', tabindex: 0, 'aria-label': 'Timeline',
    'aria-valuemin': 0, 'aria-valuenow': 0, 'aria-valuemax': 0,
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
    update({ view: true, branch: false, playback: false });
  }).observe(element);
  /**
   * The instant at a place of the window, to whole milliseconds.
   * @param {number} x in pixels of the window
   */
  function instantAt(x) {
    const part = (x - element.getBoundingClientRect().left - 8) / width;
    return Math.round(Math.min(Math.min(1, Math.max(0, part)) * length, player.end));
  }
  listen(element, player, instantAt);

  /** @param {import('../player/player.js').Change} change */
  function update(change) {
    if (width === 0) return;
    stale ||= change.view;
    const wanted = stripLength(player.end);
    const real = performance.now();
    if (wanted !== length || change.branch || (stale && real - drawnAt > refresh)) {
      length = wanted;
      drawnAt = real;
      stale = false;
      paths.draw(drawMarks(player.read((playground) => playground.marks()) ?? [], length, width, player.end));
      refresh = Math.max(REFRESH_MS, (performance.now() - real) * REFRESH_PER_COST);
    } else if (stale && later === 0) {
      // Where time stands still again, nothing else comes to draw what was put off.
      later = setTimeout(() => {
        later = 0;
        update({ view: false, branch: false, playback: false });
      }, refresh);
    }
    const now = (player.now / length) * width;
    const end = (player.end / length) * width;
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

  return { element, update, instantAt };
}

function createPaths() {
  const records = s('path', { class: 'pg-tl-records' });
  const crashes = s('path', { class: 'pg-tl-crash' });
  const each = (/** @type {string} */ name) =>
    Array.from({ length: HUES }, (_, hue) => s('path', { class: `pg-tl-${name} ${hueClass(hue)}` }));
  const [rebalances, commits, rewinds] = [each('rebalance'), each('commit'), each('rewind')];
  return {
    records,
    blocks: s('g', {}, ...rebalances),
    marks: s('g', {}, ...commits, ...rewinds, crashes),
    /** @param {ReturnType<typeof drawMarks>} drawn */
    draw(drawn) {
      attribute(records, 'd', drawn.records);
      attribute(crashes, 'd', drawn.crashes);
      for (let hue = 0; hue < HUES; hue += 1) {
        attribute(rebalances[hue], 'd', drawn.rebalances[hue]);
        attribute(commits[hue], 'd', drawn.commits[hue]);
        attribute(rewinds[hue], 'd', drawn.rewinds[hue]);
      }
    },
  };
}

/**
 * @param {HTMLElement} element
 * @param {Player} player
 * @param {(x: number) => number} instantAt
 */
function listen(element, player, instantAt) {
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
      End: () => player.seek(player.end),
    });
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  });
}
