/**
 * What a line such as `whatif crash c1 --last 10s` asks, answered by the engine
 * in slices between which the page draws. All that is asked stands in one
 * queue, so that never more than one slice runs between two frames.
 */

import { isRefusal, labelOf } from '../base.js';

/** @typedef {import('../player/player.js').Player} Player */
/** @typedef {import('../player/playground.js').Exploration} Exploration */
/** @typedef {import('../player/playground.js').WhatIfBar} Bar */
/** @typedef {import('../player/playground.js').WhatIfSeries} Series */
/** @typedef {import('../language.js').Command} Command */
/** @typedef {'counts' | 'done' | 'stopped' | 'refused'} State */

/** How long one slice takes, and how often it is told what is new, in real milliseconds. */
const SLICE_MS = 4;
const TOLD_MS = 80;

/** What is not answered yet, in the order in which it was asked. @type {Asked[]} */
const queue = [];
let goesOn = false;

/**
 * Where somebody is: what was asked elsewhere has to be asked again.
 * @param {Player} player
 */
export function placeIn(player) {
  return `${player.epoch} ${player.read((source) => source.revision())} ${Math.floor(player.now)}`;
}

export class Asked {
  /** @type {State} */ state = 'counts';
  /** Why it cannot be asked. */ refusal = '';
  /** As the engine writes it. */ line = '';
  /** The window, in milliseconds since the start. */ from = 0;
  to = 0;
  /** What is known of its first series, newest instants first. @type {Bar[]} */ bars = [];
  /** @type {Series | null} */ series = null;
  /** How much of the window was tried, from 0 to 1. */ part = 0;
  /** The longest slice, in milliseconds. */ longest = 0;
  /** What was known in the end as the terminal's lines. @type {string[]} */ lines = [];
  /** @type {Exploration | null} */ #exploration = null;
  /** How many instants were tried, over all its series. */ tried = 0;
  #toldAt = -Infinity;

  /**
   * @param {Player} player whose engine is there
   * @param {Command} command
   * @param {() => void} news what to do when more is known
   */
  constructor(player, command, news) {
    this.player = player;
    this.news = news;
    this.#begin(labelOf(command));
  }

  /** Nobody wants to know it any more; what is known stays. */
  stop() {
    if (this.state === 'counts') this.#end('stopped');
  }

  /** One slice of its answer. */
  slice() {
    const began = performance.now();
    // A panic is told and survived there, as any of the engine's.
    const tried = this.player.ask(() => this.#exploration?.step(SLICE_MS) ?? 0);
    const now = performance.now();
    this.longest = Math.max(this.longest, now - began);
    if (tried === null) return this.#end('stopped');
    // A short slice is mostly the last one.
    if (now - began >= SLICE_MS - 1 && now - this.#toldAt < TOLD_MS) return;
    this.#toldAt = now;
    this.#learn(tried);
    if (this.state === 'counts') this.news();
  }

  /** @param {string} line */
  #begin(line) {
    this.player.ask((playground) => {
      try {
        this.#exploration = playground.whatIf(line);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.state = 'refused';
        this.refusal = error.message;
      }
    });
    if (this.state === 'counts' && !this.#exploration) this.state = 'stopped';
    if (this.state !== 'counts') return;
    this.#learn(0);
    queue.push(this);
    goOn();
  }

  /** @param {number} tried */
  #learn(tried) {
    const results = this.player.ask(() => this.#exploration?.results(this.tried) ?? null);
    if (!results) return this.#end('stopped');
    this.tried = tried;
    this.line = results.line;
    this.from = results.from;
    this.to = results.to.at;
    const { series } = results;
    const under = series.findIndex((one) => !one.done);
    this.bars = this.bars.concat(series[0].bars);
    this.series = { ...series[0], bars: [] };
    const last = series[under]?.bars.at(-1);
    const within = last && this.to > this.from ? (this.to - last.at) / (this.to - this.from) : 0;
    this.part = results.done ? 1 : Math.max(this.part, (under + within) / series.length);
    if (results.done) this.#end('done');
  }

  /** @param {State} state */
  #end(state) {
    const wasOn = this.state === 'counts';
    this.state = state;
    if (queue.includes(this)) queue.splice(queue.indexOf(this), 1);
    if (wasOn) this.lines = this.player.ask(() => this.#exploration?.table()) ?? [];
    const exploration = this.#exploration;
    this.#exploration = null;
    try {
      exploration?.free();
    } catch {
      // A spoilt instance cannot be freed.
    }
    if (wasOn) this.news();
  }
}

/** @type {MessageChannel | null} */
let channel = null;

/**
 * While time goes on a timer leaves as much time to others as a slice takes;
 * where it stands they are asked after each slice whether they want something.
 */
function goOn() {
  if (goesOn || queue.length === 0) return;
  goesOn = true;
  if (queue[0].player.playing) setTimeout(next);
  else askOthers().postMessage(null);
}

function askOthers() {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = next;
  }
  return channel.port2;
}

function next() {
  goesOn = false;
  queue[0]?.slice();
  goOn();
}
