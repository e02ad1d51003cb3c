import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { portMessage } from './dev/port.ts';
import { precompress } from './dev/precompress.ts';
import { services } from './dev/services.ts';

export default defineConfig({
  plugins: [vue(), portMessage(), services(process.env), precompress()],
  // The app host gives the port as --port and as PORT; 5173 is for a plain `npm run dev`.
  server: { host: 'localhost', port: Number(process.env['PORT'] || 5173), strictPort: true },
  // Named here so that the first page does not wait for a scan, nor reload when one is found late.
  optimizeDeps: { include: ['vue', 'vue-router', 'openapi-fetch'], noDiscovery: true },
  build: {
    // light-dark() and nesting as written: lowering them for older browsers doubles the style sheet.
    target: ['chrome123', 'edge123', 'firefox124', 'safari17.5'],
    // Fonts and pictures stay files, so that a Content-Security-Policy needs no data: source.
    assetsInlineLimit: 0,
    // One style sheet, a few kilobytes more: a page whose own were lost on the way would be shown without, and a second try skips them.
    cssCodeSplit: false,
    rolldownOptions: {
      // How long plugins take says something about the machine, not about the sources.
      checks: { pluginTimings: false },
      // As in the .NET projects: a warning is an error.
      onLog(level, log) {
        if (level === 'warn') throw new Error(log.message);
      },
    },
  },
  test: { include: ['src/**/*.test.ts', 'dev/**/*.test.ts'], environment: 'node' },
});
