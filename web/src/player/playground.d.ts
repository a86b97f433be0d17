/** The engine as engine.js hands it on; see crates/wasm. */
import type { View, CellView, WorkedView } from './view.js';

/** Where views come from: the engine, or a recording of what it did. */
export interface Source {
  advance(toMs: number): void;
  /** Null where nothing is due, or where that is not known. */
  nextDue(): number | null;
  /** Goes to the next instant at which the view is another one, but for its `now`; stays where nothing more is due, or known. */
  step(): number;
  /** Goes back to where the view came to be another one than now; while something flies, perhaps to where the present one did. */
  stepBack(): number;
  seek(atMs: number): void;
  now(): number;
  end(): number;
  /** Where it is the same on a branch, the view is the same but for its `now`. */
  revision(): number;
  view(cells: number): View;
  cells(topic: string, partition: number, from: number, max: number): CellView[];
  journalLength(): number;
  journal(from: number, max: number): JournalLine[];
  marks(): Mark[];
  /** What is happening now, or why nothing is. */
  narrator(): Narration;
  /** Null for what is not there, and for what is not known. */
  inspect(thing: string): Inspected | null;
  outcome(operation: number): Outcome | null;
  /** Whether an operation ended so long ago that its outcome is not kept. */
  isForgotten(operation: number): boolean;
  free(): void;
}

/** It has all that a source has. */
export interface Playground extends Source {}

export class Playground {
  /** An empty cluster. `startMs` is Unix time. */
  constructor(seed: number, startMs: number);
  /** The empty cluster that a script's header asks for; what it does not say is as given. */
  static forScript(script: string, seed: number, startMs: number): Playground;
  run(line: string): RunResult;
  /** Runs a line of a script, at its instant if it names one. */
  scriptLine(line: string): RunResult;
  /** The answer to a line such as `whatif crash c1 --last 10s`, of which nothing is known yet. To be freed. */
  whatIf(line: string): Exploration;
  /**
   * Goes on to the first instant at which something of a kind happens, and answers it; at most to an instant, where it answers
   * null. To look far ahead, one asks for one slice of time after the other. An unknown kind is an error.
   */
  skip(kind: Awaited, untilMs: number): number | null;
  /** The limit that is reached at the present instant; null while there is room. */
  limit(): Limit | null;
  /** Takes one step: all that one handler does, or one thing that one machine does. */
  stepOnce(): Instant;
  stepOnceBack(): Instant;
  /** One step on that changes what one sees, within a millisecond, too; and back. */
  stepFine(): Instant;
  stepFineBack(): Instant;
  /** The present instant. */
  instant(): Instant;
  /**
   * Goes to an instant of a branch, at most to its end: after all that is due at a millisecond, or after so many of its steps.
   * Answers whether there is such a branch; if not, nothing has changed.
   */
  go(branch: number, atMs: number, ordinal?: number): boolean;
  /**
   * Goes to an instant of the first branch at which no more than its first commands were given; where more were, a branch without
   * them begins. Answers whether the first branch is kept; if not, nothing has changed.
   */
  startOver(commands: number, atMs: number): boolean;
  /**
   * Undoes the last command before the present instant, but for the first `kept` of the branch: goes to its instant on a branch
   * without it, so that playing on does not bring it back. Where one has started over and done nothing since, it leads back to where
   * one was. Null where there is nothing to undo.
   */
  undo(kept: number): Moved | null;
  /** Returns to the branch with the command that was undone last, to right after it; null where there is none, or one went elsewhere. */
  redo(): Moved | null;
  /** The lines that `undo` and `redo` would be about; null for none, empty for a start over. */
  moves(kept: number): { undo: string | null; redo: string | null };
  /**
   * What differs between two branches at an instant, always in the same order, and what matters most of it in a sentence, in which they
   * are A and B; null where one of them is not kept. After its end a branch goes on with nothing done.
   */
  beside(left: number, right: number, atMs: number, ordinal?: number): { differences: Difference[]; sentence: string } | null;
  /**
   * The view at an instant of any branch; null where it is not kept. Later instants of the two branches that were asked for last cost no
   * more than time that goes on.
   */
  viewOf(branch: number, atMs: number, ordinal: number | undefined, cells: number): View | null;
  /** By when they came to be. */
  branches(): Branch[];
  /** Answers whether there was one that could be forgotten: the present one cannot. */
  forget(branch: number): boolean;
  /** What a mark is called, by its place among `marks`. */
  markName(mark: number): string;
  /** A consumer's program as its code shows it; null for what has none. */
  code(machine: string): CodeState | null;
  /** The life of a record up to the present instant; null for what is no record of a log. */
  follow(thing: string): LifeStep[] | null;
  /** The newest completed works of a group, in the order in which they were completed. */
  worked(group: string): WorkedView[];
  script(): string;
  /** The session as text, with all of its branches or with the present one alone; its scene opened at an instant, after so many commands. */
  saved(all: boolean, title: string, commands: number, openedMs: number): string;
  /** The digest of the facts of the present instant. */
  facts(): string;
  /** Begins to restore a saved session; answers what it says of itself, null for what it does not say. A wrong text is an error. */
  restore(saved: string): SavedText;
  /** Goes on restoring a little. */
  restoreOn(): Progress;
  /** Nothing takes its name away. */
  nameBranch(branch: number, name: string): void;
  /**
   * The lines with tools that run or ran, and the files in memory, at the present instant; with at most so many pieces of
   * output, or as many as there may be.
   */
  terminal(pieces?: number): TerminalState;
  /** What can stand at a place of a line, which is a column in characters. */
  complete(line: string, caret: number): Completed;
  /** Whether a text goes on in its next line: an open quote, a document that is to come, a `do` without its `done`. */
  needsMore(text: string): boolean;
  /** The manual of a tool; null where there is none. */
  manual(name: string): Manual | null;
  /** What holds of predicates, one a line, at the present instant, with the value of the fact that each is about. */
  judge(predicates: string): { holds: boolean; value: string | null }[];
  /** A fact's value at the present instant; null where it has none. */
  fact(text: string): string | null;
  /**
   * From when on a predicate will hold if nobody does anything; null where it does not within a time. Neither time nor the history
   * are changed.
   */
  reach(predicate: string, withinMs: number): { at: number; ordinal: number | null } | null;
  /** The present branch as a recording that opens at an instant. */
  record(atMs: number, untilMs: number): string;
}

