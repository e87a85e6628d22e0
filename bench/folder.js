// Reads a folder of YAML profiles, against parsing the same files with `yaml` on as many threads and doing nothing else;
// and against what people write for themselves instead.
// node bench/folder.js [files] [pairs]
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { here, median, ratioText, seconds } from "./ratio.js";

const COUNT = Number(process.argv[2] ?? 1000);
const PAIRS = Number(process.argv[3] ?? 5);

const JQ = `{id: .models[0].id, score: ([.models[0].artifacts[].availability
  | {full: 1, partial: 0.5}[.] // 0] | add / length * 100)}`;

/** Whether a program is there and can do something. */
function can(program, ...args) {
  return spawnSync(program, args, { stdio: "ignore" }).status === 0;
}

const folder = mkdtempSync(join(tmpdir(), "openness-folder-"));
try {
  const [files, lines, out] = ["profiles", "profiles.ndjson", "out.ndjson"].map((name) => join(folder, name));
  mkdirSync(files);
  const { stdout } = spawnSync(process.execPath, [here("generate.js"), String(COUNT)], {
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  writeFileSync(lines, stdout);
  for (const [at, line] of stdout.trimEnd().split("\n").entries()) {
    const profile = { ...JSON.parse(line), vendor: { id: `vendor-${at}`, name: `Vendor ${at}` } };
    writeFileSync(join(files, `${at}.yaml`), stringify(profile));
  }
  const openness = (...args) => seconds(process.execPath, [here("../bin/openness.js"), ...args]);
  const python = ["python3", "python"].find((name) => can(name, "-c", "import yaml"));
  const peers = {
    "yaml, parsing alone": () => seconds(process.execPath, [here("parseFolder.js"), files]),
    ...(python ? { "a Python script (PyYAML)": () => seconds(python, [here("peer.py"), files]) } : {}),
    ...(can("jq", "--version") ? { "a jq filter, on lines": () => seconds("jq", ["-c", JQ, lines]) } : {}),
  };
  const ours = {
    "export to ndjson": () => openness("export", files, "--to", "ndjson", "-o", out),
    score: () => openness("score", files, "--no-shipped", "-f", "ndjson", "-o", out),
    "score, on lines": () => openness("score", lines, "-f", "ndjson", "-o", out),
  };
  const runs = new Map();
  for (let pair = 0; pair < PAIRS; pair += 1) {
    for (const [name, run] of Object.entries({ ...peers, ...ours })) {
      runs.set(name, [...(runs.get(name) ?? []), run()]);
    }
  }
  console.log(
    `Node ${process.version}, ${availableParallelism()} processors, ${COUNT} profiles, medians of ${PAIRS} pairs`,
  );
  if (python === undefined) console.log("No Python with PyYAML here: left out.");
  if (!("a jq filter, on lines" in peers)) console.log("No jq here: left out.");
  for (const peer of Object.keys(peers)) {
    console.log(`${peer}: ${median(runs.get(peer)).toFixed(2)} s`);
    for (const own of Object.keys(ours)) {
      if (own.endsWith("lines") !== peer.endsWith("lines")) continue;
      console.log(`  openness ${own}: ${ratioText(runs.get(own), runs.get(peer))}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
