/**
 * Puts the code of a wasm module together again that travels in parts: all
 * opcodes, then all indices of locals, and so on, because so it packs better
 * (crates/xtask/src/streams.rs says how it is parted).
 */

/** The parts before the streams: what stands before the code section, and what after it. */
const AROUND = 2;
const STREAMS = 11;
const [LOCALS, OPCODE, LOCAL, I32, OFFSET, CALL, BRANCH, I64, GLOBAL, ALIGN, OTHER] = Array(STREAMS).keys();

/** How many functions are put together between two looks at the clock. */
const LOOK = 64;

/** In which streams the operands of an instruction stand; what is not here has none. */
const OPERANDS = /** @type {number[][]} */ ([]);
for (const [from, to, ...streams] of [
  [0x02, 0x04, OTHER], [0x0c, 0x0d, BRANCH], [0x10, 0x10, CALL], [0x11, 0x11, OTHER, OTHER], [0x20, 0x22, LOCAL], [0x23, 0x24, GLOBAL],
  [0x25, 0x26, OTHER], [0x28, 0x3e, ALIGN, OFFSET], [0x3f, 0x40, OTHER], [0x41, 0x41, I32], [0x42, 0x42, I64], [0xd0, 0xd0, OTHER], [0xd2, 0xd2, OTHER],
]) {
  for (let opcode = from; opcode <= to; opcode += 1) OPERANDS[opcode] = streams;
}

/**
 * @param {Uint8Array<ArrayBuffer>} parted
 * @param {() => Promise<void> | void} rest lets the page do something else, if it is time for that
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function join(parted, rest) {
  const header = new DataView(parted.buffer, parted.byteOffset, parted.length);
  let at = (AROUND + STREAMS) * 4;
  const starts = Array.from({ length: AROUND + STREAMS }, (_, part) => {
    const start = at;
    at += header.getUint32(part * 4, true);
    return start;
  });
  // Of a file that is not what it should be; what is in it WebAssembly will judge.
  if (at !== parted.length) throw new Error('the packed file is damaged: its parts are not as long as it says');
  const ends = [...starts.slice(1), at];
  const next = starts.slice(AROUND);
  const part = (/** @type {number} */ which) => parted.subarray(starts[which], ends[which]);
  const functions = new Code(parted, next);
  for (let left = functions.number(LOCALS); left > 0; left -= 1) {
    functions.function();
    if (left % LOOK === 0) await rest();
  }
  const code = functions.out.subarray(0, functions.at);
  const [head, tail, size] = [part(0), part(1), number(code.length)];
  const module = new Uint8Array(head.length + 1 + size.length + code.length + tail.length);
  let to = 0;
  for (const piece of [head, [10], size, code, tail]) {
    module.set(piece, to);
    to += piece.length;
  }
  return module;
}

/** The code section as it comes to be. */
class Code {
  at = 0;

  /**
   * @param {Uint8Array} parted
   * @param {number[]} next where each stream goes on
   */
  constructor(parted, next) {
    this.parted = parted;
    this.next = next;
    // All that is in the streams, and the sizes of functions, of which none is shorter than four bytes.
    this.out = new Uint8Array(parted.length * 2);
  }

  /** Copies a number, of seven bits a byte, and answers it. @param {number} stream */
  number(stream) {
    const { parted, out, next } = this;
    let from = next[stream];
    let [found, place] = [0, 0];
    for (;;) {
      const byte = parted[from++];
      out[this.at++] = byte;
      found |= (byte & 127) << place;
      if (!(byte & 128)) break;
      place += 7;
    }
    next[stream] = from;
    return found;
  }

  /** Copies bytes as they are. @param {number} count */
  bytes(count) {
    for (let left = count; left > 0; left -= 1) this.out[this.at++] = this.parted[this.next[OTHER]++];
  }

  /** Puts one function together: its size stands before it, and is known after it. */
  function() {
    const start = this.at;
    this.at += 3;
    for (let locals = this.number(LOCALS); locals > 0; locals -= 1) {
      this.number(LOCALS);
      this.number(LOCALS);
    }
    for (let depth = 1; depth > 0;) depth += this.instruction();
    const size = number(this.at - start - 3);
    this.out.copyWithin(start + size.length, start + 3, this.at);
    this.out.set(size, start);
    this.at += size.length - 3;
  }

  /** Puts an instruction together; answers by how much it makes blocks deeper. */
  instruction() {
    const opcode = this.parted[this.next[OPCODE]++];
    this.out[this.at++] = opcode;
    const operands = OPERANDS[opcode];
    if (operands) {
      for (const stream of operands) this.number(stream);
      return opcode <= 4 ? 1 : 0;
    }
    if (opcode === 0x0b) return -1;
    if (opcode === 0x0e) for (let left = this.number(OTHER); left >= 0; left -= 1) this.number(OTHER);
    else if (opcode === 0x43) this.bytes(4);
    else if (opcode === 0x44) this.bytes(8);
    else if (opcode === 0xfc) {
      const which = this.number(OPCODE);
      if (which >= 8) this.number(OTHER);
      if (which >= 8 && which <= 14 && which % 2 === 0) this.number(OTHER);
    }
    return 0;
  }
}

/**
 * A number in as few bytes as will do, seven bits each.
 * @param {number} value
 */
function number(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}
