/**
 * The stage as a picture: an SVG that needs no page, no script and no font of
 * its own. Pure: a view and some options become a text, the same one wherever
 * it is made. Where things are, and what they say, is what the page itself makes
 * of the view; here it is only drawn with another pen.
 */

import { escaped, short, tag } from './ink.js';
import { told } from './told.js';
import { dressed } from './sheet.js';
import { stage } from './stage.js';

/** @typedef {import('../player/view.js').View} View */
/** @typedef {import('../stage/layout.js').Layout} Layout */
/** @typedef {import('../stage/scene.js').Scene} Scene */

/**
 * @typedef {object} PosterOptions
 * @property {number} [width] in pixels; 640
 * @property {Iterable<string>} [without] what is left out: `legend`, `producers`, `offsets`
 * @property {Iterable<string>} [groups] which are shown; all where it is empty
 * @property {boolean} [values] whether cells show values
 * @property {'auto' | 'light' | 'dark'} [theme] `auto` has both, and whoever looks chooses
 * @property {string} [title] of what is shown
 * @property {string} [css] what an author wrote over the colours, as declarations
 *
 * @typedef {object} Parts what the page is drawn with, which a poster is, too
 * @property {typeof import('../stage/scene.js').sceneOf} sceneOf
 * @property {typeof import('../stage/layout.js').layoutOf} layoutOf
 * @property {typeof import('../stage/picture.js').picture} picture
 * @property {typeof import('../stage/strip.js').strip} strip
 * @property {typeof import('../stage/keys.js').keyTable} keyTable
 * @property {(topic: string) => number} pitch
 */

/** As wide as a figure in an article. */
const WIDTH = 640;
/** What is there to be pressed is nothing on paper. */
const PRESSED = ['add', 'buttons'];

/**
 * @param {View} view
 * @param {PosterOptions} options
 * @param {Parts} parts
 */
export function poster(view, options, parts) {
  const { width = WIDTH, theme = 'auto' } = options;
  const without = new Set([...PRESSED, ...(options.without ?? [])]);
  const scene = shown(parts.sceneOf(view), new Set(options.groups ?? []));
  const layout = parts.layoutOf(scene, { width, without, pitch: parts.pitch });
  const local = { roving: {}, strip: parts.strip, keys: parts.keyTable, without };
  /** @type {import('./lanes.js').Defs} */
  const defs = {};
  const drawn = stage(parts.picture(scene, layout, local), layout, defs);
  const { title, about } = told(view, scene, options.title ?? '');
  const [w, h] = [short(layout.width), short(layout.height)];
  return `${tag('svg', {
    xmlns: 'http://www.w3.org/2000/svg', class: 'poster', viewBox: `0 0 ${w} ${h}`, width: layout.width, height: layout.height, role: 'img',
  }, [
    `<title>${escaped(title)}</title><desc>${escaped(about)}</desc>`,
    dressed(`<rect class="ground"/>${drawn}`, defs, theme, options.css),
    tag('rect', { class: 'ground', width: layout.width, height: layout.height }),
    drawn,
  ].join('\n'))}\n`;
}

/**
 * Without what is pressed, and with the groups that were asked for.
 * @param {Scene} scene
 * @param {Set<string>} groups
 * @returns {Scene}
 */
function shown(scene, groups) {
  const wanted = (/** @type {string} */ id) => groups.size === 0 || groups.has(id);
  const bare = (/** @type {import('../stage/scene.js').Card} */ card) => ({ ...card, buttons: [], hand: [] });
  return {
    ...scene,
    producers: scene.producers.map(bare),
    topics: scene.topics.map((topic) => ({
      ...topic, lanes: topic.lanes.map((lane) => ({ ...lane, tracks: lane.tracks.filter((track) => wanted(track.group)) })),
    })),
    commits: scene.commits.filter((commit) => wanted(commit.thing.slice('commit:'.length).split('/')[0])),
    groups: scene.groups.filter((group) => wanted(group.id)).map((group) => ({ ...group, cards: group.cards.map(bare) })),
  };
}
