// A page without a framework. Each line below a `@ts-expect-error` has to be refused.

import { KafkaPlayground } from 'kafka-playground';
import { KafkaPlayground as OnlyClass } from 'kafka-playground/element';
import type { CaptionDetail, KafkaPlaygroundError, KafkaPlaygroundEventMap, KafkaPlaygroundPanel } from 'kafka-playground';

const figure = document.createElement('kafka-playground');
const same: KafkaPlayground = figure;
const one: OnlyClass | null = document.querySelector('kafka-playground');
export const version: string = KafkaPlayground.version;

figure.scene = 'crash';
figure.src = 'figures/crash.json';
figure.link = 'v1.abc';
figure.panels = ['stage', 'controls'].join(' ');
figure.without = 'legend add';
figure.groups = 'billing';
figure.theme = 'dark';
figure.speed = 0.5;
figure.autoplay = figure.loop = figure.readonly = true;
figure.start = 10;
figure.end = null;
figure.at = 12.48;
figure.captions = '@12.300 c1 crashes.';
figure.pauseAt = 'captions';
figure.goal = 'again billing >= 3';
figure.poster = 'crash.svg';
figure.height = '480';
figure.lang = 'de';
figure.sync = 'a';
figure.playground = 'https://example.org/';

export async function act() {
  await figure.play();
  await figure.pause();
  await figure.step();
  await figure.stepBack();
  await figure.seek(12.48);
  await figure.reset();
  await figure.wake();
  const recording: string = await figure.record({ at: 1, until: 30 });
  const { line, settled } = await figure.run('crash c1');
  const picture: string = await figure.svg({ at: 12.48, width: 640, theme: 'dark' });
  const ok: boolean | undefined = (await settled)?.ok;
  figure.dispose();
  return { recording, picture, line, ok, at: figure.now.toFixed(3), playing: figure.playing, script: figure.script.split('\n') };
}

export function listen() {
  figure.addEventListener('ready', () => same.play(), { once: true });
  figure.addEventListener('caption', function (event) {
    const { index, at, text }: CaptionDetail = event.detail;
    this.title = `${index} ${at.toFixed(1)} ${text}`;
  });
  figure.addEventListener('goal', ({ detail: { goal, at, lesson } }) => console.log(goal.length, at.toFixed(3), lesson?.length));
  figure.addEventListener('command', ({ detail: { line, output, refused } }) => console.log(line, output.join('\n'), refused?.message));
  figure.addEventListener('error', ({ detail }) => console.log(detail.message, detail.script));
  figure.addEventListener('click', (event) => event.clientX);
  figure.addEventListener('something-else', (event) => event.type);
  const told = (event: KafkaPlaygroundEventMap['caption']) => void event.detail.text;
  figure.addEventListener('caption', told);
  figure.removeEventListener('caption', told);
}

export const at = (error: KafkaPlaygroundError) => `${error.code} ${error.column ?? 0}`;
export const panel: KafkaPlaygroundPanel = 'journal';

// @ts-expect-error
figure.sceen = 'crash';
// @ts-expect-error
figure.theme = 'blue';
// @ts-expect-error
figure.autoplay = 'yes';
// @ts-expect-error
figure.now = 3;
// @ts-expect-error
figure.source = 'engine';
// @ts-expect-error
figure.pauseAt = 3;
// @ts-expect-error
one.play();
// @ts-expect-error
figure.seek('12.480');
// @ts-expect-error
figure.run();
// @ts-expect-error
figure.svg({ theme: 'auto', height: 400 });
// @ts-expect-error
figure.addEventListener('caption', (event) => event.detail.words);
// @ts-expect-error
figure.addEventListener('error', (event) => event.lineno);
// @ts-expect-error
export const wrong: KafkaPlaygroundPanel = 'journals';
