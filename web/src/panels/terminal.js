/**
 * The command line: what was clicked appears here as the line that it stands
 * for, and what is typed here is what a click would do.
 */

import { adopt, createBreathe, h, isWhole, pastedLines, write } from '../base.js';
import { css } from '../styles/terminal.js';

/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/player.js').Entry} Entry */

const KEPT = 300;

/**
 * Where a refusal points: as many blanks as stand before the wrong word, and
 * carets under it. Null where no word is to blame.
 * @param {string} line
 * @param {{ column?: number | null, length?: number | null }} refusal
 */
export function caret(line, refusal) {
  if (refusal.column === undefined || refusal.column === null) return null;
  const column = Math.min(refusal.column, [...line].length);
  return ' '.repeat(column) + '^'.repeat(Math.max(1, refusal.length ?? 1));
}

/**
 * @param {HTMLElement} box the place that was kept for it
 * @param {Player} player
 * @param {(text: string) => void} openScript a script with its cluster takes the place of what is shown
 */
export function createTerminal(box, player, openScript) {
  const log = h('div', { class: 'pg-log' }, h('pre', { class: 'pg-comment' }, '# every click is a command: it appears here, and can be typed; try help'));
  const { prompt, input } = createPrompt(player, { add, openScript });
  const scroll = h('div', { class: 'pg-scroll pg-session', tabindex: 0, role: 'region', 'aria-label': 'Commands and what they answered' }, log, prompt);
  adopt(box, css);
  box.append(
    h('header', { class: 'pg-panel-head' }, h('h2', {}, 'Commands'), createSaveButton(player), createCopyButton(player)),
    scroll,
  );
  // The scene's lines are there before the panel has its place: once it has,
  // the newest is in sight.
  const toEnd = () => { scroll.scrollTop = scroll.scrollHeight; };
  new ResizeObserver(toEnd).observe(scroll);
  // A script adds many lines at once, and asking where the end is costs a layout.
  let late = false;
  const toEndSoon = () => {
    if (late) return;
    late = true;
    queueMicrotask(() => {
      late = false;
      toEnd();
    });
  };
  scroll.addEventListener('click', (event) => {
    if (event.target === scroll && document.getSelection()?.isCollapsed !== false) input.focus({ preventScroll: true });
  });

  return {
    /** Forgets the session: another scene begins. */
    clear() {
      for (const entry of [...log.children].slice(1)) entry.remove();
    },
    add,
    update() {
      // What was run later than the instant that is shown has not happened yet.
      for (const entry of log.children) entry.toggleAttribute('data-later', at(entry) > player.now);
    },
  };

  /** @param {Entry} entry */
  function add(entry) {
    if (entry.fork) for (const old of [...log.children]) if (at(old) > entry.at) old.remove();
    if (log.children.length > KEPT) log.children[1].remove();
    const drawn = draw(entry);
    log.append(drawn);
    toEndSoon();
    void entry.settled.then((outcome) => {
      if (!outcome || outcome.text === '') return;
      drawn.append(h('pre', { class: outcome.ok ? null : 'pg-refusal' }, outcome.text));
      toEndSoon();
    });
  }
}

/**
 * @param {Player} player
 * @param {{ add: (entry: Entry) => void, openScript: (text: string) => void }} needs
 */
function createPrompt(player, { add, openScript }) {
  const input = h('input', { class: 'pg-input', type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', 'aria-label': 'Command' });
  const prompt = h('form', { class: 'pg-prompt', submit }, h('span', { class: 'pg-dollar', 'aria-hidden': 'true' }, '$'), input);
  const history = createHistory(input);
  /** What stops the question that is being answered. @type {(() => void) | null} */
  let stop = null;
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'c' || !event.ctrlKey || input.selectionStart !== input.selectionEnd) return;
    if (stop === null) void player.pause();
    else stop();
  });
  input.addEventListener('paste', (event) => {
    const text = (event.clipboardData?.getData('text') ?? '').trim();
    // One line is edited before it is run.
    if (!text.includes('\n')) return;
    event.preventDefault();
    void paste(text);
  });

  /**
   * What is a line of a paste, the engine's language knows.
   * @param {string} text
   */
  async function paste(text) {
    try {
      await player.awake();
    } catch {
      // The first line is refused, with the reason.
      return run(text.split('\n')[0]);
    }
    // What says on which cluster it was written is played on that one.
    if (isWhole(text)) return openScript(text);
    await runAll(prompt, player, pastedLines(text), run);
  }

  /** @param {SubmitEvent} event */
  function submit(event) {
    event.preventDefault();
    const line = input.value.trim();
    input.value = '';
    if (line !== '') run(line);
  }

  /**
   * What somebody wants to know may take seconds, in which the page goes on.
   * @param {string} line
   */
  async function ask(line) {
    try {
      const [{ answerTyped }] = await Promise.all([import('../whatif/typed.js'), player.awake()]);
      const answered = answerTyped(prompt, player, line, add);
      if (answered) {
        const mine = (stop = answered.stop);
        await answered.over;
        if (stop === mine) stop = null;
        return;
      }
    } catch {
      // It is refused as any line would be.
    }
    send(line);
  }

  /** @param {string} line */
  function run(line) {
    history.add(line);
    if (/^\s*whatif\s/.test(line)) void ask(line);
    else send(line);
  }

  /** @param {string} line */
  function send(line) {
    player.run(line, { typed: true }).catch(() => {
      // The refusal is told to every listener, and so appears among the commands.
    });
  }

  return { prompt, input };
}

