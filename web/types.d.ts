/** What a page that holds a `<kafka-playground>` may rely on. */

/** The answer to a command line. */
export interface RunResult {
  /** The line as it was understood. */
  line: string;
  /** Its verb, such as `crash` or `topic create`; empty for a comment. */
  verb: string;
  /** What it printed. */
  output: string[];
  /** The number of the operation that it began, if its answer comes later. */
  operation: number | null;
  /** When it was given, in milliseconds since the start. */
  at: number;
  /** The branch of the history that is the present one now. */
  branch: number;
  /** Whether the command began that branch: it was given where another future was known. */
  forked: boolean;
  /** The answer; null where there is none, or where the history in which it would have come was left. */
  settled: Promise<{ ok: boolean; text: string } | null>;
}

/** A command line that was refused; then nothing changed. */
export interface KafkaPlaygroundError extends Error {
  code: string;
  /** Where in the line the wrong word begins, in characters from 0. */
  column?: number;
  length?: number;
}

export interface KafkaPlaygroundEventMap {
  /** The scene can be seen. */
  ready: CustomEvent<void>;
  /** A command line ran, whoever asked for it, or was refused. */
  command: CustomEvent<{ line: string; at: number; output: string[]; refused: Error | null }>;
  /** The engine could not be loaded, or stumbled and was rebuilt. It does not bubble. */
  error: CustomEvent<{ message: string; script: string | null }>;
}

export class KafkaPlayground extends HTMLElement {
  /** A name of a scene, or `inline` for the element's own text. */
  scene: string;
  /** What is left out of the stage: `legend`, `add` (the buttons that add something), or both. */
  without: string;
  /** Which panels are shown: `all`, or some of `header stage controls journal code inspector terminal`. */
  panels: string;
  theme: 'auto' | 'light' | 'dark';
  /** The language, such as `en` or `de`, that all figures of the document speak; where it is none that there is, they speak English. */
  lang: string;
  /** 0.25, 0.5, 1, 2, 4, 8 or 16. */
  speed: number;
  autoplay: boolean;
  /** Seconds of the scene at which it opens; null is the scene's own. */
  at: number | null;
  /** A number of pixels, or `page` for the height of the window; empty is what it needs. */
  height: string;

  readonly playing: boolean;
  /** Elapsed seconds. */
  readonly now: number;
  /** The history, a command a line: `@12.480 crash c1`. */
  readonly script: string;

  play(): Promise<void>;
  pause(): Promise<void>;
  step(): Promise<void>;
  stepBack(): Promise<void>;
  /** Goes to an instant, in seconds. */
  seek(seconds: number): Promise<void>;
  /** Runs a command line, or rejects with a KafkaPlaygroundError. */
  run(line: string): Promise<RunResult>;
  /** Starts the scene over. */
  reset(): Promise<void>;
  /** Gives everything back; putting the element into a page again builds it anew. */
  dispose(): void;
  /** What the engine shows at this instant, with so many of the newest cells of each partition; null before `ready`. */
  view(cells?: number): object | null;

  addEventListener<K extends keyof KafkaPlaygroundEventMap>(
    type: K,
    listener: (this: KafkaPlayground, event: KafkaPlaygroundEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'kafka-playground': KafkaPlayground;
  }
}
