import '../react.js';
export namespace JSX {
  interface Element extends globalThis.JSX.Element {}
  interface ElementChildrenAttribute extends globalThis.JSX.ElementChildrenAttribute {}
  interface IntrinsicElements extends React.JSX.IntrinsicElements {}
}
