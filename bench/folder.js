// Scores a folder of YAML profiles, against parsing the same files with `yaml` on as many threads.
// node bench/folder.js [files] [pairs]
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { median, ratioText } from "./ratio.js";

const COUNT = Number(process.argv[2] ?? 10_000);
const PAIRS = Number(process.argv[3] ?? 5);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "openness-folder-"));
try {
  const { stdout } = spawnSync(process.execPath, [here("generate.js"), String(COUNT)], {
    maxBuffer: 2 ** 31,
    encoding: "utf8",
  });
  for (const [at, line] of stdout.trimEnd().split("\n").entries()) {
    const profile = { ...JSON.parse(line), vendor: { id: `vendor-${at}`, name: `Vendor ${at}` } };
    writeFileSync(join(folder, `${at}.yaml`), stringify(profile));
  }
  const seconds = (...args) => {
    const start = process.hrtime.bigint();
    const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    if (status !== 0) throw new Error(`${args.join(" ")}: ${stderr}`);
    return Number(process.hrtime.bigint() - start) / 1e9;
  };
  const openness = here("../bin/openness.js");
  const runs = { parse: [], export: [], score: [] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    runs.parse.push(seconds(here("parseFolder.js"), folder));
    runs.export.push(seconds(openness, "export", folder, "--to", "ndjson"));
    runs.score.push(seconds(openness, "score", folder, "--no-shipped", "-f", "ndjson"));
  }
  console.log(`${readdirSync(folder).length} files, ${availableParallelism()} threads, ${PAIRS} pairs`);
  console.log(`parsing alone            ${median(runs.parse).toFixed(2)} s`);
  console.log(`export --to ndjson       ${ratioText(runs.export, runs.parse)}`);
  console.log(`score -f ndjson          ${ratioText(runs.score, runs.parse)}`);
} finally {
  rmSync(folder, { recursive: true });
}