/**
 * Runs many lines at one instant, in slices between which the page draws. How
 * far it is stands in the place of the prompt, with a way to stop.
 * @param {HTMLElement} prompt
 * @param {Pick<Player, 'hold'>} player
 * @param {string[]} lines
 * @param {(line: string) => void} run
 */
async function runAll(prompt, player, lines, run) {
  const breathe = createBreathe();
  let stopped = false;
  const bar = h('progress', { class: 'pg-progress', max: lines.length, value: 0, 'aria-label': 'Lines that were run' });
  const words = h('span', {});
  const stop = h('button', { type: 'button', class: 'pg-button', click: () => (stopped = true) }, 'Stop');
  const work = h('div', { class: 'pg-work', hidden: true }, bar, words, stop);
  prompt.before(work);
  player.hold('paste', true);
  for (const [index, line] of lines.entries()) {
    run(line);
    const pause = breathe();
    if (!pause) continue;
    work.hidden = false;
    bar.value = index + 1;
    write(words, `${index + 1} of ${lines.length} lines`);
    await pause;
    if (stopped) break;
  }
  player.hold('paste', false);
  work.remove();
}

/** @param {Pick<Player, 'script'>} player */
function createCopyButton(player) {
  const copy = h('button', { type: 'button', class: 'pg-quiet', title: 'Copy the history as a script', click }, 'Copy script');
  async function click() {
    try {
      await navigator.clipboard.writeText(player.script);
      copy.textContent = 'Copied';
    } catch {
      copy.textContent = 'Not allowed here';
    }
    setTimeout(() => (copy.textContent = 'Copy script'), 1500);
  }
  return copy;
}

/**
 * What is on the screen as a file: a page shows it without the engine, from the
 * instant that is shown now to the furthest that was reached.
 * @param {Pick<Player, 'record' | 'now' | 'end'>} player
 */
function createSaveButton(player) {
  const save = h('button', {
    type: 'button', class: 'pg-quiet', title: 'Save what happened as a recording, for <kafka-playground recording="...">', click,
  }, 'Save recording');
  async function click() {
    try {
      const text = await player.record(Math.floor(player.now), player.end);
      const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      h('a', { href: address, download: 'recording.json' }).click();
      URL.revokeObjectURL(address);
      save.textContent = 'Saved';
    } catch (error) {
      save.textContent = 'Not possible now';
      save.title = /** @type {Error} */ (error).message;
    }
    setTimeout(() => (save.textContent = 'Save recording'), 1500);
  }
  return save;
}

/** @param {Element} entry */
function at(entry) {
  return Number(entry.getAttribute('data-at') ?? -1);
}

/** @param {Entry} entry */
function draw(entry) {
  const drawn = h('div', { 'data-at': entry.at, class: 'pg-entry' }, h('pre', {}, h('span', { class: 'pg-dollar' }, '$ '), entry.line));
  if (entry.refused) {
    const pointer = caret(entry.line, /** @type {any} */ (entry.refused));
    if (pointer !== null) drawn.append(h('pre', { class: 'pg-refusal', 'aria-hidden': 'true' }, `  ${pointer}`));
    drawn.append(h('pre', { class: 'pg-refusal' }, entry.refused.message));
  }
  if (entry.output.length > 0) drawn.append(h('pre', {}, entry.output.join('\n')));
  return drawn;
}

/**
 * Arrow up and down through what was typed.
 * @param {HTMLInputElement} input
 */
function createHistory(input) {
  /** @type {string[]} */
  const lines = [];
  let place = 0;
  let draft = '';
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (place === lines.length) draft = input.value;
    place = Math.min(lines.length, Math.max(0, place + (event.key === 'ArrowUp' ? -1 : 1)));
    input.value = lines[place] ?? draft;
    input.setSelectionRange(input.value.length, input.value.length);
  });
  return {
    /** @param {string} line */
    add(line) {
      if (lines.at(-1) !== line) lines.push(line);
      if (lines.length > KEPT) lines.shift();
      place = lines.length;
    },
  };
}
