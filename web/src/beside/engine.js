/**
 * The engine's wasm file lies beside the page's code. Where the page is
 * published it is packed, as the name at its address says.
 */

/**
 * @param {(address: URL) => Promise<Uint8Array>} fetched how a file is fetched
 * @returns {{ file: Promise<Uint8Array>, packed: boolean }}
 */
export function wasmBeside(fetched) {
  const address = new URL('../../pkg/kafka_playground_bg.wasm', import.meta.url);
  return { file: fetched(address), packed: address.pathname.endsWith('.lzma') };
}
