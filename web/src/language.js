/**
 * What is said to the shell. A click, a form or a hint says words; the engine's
 * own language makes the line of them, for it alone knows the verbs, which words
 * are quoted and where they stand. It also parts scripts and pastes into lines.
 *
 * The language comes with the engine, and so later than the page's first
 * picture. What runs is composed in the player's queue, where the engine is
 * (`Player.run`). A label cannot wait: before the engine is there it is the
 * words with blanks between, which is the line wherever no word has to be
 * quoted, and the next drawing puts the line in its place.
 */

/** @typedef {import('./player/playground.js').Language} Language */
/** @typedef {import('./player/playground.js').Composed} Composed */

/**
 * @typedef {object} Saying what is to be run, in words
 * @property {string} verb
 * @property {string[]} [operands]
 * @property {[string, string][]} [options] names with their values; that of a switch is ''
 */

/** @typedef {string | Saying} Command a line as somebody typed it, or words */

/** How many labels are remembered: they are asked for whenever something is drawn. */
const KEPT = 1000;

/** @type {Language | null} */
let language = null;
/** @type {Map<string, string>} */
const labels = new Map();

/**
 * The engine was loaded: from now on its language is spoken.
 * @param {Language | null} engine
 */
export function learn(engine) {
  language = engine;
  labels.clear();
}

/** The language itself, for what no figure asks of it. */
export function spoken() {
  if (!language) throw new Error('The language comes with the engine, which is not there yet.');
  return language;
}

/**
 * @param {string} verb
 * @param {string[]} operands
 * @returns {Saying}
 */
export function say(verb, ...operands) {
  return { verb, operands };
}

/**
 * The line of words, with the places of the words in it.
 * @param {Saying} saying
 * @returns {Composed}
 */
export function compose({ verb, operands = [], options = [] }) {
  return spoken().compose(verb, operands, options.flat());
}

/**
 * What a button, a menu or a ghost shows of what it runs.
 * @param {Command} command
 */
export function labelOf(command) {
  if (typeof command === 'string') return command;
  const { verb, operands = [], options = [] } = command;
  const words = [verb, ...operands, ...options.flat().filter((word) => word !== '')];
  if (!language) return words.join(' ');
  const key = JSON.stringify(command);
  let label = labels.get(key);
  if (label === undefined) {
    label = compose(command).line;
    if (labels.size >= KEPT) labels.clear();
    labels.set(key, label);
  }
  return label;
}

/**
 * One word, as it is written beside others in a list of names.
 * @param {string} word
 */
export function quote(word) {
  return language ? language.quote(word) : word;
}

/**
 * What a script calls itself.
 * @param {string} script
 */
export function titleOf(script) {
  return language ? language.readScript(script).title : '';
}
