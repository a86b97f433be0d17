/**
 * What makes a figure of a playground: the stretch of time that it is about,
 * its captions, where it pauses, what the reader may do, and with whom it is in
 * step. Loaded where an attribute asks for any of it, and before the first
 * picture, so that nothing moves.
 */

import { readAuthorsFile, tell } from '../base.js';
import { css } from '../styles/figure.js';
import { words } from '../texts/en/kit.js';
import { readCaptions, sorted } from './captions.js';
import { shownOf } from './shown.js';
import { Told } from './told.js';

// Other parts get from here what they use of it, when it is there: what is imported by several becomes a file of its own.
export { css, shownOf };

/** @typedef {import('./captions.js').Caption} Caption */
/** @typedef {import('../element.js').KafkaPlayground} Figure */
/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/story.js').Story} Story */

/** The address of captions, where they are not the captions themselves. */
const VTT = /^\S+\.vtt([?#]\S*)?$/i;
/** How much longer than its last caption a story without an end is. */
const AFTER_MS = 5000;

export class Kit {
  /** What is left out of the stage. @type {Set<string>} */ without;
  /** What of a scene is shown. */ shown;
  /** The groups that are; all where it is empty. @type {Set<string>} */ #groups;
  /** @type {Page | null} */ #page = null;
  /** @type {Player | null} */ #player = null;
  /** @type {Told | null} */ #told = null;
  /** @type {import('./sync.js').InStep | null} */ #inStep = null;
  /** @type {import('./goal.js').Goal | null} */ #goal = null;
  /** @type {Caption[]} */ #captions = [];
  /** @type {{ from: number, until: number }} */ #bounds = { from: 0, until: Infinity };
  /** What is played of it, where it is a recording. @type {import('../player/recording.js').Recording | null} */ #recording = null;
  /** The commands of the story beyond its scene's, as its link or its file has them. @type {string | null} */ #given = null;
  /** Whether the reader has gone another way. */ #left = false;
  /** Whether something is wrong with its attributes, which is to be said once (slips.js). */ #astray = false;
  /** The groups that are there, where none of them is asked for. @type {string[] | null} */ #strange = null;
  /** What kept its captions from coming. */ #trouble = '';

  /**
   * @param {Figure} figure
   * @param {Kit | null} before what there was of it before its attributes were changed
   */
  constructor(figure, before) {
    this.figure = figure;
    if (before) [this.#given, this.#recording] = [before.#given, before.#recording];
    const { readonly } = figure;
    this.without = new Set(listed(figure.without));
    if (readonly) this.without.add('add').add('buttons');
    this.#groups = new Set(listed(figure.groups));
    this.shown = shownOf(this.without, this.#groups);
  }

  /** Whether something is said under the figure. */
  get #tells() {
    const { captions, playground, goal } = this.figure;
    return Boolean(captions || this.#inside || playground || goal);
  }

  /** Captions that are in the element. */
  get #inside() {
    return this.figure.querySelector(':scope > script[type="text/vtt"]');
  }

  /**
   * Its parts take their places, before anything is drawn.
   * @param {Page} page
   * @param {Player} player
   */
  attach(page, player) {
    const { figure } = this;
    this.#page = page;
    this.#player = player;
    if (figure.readonly) page.root.dataset.readonly = '';
    if (this.without.has('buttons')) page.root.dataset.bare = '';
    if (this.#tells) {
      const told = new Told(player, page.panels.has('controls') ? page.controls.timeline.element : null);
      // The sentence and the time need the room of the line on which it stood.
      const table = page.root.querySelector('.pg-controls > [aria-pressed]');
      if (table) told.foot.prepend(table);
      told.caption.hidden = !(figure.captions || this.#inside);
      page.root.dataset.told = '';
      page.root.append(told.element);
      this.#told = told;
      void this.#readCaptions();
    }
    this.#bound();
    void this.#follow(page, player);
  }

  /**
   * What few figures have comes apart.
   * @param {Page} page
   * @param {Player} player
   */
  async #follow(page, player) {
    const { goal, sync, playground, readonly } = this.figure;
    const [goals, steps, links, readers] = await Promise.all([
      goal && import('./goal.js'), sync && import('./sync.js'), playground && import('./link.js'), readonly && import('./reader.js'),
    ]);
    if (!this.#page) return;
    if (readers) readers.keepHands(page);
    const link = links && links.createLink(this.figure, page, words.$open);
    if (link) this.#told?.foot.append(link);
    if (steps) this.#inStep = new steps.InStep(sync, player);
    if (!goals) return;
    this.#goal = new goals.Goal(goal, page, words.$reached, (detail) => tell(this.figure, 'goal', detail));
    this.#told?.foot.prepend(this.#goal.element);
    this.#goal.update();
  }

  /**
   * Another story is shown, and the stretch is one of it.
   * @param {Story} story
   */
  open({ recording }) {
    this.#given = null;
    this.#leave(false);
    this.#recording = recording;
    this.#bound();
  }

  /**
   * It is shown now.
   * @param {number} own how many of its last commands are the reader's, from before the figure was put back
   */
  begun(own) {
    const player = this.#player;
    if (!player) return;
    const given = ownOf(player);
    this.#given = given.slice(0, given.length - own).join('\n');
    this.#watchWay(player);
  }

  /** @param {import('../player/told.js').Change} change */
  update(change) {
    const player = this.#player;
    if (!player || !this.#page) return;
    if (change.branch || change.view) this.#watchWay(player);
    const came = this.#told?.update() ?? null;
    if (came !== null && came >= 0) {
      const { at, text } = this.#captions[came];
      tell(this.figure, 'caption', { index: came, at: at / 1000, text });
    }
    if (change.view) this.#goal?.update();
    if (change.view && this.#groups.size > 0) this.#findGroups();
    this.#inStep?.update();
    void this.#say();
  }

  /** @param {number} at where playback has stopped, in milliseconds */
  stopped(at) {
    if (at !== this.#bounds.until) return;
    this.#inStep?.settle();
    if (this.figure.loop) void this.#player?.play();
  }

  dispose() {
    this.#told?.dispose();
    this.#inStep?.dispose();
    this.#player = null;
    this.#page = null;
  }

  /** The stretch that is shown, and where playback stops in it. */
  #bound() {
    const { figure } = this;
    const recording = this.#recording;
    const player = this.#player;
    if (!player) return;
    const from = Math.round((figure.start ?? 0) * 1000);
    const said = figure.end === null ? null : Math.round(figure.end * 1000);
    const last = this.#captions.at(-1)?.at;
    const natural = recording?.until ?? (last === undefined || !this.#told ? Infinity : last + AFTER_MS);
    const wrong = said !== null && (said <= from || (recording !== null && said > recording.until));
    const until = wrong ? natural : said ?? (this.#told || figure.loop || from > 0 ? natural : Infinity);
    this.#astray ||= wrong || (figure.loop && until === Infinity);
    this.#bounds = { from: Math.min(from, until), until };
    this.#lift(player);
  }

  /**
   * Where the reader acts the story is over: time is not bound to it any more.
   * @param {Player} player
   */
  #watchWay(player) {
    const left = this.#given !== null && this.#given !== ownOf(player).join('\n');
    if (left === this.#left) return;
    this.#leave(left);
    this.#lift(player);
  }

  /** @param {boolean} left whether the reader has gone another way */
  #leave(left) {
    if (left === this.#left) return;
    this.#left = left;
    const told = this.#told;
    if (!told) return;
    told.left = left;
    void import('./own-way.js').then(({ showOwnWay }) => showOwnWay(told, () => void this.figure.reset()));
  }

  /** @param {Player} player */
  #lift(player) {
    const said = this.figure.pauseAt.trim();
    const stops = said === 'captions' ? this.#captions.map(({ at }) => at) : listed(said).map((word) => Math.round(Number(word) * 1000));
    const known = stops.filter((at) => at >= 0);
    this.#astray ||= known.length < stops.length;
    [player.bounds, player.stops] = this.#left ? [{ from: 0, until: Infinity }, []] : [this.#bounds, known];
    player.refresh();
  }

  async #readCaptions() {
    const captions = (await this.#findCaptions().catch((error) => (this.#trouble = error.message, null))) ?? [];
    if (!this.#page) return;
    this.#captions = captions;
    // Where nothing else has an end, the last of them is one.
    this.#bound();
    const { from, until } = this.#bounds;
    const wanted = Boolean(this.figure.captions || this.#inside);
    this.#astray ||= (wanted && captions.length === 0) || captions.some(({ at }) => at < from || at > until);
    this.#told?.tell(captions);
  }

  /** @returns {Promise<Caption[] | null>} null where what should hold them holds none */
  async #findCaptions() {
    const said = this.figure.captions.trim();
    const inside = this.#inside?.textContent;
    if (said !== '' && !VTT.test(said)) return readCaptions(said);
    if (said === '' && !inside) return null;
    const { readWebVtt } = await import('./webvtt.js');
    const captions = readWebVtt(said === '' ? inside ?? '' : await readAuthorsFile(said));
    return captions && sorted(captions);
  }

  /** Before the first group has come, each of them may. */
  #findGroups() {
    const known = this.#page?.view?.groups.map(({ id }) => id) ?? [];
    const strange = known.length > 0 && !known.some((id) => this.#groups.has(id));
    this.#astray ||= strange && this.#strange === null;
    this.#strange = strange ? known : null;
  }

  /** What is wrong is said once, over the figure, which is shown all the same. */
  async #say() {
    if (!this.#astray) return;
    this.#astray = false;
    const { slipsOf } = await import('./slips.js');
    const facts = { bounds: this.#bounds, until: this.#recording?.until ?? null, captions: this.#captions, inside: this.#inside !== null };
    const slips = slipsOf(this.figure, { ...facts, trouble: this.#trouble, strange: this.#strange });
    if (slips.length > 0) this.#page?.say(slips.join(' '), true);
  }
}

/** @param {Player} player */
function ownOf({ history }) {
  return history.filter((given) => given.own).map((given) => given.scripted);
}

/** @param {string} words */
function listed(words) {
  return words.split(/\s+/).filter(Boolean);
}
