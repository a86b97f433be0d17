/**
 * The panel of a lesson beside the stage: which step is shown, what is reached
 * and answered in it, and what its buttons do. What is told of a step is made of
 * that (`told.js`), how it looks is described (`picture.js`), and what happens on
 * the stage is done by `acting.js`.
 */

import { adopt, el, h, hold, patch, write } from '../base.js';
import { copyFrom } from '../panels/copy.js';
import { css } from '../styles/lesson.js';
import { words } from '../texts/en/lessons.js';
import { Acting } from './acting.js';
import { addressOf, placeIn } from './address.js';
import { GuessMarks, guessAt } from './guess.js';
import { keysOf } from './keys.js';
import { pictureOf } from './picture.js';
import { Place } from './place.js';
import { finished, keep, reached, recall, stateOf } from './progress.js';
import { plainOf } from './prose.js';
import { fillGuess, focusTitle, moveDots, revealNew } from './reading.js';
import { lendPrograms, showOf } from './show.js';
import { toldOf } from './told.js';

/** @typedef {import('../page.js').Page} Page */
/** @typedef {import('./lesson.js').Lesson} Lesson */
/** @typedef {import('./lesson.js').Step} Step */
/** @typedef {import('./predicting.js').Answered} Answered */
/** @typedef {import('./library.js').Among} Among */

/** While time goes on it is judged so often, in real milliseconds. */
const JUDGE_MS = 100;
/** What needs the stage as the step sets it. */
const STAGED = new Set(['see', 'show', 'over', 'proof']);

export class LessonPanel {
  #box = h('section', { class: 'pg-lesson', 'aria-label': words.$lesson });
  #root = h('div', { class: 'pg-lesson-root' });
  #live = h('div', { class: 'pg-live', 'aria-live': 'polite' });
  #held = hold(this.#root);
  /** @type {Lesson | null} */ #lesson = null;
  /** @type {Among} */ #among = { id: null, list: [] };
  #step = 0;
  /** Whether one came here from the step before: who opens the last one has not done the lesson. */ #came = false;
  /** Goals of this step that were reached once. @type {Set<number>} */ #reached = new Set();
  /** @type {Map<number, Answered>} */ #answered = new Map();
  #hints = 0;
  /** @type {import('./predicting.js').Asked} */ #asked = { guess: null, state: '' };
  /** Whether the answer to the open question was there when it was judged last. @type {boolean | null} */ #there = null;
  /** What was shown last of the step. */ #shown = 0;
  /** Whether a solution is being shown, in which nothing is asked. */ #showing = false;
  /** How often the stage is just being set: until it is, nothing is judged. */ #opening = 0;
  /** Whether somebody has gone into the playground. */ #left = false;
  /** The programs that stand in the Code tab. */ #lent = '';
  #judged = '';
  #judgedAt = -Infinity;
  /** What comes when somebody leaves. @type {() => void} */ #wayBack;

