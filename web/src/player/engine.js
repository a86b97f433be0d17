/**
 * The engine as WebAssembly, loaded once per page however many elements there
 * are. Nothing else imports the package.
 */

import { learn } from '../base.js';
import { diagnosed } from './diagnosis.js';
import { wasmBeside } from '../beside/engine.js';
import { START } from './scenes.js';
import { words } from '../texts/en/engine.js';

/** @typedef {typeof import('./playground.js').Playground} PlaygroundClass */
/** @typedef {{ Playground: PlaygroundClass } & import('./playground.js').Language} Engine */

/** @type {Promise<Engine> | null} */
let loading = null;
/** How many bytes of the wasm file are here, and of how many; null where the server does not say. */
let here = 0;
/** @type {number | null} */
let whole = null;

/** How far the engine is, in words. */
export function progress() {
  const kb = (/** @type {number} */ bytes) => Math.round(bytes / 1024);
  if (here === 0) return words.$loading;
  if (here === whole) return words.$starting;
  return words.$progress(kb(here), kb(whole ?? 0));
}

/**
 * Loads the engine, or says in words why that cannot be done.
 * @returns {Promise<Engine>}
 */
export function loadEngine() {
  loading ??= load().catch(async (error) => {
    // A network can come back: the next element tries again.
    loading = null;
    throw new Error((await diagnosed(error)) ?? explain(error), { cause: error });
  });
  return loading;
}

/**
 * The engine as a player wants it.
 * @returns {Promise<import('./told.js').Engine>}
 */
export async function loadPlayer() {
  const { Playground, semantics } = await loadEngine();
  return { create: (script) => Playground.forScript(script, 1, START), semantics: semantics() };
}

async function load() {
  if (typeof WebAssembly === 'undefined') {
    throw new Error('no WebAssembly');
  }
  const [module, source] = await Promise.all([import('../../pkg/kafka_playground.js'), wasm()]);
  await module.default({ module_or_path: source });
  const language = /** @type {import('./playground.js').Language} */ (/** @type {unknown} */ (module));
  const Raw = /** @type {import('./playground.js').RawPlaygroundClass} */ (/** @type {unknown} */ (module.Playground));
  learn(language);
  return { ...language, Playground: withObjects(Raw) };
}

/** What the narrator said last. @type {{ by: object | null, key: string, narration: import('./playground.js').Narration | null }} */
let said = { by: null, key: '', narration: null };

/**
 * The package's class, whose views are objects here.
 * @param {import('./playground.js').RawPlaygroundClass} Raw
 * @returns {PlaygroundClass}
 */
function withObjects(Raw) {
  class Playground extends Raw {
    /**
     * @param {string} script
     * @param {number} seed
     * @param {number} startMs
     */
    static forScript(script, seed, startMs) {
      // The package makes an object of its own class, whichever it is asked by.
      return Object.setPrototypeOf(Raw.forScript(script, seed, startMs), Playground.prototype);
    }

    /** @param {number} cells */
    view(cells) {
      return JSON.parse(super.view(cells));
    }

    /** @param {Parameters<import('./playground.js').Playground['viewOf']>} which */
    viewOf(...which) {
      return JSON.parse(super.viewOf(...which) ?? 'null');
    }

    /** Several ask for it in one frame; it is made once. */
    narrator() {
      const key = `${this.now()} ${this.revision()}`;
      if (said.by !== this || said.key !== key) {
        said = { by: this, key, narration: super.narrator() };
        queueMicrotask(() => { said.by = null; });
      }
      return /** @type {import('./playground.js').Narration} */ (said.narration);
    }

    /** @param {string} group */
    worked(group) {
      return JSON.parse(super.worked(group));
    }

    /** @param {Parameters<import('./playground.js').Playground['cells']>} which */
    cells(...which) {
      return JSON.parse(super.cells(...which));
    }
  }
  return /** @type {PlaygroundClass} */ (/** @type {unknown} */ (Playground));
}

/** The wasm file. In the page of one file it is packed and in the page. */
async function wasm() {
  const inside = /** @type {any} */ (globalThis).__KAFKA_PLAYGROUND_WASM__;
  if (typeof inside === 'string') return unpacked(bytes(inside));
  const { file, packed } = wasmBeside(fetched);
  return packed ? unpacked(file) : file;
}

/** @param {Uint8Array | Promise<Uint8Array>} packed */
async function unpacked(packed) {
  // Both are on their way at once.
  const [packing, file] = await Promise.all([import('./packed.js'), packed]);
  return packing.unpacked(file);
}

/**
 * A file that is counted while it arrives: what XMLHttpRequest does by itself,
 * and a fetch only by taking its body apart.
 * @param {URL} address
 * @returns {Promise<Uint8Array>}
 */
function fetched(address) {
  [here, whole] = [0, null];
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', address);
    request.responseType = 'arraybuffer';
    request.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      // What is sent compressed is longer here than the server says.
      [here, whole] = [loaded, lengthComputable ? total : null];
    });
    request.addEventListener('load', () => {
      if (request.status >= 400) reject(new Error(`status ${request.status} for ${address}`));
      else resolve(new Uint8Array(request.response));
    });
    request.addEventListener('error', () => reject(new Error(`the network does not bring ${address}`)));
    request.send();
  });
}

/**
 * @param {string} base64
 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * What an author or a learner can do about a failure.
 * @param {unknown} error
 */
export function explain(error) {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (text.includes('no WebAssembly')) {
    return words.$noWebAssembly;
  }
  if (/unsafe-eval|Content Security Policy|blocked by CSP|disallowed by embedder/i.test(text)) {
    return words.$policy;
  }
  if (/mime type/i.test(text)) {
    return words.$mime;
  }
  if (/magic|expected length|CompileError|LinkError|damaged/i.test(text)) {
    return words.$another(text);
  }
  if (/fetch|import|load|network|404|status/i.test(text)) {
    return words.$notLoaded(text);
  }
  return words.$notStarted(text);
}
