import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds a running server; without it the fixtures in dev/ answer. */
const server = process.env.ONELIFT_SERVER;

/** The server refuses changes that come from another origin, so the proxy speaks as its own. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server ?? '' } };

export default defineConfig(async ({ command, mode }) => {
  const fixtures =
    command === 'serve' && mode !== 'test' && !server
      ? [(await import('./dev/fixtures.ts')).fixtureServer()]
      : [];
  return {
    plugins: [react(), ...fixtures],
    resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
    server: {
      host: '127.0.0.1',
      proxy: server ? { '/api': proxied, '/v1': proxied, '/ofrep': proxied } : undefined,
    },
    build: {
      outDir: process.env.ONELIFT_CONSOLE_OUT ?? '../target/classes/console',
      emptyOutDir: true,
      target: 'es2023',
      chunkSizeWarningLimit: 700,
    },
  };
});
