import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const server = process.env.PARLEY_URL ?? 'http://localhost:8000'

const source = fileURLToPath(new URL('./src', import.meta.url))

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': source, entities: `${source}/ground/entities` } },
  server: { proxy: { '/api': { target: server, ws: true, changeOrigin: true } } },
  build: {
    target: 'es2023',
    // The Content-Security-Policy allows no `data:` fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    manifest: true,
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
