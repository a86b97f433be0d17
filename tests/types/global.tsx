// JSX of whoever has the global namespace and nothing else. Each line below a `@ts-expect-error` has to be refused.

import 'kafka-playground';

declare global {
  namespace JSX {
    interface Element {}
    interface IntrinsicElements {
      p: { children?: string };
    }
  }
}

export const figure = (
  <kafka-playground class="wide" scene="crash" autoplay oncommand={({ detail }) => detail.line.length}>
    <p>What stands there without JavaScript.</p>
  </kafka-playground>
);

// @ts-expect-error
export const unknown = <kafka-playground sceen="crash" />;
// @ts-expect-error
export const other = <kafka-playgrounds />;
