import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { apiDevPlugin } from './api/dev-plugin.ts';

export default defineConfig({
  root: 'web',
  plugins: [react(), apiDevPlugin()],
  server: {
    port: 5173,
  },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'web',
          environment: 'jsdom',
          include: ['src/**/*.test.{ts,tsx}'],
          setupFiles: ['./src/test/setup.ts'],
          testTimeout: 20_000,
        },
      },
      {
        root: import.meta.dirname,
        test: {
          name: 'api',
          environment: 'node',
          include: ['api/test/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