  /**
   * @param {Page} page
   * @param {object} needs
   * @param {(id: string, step?: string | null) => void} needs.open another lesson is opened
   * @param {() => void} needs.list the list of lessons is shown
   * @param {(left: boolean) => void} needs.left somebody has left it, or has come back
   * @param {(among: Among, step: string | null) => void} needs.change its text is wanted
   */
  constructor(page, { open, list, left, change }) {
    this.page = page;
    this.open = open;
    this.list = list;
    this.change = change;
    this.#wayBack = () => left(this.#left);
    this.acting = new Acting(page);
    this.marks = new GuessMarks(page);
    this.place = new Place(page, this.#box, { leave: () => this.leave() });
    adopt(page.root, css);
    this.#box.append(this.#root, this.#live);
    this.#root.addEventListener('click', (event) => void this.#click(event));
    this.#root.addEventListener('input', (event) => this.#input(event));
    this.#root.addEventListener('keydown', (event) => this.#key(event));
    for (const type of ['click', 'keydown']) page.boxes.stage.addEventListener(type, (event) => this.#pickOnStage(event), { capture: true });
    keysOf(this);
  }

  /** The place of the step that is shown. */
  get at() {
    return this.#step;
  }

  get step() {
    return this.#lesson?.steps[this.#step] ?? null;
  }

  /** Whether it is on the screen. */
  get isOpen() {
    return this.#lesson !== null && !this.#left;
  }

  /**
   * Shows a lesson, wherever it comes from, at one of its steps.
   * @param {Lesson} lesson
   * @param {Among} among
   * @param {string | null} [step] its name; the first where it is not said
   * @param {{ focus?: boolean }} [options] whether the focus goes to where one reads
   */
  async show(lesson, among, step = null, { focus = true } = {}) {
    // What is being written may have no step yet.
    if (lesson.steps.length === 0) return;
    this.#lesson = lesson;
    this.#among = among;
    this.#left = false;
    this.place.open();
    this.#wayBack();
    this.#came = lesson.steps.length === 1;
    await this.#begin(Math.max(0, lesson.steps.findIndex(({ id }) => id === step)), focus);
  }

  /**
   * Goes on with what another panel shows, in other words perhaps: what was
   * done and answered there is.
   * @param {Lesson} lesson
   * @param {Among} among
   * @param {LessonPanel} other
   * @returns {boolean} whether it could
   */
  goOn(lesson, among, other) {
    const kinds = (/** @type {Step | undefined | null} */ step) => step?.items.map(({ kind }) => kind).join();
    if (!other.isOpen || among.id !== other.#among.id || kinds(lesson.steps[other.#step]) !== kinds(other.step)) return false;
    if (!this.acting.goOn(other.acting)) return false;
    this.#lesson = lesson;
    this.#among = among;
    this.#step = other.#step;
    this.#came = other.#came;
    this.#reached = new Set(other.#reached);
    this.#answered = new Map(other.#answered);
    this.#hints = other.#hints;
    this.#asked = { guess: other.#asked.guess, state: '' };
    this.place.open();
    this.acting.rename(this.#title);
    this.#note();
    this.#draw();
    this.update();
    return true;
  }

  /**
   * The lesson was written anew, and is shown at one of its steps. Where that
   * begins as what is shown does, the stage stays as it is, and so does the focus.
   * @param {Lesson} lesson
   * @param {Among} among
   * @param {number} at
   */
  async revise(lesson, among, at) {
    const { isOpen } = this;
    const before = isOpen && this.acting.stands ? this.step : null;
    this.#lesson = lesson;
    this.#among = among;
    if (!isOpen) {
      this.#left = false;
      this.place.open();
      this.#wayBack();
    }
    const now = lesson.steps[at];
    if (before?.script !== now.script || before.at !== now.at) return this.#begin(at, false);
    this.#step = at;
    if (JSON.stringify(before.items) !== JSON.stringify(now.items)) this.#clear();
    this.#draw();
    this.update();
  }

  /** What changed on the stage; called once a frame. */
  update() {
    if (!this.isOpen || this.#opening) return;
    if (!this.acting.stands) return this.leave();
    if (!this.acting.aside) this.#judge();
    this.#mark();
  }

  /** Others that are drawn with the tabs have those; this needs nothing of it. */
  close() {}

  /** Into the playground, with the cluster as it is. */
  leave() {
    if (this.#left) return;
    this.#left = true;
    this.acting.stop();
    this.marks.hide();
    this.#lend([]);
    this.place.close();
    this.#wayBack();
    history.replaceState(history.state, '', addressOf(location.href, null));
  }

  /** Back from there: with the same cluster where it is still there. */
  async comeBack() {
    this.#left = false;
    this.place.open();
    this.#wayBack();
    if (!this.acting.stands) return this.#begin(this.#step);
    this.#note();
    this.#draw();
    focusTitle(this.#root, this.#step === 0);
  }

  /**
   * What a key or a button asks for.
   * @param {string} what
   * @param {HTMLElement} [button]
   */
  async act(what, button) {
    const at = Number(button?.dataset.at);
    switch (what) {
      case 'see': return this.#see();
      case 'hint': return this.#hint();
      case 'show': return this.#showMe();
      case 'over': return this.#again();
      case 'next': return this.#next();
      case 'previous': return this.#previous();
      case 'proof': return this.#proof(at);
      case 'back': return this.#back();
      case 'code': return void this.place.lend('code');
      case 'change': return this.change(this.#among, this.step?.id ?? null);
      case 'link': return button && this.#say(await copyFrom(button, addressOf(location.href, this.#address), words));
      case 'leave': return this.leave();
    }
  }

  /** @param {string} text */
  #say(text) {
    write(this.#live, text);
  }

  get #title() {
    const number = this.#number;
    const title = this.#lesson?.title ?? '';
    return number > 0 ? words.$lessonNumber(number, title) : title;
  }

  /** Its place among all lessons, from 1; 0 for none. */
  get #number() {
    return this.#among.list.findIndex(({ id }) => id === this.#among.id) + 1;
  }

  get #address() {
    const { id } = this.#among;
    return id === null ? null : { lesson: id, step: this.#step > 0 ? this.step?.id ?? null : null };
  }

  get #told() {
    return toldOf(this.step?.items ?? [], { reached: this.#reached, answered: new Set(this.#answered.keys()), hints: this.#hints });
  }

  /**
   * @param {number} step
   * @param {boolean} [focus]
   */
  async #begin(step, focus = true) {
    this.#step = step;
    this.#clear();
    this.#note();
    this.#draw();
    await this.#stage((now) => this.acting.begin(now, this.#title));
    const begun = this.step;
    if (begun) void showOf(this.page, this.place, begun);
    if (focus) focusTitle(this.#root, this.#step === 0);
  }

  #clear() {
    this.#reached = new Set();
    this.#answered = new Map();
    this.#hints = 0;
    this.#asked = { guess: null, state: '' };
    this.#there = null;
    this.#shown = 0;
    this.#judged = '';
    this.#showing = false;
    this.marks.hide();
  }

  /**
   * Something that sets the stage; until it is set nothing is judged.
   * @param {(step: Step) => Promise<void>} how
   */
  async #stage(how) {
    const step = this.step;
    if (!step) return;
    this.#opening += 1;
    try {
      await how(step);
    } catch (error) {
      // It was said over the stage.
      this.#say(words.$couldNot(/** @type {Error} */ (error).message));
    } finally {
      this.#opening -= 1;
    }
    // Who shows something of the step needs what is on the stage now.
    this.page.player.flush();
    this.#draw();
  }

  /** Where one is stands in the address, and is remembered. */
  #note() {
    const { id } = this.#among;
    if (id === null || !this.step) return;
    const step = this.step.id;
    history.replaceState(history.state, '', addressOf(location.href, this.#address));
    keep((progress) => reached(progress, id, step));
  }

  #judge() {
    const { player } = this.page;
    const key = `${player.epoch} ${player.read((source) => source.revision())} ${Math.floor(player.now)}`;
    const real = performance.now();
    if (key === this.#judged || (player.playing && real - this.#judgedAt < JUDGE_MS)) return;
    [this.#judged, this.#judgedAt] = [key, real];
    const { items } = this.step ?? { items: [] };
    const before = this.#told;
    const open = before.goals.filter((at) => !this.#reached.has(at));
    const goals = open.map((at) => /** @type {Extract<import('./lesson.js').Item, { kind: 'goal' }>} */ (items[at]).goal);
    const question = this.#showing || this.#asked.state === 'going' ? null : this.#predict;
    const judged = this.acting.judge([...goals.flatMap(({ predicates }) => predicates), ...(question ? [question.predict.until] : [])]);
    if (!judged) return;
    const reached = this.#reached.size;
    let from = 0;
    for (const [nth, at] of open.entries()) {
      const { predicates, text } = goals[nth];
      if (judged.slice(from, from + predicates.length).every(Boolean)) {
        this.#reached.add(at);
        this.#say(words.$goalReached(plainOf(text)));
        this.acting.tell({ lesson: this.#among.id, step: this.step?.id, goal: plainOf(text) });
      }
      from += predicates.length;
    }
    if (this.#reached.size > reached || this.#shown === 0 || !player.playing) this.#draw();
    const asking = this.#told.asking;
    if (asking !== null && before.asking === null && !this.#showing) this.#ask();
    if (question) this.#notice(question, judged[from]);
  }

  /**
   * Who lets time go on by himself while something is asked comes to the answer, too.
   * @param {{ at: number, predict: import('./lesson.js').Predict }} question
   * @param {boolean} holds whether the answer is there
   */
  #notice(question, holds) {
    const before = this.#there;
    this.#there = holds;
    if (before !== false || !holds) return;
    void this.page.player.pause();
    this.#answer(question);
  }

  /** Time stands until one has guessed. */
  #ask() {
    this.#there = null;
    this.acting.stop();
    void this.page.player.pause();
    this.#say(words.$asksNow);
  }

  #draw() {
    const lesson = this.#lesson;
    if (!lesson) return;
    const told = this.#told;
    let progress = recall();
    const { list, id, note = '', source } = this.#among;
    if (told.all && id !== null && this.#step === lesson.steps.length - 1 && this.#came && !this.#opening && stateOf(progress, id) !== 'done') {
      keep((now) => finished(now, id));
      progress = recall();
    }
    patch(this.#held, el('root', 'div', 'pg-lesson-root', { 'data-step': this.#step }, pictureOf({
      lesson, step: this.#step, told, reached: this.#reached, answered: this.#answered, asked: this.#asked, hints: this.#hints,
      aside: this.acting.aside, view: this.page.view, note, changes: id !== null || source !== undefined,
      list, number: this.#number, state: (one) => stateOf(progress, one),
    })));
    this.#lend(told.shown.map((at) => lesson.steps[this.#step].items[at]));
    fillGuess(this.#root, this.#asked.guess);
    const before = this.#shown;
    this.#shown = told.shown.length;
    revealNew(this.#root, before, this.#shown);
  }

  /** @param {import('./lesson.js').Item[]} items what is told */
  #lend(items) {
    const lent = lendPrograms(this.page, items);
    if (lent !== this.#lent) this.page.player.refresh();
    this.#lent = lent;
  }

  /** The guess and the answer on the stage. */
  #mark() {
    const told = this.#told;
    const { items } = this.step ?? { items: [] };
    const at = told.asking ?? [...this.#answered.keys()].at(-1) ?? null;
    const item = at === null ? null : items[at];
    if (item?.kind !== 'predict' || this.acting.aside) return this.marks.hide();
    const open = told.asking !== null;
    const done = open || at === null ? null : this.#answered.get(at);
    const { guess, answer } = done ?? { guess: this.#asked.guess, answer: null };
    this.marks.show(item.predict.pick, guess, answer, open && this.#asked.state !== 'going');
  }

  /** @param {string | null} guess */
  #guess(guess) {
    if (this.#asked.state === 'going' || this.#asked.guess === guess) return;
    this.#asked = { ...this.#asked, guess };
    this.#draw();
    this.#mark();
    if (guess !== null) this.#say(words.$guessFlag(guess));
  }

  get #predict() {
    const at = this.#told.asking;
    const item = at === null ? null : this.step?.items[at];
    return at !== null && item?.kind === 'predict' ? { at, predict: item.predict } : null;
  }

  async #see() {
    const question = this.#predict;
    if (!question || this.#asked.state === 'going' || this.acting.aside) return;
    const { step } = this;
    this.#asked = { ...this.#asked, state: 'going' };
    this.#draw();
    this.#mark();
    const came = await this.acting.see(question.predict.until);
    if (step !== this.step || !this.isOpen || this.#asked.state !== 'going') return;
    if (came !== 'there') {
      this.#asked = { ...this.#asked, state: came };
      if (came === 'never') this.#say(words.$never);
      return this.#draw();
    }
    // The stage shows where time stands, so that what is marked is brought into sight there.
    this.page.player.flush();
    this.#answer(question);
    // The button that was pressed is gone.
    /** @type {HTMLElement | null} */ (this.#root.querySelector('.pg-lesson-body'))?.focus({ preventScroll: true });
  }

  /** @param {{ at: number, predict: import('./lesson.js').Predict }} question whose answer is there now */
  #answer({ at, predict }) {
    const answer = this.acting.fact(predict.fact);
    this.#answered.set(at, { guess: this.#asked.guess, answer });
    this.#asked = { guess: null, state: '' };
    this.#there = null;
    this.#say(`${words.$answerFlag(answer ?? '–')}.`);
    this.#judged = '';
    this.#draw();
    this.update();
  }

  #hint() {
    const { hints } = this.#told;
    if (this.#hints >= hints) return;
    this.#hints += 1;
    this.#draw();
    const told = [...this.#root.querySelectorAll('.pg-lesson-hint')].at(-1);
    told?.scrollIntoView({ block: 'nearest' });
    this.#say(told?.textContent ?? '');
  }

  async #showMe() {
    const { step } = this;
    if (!step || this.#showing) return;
    this.#showing = true;
    this.#asked = { guess: null, state: '' };
    this.#say(words.$showing);
    try {
      await this.#stage(async () => {
        // What is reached on the way is told.
        this.#opening -= 1;
        await this.acting.show(step, this.#title, (line) => this.#pass(step, line)).finally(() => (this.#opening += 1));
      });
    } finally {
      this.#showing = false;
    }
    if (step !== this.step || !this.isOpen) return;
    this.#tellAll(step);
    this.#judged = '';
    this.update();
    this.#draw();
  }

  /**
   * On the way that is shown a goal is reached, and may not hold any more at its end.
   * @param {Step} step
   * @param {string} line that was run
   */
  #pass(step, line) {
    if (step !== this.step) return;
    if (line) this.#say(line);
    this.#tellAll(step);
    this.#judged = '';
    this.#judge();
  }

  /**
   * What was asked on the way that was shown has its answer.
   * @param {Step} step
   */
  #tellAll({ items }) {
    const { now } = this.page.player;
    for (const [at, item] of items.entries()) {
      if (item.kind !== 'predict' || this.#answered.has(at) || item.predict.at > now) continue;
      this.#answered.set(at, { guess: null, answer: item.predict.answer });
    }
  }

  async #again() {
    this.#clear();
    this.#draw();
    await this.#stage((step) => this.acting.again(step, this.#title));
    focusTitle(this.#root, this.#step === 0);
  }

  async #next() {
    const steps = this.#lesson?.steps.length ?? 0;
    this.#came = true;
    if (this.#step < steps - 1) return this.#begin(this.#step + 1);
    this.#draw();
    const following = this.#among.list[this.#number];
    if (following) this.open(following.id);
    else this.list();
  }

  async #previous() {
    if (this.#step > 0) return this.#begin(this.#step - 1);
    const before = this.#among.list[this.#number - 2];
    if (before) this.open(before.id);
  }

  /** @param {number} at */
  async #proof(at) {
    const item = this.step?.items[at];
    if (item?.kind !== 'proof') return;
    const { script, claim, at: until } = item.proof;
    await this.acting.proof(script, until, () => {
      this.place.aside(plainOf(claim), () => void this.#back());
      this.#mark();
      this.#draw();
    });
  }

  async #back() {
    await this.acting.back();
    this.place.aside(null);
    this.#judged = '';
    this.#draw();
    this.update();
    /** @type {HTMLElement | null} */ (this.#root.querySelector('[data-do="proof"]'))?.focus({ preventScroll: true });
  }

  /** @param {Event} event */
  #pickOnStage(event) {
    if (!this.isOpen || this.#asked.state === 'going' || this.acting.aside) return;
    const question = this.#predict;
    const guess = question && guessAt(event, question.predict.pick);
    if (guess === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.#guess(guess);
  }

  /** @param {Event} event */
  #input(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (!input.dataset.guess) return;
    const text = input.value.trim();
    // An offset is digits, whatever else was typed.
    this.#guess((this.#predict?.predict.pick.kind === 'offset' ? text.replace(/\D/g, '') : text) || null);
    fillGuess(this.#root, this.#asked.guess);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === 'Enter' && target.dataset.guess) {
      event.preventDefault();
      return void this.#see();
    }
    moveDots(this.#root, event);
  }

  /** @param {MouseEvent} event */
  async #click(event) {
    const target = event.target instanceof Element ? event.target : null;
    const found = /** @type {HTMLElement | null} */ (target?.closest('[data-do], [data-run], [data-open], [data-copy], [data-lesson-link]') ?? null);
    if (!found || found.getAttribute('aria-disabled') === 'true') return;
    const { run, open, copy, lessonLink } = found.dataset;
    // What is pressed is meant for the stage that is to come.
    if (this.#opening && (run !== undefined || STAGED.has(found.dataset.do ?? ''))) return;
    if (run !== undefined) return this.page.command(run);
    if (open !== undefined) return this.open(open);
    if (copy !== undefined) return this.#say(await copyFrom(found, copy, words));
    const place = lessonLink === undefined ? null : placeIn(lessonLink);
    if (!place) return this.act(found.dataset.do ?? '', found);
    // Who wants it beside this one gets it there.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open(place.lesson, place.step);
  }
}
