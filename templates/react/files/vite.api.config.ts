import { defineConfig } from 'vite';

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'dist/api',
    emptyOutDir: true,
    rolldownOptions: {
      input: ['api/src/server.ts', 'api/src/seed.ts'],
    },
  },
});
