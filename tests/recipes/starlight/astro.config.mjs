import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

const base = '/guide';

export default defineConfig({
  site: 'https://example.org',
  base,
  integrations: [
    starlight({
      title: 'Our guide',
      pagefind: false,
      customCss: ['./src/styles/figures.css'],
      head: [{ tag: 'script', attrs: { type: 'module', src: `${base}/playground/element-define.js` } }],
    }),
  ],
});