/** The class as the wasm package has it: views, which are large and asked for often, cross as JSON. */
export interface RawPlayground extends Omit<Playground, 'view' | 'viewOf' | 'cells' | 'worked' | 'narrator'> {
  narrator(): Narration;
  view(cells: number): string;
  viewOf(branch: number, atMs: number, ordinal: number | undefined, cells: number): string | undefined;
  cells(topic: string, partition: number, from: number, max: number): string;
  worked(group: string): string;
}

export interface RawPlaygroundClass {
  new (seed: number, startMs: number): RawPlayground;
  forScript(script: string, seed: number, startMs: number): RawPlayground;
}

/** What the terminal shows at an instant. */
export interface TerminalState {
  /** The job to which typed lines and Ctrl-C go. */
  foreground: number | null;
  jobs: TerminalJob[];
  files: { name: string; bytes: number }[];
}

/** A line with tools that runs, or ran. */
export interface TerminalJob {
  /** Its number, from 1 on. */
  job: number;
  line: string;
  /** In milliseconds since the start. */
  started: number;
  /** Null while it runs. */
  ended: number | null;
  exit: number | null;
  /** What it was told to end by. */
  signal: 'interrupt' | 'terminate' | null;
  background: boolean;
  /** Whether who types now types for it. */
  reads: boolean;
  /** How many pieces of its output are not kept any more, or are too many. */
  dropped: number;
  output: Printed[];
}

/** A piece of what stands on the screen: printed, printed as an error, or typed. */
export interface Printed {
  stream: 'out' | 'err' | 'in';
  text: string;
}

/** What can take the place of a part of a line; columns in characters. */
export interface Completed {
  from: number;
  to: number;
  candidates: Candidate[];
}

export interface Candidate {
  text: string;
  about: string;
}

