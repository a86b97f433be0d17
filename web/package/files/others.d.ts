/** Files as modules, by their names; `cargo xtask package` writes them. */
export const others: Record<string, () => Promise<{ default: string }>>;
