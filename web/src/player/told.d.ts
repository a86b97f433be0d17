/** What the player tells, and what it is told. */
import type { Called, Outcome, Playground } from './playground.js';

/**
 * What changed since the last frame: `view` all but the time, `branch` that
 * another history is shown, `playback` what the buttons show.
 */
export interface Change {
  view: boolean;
  branch: boolean;
  playback: boolean;
}

/** A line that ran, or was refused. */
export interface Entry {
  line: string;
  at: number;
  output: string[];
  operation: number | null;
  refused: Error | null;
  settled: Promise<Outcome | null>;
  /** Whether the scene ran it and not a user. */
  setup: boolean;
  /** Whether it left a future behind. */
  fork: boolean;
  /** Whether it began a branch. */
  forked?: boolean;
  /** The branches that it compares; null for a line that compares nothing. */
  compared?: { left: number; right: number } | null;
  /** As the history has it; null for what is no command of it. */
  scripted?: string | null;
  /** The job that it began. */
  job?: number | null;
  /** When its answer came, where that is known already. */
  answered?: number;
  /** What it is called in clients. */
  called?: Called[];
}

/** A command of the history. One is the user's `own`, and not the scene's. */
export interface Given {
  at: number;
  verb: string;
  scripted: string;
  own: boolean;
}

/** The line is null where nothing was being run. */
export interface Failure {
  message: string;
  line: string | null;
  script: string;
}

/** The engine has taken the place of a recording. */
export interface Swap {
  /** What it says otherwise, if that is anything. */
  difference: string | null;
  /** Whether it was corrected since the recording was made. */
  corrected: boolean;
}

export interface Hooks {
  change?(change: Change): void;
  command?(entry: Entry): void;
  failure?(failure: Failure): void;
  /** Something waits for the engine, or no longer does. */
  waiting?(on: boolean): void;
  awake?(swap: Swap): void;
  /** What was asked for cannot be done, because the engine does not come. */
  asleep?(error: Error): void;
  /** Playback has come to an instant at which it stops, in milliseconds. */
  stopped?(at: number): void;
}

export interface Clock {
  now(): number;
  frame(callback: () => void): number;
  cancel(handle: number): void;
}

/** Lets others go on, when it is time for that. */
export type Breathe = () => Promise<void> | void;

export interface Engine {
  /** The empty cluster that a script is played on. */
  create(script: string): Playground;
  semantics: number;
}
