/**
 * `<kafka-playground>`: a small, honest Kafka in a page. What a page that holds
 * the element, and the frameworks that write pages, may rely on.
 */

/** A word of `panels`. */
export type KafkaPlaygroundPanel = 'header' | 'stage' | 'controls' | 'journal' | 'code' | 'inspector' | 'terminal';

/** A word of `without`. */
export type KafkaPlaygroundPart = 'legend' | 'add' | 'buttons' | 'producers' | 'offsets';

/** How fast time goes by; 1 is as fast as a clock. */
export type KafkaPlaygroundSpeed = 0.25 | 0.5 | 1 | 2 | 4 | 8 | 16;

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

/** Another sentence of `captions` is said. */
export interface CaptionDetail {
  /** Which one, from 0. */
  index: number;
  /** Its instant, in seconds. */
  at: number;
  text: string;
}

/** What `goal` asks for came true; or the goal of a lesson's step did. */
export interface GoalDetail {
  /** The predicate, such as `again billing >= 3`; in a lesson the sentence that says what is to be reached. */
  goal: string;
  /** The instant, in seconds. */
  at: number;
  /** The name of the lesson, where one is taken; null where it has none. */
  lesson?: string | null;
  /** Which step of it. */
  step?: string | undefined;
}

/** A command line ran, whoever asked for it, or was refused. */
export interface CommandDetail {
  line: string;
  /** When, in milliseconds since the start. */
  at: number;
  output: string[];
  refused: Error | null;
}

/** What could not be shown or loaded, in words that are for the page's author. */
export interface ErrorDetail {
  message: string;
  /** The script that was being played; null where there was none. */
  script: string | null;
}

/** The events of the element; all are composed, and all but `error` bubble. */
export interface KafkaPlaygroundEventMap {
  /** The scene can be seen. */
  ready: CustomEvent<null>;
  caption: CustomEvent<CaptionDetail>;
  goal: CustomEvent<GoalDetail>;
  command: CustomEvent<CommandDetail>;
  error: CustomEvent<ErrorDetail>;
}

export class KafkaPlayground extends HTMLElement {
  /** The version of the package; empty in a page that is not built. */
  static readonly version: string;

  /** A name of a scene, or `inline`: the element's own text is a script, or holds a recording. */
  scene: string;
  /** The address of a file in the place of a scene: a recording (`.json`), or a script or a saved session (`.kafka`). */
  src: string;
  /** What a link says after its address (`v1.…`), in the place of both. */
  link: string;
  /** Which panels are shown: words of KafkaPlaygroundPanel with spaces between them, or `all`. */
  panels: string;
  /** What is left out of the stage: words of KafkaPlaygroundPart with spaces between them. */
  without: string;
  /** The consumer groups that are shown, by name; all where it is empty. */
  groups: string;
  theme: 'auto' | 'light' | 'dark';
  speed: KafkaPlaygroundSpeed | (number & {});
  /** Plays when it is in sight; not for who asks for reduced motion. */
  autoplay: boolean;
  /** Begins again at `start` when it has come to `end`. */
  loop: boolean;
  /** The seconds between which the figure is; null is no end. */
  start: number | null;
  end: number | null;
  /** Seconds of the scene at which it opens; null is `start`, or else the scene's own. */
  at: number | null;
  /** Sentences at instants (`@12.300 c1 crashes. @18.300 Its session is over.`), or the address of a WebVTT file. */
  captions: string;
  /** Seconds at which playing pauses, with spaces between them; or `captions`, for each of those. */
  pauseAt: string;
  /** What has to come true, as lessons say it: `again billing >= 3`. */
  goal: string;
  /** The address of a picture that stands there until the figure does. */
  poster: string;
  /** A number of pixels, another length of CSS, or `page` for the height of the window; empty is what it needs. */
  height: string;
  /** The language, such as `en` or `de`, that all figures of the document speak; English where there is none. */
  lang: string;
  /** The reader may play, step and scrub, and changes nothing. */
  readonly: boolean;
  /** Figures of a page with the same word are at the same instant, and play and pause together. */
  sync: string;
  /** The address of a page of the playground, to which a link under the figure leads. */
  playground: string;

