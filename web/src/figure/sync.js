/**
 * Figures of a page that are in step: whichever the reader plays, steps or
 * scrubs, the others go along. Each has its own story; what they share is the
 * instant, and whether time goes on.
 */

/** @typedef {import('../player/player.js').Player} Player */

/** Those that go together, by the word that says so. @type {Map<string, Set<InStep>>} */
const together = new Map();

export class InStep {
  /** What it was brought to: no move of the reader's, and so nobody else's affair. */
  #brought = { now: -1, playing: false };

  /**
   * @param {string} word
   * @param {Player} player
   */
  constructor(word, player) {
    this.word = word;
    this.player = player;
    const others = together.get(word) ?? new Set();
    together.set(word, others.add(this));
  }

  /** What the reader has done here is done by the others, too; called once a frame. */
  update() {
    const { now, playing } = this.player;
    const { now: was, playing: went } = this.#brought;
    this.#brought = { now, playing };
    // While time goes on each has the same clock; they are set right where it stops.
    if (playing === went && (playing || now === was)) return;
    for (const other of together.get(this.word) ?? []) if (other !== this) other.#bring(now, playing);
  }

  /**
   * @param {number} now
   * @param {boolean} playing
   */
  #bring(now, playing) {
    const { player } = this;
    this.#brought = { now, playing };
    if (!playing && player.playing) void player.pause();
    if (Math.abs(player.now - now) >= 1) void player.seek(now, true).then(() => this.settle());
    if (playing && !player.playing) void player.play().then(() => this.settle());
  }

  /** Where its story is shorter it is not where it was brought to, or has come to its end: that is its affair. */
  settle() {
    const { now, playing } = this.player;
    this.#brought = { now, playing };
  }

  dispose() {
    const others = together.get(this.word);
    others?.delete(this);
    if (others?.size === 0) together.delete(this.word);
  }
}
