/**
 * Marks on the line: what is drawn of them in a stretch of time, whose names
 * have room, and which one a pointer means. Pure.
 */

/** @typedef {import('../player/playground.js').Mark} Mark */
/** @typedef {{ partOf(at: number): number, length: number, from: number }} Axis */

/** Where the line is, in pixels from the top, and how high its box is. */
export const LINE = 38;
export const OVERVIEW = 8;
export const HUES = 6;
/** Commits that are nearer than this are one band. */
const BAND = 4;
/** How wide one bar of the skyline stands. */
const PITCH = 6;
/** How near a pointer is to what it means. */
const NEAR = 7;
/** Names are this far apart; a letter is about so wide. */
const GAP = 10;
const LETTER = 6.4;

/** Whose name comes first where there is no room for all. @type {Record<string, number>} */
const RANK = { crash: 0, takeover: 1, lost: 2, again: 3, rewind: 4, deleted: 5, rebalance: 6 };
/** The kinds that are in their group's colour, and those that are not. */
export const HUED = ['rebalance', 'commit', 'rewind', 'takeover'];
export const PLAIN = ['deleted', 'again', 'lost', 'crash'];
/** Kinds that stand out in the overview. */
const COARSE = ['crash', 'lost', 'deleted', 'rebalance'];

/** How a mark of a kind is drawn at a place. @type {Record<string, (x: number, y: number) => string>} */
const SHAPES = {
  commit: (x, y) => `M${x} ${y - 5}v10`,
  rewind: (x, y) => `M${x + 4} ${y - 11}h-6m3 -3l-3 3l3 3`,
  takeover: (x, y) => `M${x} ${y - 6}l5 6l-5 6l-5 -6z`,
  crash: (x, y) => `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`,
  again: (x, y) => `M${x - 3} ${y}v-9h6v9z`,
  lost: (x, y) => `M${x - 4} ${y - 4}h8v8h-8zm0 8l8 -8`,
  deleted: (x, y) => `M${x} ${y - 8}v16`,
};

/** @param {number} x */
const round = (x) => Math.round(x * 10) / 10;

/** @param {Mark} mark */
const hueOf = ({ group }) => (group ?? 0) % HUES;

/**
 * The drawing of marks on the line: paths by what they are, those of groups by hue, too.
 * @param {readonly Mark[]} marks in the order in which they began
 * @param {Axis} axis
 * @param {number} width
 * @param {number} end where what still goes on ends
 */
export function drawLine(marks, axis, width, end) {
  const x = (/** @type {number} */ at) => round(axis.partOf(at) * width);
  /** @type {Record<string, string[]>} */
  const drawn = { records: [skyline(marks, axis, width)] };
  for (const kind of HUED) drawn[kind] = Array(HUES).fill('');
  for (const kind of PLAIN) drawn[kind] = [''];
  /** @type {number[][]} */
  const commits = Array.from({ length: HUES }, () => []);
  for (const mark of marks) {
    const from = x(mark.at);
    const to = x(mark.until ?? (mark.kind === 'rebalance' ? end : mark.at));
    if (to < -NEAR || from > width + NEAR || !(mark.kind in RANK || mark.kind === 'commit')) continue;
    if (mark.kind === 'commit') commits[hueOf(mark)].push(from);
    else if (mark.kind === 'rebalance') drawn.rebalance[hueOf(mark)] += block(from, to, width, LINE, 10);
    else drawn[mark.kind][HUED.includes(mark.kind) ? hueOf(mark) : 0] += SHAPES[mark.kind](from, LINE);
  }
  commits.forEach((places, hue) => (drawn.commit[hue] = bands(places)));
  return drawn;
}

/**
 * A block that is at least as wide as can be seen, as far as it is in sight.
 * @param {number} from
 * @param {number} to
 * @param {number} width
 * @param {number} y its middle
 * @param {number} half
 */
function block(from, to, width, y, half) {
  const within = (/** @type {number} */ x) => Math.max(0, Math.min(x, width));
  const [left, right] = [within(from), within(Math.max(to, from + 4))];
  return left === right ? '' : `M${left} ${y - half}H${round(right)}v${2 * half}H${left}z`;
}

/**
 * Ticks of commits; such as would run into each other are one band.
 * @param {number[]} places
 */
function bands(places) {
  let path = '';
  for (let at = 0; at < places.length; ) {
    let last = at;
    while (last + 1 < places.length && places[last + 1] - places[last] < BAND) last += 1;
    path += last === at ? SHAPES.commit(places[at], LINE) : `M${places[at]} ${LINE - 3}H${places[last]}M${places[at]} ${LINE + 3}H${places[last]}`
      + SHAPES.commit(places[at], LINE) + SHAPES.commit(places[last], LINE);
    at = last + 1;
  }
  return path;
}

/**
 * @param {readonly Mark[]} marks
 * @param {Axis} axis
 * @param {number} width
 */
