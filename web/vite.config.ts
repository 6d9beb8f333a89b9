import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run web` serves the console with hot reload beside a service that runs at LAMBDESK_URL, or on port 3000. */
const service = process.env.LAMBDESK_URL ?? 'http://localhost:3000';
const ofService = ['/v1', '/openapi.json', '/health', '/configuration.json', '/local'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../.build/web', emptyOutDir: true, sourcemap: false, modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: false, chunkSizeWarningLimit: 1_000,
  },
  server: { host: '127.0.0.1', port: 5173, proxy: Object.fromEntries(ofService.map((path) => [path, service])) },
});
