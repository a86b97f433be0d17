/** The parts of the engine's packed wasm file, in base64; `cargo xtask package` writes them. */
export const engine: (() => Promise<{ default: string }>)[];
