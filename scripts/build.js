// Bundles the command and the library, compiles the shipped data, and writes the type declarations.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

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

/** What is loaded most often; everything else that is loaded on demand is one file more. */
const FIRST = ["shippedTable", "program", "score"].map((name) => resolve(`src/commands/${name}.ts`));

/**
 * Every module of ours that is loaded on demand, but for FIRST: in one file, because a file for each of them and for
 * what any two of them share costs more to open than it saves to compile.
 */
const restTogether = {
  name: "rest-together",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
      const file = resolve(resolveDir, path);
      if (kind !== "dynamic-import" || FIRST.includes(file)) return undefined;
      return { path: "rest", namespace: "rest" };
    });
    onLoad({ filter: /.*/, namespace: "rest" }, () => ({
      contents: onDemand()
        .map((file) => `export * from ${JSON.stringify(file)};`)
        .join("\n"),
      resolveDir: process.cwd(),
    }));
  },
};

/** The modules that `import()` names anywhere in src/; two of them must not export the same name. */
function onDemand() {
  const sources = readdirSync("src", { recursive: true }).filter((file) => file.endsWith(".ts"));
  const named = sources.flatMap((file) => {
    const text = readFileSync(join("src", file), "utf8");
    return [...text.matchAll(/import\("(\.[^"]+)"\)/g)].map(([, to]) => resolve("src", dirname(file), to));
  });
  const modules = [...new Set(named)].filter((file) => !FIRST.includes(file)).sort();
  const seen = new Map();
  for (const file of modules) {
    for (const [, name] of readFileSync(file, "utf8").matchAll(
      /^export (?:async )?(?:function|const|class) (\w+)/gm,
    )) {
      if (seen.has(name)) throw new Error(`${file} and ${seen.get(name)} both export ${name}: rename one.`);
      seen.set(name, file);
    }
  }
  return modules;
}

await rm("dist", { recursive: true, force: true });

// Split as ES modules, because only those esbuild can split; then made CommonJS, because that Node starts without its
// asynchronous module loader.
const { outputFiles } = await build({
  ...shared,
  define: moduleUrl.define,
  format: "esm",
  splitting: true,
  entryPoints: { cli: "src/main.ts" },
  outdir: "dist",
  chunkNames: "[name]-[hash]",
  outExtension: { ".js": ".cjs" },
  minify: true,
  write: false,
  plugins: [...replacements, restTogether, heavyApart],
});
await mkdir("dist");
for (const { path, text } of outputFiles) {
  const { code } = await transform(text, {
    format: "cjs",
    target: shared.target,
    minify: true,
    supported: { "dynamic-import": false },
  });
  await writeFile(path, code.includes("moduleUrl") ? `${moduleUrl.banner.js}${code}` : code);
}
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
