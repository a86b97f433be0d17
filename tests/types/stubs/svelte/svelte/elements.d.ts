// What Svelte's own tools look elements of a template up in.
export interface SvelteHTMLElements {
  div: { id?: string };
}
