// Ranks models with draws, against scoring them. node bench/rank.js [models] [draws] [pairs]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { here, median, ratioText, seconds } from "./ratio.js";

const MODELS = Number(process.argv[2] ?? 200);
const DRAWS = Number(process.argv[3] ?? 2000);
const PAIRS = Number(process.argv[4] ?? 5);

const folder = mkdtempSync(join(tmpdir(), "openness-rank-"));
try {
  const { stdout } = spawnSync(process.execPath, [here("generate.js"), String(MODELS)], {
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  for (const [at, line] of stdout.trimEnd().split("\n").entries()) {
    const profile = { ...JSON.parse(line), vendor: { id: `vendor-${at}`, name: `Vendor ${at}` } };
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(profile));
  }
  const openness = (...args) =>
    seconds(process.execPath, [here("../bin/openness.js"), ...args, "--no-shipped"]);
  const runs = { score: [], rank: [], sensitivity: [] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    runs.score.push(openness("score", folder));
    runs.rank.push(openness("rank", folder, "--draws", String(DRAWS)));
    runs.sensitivity.push(openness("rank", folder, "--draws", String(DRAWS), "--sensitivity"));
  }
  console.log(
    `Node ${process.version}, ${availableParallelism()} processors, ${MODELS} models, ${DRAWS} draws, medians of ${PAIRS} pairs`,
  );
  console.log(`openness score: ${median(runs.score).toFixed(2)} s`);
  console.log(`openness rank: ${ratioText(runs.rank, runs.score)}`);
  console.log(`openness rank --sensitivity: ${ratioText(runs.sensitivity, runs.score)}`);
} finally {
  rmSync(folder, { recursive: true });
}
