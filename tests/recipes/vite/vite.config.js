import { defineConfig } from 'vite';

export default defineConfig({
  // The site may lie in any folder of its host.
  base: './',
});
