import { defineConfig } from "vite";

export default defineConfig({
    root: import.meta.dirname,
    // The page may be served below a path: all of it goes by the address of the page.
    base: "./",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
        outDir: "../build/web",
        emptyOutDir: true,
        target: "es2022",
        // Nothing stands in the page itself: its policy lets no such thing run.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
    },
    logLevel: "warn",
});
