/** Files as modules, by their names; `cargo xtask package` writes them. */
export const recordings: Record<string, () => Promise<{ default: string }>>;