function skyline(marks, axis, width) {
  const slots = Math.max(1, Math.floor(width / PITCH));
  // The bars stand at fixed instants, so that they move along with the rest.
  const each = axis.length / slots;
  const first = Math.floor(axis.from / each);
  /** @type {number[]} */
  const counts = Array(slots + 2).fill(0);
  for (const mark of marks) {
    const slot = mark.kind === 'records' ? Math.floor(mark.at / each) - first : -1;
    if (slot >= 0 && slot < counts.length) counts[slot] += mark.count;
  }
  const most = Math.max(4, ...counts);
  return counts.map((count, slot) => {
    const x = round(axis.partOf((slot + first + 0.5) * each) * width);
    return count === 0 || x < 0 || x > width ? '' : `M${x} ${LINE}v-${Math.round(3 + (count / most) * 11)}`;
  }).join('');
}

/**
 * What stands out of all that happened, small, on a line of its own.
 * @param {readonly Mark[]} marks
 * @param {Axis} axis
 * @param {number} width
 * @param {number} end
 * @param {number} [y]
 */
export function drawCoarse(marks, axis, width, end, y = OVERVIEW) {
  /** @type {Record<string, string>} */
  const drawn = Object.fromEntries(COARSE.map((kind) => [kind, '']));
  for (const { kind, at, until } of marks) {
    const x = round(axis.partOf(at) * width);
    if (!COARSE.includes(kind) || x < -4 || x > width + 4) continue;
    if (kind === 'rebalance') drawn.rebalance += block(x, round(axis.partOf(until ?? end) * width), width, y, 4);
    if (kind === 'crash') drawn.crash += `M${x - 3} ${y - 3}l6 6m0 -6l-6 6`;
    if (kind === 'lost') drawn.lost += `M${x - 3} ${y - 3}h6v6h-6zm0 6l6 -6`;
    if (kind === 'deleted') drawn.deleted += `M${x} ${y - 4}v8`;
  }
  return drawn;
}

/**
 * The marks whose names have room over the line, with their places.
 * @param {readonly Mark[]} marks
 * @param {Axis} axis
 * @param {number} width
 * @param {(mark: Mark) => string} nameOf
 */
export function namesWithRoom(marks, axis, width, nameOf) {
  const inSight = marks.filter(({ kind, at }) => kind in RANK && axis.partOf(at) >= 0 && axis.partOf(at) <= 1);
  // The newest of a kind come first: that is where one looks.
  const ranked = inSight.map((mark) => mark).sort((a, b) => RANK[a.kind] - RANK[b.kind] || b.at - a.at).slice(0, 60);
  /** @type {{ mark: Mark, text: string, x: number, half: number }[]} */
  const placed = [];
  for (const mark of ranked) {
    const text = nameOf(mark);
    const half = (text.length * LETTER) / 2;
    const x = Math.min(Math.max(axis.partOf(mark.at) * width, half), width - half);
    if (text === '' || half * 2 > width) continue;
    if (placed.every((other) => Math.abs(other.x - x) >= other.half + half + GAP)) placed.push({ mark, text, x, half });
  }
  return placed.map(({ mark, text, x }) => ({ mark, text, x: round(x) }));
}

const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  7_200_000, 21_600_000, 86_400_000];
const LABEL = 76;
const EDGE = 8;

/**
 * Where the axis has its ticks, and what stands there.
 * @param {Axis} axis
 * @param {number} width
 */
export function ticks(axis, width) {
  const most = Math.max(1, Math.floor(width / LABEL));
  const step = STEPS.find((each) => axis.length / each <= most) ?? axis.length;
  /** @type {{ x: number, text: string }[]} */
  const found = [];
  for (let at = Math.ceil(axis.from / step) * step; at <= axis.from + axis.length; at += step) {
    const x = round(axis.partOf(at) * width);
    // What would be cut off says nothing.
    found.push({ x, text: x < EDGE || x > width - EDGE ? '' : short(at, step) });
  }
  return found;
}

/**
 * An instant of the axis: `0:08`, and with its part of a second where the steps are finer.
 * @param {number} at
 * @param {number} step
 */
function short(at, step) {
  const seconds = Math.floor(at / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  const digits = step % 1000 === 0 ? 0 : step % 100 === 0 ? 1 : 3;
  const fraction = digits === 0 ? '' : (at / 1000 - seconds).toFixed(digits).slice(1);
  return `${hours > 0 ? `${hours}:${parts[0]}` : Number(parts[0])}:${parts[1]}${fraction}`;
}

/** Everything that has a name of its own to go through. @param {readonly Mark[]} marks */
export function nameable(marks) {
  return marks.map((mark, index) => ({ mark, index })).filter(({ mark }) => mark.kind !== 'records');
}

/**
 * What happened where a pointer is: what stands out first, at most three.
 * @param {readonly Mark[]} marks
 * @param {Axis} axis
 * @param {number} width
 * @param {number} x
 */
export function marksAt(marks, axis, width, x) {
  const near = nameable(marks).filter(({ mark: { at, until, kind } }) => {
    const from = axis.partOf(at) * width;
    const to = kind === 'rebalance' ? axis.partOf(until ?? Infinity) * width : from;
    return x >= from - NEAR && x <= to + NEAR;
  });
  const distance = (/** @type {{ mark: Mark }} */ { mark }) => Math.abs(axis.partOf(mark.at) * width - x);
  const rank = (/** @type {{ mark: Mark }} */ { mark }) => RANK[mark.kind] ?? 9;
  return near.sort((a, b) => rank(a) - rank(b) || distance(a) - distance(b)).slice(0, 3);
}
