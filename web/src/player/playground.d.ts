/** The engine as the wasm package hands it over; see crates/wasm. */
import type { View, CellView } from './view.js';

export class Playground {
  /** An empty cluster. `startMs` is Unix time. */
  constructor(seed: number, startMs: number);
  run(line: string): RunResult;
  outcome(operation: number): Outcome | null;
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
  line: string;
  output: string[];
  operation: number | null;
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
