/**
 * The stage as a picture: an SVG that needs no page, no script and no font of
 * its own. Pure: a view and some options become a text, the same one wherever
 * it is made. Where things are, and what they say, is what the page itself makes
 * of the view; here it is only drawn with another pen.
 */

import { PITCH, VALUE_PITCH } from '../base.js';
import { air } from './air.js';
import { escaped, short, tag } from './ink.js';
import { rows } from './rows.js';
import { dressed } from './sheet.js';
import { stage } from './stage.js';
import { told } from './told.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../stage/layout.js').Layout} Layout */
/** @typedef {import('../stage/scene.js').Scene} Scene */

/**
 * @typedef {object} PosterOptions
 * @property {number} [width] in pixels; 640
 * @property {Iterable<string>} [without] what is left out: `legend`, `producers`, `offsets`
 * @property {Iterable<string>} [groups] which are shown; all where it is empty
 * @property {(scene: Scene) => Scene} [shown] what of a scene is shown, where that is not all
 * @property {boolean} [values] whether cells show values
 * @property {'auto' | 'light' | 'dark'} [theme] `auto` has both, and whoever looks chooses
 * @property {string} [title] of what is shown
 * @property {Windows} [windows]
 * @property {string} [css] what an author wrote over the colours, as declarations
 *
 * @typedef {object} Parts what the page is drawn with, which a poster is, too
 * @property {typeof import('../stage/scene.js').sceneOf} sceneOf
 * @property {typeof import('../figure/shown.js').shownOf} shownOf
 * @property {typeof import('../stage/layout.js').layoutOf} layoutOf
 * @property {typeof import('../stage/picture.js').picture} picture
 * @property {typeof import('../stage/strip.js').strip} strip
 * @property {typeof import('../stage/keys.js').keyTable} keyTable
 * @property {typeof import('../stage/tools.js').place} tools
 * @property {import('../stage/rows.js').Rows} rows
 * @property {Pick<typeof import('../stage/flights.js'), 'inTheAir' | 'placeAt' | 'trail'>} flights
 *
 * @typedef {object} Windows what somebody made of the lanes, where there was somebody
 * @property {(topic: string) => number} pitch from one cell of a topic to the next
 * @property {Record<string, import('../player/view.js').CellView[]>} back
 * @property {Map<string, string>} follows
 * @property {Set<string>} unfolded lanes and groups that are unfolded where there are rows
 * @property {boolean} lanes whether lanes stay lanes, however many there are
 */

/** As wide as a figure in an article. */
const WIDTH = 640;
/** What is there to be pressed is nothing on paper. */
const PRESSED = ['add', 'buttons'];

/** More lanes than these are rows, as on the page. */
const ROWS = 6;

/**
 * @param {View} view
 * @param {PosterOptions} options
 * @param {Parts} parts
 */
export function poster(view, options, parts) {
  const { theme = 'auto' } = options;
  const without = new Set([...PRESSED, ...(options.without ?? [])]);
  const { shown = (all) => all } = options;
  const scene = parts.shownOf(without, new Set(options.groups ?? []))(shown(parts.sceneOf(view)));
  /** @type {import('./lanes.js').Defs} */
  const defs = {};
  const { layout, drawn } = described(view, scene, { ...options, without }, parts, defs);
  const { title, about } = told(view, scene, options.title ?? '');
  const size = { width: layout.width, height: layout.height };
  return `${tag('svg', {
    xmlns: 'http://www.w3.org/2000/svg', class: 'poster', viewBox: `0 0 ${short(size.width)} ${short(size.height)}`, ...size, role: 'img',
  }, [
    `<title>${escaped(title)}</title><desc>${escaped(about)}</desc>`,
    dressed(drawn, defs, theme, options.css),
    drawn,
  ].join('\n'))}\n`;
}

/**
 * What the page would show, drawn.
 * @param {View} view
 * @param {Scene} scene
 * @param {PosterOptions & { without: Set<string> }} options
 * @param {Parts} parts
 * @param {import('./lanes.js').Defs} defs
 */
function described(view, scene, { width = WIDTH, values = false, windows, without }, parts, defs) {
  const { pitch = () => (values ? VALUE_PITCH : PITCH), back, follows, unfolded = new Set(), lanes = false } = windows ?? {};
  const where = { width, without, pitch, back, follows };
  const many = scene.topics.reduce((sum, topic) => sum + topic.lanes.length, 0) > ROWS;
  const folded = many && !lanes;
  const layout = folded ? parts.rows.layout(scene, { ...where, unfolded }) : parts.layoutOf(scene, where);
  if (view.tools) parts.tools(layout, view.tools);
  const local = { roving: {}, strip: parts.strip, keys: parts.keyTable, without };
  const ground = tag('rect', { class: 'ground', width: layout.width, height: layout.height });
  if (folded) return { layout, drawn: ground + rows(parts.rows.picture(layout, local), layout.mode === 'wide', defs) };
  const hues = new Map(scene.groups.map((group) => [group.id, group.hue]));
  const flights = view.flights.filter(({ group }) => group === null || hues.has(group));
  // A heart that beats is nothing in a picture that stands still.
  const { things } = parts.flights.inTheAir(flights, layout, { speed: 1, reducedMotion: false, showHeartbeats: false, hues });
  return { layout, drawn: ground + stage(parts.picture(scene, layout, local), layout, defs) + air(things, view.now, parts.flights, defs) };
}
