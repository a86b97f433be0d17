/**
 * A recording as a source of views: it has an instant, goes to others, and
 * answers what the engine would have answered there. It goes no further than
 * somebody came, like the engine's history, so that whoever looks cannot tell
 * which of the two it is.
 */

/** @typedef {import('./playground.js').Source} Source */
/** @typedef {import('./recording.js').Recording} Recording */
/** @typedef {import('./view.js').View} View */

/** @implements {Source} */
export class Recorded {
  #now = 0;
  #end = 0;
  /** The last view that was asked for. @type {{ frame: number, cells: number, view: View } | null} */ #shown = null;

  /** @param {Recording} recording */
  constructor(recording) {
    this.recording = recording;
  }

  now() {
    return this.#now;
  }
  end() {
    return this.#end;
  }
  revision() {
    return this.recording.revisionOf(this.#frame);
  }
  get #frame() {
    return this.recording.frameAt(this.#now);
  }

  /** Whether nothing more is known than what is shown. */
  get isOver() {
    return this.#now >= this.recording.until;
  }

  /** @param {number} to */
  advance(to) {
    this.#now = Math.max(this.#now, Math.min(to, this.recording.until));
    this.#end = Math.max(this.#end, this.#now);
  }

  /** @param {number} at */
  seek(at) {
    this.#now = Math.min(Math.max(0, at), this.#end);
  }

  /** When something happens next that can be seen; null where that is not known. */
  nextDue() {
    let next = this.#frame + 1;
    while (next < this.recording.frames && !this.recording.isSeen(next)) next += 1;
    return next < this.recording.frames ? this.recording.timeOf(next) : null;
  }

  step() {
    const next = this.nextDue();
    if (next !== null) this.advance(next);
    return this.#now;
  }

  /** Goes back to where one began to see something else than now. While something flies, one sees time go on. */
  stepBack() {
    const began = (/** @type {number} */ frame) => {
      while (frame > 0 && !this.recording.isSeen(frame)) frame -= 1;
      return frame;
    };
    const here = began(this.#frame);
    const flies = this.recording.viewOf(here).flights.length > 0;
    const back = here > 0 && !(flies && this.#now > this.recording.timeOf(here));
    this.#now = this.recording.timeOf(back ? began(here - 1) : here);
    return this.#now;
  }

  /**
   * @param {number} cells
   * @returns {View}
   */
  view(cells) {
    const [frame, now] = [this.#frame, this.#now];
    const shown = this.#shown;
    if (shown && shown.frame === frame && shown.cells === cells) return { ...shown.view, now };
    const view = { ...narrowed(this.recording.viewOf(frame), cells), now, revision: this.revision() };
    this.#shown = { frame, cells, view };
    return view;
  }

  /**
   * @param {string} topic
   * @param {number} partition
   * @param {number} from
   * @param {number} max
   */
  cells(topic, partition, from, max) {
    const { topics } = this.recording.viewOf(this.#frame);
    const log = topics.find((one) => one.name === topic)?.partitions.find((one) => one.partition === partition);
    return (log?.cells ?? []).filter((cell) => cell.offset >= from).slice(0, max);
  }

  journalLength() {
    return this.recording.linesUntil(this.#now);
  }

  /**
   * @param {number} from
   * @param {number} max
   */
  journal(from, max) {
    return this.recording.lines(from, Math.min(from + max, this.journalLength()));
  }

  marks() {
    return this.recording.marksUntil(this.#end);
  }

  narrator() {
    return this.recording.narrationAt(this.#now);
  }

  /** What is not in a view is not in a recording of views. */
  inspect() {
    return null;
  }

  /** @param {number} operation */
  outcome(operation) {
    const answer = this.recording.rows.find((row) => row.operation === operation)?.answer;
    return answer && answer.at <= this.#now ? { ok: answer.ok, text: answer.text } : null;
  }

  isForgotten() {
    return false;
  }

  free() {
    this.#shown = null;
  }
}

/**
 * A view with the newest cells of each partition, and with what is told of them.
 * @param {import('./recording.js').Kept} view
 * @param {number} cells
 */
function narrowed(view, cells) {
  /** @type {Map<string, number>} */
  const first = new Map();
  const topics = view.topics.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((log) => {
      const from = log.logEnd - cells;
      first.set(`${topic.name}-${log.partition}`, from);
      return { ...log, cells: newest(log.cells, from) };
    }),
  }));
  const groups = view.groups.map((group) => ({
    ...group,
    lanes: group.lanes.map((lane) => (
      lane.again.length === 0 ? lane : { ...lane, again: newest(lane.again, first.get(`${lane.topic}-${lane.partition}`) ?? -Infinity) }
    )),
  }));
  return { ...view, topics, groups };
}

/**
 * @template {{ offset: number }} T
 * @param {T[]} list by offset
 * @param {number} from
 */
function newest(list, from) {
  const at = list.findIndex((each) => each.offset >= from);
  return at < 0 ? [] : list.slice(at);
}