export interface Manual {
  name: string;
  about: string;
  /** Names without hyphens; a `value` that may be left out is in brackets, that of a switch is empty. */
  options: { name: string; value: string; about: string; note: string | null }[];
  /** Lines that can be run as they are. */
  examples: string[];
}

export interface Instant {
  /** In milliseconds since the start. */
  at: number;
  /** After how many steps of that millisecond; null for after all that is due then. */
  ordinal: number | null;
}

export interface Branch {
  /** Never used twice. */
  id: number;
  /** The branch that it left; null for the first, and where that and all before it was forgotten. */
  parent: number | null;
  /** Where it left it. */
  forked: Instant;
  /** The first command that differs, `@12.480 crash c1`; null where none was given, and for the first branch. */
  line: string | null;
  /** How many commands it has. */
  commands: number;
  /** The furthest instant that was reached on it. */
  end: number;
  /** Whether it is the present one. */
  present: boolean;
  /** What somebody called it. */
  name: string | null;
}

/** What a saved session says of itself: of its scene's opening, after how many commands that was, and when. */
export interface SavedText {
  semantics: number | null;
  facts: string | null;
  commands: number | null;
  at: number | null;
}

/** How far restoring is. All is done where `done` is `of`. */
export interface Progress {
  done: number;
  of: number;
  /** What became of the line that was run just now. */
  ran: RunResult | null;
  refused: string | null;
}

/** Where an undo or a redo led. */
export interface Moved {
  /** The command that is undone or redone; empty where that is a start over. */
  line: string;
  /** The branch that is the present one now. */
  branch: number;
  /** Whether it began with this. */
  forked: boolean;
  /** Branches that were forgotten, because there were too many. */
  forgotten: number[];
}

/** Something that differs between two branches. */
export interface Difference {
  what: 'status' | 'logStart' | 'logEnd' | 'state' | 'generation' | 'once' | 'again' | 'skipped' | 'deleted' | 'never'
    | 'committed' | 'position' | 'lag' | 'owner';
  /** The group that it is about; null for machines and logs. */
  group: string | null;
  /** `machine:c1`, `partition:orders/0`, `group:billing`. */
  thing: string;
  /** A number in digits, a word or a name; null where the thing is not there, or has none. */
  left: string | null;
  right: string | null;
}

/** What a line is called in a client. */
export interface Called {
  /** `Java`, `kafka-python`, `confluent-kafka` or `Sarama`; `Kafka's tools` where they have lines for it. */
  client: string;
  code: string;
}

export interface RunResult extends Instant {
  /** In its canonical form. */
  line: string;
  /** Empty for a comment. */
  verb: string;
  output: string[];
  operation: number | null;
  /** Branches that were forgotten, because there were too many. */
  forgotten: number[];
  /** The branch of the history that is the present one now. */
  branch: number;
  /** Whether the command began that branch. */
  forked: boolean;
  /** What the history's script has of it, `@12.480 crash c1`; null for what is no command of the history, such as `help`. */
  scripted: string | null;
  /** The branches that it compares; null for a line that compares nothing. */
  compared: { left: number; right: number; at: Instant } | null;
  /** What it is called in clients that have such a call. */
  called: Called[];
  /** How many commands have been given on that branch up to now, this one among them. */
  commands: number;
  /** The job that it began; null for what begins none. */
  job?: number | null;
}

/** The shell's language: what the package's module has besides the class. */
export interface Language {
  /** The number of the engine's semantics. */
  semantics(): number;
  quote(word: string): string;
  /** `options` are names and values in turn. */
  compose(verb: string, operands: string[], options: string[]): Composed;
  verbs(): Verb[];
  /** `headed` is whether it says on which cluster it was written. */
  readScript(script: string): { title: string; headed: boolean; lines: string[] };
  pasted(text: string): string[];
  scripted(atMs: number, line: string): string;
}

/**
 * The answer to a `whatif` line. It has copies of its own: whatever is done with its playground meanwhile changes nothing of it,
 * and the other way round.
 */
export interface Exploration {
  /**
   * Goes on for so many milliseconds, or, without them, to the end; answers how many instants are tried by now. How it is cut into
   * slices changes nothing.
   */
  step(maxMs?: number): number;
  /** What is known, with the bars from one on: they are counted through all series, as `step` counts them. */
  results(from: number): WhatIfResults;
  /** What is known as the terminal's lines. */
  table(): string[];
  free(): void;
}

