import { defineConfig } from 'vite';

export default defineConfig({
  // The site may lie in any folder of its host.
  base: './',
  // The development server would pack the package into one file, and its addresses would lead nowhere.
  optimizeDeps: { exclude: ['kafka-playground'] },
});
