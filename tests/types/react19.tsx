// A component of React 19. Each line below a `@ts-expect-error` has to be refused.

import 'kafka-playground';
import type { KafkaPlayground } from 'kafka-playground';
import { useRef } from 'react';

export function Figure({ scene }: { scene: string }) {
  const figure = useRef<KafkaPlayground>(null);
  return (
    <div id="around" onClick={() => void figure.current?.play()}>
      <kafka-playground
        ref={figure} key="figure" id="crash" className="wide" aria-label="A crash" data-of="article"
        scene={scene} panels="stage controls journal" theme="auto" speed={2} autoplay start={10} end="25" pause-at="captions" readonly
        onready={(event) => event.detail} oncaption={({ detail }) => detail.text.length} onClick={(event) => event.currentTarget.pause()}
      >
        <div>What stands there without JavaScript.</div>
      </kafka-playground>
    </div>
  );
}

// @ts-expect-error
export const unknown = <kafka-playground sceen="crash" />;
// @ts-expect-error
export const blue = <kafka-playground theme="blue" />;
// @ts-expect-error
export const fast = <kafka-playground speed={3} />;
// @ts-expect-error
export const words = <kafka-playground oncaption={({ detail }) => detail.words} />;
// @ts-expect-error
export const other = <kafka-playgrounds />;
