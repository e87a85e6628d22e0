// Bundles the command and the library, compiles the shipped data, and writes the type declarations.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const shared = { bundle: true, platform: "node", target: "node20", logLevel: "warning" };

/** Gives CommonJS output what ES modules know themselves by. */
const moduleUrl = {
  define: { "import.meta.url": "moduleUrl" },
  banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

/** A plugin that puts a few lines in the place of a module. */
function replaceModule(name, filter, contents) {
  return {
    name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path }) => ({ path, namespace: name }));
      onLoad({ filter: /.*/, namespace: name }, () => ({ contents, resolveDir: process.cwd() }));
    },
  };
}

const replacements = [
  // cli-table3 measures with an old string-width, which takes newer emoji for narrow: it gets what reports use.
  replaceModule("width", /^string-width$/, 'module.exports = require("./src/reports/width.ts").widthOf;'),
  // It can colour heads and borders with a package of its own; we never let it.
  replaceModule("table-colors", /^@colors\/colors\/safe$/, "module.exports = {};"),
  // chalk would look at the terminal by itself; the reports are told what it can show.
  replaceModule("chalk-support", /^#supports-color$/, "export default { stdout: false, stderr: false };"),
  // commander wants it only to start subcommands that are programs of their own: we have none.
  replaceModule("child-process", /^node:child_process$/, "module.exports = {};"),
];

/** Packages that only some verbs need: files of their own, read when one of those runs. */
const HEAVY = [
  "zod",
  "yaml",
  "spdx-expression-parse",
  "csv-parse/sync",
  "csv-stringify/sync",
  "cli-progress",
];

function outName(path) {
  return path.replace("/", "-");
}

const heavyApart = {
  name: "heavy-apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${HEAVY.join("|")})$`) }, ({ path, importer }) =>
      importer.includes("node_modules") ? undefined : { path: `./${outName(path)}.cjs`, external: true },
    );
  },
};

await rm("dist", { recursive: true, force: true });

// CommonJS, because Node starts it without its asynchronous module loader.
await build({
  ...shared,
  ...moduleUrl,
  format: "cjs",
  entryPoints: { cli: "src/main.ts", "at-once": "src/atOnce.ts" },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  minify: true,
  plugins: [...replacements, heavyApart],
});
await build({
  ...shared,
  format: "cjs",
  entryPoints: Object.fromEntries(HEAVY.map((name) => [outName(name), name])),
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  minify: true,
});

// The library, for programs that have its dependencies installed.
await build({
  ...shared,
  format: "esm",
  entryPoints: { index: "src/index.ts" },
  outdir: "dist",
  packages: "external",
});

const folder = await mkdtemp(join(tmpdir(), "openness-build-"));
try {
  const outfile = join(folder, "data.cjs");
  await build({ ...shared, ...moduleUrl, format: "cjs", entryPoints: ["scripts/data.ts"], outfile });
  await (await import(pathToFileURL(outfile).href)).default.done;
} finally {
  await rm(folder, { recursive: true, force: true });
}

const types = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
process.exitCode ||= types.status ?? 1;
