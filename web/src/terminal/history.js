/** What was typed before: older and newer by the arrow keys, and by a part of it. */

const KEPT = 300;

export class History {
  /** @type {string[]} */ #lines = [];
  #place = 0;
  #draft = '';

  /** @param {string} line */
  add(line) {
    if (this.#lines.at(-1) !== line) this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
    this.#place = this.#lines.length;
  }

  /**
   * @param {number} by -1 for an older line, 1 for a newer one
   * @param {string} shown what stands in the prompt
   */
  move(by, shown) {
    if (this.#place === this.#lines.length) this.#draft = shown;
    this.#place = Math.min(this.#lines.length, Math.max(0, this.#place + by));
    return this.#lines[this.#place] ?? this.#draft;
  }

  /**
   * The newest line with a text in it, of those before a place.
   * @param {string} part
   * @param {number} [before]
   * @returns {{ line: string, place: number } | null}
   */
  find(part, before = this.#lines.length) {
    if (part === '') return null;
    for (let place = Math.min(before, this.#lines.length) - 1; place >= 0; place -= 1) {
      if (this.#lines[place].includes(part)) return { line: this.#lines[place], place };
    }
    return null;
  }
}
