import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    rollupOptions: { input: 'graphiql.html' },
    chunkSizeWarningLimit: 8000,
  },
  server: {
    proxy: { '/graphql': 'http://127.0.0.1:8080' },
  },
});
