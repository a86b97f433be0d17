/**
 * A stand-in for the engine's terminal, for tests of the page's: a few tools
 * that print at known instants. Its state is a function of what was typed and
 * of the instant.
 */

/** @typedef {import('../src/player/playground.js').TerminalState} TerminalState */
/** @typedef {import('../src/player/playground.js').TerminalJob} TerminalJob */

/** When a tool that asks something has its answer, and ends. */
export const ANSWER_MS = 500;
/** How often the consumer has a record. */
export const RECORD_MS = 300;

const TOOLS = ['kafka-topics.sh', 'kafka-console-producer.sh', 'kafka-console-consumer.sh', 'kafka-consumer-groups.sh'];
const OPTIONS = [['--bootstrap-server', 'where the cluster is'], ['--topic', 'the topic'], ['--group', 'the group'], ['--describe', 'says how it is']];

/** @param {string} line */
export const isTool = (line) => /^(kafka-|echo |for |cat |fg |kill |type |eof$|interrupt$)/.test(line);

export class FakeTerminal {
  /** @type {{ at: number, line: string }[]} */
  #told = [];

  /**
   * @param {number} at
   * @param {string} line
   * @returns {number | null} its job
   */
  run(at, line) {
    this.#told = [...this.#told.filter((each) => each.at <= at), { at, line }];
    const { foreground, jobs } = this.state(at);
    return /^(type|eof|interrupt|fg|kill)\b/.test(line) ? foreground : (jobs.at(-1)?.job ?? null);
  }

  /**
   * @param {number} now
   * @returns {TerminalState}
   */
  state(now) {
    /** @type {TerminalJob[]} */
    const jobs = [];
    /** @type {Map<number, number>} */
    const front = new Map();
    for (const { at, line } of this.#told.filter((each) => each.at <= now)) {
      for (const job of jobs) this.#goOn(job, at);
      const open = jobs.filter((job) => job.ended === null && !job.background);
      const foreground = open.sort((one, other) => (front.get(one.job) ?? 0) - (front.get(other.job) ?? 0)).at(-1);
      const [, verb, rest] = /^(\S+) ?(.*)$/s.exec(line) ?? [];
      if (verb === 'type') this.#type(foreground, rest.replace(/^"(.*)"$/, '$1'));
      else if (verb === 'eof') this.#end(foreground, at, 0, null);
      else if (verb === 'interrupt' || verb === 'kill') {
        const killed = verb === 'kill' ? jobs.find((job) => `%${job.job}` === rest) : foreground;
        if (killed && /consumer\.sh/.test(killed.line)) killed.output.push({ stream: 'err', text: `Processed a total of ${killed.output.length} messages\n` });
        this.#end(killed, at, verb === 'kill' ? 143 : 130, verb === 'kill' ? 'terminate' : 'interrupt');
      } else if (verb === 'fg') {
        const job = jobs.find((each) => `%${each.job}` === rest);
        if (job) [job.background, job.reads] = [false, /producer/.test(job.line)];
        front.set(job?.job ?? 0, at + 1);
      } else jobs.push(this.#begin(jobs.length + 1, line, at));
    }
    for (const job of jobs) this.#goOn(job, now);
    const open = jobs.filter((job) => job.ended === null && !job.background);
    const foreground = open.sort((one, other) => (front.get(one.job) ?? 0) - (front.get(other.job) ?? 0)).at(-1);
    return { foreground: foreground?.job ?? null, jobs: jobs.sort((one, other) => one.job - other.job), files: [] };
  }

  /**
   * @param {number} number
   * @param {string} line
   * @param {number} at
   * @returns {TerminalJob}
   */
  #begin(number, line, at) {
    const background = /&\s*$/.test(line);
    /** @type {TerminalJob} */
    const reads = /^kafka-console-producer/.test(line);
    const job = { job: number, line, started: at, ended: null, exit: null, signal: null, background, reads, dropped: 0, output: [] };
    if (background) job.reads = false;
    if (job.reads) job.output.push({ stream: 'out', text: '>' });
    if (/^(echo|for|cat)/.test(line)) {
      job.output.push({ stream: 'out', text: `${line.slice(line.indexOf(' ') + 1)}\n` });
      this.#end(job, at, 0, null);
    }
    return job;
  }

  /**
   * @param {TerminalJob | undefined} job
   * @param {string} text
   */
  #type(job, text) {
    if (!job?.reads) return;
    job.output.push({ stream: 'in', text: `${text}\n` }, { stream: 'out', text: '>' });
  }

  /**
   * @param {TerminalJob | undefined} job
   * @param {number} at
   * @param {number} exit
   * @param {string | null} signal
   */
  #end(job, at, exit, signal) {
    if (!job) return;
    if (job.reads) job.output.push({ stream: 'out', text: '\n' });
    Object.assign(job, { ended: at, exit, signal, reads: false });
  }

  /**
   * @param {TerminalJob} job
   * @param {number} now
   */
  #goOn(job, now) {
    if (job.ended !== null) return;
    if (/^kafka-console-consumer/.test(job.line)) {
      for (let n = job.output.length; job.started + (n + 1) * RECORD_MS <= now; n += 1) job.output.push({ stream: 'out', text: `lea\torder ${n}\n` });
    } else if (/^kafka-(topics|consumer-groups)/.test(job.line) && now >= job.started + ANSWER_MS) {
      const wrong = /nowhere/.test(job.line);
      job.output.push(wrong ? { stream: 'err', text: "Error while executing topic command : Topic 'nowhere' does not exist as expected\n" }
        : { stream: 'out', text: 'Created topic payments.\n' });
      Object.assign(job, { ended: job.started + ANSWER_MS, exit: wrong ? 1 : 0 });
    }
  }

  /**
   * @param {string} line
   * @param {number} caret
   */
  static complete(line, caret) {
    const before = [...line].slice(0, caret).join('');
    const word = /\S*$/.exec(before)?.[0] ?? '';
    const from = caret - [...word].length;
    const first = before.slice(0, before.length - word.length).trim() === '';
    const all = first ? TOOLS.map((name) => [name, `what ${name} does`]) : OPTIONS;
    return { from, to: caret, candidates: all.filter(([text]) => text.startsWith(word)).map(([text, about]) => ({ text, about })) };
  }

  /** @param {string} text */
  static needsMore(text) {
    const document = /<<\s*'?(\w+)'?/.exec(text)?.[1];
    if (document) return !text.split('\n').slice(1).includes(document);
    return (text.match(/"/g) ?? []).length % 2 === 1 || (/^\s*for\b/.test(text) && !/\bdone\b/.test(text));
  }

  /** @param {string} name */
  static manual(name) {
    if (!TOOLS.includes(`${name.replace(/\.sh$/, '')}.sh`)) return null;
    return {
      name, about: 'lists, describes and resets groups', options: [
        { name: 'describe', value: '', about: 'says where a group is', note: null },
        { name: 'group', value: 'GROUP', about: 'which group', note: null },
        { name: 'command-config', value: 'FILE', about: "the client's settings", note: 'No meaning here: there is nothing to connect to.' },
      ],
      examples: ['kafka-consumer-groups.sh --describe --group billing', 'kafka-consumer-groups.sh --list'],
    };
  }
}
