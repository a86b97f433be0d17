/**
 * A lesson as the build (or the builder) hands it over: read, played and held against the engine by
 * `crates/lessons`. What the blocks mean is written in `crates/lessons/README.md`.
 */

/** Text with marks: plain, strong, emphasised, code (`run` where it is a command that can be pressed), a link. */
export type Inline =
  | string
  | { strong: Inline[] }
  | { emphasis: Inline[] }
  | { code: string; run?: boolean }
  | { link: Inline[]; to: string };

/** A part of prose. */
export type Prose =
  | { is: 'paragraph'; text: Inline[] }
  | { is: 'heading'; text: Inline[] }
  | { is: 'list'; ordered: boolean; items: Prose[][] }
  | { is: 'quote'; prose: Prose[] }
  | { is: 'table'; head: Inline[][]; rows: Inline[][][] }
  /** A fenced block to read or to copy; `sh` are commands of a real cluster. */
  | { is: 'fence'; language: string; text: string };

/** What a prediction is picked with. */
export type Pick =
  | { kind: 'offset'; topic: string; partition: number }
  | { kind: 'partition'; topic: string }
  | { kind: 'member'; group: string }
  | { kind: 'number'; among: string[] }
  | { kind: 'word'; among: string[] };

export interface Predict {
  question: Prose[];
  pick: Pick;
  /** A predicate for `Playground.reach`: from when on the answer is there. */
  until: string;
  /** A fact for `Playground.fact`: the answer is its value then. */
  fact: string;
  /** What it is on the way of the lesson's own solutions. */
  answer: string;
  /** What is told to a guess. */
  told: { guess: string; prose: Prose[] }[];
  /** To all other wrong ones. */
  otherwise: Prose[];
  /** When it is there on the lesson's own way, in milliseconds since the start. */
  at: number;
}

export interface Goal {
  text: Inline[];
  /** Predicates for `Playground.judge`, all of which must hold. */
  predicates: string[];
}

export interface CodeLine {
  text: string;
  /** The step of the loop (`Playground.code().line`) by which it is lit. */
  step: string | null;
}

export interface Proof {
  claim: Inline[];
  /** A script with its header. */
  script: string;
  predicates: string[];
  /** How long it is played, in milliseconds since its start. */
  at: number;
}

/** What a step is made of, in the order in which it is told. */
export type Item =
  | { kind: 'prose'; prose: Prose[] }
  | { kind: 'do'; prose: Prose[] }
  | { kind: 'goal'; goal: Goal }
  | { kind: 'hint'; prose: Prose[] }
  | { kind: 'predict'; predict: Predict }
  /** Rows, each with its instant. What comes behind it is told when all goals before it have been reached. */
  | { kind: 'solution'; rows: string[]; at: number }
  | { kind: 'code'; language: 'java' | 'python' | 'go'; machine: string; lines: CodeLine[] }
  | { kind: 'proof'; proof: Proof };

export interface Step {
  /** For links: `the-crash`. */
  id: string;
  title: string;
  /** Whether the stage is set anew when it begins. */
  scene: boolean;
  /** The script that leads to its beginning: the last scene and the solutions since, with the header. */
  script: string;
  /** When it begins, in milliseconds since the start. */
  at: number;
  /** What the page shows in this step. */
  show: { panel: string | null; whatif: string | null; select: string | null };
  items: Item[];
}

export interface Lesson {
  title: string;
  /** In one or two sentences, plain. */
  about: string;
  /** Words to read, and minutes for all of it: to read 180 words a minute, to see what is played, to think and to do. */
  words: number;
  minutes: number;
  /** Prose before the first step. */
  intro: Prose[];
  steps: Step[];
}

/** Of one line of `lessons/index.json`, which has the lessons in their order, for each language. */
export interface Listed {
  id: string;
  title: string;
  about: string;
  minutes: number;
}

/** What is wrong with a lesson, and where; both counted from 1. */
export interface Mistake {
  line: number;
  column: number;
  message: string;
}