export interface WhatIfResults {
  /** In its canonical form. */
  line: string;
  /** Where the window begins, in milliseconds since the start. */
  from: number;
  to: Instant;
  done: boolean;
  /** One for the history as it is, or one for each `--commit` and `--set` of the line, in this order. */
  series: WhatIfSeries[];
}

export interface WhatIfSeries {
  /** What is altered, as an option of the line: `--commit record`; empty for the history as it is. */
  label: string;
  done: boolean;
  /** Whether the oldest instants of the window are left out, because there are too many. */
  cut: boolean;
  /** Commands of the history that are refused where something is altered. */
  refused: { line: string; why: string }[];
  summary: WhatIfSummary;
  /** What it costs on each line of the machine's loop, the newest first. */
  lines: WhatIfLine[];
  /** Those that were asked for, newest instants first. */
  bars: WhatIfBar[];
}

/** What a fault costs while a loop stands on a line, when it stood there last. */
export interface WhatIfLine {
  /** The step of the loop, as `CodeState.line` names it. */
  line: string;
  /** The newest instant at which it stands there, and how many in a row it does. */
  at: Instant;
  instants: number;
  /** The most of them. */
  again: number;
  lost: number;
  /** Whether not all was quiet in time at one of them. */
  atLeast: boolean;
}

/** All bars so far in a few numbers. */
export interface WhatIfSummary {
  /** At which the fault can happen, and of these those at which it costs nothing at all, nothing again, nothing lost. */
  instants: number;
  none: number;
  noneAgain: number;
  noneLost: number;
  /** Those at which not all was quiet when time was up. */
  atLeast: number;
  /** Those at which the fault cannot happen. */
  refused: number;
  /** The most, and the newest instant at which it is so; null where it is nothing. */
  again: { count: number; at: Instant } | null;
  lost: { count: number; at: Instant } | null;
}

/** Records, as they are when all is quiet after the fault. */
export interface WhatIfCounts {
  /** Of those that were there at the fault: completed exactly once. */
  once: number;
  /** Completed more than once, and more often than without the fault by the same time. */
  again: number;
  /** Lost, and not lost without the fault by the same time. */
  skipped: number;
  deleted: number;
  never: number;
}

/** A fault at one instant, and what comes of it for all groups together. */
export interface WhatIfBar extends Instant {
  /** When it was counted, in milliseconds since the start. */
  until: number;
  /** Whether not all was quiet by then: there may be more. */
  atLeast: boolean;
  /** Why the fault cannot happen at this instant; null where it can. */
  refused: string | null;
  sum: WhatIfCounts;
  /** By name. */
  groups: { group: string; sum: WhatIfCounts }[];
}

/** A place in a line, in characters. */
export interface Columns {
  from: number;
  to: number;
}

export interface Composed {
  line: string;
  operands: Columns[];
  /** Of the values; of a switch, its own. */
  options: Columns[];
}

export type Takes = string | { 'one-of': string[] };
export type Times = 'once' | 'perhaps' | 'any' | 'some';

export interface Verb {
  name: string;
  operands: { name: string; takes: Takes; times: Times }[];
  options: { name: string; value: string; takes: Takes; times: Times; about: string }[];
  about: string;
  example: string;
}

export interface Outcome {
  ok: boolean;
  text: string;
}

export interface JournalLine {
  index: number;
  at: number;
  ordinal: number;
  /** The step of its millisecond that it tells of. */
  step: number;
  kind: string;
  tone: 'plain' | 'quiet' | 'warn' | 'bad';
  spans: Span[];
}

export interface Span {
  text: string;
  strong: boolean;
  thing: string | null;
  /** In the place of text: how long it is until an instant, in milliseconds since the start. */
  until?: number;
}

/** One sentence of the narrator. */
export interface Narration {
  /** Which sentence it is, such as `dead-unnoticed`: the same for ever. */
  id: string;
  tone: 'plain' | 'quiet' | 'warn' | 'bad';
  spans: Span[];
  /** Since when one waits, and until when at the latest so far, in milliseconds since the start. */
  since: number | null;
  until: number | null;
  why: Why | null;
  /** At most two. */
  offers: Offer[];
}

