// Bundles the command and the library, compiles the shipped data, and writes the type declarations.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "warning",
  jsx: "automatic",
  jsxImportSource: "preact",
};

/** Gives CommonJS output what ES modules know themselves by. */
const moduleUrl = {
  define: { "import.meta.url": "moduleUrl" },
  banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
};

/** A plugin that puts a few lines in the place of a module. */
function replaceModule(name, filter, contents, importers = /./) {
  return {
    name,
    setup({ onResolve, onLoad }) {
      onResolve({ filter }, ({ path, importer }) =>
        importers.test(importer) ? { path, namespace: name } : undefined,
      );
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
  replaceModule("child-process", /^node:child_process$/, "module.exports = {};", /[\\/]commander[\\/]/),
];

/** The parser of YAML asks the environment at every token whether to log it, which in a thread takes a lock. */
const quietYaml = {
  name: "quiet-yaml",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^process$/ }, ({ path, importer }) =>
      /node_modules[\\/]yaml[\\/]/.test(importer) ? { path, namespace: "quiet-yaml" } : undefined,
    );
    const contents = "module.exports = { env: {}, emitWarning: process.emitWarning };";
    onLoad({ filter: /.*/, namespace: "quiet-yaml" }, () => ({ contents }));
  },
};

/** Packages that only some verbs need: files of their own, read when one of those runs. */
const HEAVY = [
  "zod",
  "yaml",
  "spdx-expression-parse",
  "csv-parse/sync",
  "csv-stringify/sync",
  "chokidar",
  "cli-progress",
  "@clack/prompts",
  "@huggingface/hub",
];

function outName(path) {
  return path.replace("@", "").replace("/", "-");
}

const heavyApart = {
  name: "heavy-apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^(${HEAVY.join("|")})$`) }, ({ path, importer }) =>
      importer.includes("node_modules") ? undefined : { path: `./${outName(path)}.cjs`, external: true },
    );
  },
};

/** What makes pages is a bundle of its own, read when a page is asked for. */
const pagesApart = {
  name: "pages-apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/html\/index\.ts$/ }, ({ kind }) =>
      kind === "entry-point" ? undefined : { path: "./html.cjs", external: true },
    );
  },
};

/** Files of which a page takes the text: a style sheet, and a script with all that it imports. */
const rawText = {
  name: "raw-text",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?raw$/, "")),
      namespace: "raw-text",
    }));
    onLoad({ filter: /.*/, namespace: "raw-text" }, async ({ path }) => {
      const { outputFiles } = await build({
        bundle: true,
        minify: true,
        write: false,
        target: ["chrome116", "firefox125", "safari17"],
        logLevel: "warning",
        entryPoints: [path],
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

/** The licenses of everything that is bundled, as they ask for. */
async function writeNotices(metafiles) {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  const notices = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text =
      file === undefined
        ? `By ${author?.name ?? author}, under ${license}; it comes without the text.`
        : readFileSync(join(folder, file), "utf8").trim();
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  await writeFile("dist/THIRD-PARTY.txt", notices.join(`\n${"-".repeat(80)}\n\n`));
}

await rm("dist", { recursive: true, force: true });

// CommonJS, because Node starts it without its asynchronous module loader.
const ofCommand = {
  ...shared,
  ...moduleUrl,
  format: "cjs",
  // They load files of their own: threads, and a solver in WebAssembly.
  // linkedom draws on canvas where it is installed; we never do.
  external: ["tinypool", "highs", "canvas"],
  plugins: [...replacements, heavyApart, pagesApart, rawText],
};
const command = await build({
  ...ofCommand,
  metafile: true,
  entryPoints: {
    cli: "src/main.ts",
    "at-once": "src/atOnce.ts",
    complete: "src/completeAtOnce.ts",
    "score-worker": "src/scoreWorker.ts",
    "read-worker": "src/readWorker.ts",
    html: "src/reports/html/index.ts",
  },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  minify: true,
});
const apart = await build({
  ...shared,
  // The hub's client wants it to cut files for uploading into pieces; it comes without a license text.
  plugins: [replaceModule("no-uploads", /^gearhash-jit$/, "module.exports = {};"), quietYaml],
  metafile: true,
  format: "cjs",
  entryPoints: {
    ...Object.fromEntries(HEAVY.map((name) => [outName(name), name])),
    [outName("@huggingface/hub")]: "scripts/hubClient.js",
  },
  outdir: "dist",
  outExtension: { ".js": ".cjs" },
  minify: true,
});

await writeNotices([command.metafile, apart.metafile]);

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

await cp("completions", "dist/completions", { recursive: true });

// Beside the data that it reads.
const manual = "dist/manual.cjs";
await build({ ...ofCommand, entryPoints: ["scripts/manual.ts"], outfile: manual });
await (await import(pathToFileURL(manual).href)).default.done;
await rm(manual);

const types = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
process.exitCode ||= types.status ?? 1;
