import { defineConfig } from 'vitepress';

const base = '/guide/';

export default defineConfig({
  base,
  // What is published beside the pages has Markdown of its own.
  srcExclude: ['public/**'],
  title: 'Our guide',
  themeConfig: { sidebar: [{ text: 'Offsets', link: '/article' }] },
  head: [
    ['link', { rel: 'icon', href: 'data:,' }],
    ['script', { type: 'module', src: `${base}playground/element-define.js` }],
  ],
  // Else Vue looks for a component of that name.
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'kafka-playground' } } },
});
