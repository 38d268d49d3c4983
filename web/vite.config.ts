import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The screens, built into dist-web/ by tools/build-web.mjs. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  logLevel: 'warn',
  build: {
    target: 'es2022',
    manifest: true,
    emptyOutDir: true,
    // The policy of our pages takes no data: URL as a script, and each font or sound is cached by its own name.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
