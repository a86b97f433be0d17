import Reveal from './node_modules/reveal.js/dist/reveal.mjs';
import Markdown from './node_modules/reveal.js/dist/plugin/markdown.mjs';

const deck = new Reveal({
  plugins: [Markdown],
  // A key that somebody presses in a figure is the figure's: Space plays it, and is not the next slide.
  keyboardCondition: (event) => !event.composedPath().some((node) => node.localName === 'kafka-playground'),
});
await deck.initialize();
// A slide is put into the middle when it is shown, and then the figure has no height yet.
document.addEventListener('ready', () => deck.layout());