/** The setting that decides, and Kafka's rule about it. */
export interface Why {
  setting: string;
  /** Whose setting it is, such as `machine:c1`; empty for the broker's. */
  of: string;
  value: string;
  rule: string;
}

export interface Offer {
  label: string;
  run: { verb: string; operands: string[]; options: [string, string][] } | null;
  form: 'topic' | 'producer' | 'consumer' | null;
  /** The moment for which the command waits; null for none. */
  when: When | null;
}

/**
 * A moment of a consumer: all that it did is committed (`doneUncommitted` is 0), or something is neither committed nor in a commit
 * on its way (`doneUncommitted` is not, and `commitInAir` is false).
 */
export interface When {
  is: 'committed' | 'uncommitted';
  machine: string;
}

/** A limit of the playground. */
export interface Limit {
  name: 'events' | 'records' | 'commands';
  /** How many there may be. */
  max: number;
  /** Whether time stands still; else what goes past the limit is refused, and the rest goes on. */
  stops: boolean;
}

/** What one can skip to, by the kinds of marks. */
export type Awaited = 'commit' | 'rebalance' | 'takeover' | 'again' | 'lost';

/**
 * Something on the timeline. Its name is made of what it says: “crash of c1”, “rebalance of billing”, “take-over by c2”,
 * “orders-0 rewound”, “61 records deleted unread”.
 */
export interface Mark {
  at: number;
  until: number | null;
  kind: 'commit' | 'rebalance' | 'takeover' | 'crash' | 'rewind' | 'again' | 'lost' | 'deleted' | 'records';
  /** Its number; null for what is about no group. */
  group: number | null;
  /** Partitions committed or taken over; records of what is done again, lost, deleted and appended; else 1. */
  count: number;
  /**
   * `machine:c1` of a crash, and of a take-over the one that takes over; `partition:orders/0` of what was deleted, and of a
   * rewind, which has its machine where it is about several partitions; `group:billing` of the other kinds. Null for `records`.
   */
  thing: string | null;
  /** In which way records were lost; null for the other kinds. */
  how: 'skipped' | 'deleted' | 'never' | null;
}

export interface Inspected {
  title: string;
  rows: [string, string][];
}

/** A consumer's program. Its words are those of the options of `consume` and `set`. */
export interface CodeState {
  /** Whose loop it is. */
  loop: string;
  style: string;
  commit: string;
  onFailure: string;
  onCommitFailure: string;
  onAssign: string;
  onRevoke: string;
  /** The pattern that it subscribes by, in place of topics. */
  pattern: string | null;
  deadLetter: string | null;
  finally: string;
  /** To how many workers it hands over what a poll returned; 0 is none. */
  workers: number;
  byHand: boolean;
  /** The step at which it stands: `subscribe`, `poll`, `for`, `work`, `dead-letter`, `commit`, `call`, `close` or `idle`. */
  line: string;
  /** The call that it waits for, by its name in the Java API, and until when that may take. */
  call: string | null;
  until: number | null;
  /** How many records the last poll brought, and how many of them are done. */
  count: number;
  next: number;
  /** How long the work on the present record takes, in milliseconds. */
  workMs: number;
  /** `offset`, `position`, `committed` and `marked` of the partition that is worked on. */
  values: { name: string; value: number }[];
  /** Those that matter most, and all that were given. */
  settings: CodeSetting[];
}

export interface CodeSetting {
  /** Kafka's. */
  key: string;
  value: string;
  /** What the client has where nothing is given. */
  default: string;
}

/** A step in the life of a record. */
export interface LifeStep {
  what: 'made' | 'batched' | 'sent' | 'appended' | 'fetched' | 'read' | 'worked' | 'done' | 'committed' | 'deleted';
  /** In milliseconds since the start. */
  at: number;
  /** `machine:c1` or `group:billing`; null for the broker. */
  by: string | null;
  text: string;
  /** The line of the journal that tells of it; null where none does. */
  journal: number | null;
  /** How many events had happened before. */
  ordinal: number;
}
