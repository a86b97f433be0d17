// What the types of React 18 have that JSX is checked by: its own namespace takes over the global one.
export = React;
export as namespace React;
declare namespace React {
  interface RefObject<T> { readonly current: T | null }
  function useRef<T>(initial: T | null): RefObject<T>;
  interface HTMLAttributes<T> { id?: string; className?: string; children?: unknown; onClick?: (event: { currentTarget: T }) => void }
  type DetailedHTMLProps<E, T> = E & { key?: string | number; ref?: RefObject<T> | ((instance: T | null) => void) };
  namespace JSX {
    interface IntrinsicElements extends GlobalIntrinsicElements {}
  }
}
type GlobalIntrinsicElements = JSX.IntrinsicElements;
declare global {
  namespace JSX {
    interface Element {}
    interface ElementChildrenAttribute { children: {} }
    interface IntrinsicElements {
      div: React.DetailedHTMLProps<React.HTMLAttributes<HTMLDivElement>, HTMLDivElement>;
    }
  }
}
