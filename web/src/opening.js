/**
 * What opens over a page when somebody asks for it: forms, menus and dialogs.
 * Each is loaded when it is opened for the first time, and so is this.
 */

import { lacking } from './base.js';
import { words } from './texts/en/opening.js';

/** @typedef {import('./page.js').Page} Page */
/** @typedef {import('./panels/forms.js').Form} Form */

/**
 * What comes of a click is said when it has come: its answer, or what its tool
 * prints.
 * @param {import('./page.js').Page} page
 * @param {import('./language.js').Command} command
 * @param {import('./terminal/errand.js').Clicked} ran
 */
export async function follow(page, command, ran) {
  await (await import('./terminal/errand.js')).follow(page, command, ran);
}

export class Opening {
  /**
   * @param {Page} page
   * @param {() => boolean} turn whether nothing else was asked for meanwhile
   */
  constructor(page, turn) {
    this.page = page;
    this.turn = turn;
  }

  /**
   * A form. Its words come from the engine, which may have to be fetched.
   * @param {() => Form | null} make
   */
  async form(make) {
    const { page } = this;
    const dialogs = this.#load(words.$form, () => import('./panels/dialogs.js'));
    try {
      await page.player.awake();
    } catch (error) {
      return page.say(/** @type {Error} */ (error).message, true);
    }
    const opened = await dialogs;
    const form = opened && this.turn() ? make() : null;
    if (form) opened?.openForm(page, form);
  }

  /**
   * A thing's menu. Some things are forms at once: `settings:c1`,
   * `rate:checkout`, `produce:checkout`, `new:producer`, `new:consumer/billing`.
   * @param {string} thing
   * @param {Element} anchor
   */
  async menu(thing, anchor) {
    const { page } = this;
    const menu = await this.#load(words.$menu, () => import('./panels/menu.js'));
    const { view } = page;
    if (!menu || !view || !this.turn()) return;
    if (menu.isForm(thing)) return page.open('form', () => menu.formFor(page.view ?? view, thing));
    const items = menu.itemsFor(view, thing);
    const name = thing.slice(thing.indexOf(':') + 1);
    if (items.length > 0) this.#offer(menu, items, words.$doWith(name), anchor);
  }

  async scenes() {
    const { page } = this;
    const [menu, scenes] = await Promise.all([
      this.#load(words.$menu, () => import('./panels/menu.js')),
      this.#load(words.$sceneList, async () => (await import('./player/scenes.js')).loadScenes()),
    ]);
    if (!menu || !scenes || !this.turn()) return;
    const items = Object.entries(scenes).map(([name, { title }]) => ({ label: title, act: () => page.setScene(name) }));
    items.push({ label: words.$openFile, act: () => void page.open('file') });
    this.#offer(menu, items, words.$scenes, page.boxes.scene);
  }

  /** @param {import('./player/playground.js').Why} why */
  async why(why) {
    const reason = await this.#load(words.$reason, () => import('./panels/why.js'));
    if (this.turn()) reason?.openWhy(this.page, why);
  }

  /** @param {number} at */
  async skipTo(at) {
    const skip = await this.#load(words.$way, () => import('./panels/skip.js'));
    if (this.turn()) await skip?.skipTo(this.page, at);
  }

  /** @param {Element} anchor */
  async skip(anchor) {
    const menu = await this.#load(words.$menu, () => import('./panels/menu.js'));
    const { time } = this.page;
    if (!time) return this.page.say(lacking(words.$way));
    if (menu && this.turn()) this.#offer(menu, time.items(), words.$goToWhat, anchor);
  }

  async help() {
    const { page } = this;
    const help = await this.#load(words.$help, () => import('./panels/help.js'));
    // Only our own page lets one choose: in an article it is the author's to say.
    const host = /** @type {HTMLElement & { around?: import('./element.js').Around }} */ (/** @type {ShadowRoot} */ (page.root.getRootNode()).host);
    const language = host.around?.language;
    if (this.turn()) help?.openHelp(page.root, () => void page.open('faithful'), language && { ...language, now: host.lang });
  }

  /** The lessons, or the one that was left. */
  async lessons() {
    const opened = await this.#load(words.$lessons, () => import('./lessons/open.js'));
    if (this.turn()) await opened?.lessons(this.page);
  }

  /** This moment as a link, in the forms that it takes, and as a file. */
  async share() {
    const { page } = this;
    const share = this.#load(words.$dialog, () => import('./share/dialog.js'));
    await page.player.pause();
    try {
      await page.player.awake();
    } catch (error) {
      return page.say(/** @type {Error} */ (error).message, true);
    }
    const opened = await share;
    if (this.turn()) opened?.openShare(page);
  }

  /** A figure of what is shown, for an article. */
  async embed() {
    const { page } = this;
    const embed = this.#load(words.$dialog, () => import('./embed/dialog.js'));
    await page.player.pause();
    const opened = await embed;
    if (this.turn()) await opened?.openEmbed(page, this.turn);
  }

  /**
   * A script that somebody brings takes the place of what is shown.
   * @param {string} text
   * @param {string} what it is called
   */
  async text(text, what) {
    const files = await this.#load(words.$reader, () => import('./share/file.js'));
    if (this.turn()) await files?.openText(this.page, text, what);
  }

  /** A file that is chosen. */
  async file() {
    const files = await this.#load(words.$reader, () => import('./share/file.js'));
    if (this.turn()) files?.chooseFile(this.page);
  }

  /**
   * What a group's offsets are, beside the stage, as long as somebody wants to see that.
   * @param {string | null} group
   */
  async watch(group) {
    const watch = await this.#load(words.$table, () => import('./terminal/watch.js'));
    if (this.turn()) watch?.watch(this.page, group);
  }

  /** What the engine is held to. */
  async faithful() {
    const faithful = await this.#load(words.$account, () => import('./panels/faithful.js'));
    if (this.turn()) await faithful?.openFaithful(this.page.root);
  }

  /**
   * What opens; null where it cannot be loaded, which is said.
   * @template T
   * @param {string} name
   * @param {() => Promise<T>} load
   * @returns {Promise<T | null>}
   */
  async #load(name, load) {
    try {
      return await load();
    } catch {
      this.page.say(lacking(name));
      return null;
    }
  }

  /**
   * @param {typeof import('./panels/menu.js')} menu
   * @param {import('./panels/menu.js').Item[]} items
   * @param {string} name
   * @param {Element} anchor
   */
  #offer(menu, items, name, anchor) {
    const { page } = this;
    menu.openMenu({
      root: page.root,
      openForm: (make) => void page.open('form', make),
      command: (saying) => void page.command(saying),
      pick: (thing) => page.pick(thing),
      watch: (group) => void page.open('watch', group),
    }, items, name, anchor);
  }
}
