/**
 * `<kafka-playground>`: its attributes are its state, and it costs nothing
 * until it comes near the viewport. It shows a recording first, and loads the
 * engine when somebody acts or when nothing else is to be done. This file
 * defines the class and registers nothing.
 */

import { PANELS, PARTS, Reflecting, upgrade } from './attributes.js';
import { h, tell } from './dom.js';
import { titleOf } from './language.js';
import { lacking } from './late.js';
import { Page } from './page.js';
import { Player } from './player/player.js';
import { SPEEDS } from './player/speeds.js';
import { createBreathe, whenIdle } from './idle.js';
import { findStory } from './player/story.js';
import { attend, isNear, whenNear } from './sight.js';
import { adopt } from './styles/adopt.js';
import { css as frame } from './styles/frame.js';
import { css as stage } from './styles/stage.js';
import { css as tokens } from './styles/tokens.js';
import { words } from './texts/en/figure.js';
import { speakAs } from './texts/tables.js';

/** @typedef {import('./player/player.js').Clock} Clock */
/** @typedef {import('./player/player.js').Entry} Entry */
/** @typedef {import('./player/story.js').Story} Story */
/** @typedef {import('./header.js').Around} Around */

/** What the attributes are made of that hold words. */
const WORDS = { panels: [...PANELS, 'all'], without: PARTS };
/** The furthest instant at which a scene opens, in seconds: to come there, all before it has to happen. */
const FARTHEST = 3600;
/** The attributes that say what is shown. */
const STORY = ['scene', 'recording', 'src', 'link'];
/** Those for which figure/kit.js is there. */
const KIT = ['start', 'end', 'loop', 'captions', 'pause-at', 'goal', 'sync', 'readonly', 'groups', 'playground'];
/** What of `without` it is there for, too, and captions in the element. */
const BARE = '[without~="buttons"], [without~="producers"], :has(> script[type="text/vtt"])';
/** What of an element's children is a picture that stands for it. */
const PICTURE = ':is(img, picture, svg, figure, a)';

