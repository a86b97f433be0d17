/**
 * What a program's text is made of: lines, each with the operation of the
 * engine during which it is the one that runs, and the ways to commit whose
 * flag stands in its margin.
 */

/**
 * What the engine says of a program.
 * @typedef {object} Spec
 * @property {string} name of its machine
 * @property {string[]} topics
 * @property {string | null} [pattern] a regular expression for their whole names, in the place of topics
 * @property {string} group
 * @property {string} style how it comes by its records
 * @property {string} commit when it commits
 * @property {string} onFailure what becomes of an exception of the work: `end`, `skip`, `retry` or `dead-letter`
 * @property {string} finally what is done when the loop is left: `close`, `with` or `nothing`
 * @property {string} onCommitFailure what becomes of a commit that throws: `end` or `continue`
 * @property {string} onAssign what its listener does when it gets partitions: `nothing` or `beginning`
 * @property {string} onRevoke what it does when it loses some: `nothing` or `commit`
 * @property {number} workers how many threads work beside the one that polls; 0 for none
 * @property {string | null} deadLetter the topic that records go to whose work throws
 * @property {[string, string][]} settings what is not the client's default, with Kafka's keys
 */

/**
 * @typedef {object} Line
 * @property {string} text
 * @property {string} ops the operations of the engine that light it, with spaces between
 * @property {string} place the way to commit that it stands for; empty for none
 * @property {boolean} active whether it is run; else it is a comment that says what could stand here
 * @property {boolean} shown whether it stands beside the picture; else it is only copied
 */

/**
 * @param {string} text
 * @param {string} [ops]
 * @param {string} [place]
 * @returns {Line}
 */
export function line(text, ops = '', place = '') {
  return { text, ops, place, active: true, shown: true };
}

/**
 * Lines that are copied, and not shown.
 * @param {string} text of several lines
 * @returns {Line[]}
 */
export function copied(text) {
  return text.replace(/^\n|\n *$/g, '').split('\n').map((each) => ({ ...line(each), shown: false }));
}

/**
 * Several lines, each further in.
 * @param {string} by
 * @param {Line[]} lines
 */
export function indent(by, lines) {
  return lines.map((each) => (each.text === '' ? each : { ...each, text: by + each.text }));
}

/**
 * Where a commit stands, or could stand: its lines, or the comment that says so.
 * @param {Spec} spec
 * @param {string} way
 * @param {Line[]} lines
 * @param {string} comment
 * @returns {Line[]}
 */
export function place(spec, way, lines, comment) {
  if (spec.commit !== way) return [{ text: comment, ops: '', place: way, active: false, shown: true }];
  const [first, ...others] = lines;
  return [{ ...first, place: way }, ...others];
}

/**
 * The same, for a way that is only shown where it is the one.
 * @param {Spec} spec
 * @param {string} way
 * @param {Line[]} lines
 */
export function only(spec, way, lines) {
  return spec.commit === way ? place(spec, way, lines, '') : [];
}

/**
 * How a language tries something, and does it again.
 * @typedef {object} Tries
 * @property {string} step by how much lines are further in
 * @property {string} loop
 * @property {string} attempt
 * @property {string} leave what ends the loop
 * @property {string} caught
 * @property {string} rest
 * @property {Line[]} close what ends a block, if anything does
 */

/**
 * The work on a record, and what becomes of its exception.
 * @param {Spec} spec
 * @param {string} call
 * @param {Tries} tries
 * @param {{ letter: Line[], skip: string[] }} instead how the record is sent to the dead letters, and passed over
 * @returns {Line[]}
 */
export function worked(spec, call, { step, loop, attempt, leave, caught, rest, close }, { letter, skip }) {
  const does = line(call, 'work');
  if (spec.onFailure === 'end') return [does];
  const again = spec.onFailure === 'retry';
  const passed = spec.onFailure === 'dead-letter' ? letter : skip.map((text) => line(text));
  const tried = [
    line(attempt), ...indent(step, again ? [does, line(leave)] : [does]),
    line(caught), ...indent(step, again ? [line(rest)] : passed), ...close,
  ];
  return again ? [line(loop), ...indent(step, tried), ...close] : tried;
}

/**
 * The text that is copied: without what could stand there.
 * @param {Line[]} lines
 */
export function textOf(lines) {
  return `${lines.filter((each) => each.active).map((each) => each.text).join('\n')}\n`;
}

/**
 * Settings with a client's own names and values, without those that it has not.
 * @param {[string, string][]} settings with Kafka's keys
 * @param {(key: string, value: string) => [string, string] | null} setting how the client has one
 */
export const settingsOf = (settings, setting) => settings.flatMap(([key, value]) => [setting(key, value)].filter((one) => one !== null));
