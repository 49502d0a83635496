import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { brotli } from './scripts/brotli.ts'
import { firstScreens } from './scripts/chunks.ts'
import { preloadFirstFont } from './scripts/first-font.ts'
import { mantineStyles } from './scripts/mantine-styles.ts'
import { listFiles, SERVICE_WORKER } from './scripts/service-worker.ts'

const server = process.env.PARLEY_URL ?? 'http://localhost:8000'

const root = fileURLToPath(new URL('./', import.meta.url))
const source = `${root}src`

export default defineConfig({
  plugins: [react(), mantineStyles(root), preloadFirstFont(), listFiles(), brotli()],
  resolve: { alias: { '@': source, entities: `${source}/ground/entities` } },
  server: { proxy: { '/api': { target: server, ws: true, changeOrigin: true } } },
  build: {
    target: 'es2023',
    // The Content-Security-Policy allows no `data:` fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      input: {
        index: `${root}index.html`,
        [SERVICE_WORKER]: `${source}/app/worker/service-worker.ts`,
      },
      output: {
        // A browser finds the service worker by its name, and lets it serve what is below its address: everything.
        entryFileNames: ({ name }) =>
          name === SERVICE_WORKER ? '[name].js' : 'assets/[name]-[hash].js',
        codeSplitting: { groups: [firstScreens(root)] },
      },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['./tests/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    restoreMocks: true,
    // So that what stands in for `entities` is tested with the parser that uses it.
    server: { deps: { inline: ['markdown-it'] } },
    // Whole pages in jsdom take seconds on a small machine.
    testTimeout: 20_000,
  },
})
