import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { fontFiles } from './font-files.ts';

/** `npm run web` serves the console with hot reload beside a service that runs at LAMBDESK_URL, or on port 3000. */
const service = process.env.LAMBDESK_URL ?? 'http://localhost:3000';
const ofService = ['/v1', '/openapi.json', '/health', '/configuration.json', '/local'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), fontFiles()],
  build: {
    outDir: '../.build/web', emptyOutDir: true, sourcemap: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 1_000,
    // As old as browsers may be that know light-dark(): rewritten for older ones it would be neither where Cloudscape sets no scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // What most pages share comes as one file: a hundred small ones compress worse, and each is asked for.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shared', test: /node_modules/, minShareCount: 6 }] } } },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: Object.fromEntries(ofService.map((path) => [path, service])) },
});