/** @type {Clock} */
const realClock = {
  now: () => performance.now(),
  frame: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

export class KafkaPlayground extends Reflecting {
  /** Which one this is, as the build writes it. */
  static version = /** @type {string} */ (/** @type {any} */ (globalThis).KAFKA_PLAYGROUND_VERSION ?? '');
  static observedAttributes = [...STORY, ...KIT, 'panels', 'without', 'speed', 'at', 'height', 'lang'];

  /** @type {Player | null} */ #player = null;
  /** @type {Page | null} */ #page = null;
  /** @type {(() => void)[]} */ #undo = [];
  #building = 0;
  /** Whether it is being built, or is there. */
  #begun = false;
  #asked = 0;
  /** What is shown. @type {Story | null} */ #story = null;
  /** @type {import('./player/trees.js').Trees | null} */ #trees = null;
  /** @type {import('./header.js').Header | null} */ #header = null;
  /** What a figure tells by its attributes, where it has any of those. @type {import('./figure/kit.js').Kit | null} */ #kit = null;
  /** Whether somebody pointed at it or pressed a key in it. */
  #touched = false;
  /** What to come back to after the element was out of the document. */
  /** @type {{ script: string, own: number, at: number, playing: boolean } | null} */ #kept = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open', slotAssignment: 'manual' });
    adopt(root, tokens, frame, stage);
    // Where the browser chooses the colours, the marks are drawn otherwise.
    if (matchMedia('(forced-colors: active)').matches) void import('./styles/forced.js').then(({ css }) => adopt(root, css));
  }

  get theme() {
    const theme = this.getAttribute('theme');
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
  }
  set theme(theme) {
    this.setAttribute('theme', theme);
  }
  get speed() {
    const speed = Number(this.getAttribute('speed') ?? 1);
    return SPEEDS.includes(speed) ? speed : 1;
  }
  set speed(speed) {
    this.setAttribute('speed', String(speed));
  }
  get playing() {
    return this.#player?.playing ?? false;
  }
  get now() {
    return (this.#player?.now ?? 0) / 1000;
  }
  get script() {
    return this.#player?.script ?? this.#kept?.script ?? '';
  }
  /** Where what is shown comes from: a recording, or the engine. Null while there is nothing. */
  get source() {
    if (this.#player?.isAwake) return 'engine';
    return this.#player?.recording ? 'recording' : null;
  }

  async play() {
    await this.#player?.play();
  }
  async pause() {
    await this.#player?.pause();
  }
  async step() {
    await this.#player?.step();
  }
  async stepBack() {
    await this.#player?.stepBack();
  }
  /** @param {number} seconds */
  async seek(seconds) {
    // A fraction of a millisecond is what floating point leaves: 8.029 * 1000 is less than 8029.
    await this.#player?.seek(Math.round(Math.min(seconds, FARTHEST) * 1000), true);
  }
  /** @param {string} line */
  async run(line) {
    return this.#ready().run(String(line));
  }
  /** Loads the engine, if it is not there yet. */
  async wake() {
    return this.#ready().awake();
  }
  /**
   * What was done here as a recording, to be shown by `recording="..."`.
   * @param {{ at?: number, until?: number }} [window] the instant at which it opens and its end, in seconds
   */
  async record({ at = this.now, until = Math.max(at, (this.#player?.end ?? 0) / 1000) } = {}) {
    return this.#ready().record(Math.round(at * 1000), Math.round(until * 1000));
  }
  /**
   * The stage as the text of an SVG.
   * @param {import('./poster/save.js').Wish} [wish] its instant in seconds and its width, where they are not those that are shown
   */
  async svg(wish) {
    const { posters } = await import('./poster/save.js');
    if (!this.#page) this.#ready();
    return (await posters())(/** @type {Page} */ (this.#page), wish);
  }
  async reset() {
    this.#kept = null;
    await this.#load();
  }
  /** @param {number} [cells] */
  view(cells = 60) {
    return this.#player?.read((playground) => playground.view(cells)) ?? null;
  }

  #ready() {
    if (!this.#player) throw new Error('The playground is not ready: wait for its event `ready`.');
    return this.#player;
  }

  dispose() {
    this.#building += 1;
    this.#begun = false;
    for (const undo of this.#undo.splice(0)) undo();
    // What is only being put together has nothing to be kept.
    if (this.#player && this.source !== null) {
      const { script, history, now, playing } = this.#player;
      this.#kept = { script, own: history.filter((given) => given.own).length, at: now, playing };
    }
    this.#trees?.dispose();
    this.#trees = null;
    this.#kit?.dispose();
    this.#kit = null;
    this.#page?.dispose();
    this.#player?.dispose();
    this.#page = null;
    this.#player = null;
  }

  connectedCallback() {
    upgrade(this);
    this.#setHeight();
    // An element that is only moved is taken out and put back at once.
    if (this.#begun || this.#undo.length > 0) return;
    const picture = this.#poster;
    this.#show(picture ?? h('p', { class: 'pg-wait' }, words.$playground), picture && h('div', { class: 'pg-under' }));
    if (isNear(this)) return void this.#build();
    this.#undo.push(whenNear(this, () => void this.#build()));
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.dispose();
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} value
   */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    if (name === 'height') this.#setHeight();
    // A scene that could not be shown may have been mended.
    if (STORY.includes(name) && this.isConnected) this.connectedCallback();
    if (!this.#player) return;
    if (name === 'speed') this.#player.setSpeed(this.speed);
    if (STORY.includes(name) || name === 'at') void this.reset();
    if (name === 'panels' || name === 'without' || name === 'lang' || KIT.includes(name)) void this.#recompose();
  }

  #setHeight() {
    const { height } = this;
    // A bare number is pixels; the browser passes over what is no length.
    this.style.height = '';
    this.style.height = Number(height) > 0 ? `${Number(height)}px` : height;
  }

  /** What stands there until the figure does: its picture, if it has one. */
  get #poster() {
    const pictures = 'around' in this ? [] : this.querySelectorAll(`:scope > ${PICTURE}`);
    if (pictures.length === 0) return this.poster ? h('img', { class: 'pg-poster', part: 'poster', src: this.poster, alt: '' }) : null;
    const slot = h('slot');
    // A slot takes what it is given from when it is there.
    queueMicrotask(() => slot.assign(...pictures));
    return slot;
  }

  async #build() {
    const building = ++this.#building;
    this.#begun = true;
    // The youngest of what it is drawn with.
    if (!CSS.supports('color', 'light-dark(red,red)')) return this.#fail('', null);
    // The recording is on its way while the page is put together.
    const finding = findStory(this, false);
    finding.catch(() => {});
    if ((this.lang || this.#hasAround || this.#hasKit) && !(await this.#dress(building))) return;
    this.#player = new Player({
      load: async () => (await import('./player/engine.js')).loadPlayer(),
      breathe: createBreathe(),
      clock: realClock,
      hooks: {
        change: (change) => {
          this.#page?.update(change);
          this.#kit?.update(change);
        },
        stopped: (at) => this.#kit?.stopped(at),
        command: (entry) => this.#ran(entry),
        failure: (failure) => void this.#stumbled(failure),
        waiting: (on) => this.#page?.awaitEngine(on),
        awake: (swap) => void this.#swapped(swap),
        asleep: (error) => this.#page?.say(error.message, true),
      },
    });
    this.#player.eager = this.#touched;
    this.#player.setSpeed(this.speed);
    this.#compose();
    this.#watch();
    await this.#tell(finding, building);
  }

  /** What the attributes say is shown from its beginning, or what was kept. */
  async #load() {
    const asked = ++this.#asked;
    const finding = findStory(this, this.#player?.isAwake ?? false);
    await finding.catch(() => {});
    // Something else was asked for while this was on its way.
    if (asked === this.#asked) await this.#tell(finding, this.#building);
  }

  /**
   * @param {Promise<Story>} finding
   * @param {number} building
   */
  async #tell(finding, building) {
    try {
      const story = await finding;
      const shown = building === this.#building && (await this.#open(story));
      if (shown) tell(this, 'ready');
    } catch (error) {
      if (building !== this.#building) return;
      this.dispose();
      this.#kept = null;
      this.#fail(/** @type {Error} */ (error).message, null);
    }
  }

  /**
   * @param {Story} story
   * @returns {Promise<boolean>} whether it is shown
   */
  async #open(story) {
    const player = this.#player;
    if (!player) return false;
    const building = this.#building;
    const kept = this.#kept;
    const own = player.history.some((given) => given.own);
    // What was done in a scene is there when one comes back to it.
    const parked = (own || this.#trees) && (await this.#ways(player).then((ways) => ways.change(this.#story?.name ?? '', story.name), () => false));
    const page = this.#page;
    this.#story = story;
    page?.clear();
    page?.showScene(story);
    const { recording } = story;
    const begins = this.at ?? this.start;
    const far = begins !== null && begins > FARTHEST;
    const at = kept ? kept.at : begins === null || far ? story.at : Math.round(begins * 1000);
    this.#kit?.open(story);
    await player.pause();
    try {
      if (parked || (!kept && page && (await story.open?.(page)))) {
        await player.pause();
        if (!parked && begins !== null && !far) await player.seek(/** @type {number} */ (at), true);
      }
      else if (recording && !kept?.own && (at ?? 0) <= recording.until && !player.isAwake) await player.show(recording, at ?? undefined);
      else await player.load(kept ? kept.script : story.script, at, kept?.own);
    } catch (error) {
      if (building === this.#building) this.#fail(/** @type {Error} */ (error).message, story.script);
      return false;
    }
    if (building !== this.#building) return false;
    this.#kit?.begun(kept?.own ?? 0);
    this.#kept = null;
    if (far) void said(page, 'tooFar', `${begins}`);
    if (story.title === '') {
      story.title = titleOf(story.script) || words.$untitled;
      this.#page?.showScene(story);
    }
    if (parked) await this.#startOver();
    else if (kept ? kept.playing : (story.plays ?? this.#plays)) await player.play();
    player.flush();
    const root = this.#page?.root;
    if (root?.parentElement) this.#show(root);
    this.#complain();
    void this.#follow(story, building);
    return true;
  }

  /**
   * What is to come after the first picture: the journal's lines where they are
   * read, and the engine where it may be wanted.
   * @param {Story} story
   * @param {number} building
   */
  async #follow(story, building) {
    await this.#page?.painted;
    const current = () => building === this.#building && story === this.#story;
    if (!current()) return;
    const panels = this.#panels;
    if (this.#touched || panels.has('header')) void this.#readAbout(story);
    if (this.#touched || panels.has('journal')) {
      await story.readJournal();
      if (current()) this.#player?.refresh();
    }
    // Whoever pays by the byte, and a figure that nobody touches, needs no engine yet.
    const saves = /** @type {any} */ (navigator).connection?.saveData === true;
    if (saves || !(this.#whole || this.#touched)) return;
    await this.#page?.complete;
    whenIdle(() => current() && void this.#player?.awake().catch(() => {}));
  }

  /** @param {Story} story */
  async #readAbout(story) {
    try {
      await story.readAbout();
    } catch {
      // It is one sentence, and the scene can be seen without it.
      return;
    }
    if (story === this.#story) this.#page?.showScene(story);
    this.#player?.refresh();
  }

  /**
   * The scene that is shown already is started over.
   * @param {string} scene
   */
  #choose(scene) {
    if (scene === this.#story?.name) return void this.#startOver();
    this.scene = scene;
    for (const other of STORY.slice(1)) this.removeAttribute(other);
  }

  /** @param {Player} player */
  async #ways(player) {
    const { Trees } = await import('./player/trees.js');
    this.#trees ??= new Trees(player);
    return this.#trees;
  }

  /** To where the scene opened: a move in its history, which keeps what was done. */
  async #startOver() {
    const player = this.#player;
    if (!player) return;
    const ways = await this.#ways(player).catch(() => null);
    if (!ways) return this.#page?.say(lacking(words.$lackingAsked));
    const back = await ways.startOver();
    if (this.#plays) await player.play();
    if (back && this.#page) ways.offer(this.#page, back);
  }

  /** Whether it plays by itself: not in an article of somebody whom that disturbs. */
  get #plays() {
    return this.autoplay && (this.#whole || !matchMedia('(prefers-reduced-motion: reduce)').matches);
  }

  get #hasKit() {
    return KIT.some((name) => this.hasAttribute(name)) || this.matches(BARE);
  }

  /** Whether there is more than the figure. */
  get #hasAround() {
    return [...this.#panels].some((panel) => panel !== 'stage' && panel !== 'controls');
  }

  /** Whether it shows all there is. */
  get #whole() {
    return this.#panels.size === PANELS.length;
  }

  get #panels() {
    const wanted = this.panels.split(/\s+/);
    const known = PANELS.filter((panel) => wanted.includes(panel) || wanted.includes('all'));
    return new Set(known.length > 0 ? known : ['stage', 'controls']);
  }

  /**
   * What is around the figure has its style before it is there, and a figure its language.
   * @param {number} building
   * @returns {Promise<boolean>} whether it is still wanted
   */
  async #dress(building) {
    try {
      if (this.lang) await speakAs(this.lang);
      const before = this.#kit;
      before?.dispose();
      this.#kit = null;
      if (this.#hasKit) {
        const { css, Kit } = await import('./figure/kit.js');
        if (building !== this.#building) return false;
        this.#kit = new Kit(this, before);
        if (this.shadowRoot) adopt(this.shadowRoot, css);
      }
      if (!this.#hasAround) return building === this.#building;
      // Our own page brings it along.
      const { around } = /** @type {{ around?: Around }} */ (/** @type {unknown} */ (this));
      const [{ css }, header] = around ? [around, around.header] : await Promise.all([
        import('./styles/around.js'), this.#panels.has('header') ? import('./header.js') : null,
      ]);
      this.#header = header;
      if (this.shadowRoot) adopt(this.shadowRoot, css, ...(header ? [header.css] : []));
    } catch (error) {
      if (building === this.#building) this.#fail(lacking(words.$lackingPage), null, error);
      return false;
    }
    return building === this.#building;
  }

  async #recompose() {
    if (!(await this.#dress(this.#building))) return;
    const had = this.shadowRoot?.activeElement;
    this.#compose();
    this.#complain();
    this.#player?.refresh();
    if (had) this.#page?.controls.focus();
  }

  /** Puts the panels together, around a player that may already run. */
  #compose() {
    const player = this.#player;
    if (!player) return;
    const entries = this.#page?.entries;
    this.#page?.dispose();
    const panels = this.#panels;
    this.#page = new Page({
      player, entries, panels,
      whole: this.#whole,
      without: this.#kit?.without ?? new Set(this.without.split(/\s+/)),
      shown: this.#kit?.shown,
      header: panels.has('header') ? this.#header : null,
      scene: this.#story,
      setSpeed: (speed) => (this.speed = speed),
      setScene: (scene) => this.#choose(scene),
      startOver: () => void this.#startOver(),
      show: (story) => void this.#open(story),
    });
    this.#kit?.attach(this.#page, player);
    const { root } = this.#page;
    // Its picture stands there until the figure has one of its own.
    (this.shadowRoot?.querySelector('.pg-under') ?? this.shadowRoot)?.replaceChildren(root);
    this.#page.update({ view: true, branch: true, playback: true });
  }

  /** Says what means nothing in attributes that are made of words; all else is shown. */
  #complain() {
    const unknown = /** @type {const} */ (['panels', 'without']).find((name) => this[name].split(/\s+/).some((word) => word && !WORDS[name].includes(word)));
    if (unknown) void said(this.#page, 'meansNothing', unknown, this[unknown], WORDS[unknown]);
  }

  /** Stands still where nobody looks, and listens to the keyboard. */
  #watch() {
    const player = this.#player;
    const page = this.#page;
    if (!player || !page) return;
    const hidden = () => player.hold('hidden', document.hidden);
    document.addEventListener('visibilitychange', hidden);
    hidden();
    const observer = new IntersectionObserver((entries) => player.hold('off screen', !entries[entries.length - 1].isIntersecting));
    observer.observe(this);
    const print = (/** @type {Event} */ { type }) => this.#page?.print(type === 'beforeprint');
    const touched = new AbortController();
    for (const type of ['beforeprint', 'afterprint']) addEventListener(type, print, { signal: touched.signal });
    attend(this, () => this.#page, () => this.#whole, touched.signal);
    for (const touch of ['pointerdown', 'keydown']) this.addEventListener(touch, () => this.#touch(), { signal: touched.signal });
    this.#undo.push(
      () => document.removeEventListener('visibilitychange', hidden),
      () => observer.disconnect(),
      () => touched.abort(),
    );
  }

  /** Somebody is there. */
  #touch() {
    if (this.#touched) return;
    this.#touched = true;
    if (this.#player) this.#player.eager = true;
    if (this.#story) void this.#follow(this.#story, this.#building);
  }

  /** @param {Entry} entry */
  #ran(entry) {
    this.#page?.addEntry(entry);
    if (entry.setup && entry.refused) this.#page?.say(`${entry.line}: ${entry.refused.message}`, true);
    if (entry.setup) return;
    const { line, at, output, refused } = entry;
    tell(this, 'command', { line, at, output, refused });
  }

  /** @param {import('./player/told.js').Swap} swap */
  async #swapped(swap) {
    if (!swap.corrected && swap.difference === null) return;
    const { swapped } = await import('./mishaps.js');
    if (this.#page) swapped(this.#page, swap, this.script, this.#report);
  }

  /** @param {import('./player/player.js').Failure} failure */
  async #stumbled(failure) {
    if (this.#story?.recording && !this.#player?.isAwake) return this.#fail(failure.message, failure.script);
    const { stumbled } = await import('./mishaps.js');
    if (this.#page) stumbled(this.#page, failure, this.#report);
  }

  /**
   * @param {string} message
   * @param {string | null} script
   * @param {unknown} [cause] of a module that has not come
   */
  async #fail(message, script, cause) {
    const building = this.#building;
    this.#begun = false;
    // What is said comes when it is needed; where even that does not come, what is known is enough.
    const failed = await import('./mishaps.js').catch(() => null);
    message = (await failed?.explained(message, cause)) ?? message;
    if (building !== this.#building) return;
    const said = failed?.failure(message, /** @type {ShadowRoot} */ (this.shadowRoot)) ?? h('p', { class: 'pg-wait', role: 'alert' }, message);
    this.#show(said, this.#poster);
    this.#report(message, script);
  }

  /**
   * @param {string} message
   * @param {string | null} script
   */
  #report = (message, script) => {
    // It does not bubble: at the window it would pass for an error of the page's own scripts.
    this.dispatchEvent(new CustomEvent('error', { composed: true, detail: { message, script } }));
  };

  /** @param {(HTMLElement | null)[]} content */
  #show(...content) {
    this.shadowRoot?.replaceChildren(...content.filter((each) => each !== null));
  }
}

/**
 * Says what is wrong with an attribute.
 * @template {'meansNothing' | 'tooFar'} What
 * @param {Page | null} page
 * @param {What} what
 * @param {Parameters<typeof import('./mishaps.js')[What]>} about
 */
async function said(page, what, ...about) {
  const say = /** @type {(...about: any[]) => string} */ ((await import('./mishaps.js'))[what]);
  page?.say(say(...about), true);
}
