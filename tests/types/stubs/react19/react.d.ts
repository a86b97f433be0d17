// What the types of React 19 have that JSX is checked by: there is no global namespace any more.
export = React;
export as namespace React;
declare namespace React {
  interface RefObject<T> { current: T | null }
  function useRef<T>(initial: T | null): RefObject<T>;
  interface HTMLAttributes<T> { id?: string; className?: string; children?: unknown; onClick?: (event: { currentTarget: T }) => void }
  type DetailedHTMLProps<E, T> = E & { key?: string | number; ref?: RefObject<T | null> | ((instance: T | null) => void) };
  namespace JSX {
    interface Element {}
    interface ElementChildrenAttribute { children: {} }
    interface IntrinsicElements {
      div: DetailedHTMLProps<HTMLAttributes<HTMLDivElement>, HTMLDivElement>;
    }
  }
}
