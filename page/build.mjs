// Bundles the page into two files that a browser reads from a disk: page.js (a classic script with
// MapLibre and its worker inside) and page.css. Usage: node build.mjs [FOLDER]
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "../src/contested/publish/site/assets"));
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["chrome111", "firefox115", "safari16.4"],
  format: "iife",
  // MapLibre asks where it was loaded from, to find its worker; a classic script cannot say, and need not.
  define: { "import.meta.url": '""' },
  logLevel: "warning",
};

// The worker travels inside the page as text, because a page opened from a disk may not load one.
const worker = {
  name: "worker",
  setup(bundler) {
    bundler.onResolve({ filter: /^worker:/ }, (args) => ({ path: args.path.slice(7), namespace: "worker" }));
    bundler.onLoad({ filter: /.*/, namespace: "worker" }, async (args) => {
      const made = await build({ ...common, write: false, entryPoints: [args.path] });
      return { contents: made.outputFiles[0].text, loader: "text" };
    });
  },
};

// All files of words, by their languages: whoever adds one need not name it anywhere else.
const languages = {
  name: "languages",
  setup(bundler) {
    const src = join(here, "src");
    bundler.onResolve({ filter: /^languages$/ }, () => ({ path: "languages", namespace: "languages" }));
    bundler.onLoad({ filter: /.*/, namespace: "languages" }, async () => {
      const files = (await readdir(src)).filter((name) => /^strings\.\w+\.json$/.test(name)).sort();
      const entries = files.map((name) => `${name.split(".")[1]}: require("./${name}")`);
      return { contents: `module.exports = { ${entries.join(", ")} };`, resolveDir: src };
    });
  },
};

await mkdir(out, { recursive: true });
await build({ ...common, plugins: [worker, languages], entryPoints: { page: "src/main.js" }, outdir: out });
