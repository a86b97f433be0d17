/**
 * The clock of a tool that was typed: while it runs in the foreground, time
 * goes on, also where playback was paused; when it ends, or somebody goes to
 * where it does not run, playback is what it was. Whoever pauses meanwhile has
 * paused.
 */

/** @typedef {Pick<import('../player/player.js').Player, 'playing' | 'play' | 'pause'>} Playing */

export class Lent {
  #player;
  #tell;
  /** Whether the clock runs for a tool alone. */ #on = false;
  /** Whether it was asked to run, and that is still to come. */ #starts = false;
  /** Whether it was asked to stand. */ #stops = false;

  /**
   * @param {Playing} player
   * @param {(line: string | null) => void} tell for which line the clock runs
   */
  constructor(player, tell) {
    this.#player = player;
    this.#tell = tell;
  }

  /** Whether time goes on for a tool alone, also where it is about to stand. */
  get on() {
    return this.#on || this.#stops;
  }

  /**
   * A line was typed, by which a tool runs in the foreground or goes on.
   * @param {{ line: string } | null} front the tool
   * @param {boolean} played whether time went on by itself before
   */
  async typed(front, played) {
    if (!front || this.#on || played) return;
    this.#on = true;
    this.#starts = true;
    this.#tell(front.line);
    await this.#player.play();
    this.#starts = false;
  }

  /** @param {{ line: string } | null} front what runs in the foreground at the instant that is shown */
  update(front) {
    if (!this.#on || this.#starts) return;
    const paused = !this.#player.playing;
    if (!paused && front) return this.#tell(front.line);
    this.stop();
    if (paused) return;
    this.#stops = true;
    void this.#player.pause().then(() => (this.#stops = false));
  }

  /** It is nobody's any more. */
  stop() {
    if (!this.#on) return;
    this.#on = false;
    this.#tell(null);
  }
}
