import { defineConfig } from 'vite';
import vue from '@vitejs/plugin-vue';

export default defineConfig({
  base: './',
  plugins: [
    // Else Vue looks for a component of that name.
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'kafka-playground' } } }),
  ],
});
