/** The engine as the wasm package hands it over; see crates/wasm. */
import type { View, CellView } from './view.js';

export class Playground {
  /** An empty cluster. `startMs` is Unix time. */
  constructor(seed: number, startMs: number);
  /** The empty cluster that a script's header asks for; what it does not say is as given. */
  static forScript(script: string, seed: number, startMs: number): Playground;
  run(line: string): RunResult;
  /** Runs a line of a script, at its instant if it names one. */
  scriptLine(line: string): RunResult;
  outcome(operation: number): Outcome | null;
  /** Whether an operation ended so long ago that its outcome is not kept. */
  isForgotten(operation: number): boolean;
  advance(toMs: number): void;
  nextDue(): number | null;
  step(): number;
  stepBack(): number;
  seek(atMs: number): void;
  now(): number;
  end(): number;
  revision(): number;
  view(cells: number): View;
  cells(topic: string, partition: number, from: number, max: number): CellView[];
  journalLength(): number;
  journal(from: number, max: number): JournalLine[];
  marks(): Mark[];
  inspect(thing: string): Inspected | null;
  script(): string;
  free(): void;
}

export interface RunResult {
  /** In its canonical form. */
  line: string;
  /** Empty for a comment. */
  verb: string;
  output: string[];
  operation: number | null;
  /** When it was given, in milliseconds since the start. */
  at: number;
  /** After how many steps of that millisecond; null for after all of them. */
  ordinal: number | null;
  /** Branches that were forgotten, because there were too many. */
  forgotten: number[];
  /** The branch of the history that is the present one now. */
  branch: number;
  /** Whether the command began that branch. */
  forked: boolean;
  /** What the history's script has of it, `@12.480 crash c1`; null for what is no command of the history, such as `help`. */
  scripted: string | null;
  /** How many commands have been given on that branch up to now, this one among them. */
  commands: number;
}

/** The shell's language: what the package's module has besides the class. */
export interface Language {
  quote(word: string): string;
  /** `options` are names and values in turn. */
  compose(verb: string, operands: string[], options: string[]): Composed;
  verbs(): Verb[];
  readScript(script: string): { title: string; lines: string[] };
  pasted(text: string): string[];
  scripted(atMs: number, line: string): string;
}

/** A place in a line, in characters. */
export interface Place {
  from: number;
  to: number;
}

export interface Composed {
  line: string;
  operands: Place[];
  /** Of the values; of a switch, its own. */
  options: Place[];
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
  kind: string;
  tone: 'plain' | 'quiet' | 'warn' | 'bad';
  spans: Span[];
}

export interface Span {
  text: string;
  strong: boolean;
  thing: string | null;
}

export interface Mark {
  at: number;
  until: number | null;
  kind: 'commit' | 'rebalance' | 'crash' | 'rewind' | 'records';
  group: number | null;
  count: number;
}

export interface Inspected {
  title: string;
  rows: [string, string][];
}
