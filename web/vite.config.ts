import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The host stays as the browser sent it: a server with `access: open` refuses other pages' requests.
const SERVER = { target: process.env.TELLTALE_URL ?? 'http://127.0.0.1:8080', changeOrigin: false }

export default defineConfig({
  plugins: [react()],
  cacheDir: '../build/web-cache',
  build: {
    outDir: '../build/web-dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // never data: addresses, so that the policy needs no hole for them
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ }],
        },
      },
    },
  },
  // `npm run dev` shows the data of a server on this machine that has `access: open`.
  // Packages may lie elsewhere (tools/web), hence files outside this folder.
  server: {
    fs: { strict: false },
    proxy: { '/v1': SERVER, '/metrics': SERVER, '/readyz': SERVER },
  },
  test: { environment: 'happy-dom', setupFiles: ['src/test-setup.ts'], testTimeout: 30_000 },
})