  readonly playing: boolean;
  /** Elapsed seconds. */
  readonly now: number;
  /** The history, a command a line: `@12.480 crash c1`. */
  readonly script: string;
  /** Where what is shown comes from; null while there is nothing. */
  readonly source: 'recording' | 'engine' | null;

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
  /** Loads the engine, if it is not there yet. */
  wake(): Promise<void>;
  /** What was done here as the text of a recording, which opens at `at` and ends at `until`, in seconds. */
  record(window?: { at?: number; until?: number }): Promise<string>;
  /** The stage as the text of an SVG, at an instant in seconds and in a width in pixels where they are not those that are shown. */
  svg(wish?: { at?: number; width?: number; theme?: 'auto' | 'light' | 'dark' }): Promise<string>;
  /** What the engine shows at this instant, with so many of the newest cells of each partition; null before `ready`. */
  view(cells?: number): object | null;

  addEventListener<K extends keyof KafkaPlaygroundEventMap>(
    type: K,
    listener: (this: KafkaPlayground, event: KafkaPlaygroundEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof KafkaPlaygroundEventMap>>(
    type: K,
    listener: (this: KafkaPlayground, event: HTMLElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof KafkaPlaygroundEventMap>(
    type: K,
    listener: (this: KafkaPlayground, event: KafkaPlaygroundEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject | null, options?: boolean | EventListenerOptions): void;
}

/** The attributes of the element, as a template or JSX writes them. */
export interface KafkaPlaygroundAttributes {
  scene?: string | undefined;
  src?: string | undefined;
  link?: string | undefined;
  panels?: string | undefined;
  without?: string | undefined;
  groups?: string | undefined;
  theme?: 'auto' | 'light' | 'dark' | undefined;
  speed?: KafkaPlaygroundSpeed | `${KafkaPlaygroundSpeed}` | undefined;
  autoplay?: boolean | '' | undefined;
  loop?: boolean | '' | undefined;
  start?: number | string | undefined;
  end?: number | string | undefined;
  at?: number | string | undefined;
  captions?: string | undefined;
  'pause-at'?: string | undefined;
  goal?: string | undefined;
  poster?: string | undefined;
  height?: number | string | undefined;
  lang?: string | undefined;
  readonly?: boolean | '' | undefined;
  sync?: string | undefined;
  playground?: string | undefined;
}

/** What listens, where a name is `Prefix` and the event's: React 19 and Svelte 5 say `onready`. */
type Listeners<Prefix extends string> = {
  [K in keyof KafkaPlaygroundEventMap as `${Prefix}${K}`]?: ((event: KafkaPlaygroundEventMap[K]) => void) | null | undefined;
};
/** Vue says `@ready`, which it calls `onReady`. */
type VueListeners = {
  [K in keyof KafkaPlaygroundEventMap as `on${Capitalize<K>}`]?: ((event: KafkaPlaygroundEventMap[K]) => void) | undefined;
};
/** Attributes that every element has, where a framework's own types do not say it. */
interface Common {
  id?: string | undefined;
  class?: any;
  className?: string | undefined;
  style?: any;
  slot?: string | undefined;
  title?: string | undefined;
  hidden?: any;
  role?: any;
  tabIndex?: number | undefined;
  children?: any;
  key?: any;
  ref?: any;
}

/** The element where JSX has no types of its own that could be named here. */
export type KafkaPlaygroundJsx = KafkaPlaygroundAttributes & Listeners<'on'> & Common;

/** The element in a template of Vue. */
export interface KafkaPlaygroundVue {
  new (): {
    $props: KafkaPlaygroundAttributes & { pauseAt?: string | undefined } & VueListeners & Common;
  };
}

/** The element in a template of Svelte; `on:ready` is how Svelte 4 says it. */
export type KafkaPlaygroundSvelte = KafkaPlaygroundAttributes & Listeners<'on'> & Listeners<'on:'> & Common;

declare global {
  interface HTMLElementTagNameMap {
    'kafka-playground': KafkaPlayground;
  }
  /** React 18, and whoever else has this namespace. */
  namespace JSX {
    interface IntrinsicElements {
      'kafka-playground': KafkaPlaygroundJsx;
    }
  }
  /** Svelte's own tools read this one. */
  namespace svelteHTML {
    interface IntrinsicElements {
      'kafka-playground': KafkaPlaygroundSvelte;
    }
  }
}

// Each of these modules is there for who uses it, and for nobody else: then there is nothing to be added to, and nothing
// is wrong with that. They are not imported, so that who has none of them needs none of them.
// @ts-ignore
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      // @ts-ignore
      'kafka-playground': DetailedHTMLProps<HTMLAttributes<KafkaPlayground>, KafkaPlayground> & KafkaPlaygroundAttributes & Listeners<'on'>;
    }
  }
}
// @ts-ignore
declare module 'vue' {
  interface GlobalComponents {
    'kafka-playground': KafkaPlaygroundVue;
  }
}
// @ts-ignore
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'kafka-playground': KafkaPlaygroundSvelte;
  }
}
