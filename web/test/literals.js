/** The texts in a source: what stands in quotes, and what in templates around their values. */

/** What a slash after this ends is no regular expression. */
const VALUE = /[\w)\]}'"`]$/;
const KEYWORD = /\b(return|typeof|case|of|in|yield|await)$/;

/**
 * @param {string} source
 * @returns {{ text: string, before: string, line: number }[]} each with what stands before it in its line
 */
export function literalsOf(source) {
  /** @type {{ text: string, before: string, line: number }[]} */
  const found = [];
  let at = 0;
  code('');
  return found;

  /** Reads code up to what ends it. @param {'' | '}'} end */
  function code(end) {
    let depth = 0;
    while (at < source.length) {
      const two = source.slice(at, at + 2);
      const one = source[at];
      if (two === '//') at = endOf('\n', at);
      else if (two === '/*') at = endOf('*/', at) + 2;
      else if (one === "'" || one === '"') quoted(one);
      else if (one === '`') template();
      else if (one === '/' && beginsPattern()) pattern();
      else {
        if (one === '{') depth += 1;
        if (one === '}' && depth-- === 0 && end === '}') return;
        at += 1;
      }
    }
  }

  /** @param {string} text @param {number} from */
  function endOf(text, from) {
    const end = source.indexOf(text, from);
    return end === -1 ? source.length : end;
  }

  /** @param {number} from @param {string} text */
  function add(from, text) {
    const line = source.slice(0, from).split('\n').length;
    found.push({ text, before: source.slice(source.lastIndexOf('\n', from) + 1, from), line });
  }

  /** @param {string} quote */
  function quoted(quote) {
    const from = at++;
    while (source[at] !== quote && source[at] !== '\n') at += source[at] === '\\' ? 2 : 1;
    add(from, source.slice(from + 1, at++));
  }

  function template() {
    const from = at++;
    let text = '';
    while (at < source.length && source[at] !== '`') {
      if (source.slice(at, at + 2) === '${') {
        at += 2;
        code('}');
        text += '\u0000';
        at += 1;
      } else {
        text += source[at] === '\\' ? source.slice(at, at + 2) : source[at];
        at += source[at] === '\\' ? 2 : 1;
      }
    }
    at += 1;
    add(from, text);
  }

  function beginsPattern() {
    const before = source.slice(Math.max(0, at - 40), at).trimEnd();
    return !VALUE.test(before) || KEYWORD.test(before);
  }

  function pattern() {
    let set = false;
    for (at += 1; source[at] !== '\n' && (set || source[at] !== '/'); at += source[at] === '\\' ? 2 : 1) {
      if (source[at] === '[') set = true;
      if (source[at] === ']') set = false;
    }
    at += 1;
  }
}
