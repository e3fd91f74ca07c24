import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    chunkSizeWarningLimit: 8000,
    rollupOptions: {
      input: 'graphiql.html',
      onwarn(warning, warn) {
        // Directives of GraphiQL's own modules; they change nothing once bundled.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
  server: {
    proxy: { '/graphql': 'http://127.0.0.1:8080' },
  },
});
