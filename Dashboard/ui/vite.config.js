import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
export default defineConfig({
    plugins: [vue()],
    build: {
        target: 'es2022',
        // No inlined data URLs and no inline module shim: the pages run under a policy that allows files of their own only.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
    },
    server: {
        fs: { allow: ['../..'] },
        proxy: {
            '/api': 'http://localhost:18888',
        },
    },
});
