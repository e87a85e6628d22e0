// Scores lines of JSON on all processors, against a program that only parses them on one.
// node bench/lines.js [profiles] [more profiles] [pairs]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { here, measured, median, ratioText } from "./ratio.js";

const COUNTS = [Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 40_000)];
const PAIRS = Number(process.argv[4] ?? 5);

const folder = mkdtempSync(join(tmpdir(), "openness-lines-"));
try {
  console.log(`Node ${process.version}, ${availableParallelism()} processors, medians of ${PAIRS} pairs`);
  for (const count of COUNTS) {
    const file = join(folder, "profiles.ndjson");
    const generator = spawn(process.execPath, [here("generate.js"), String(count)]);
    generator.stdout.pipe(createWriteStream(file));
    await once(generator, "close");
    const runs = { parse: [], one: [], all: [] };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const score = [here("../bin/openness.js"), "score", file, "-f", "ndjson", "-o", join(folder, "out")];
      runs.parse.push(measured([here("parse.js"), file]));
      runs.one.push(measured([...score, "--jobs", "1"]));
      runs.all.push(measured(score));
    }
    const times = (name) => runs[name].map((run) => run.seconds);
    console.log(`${count} profiles; parsing alone ${median(times("parse")).toFixed(2)} s`);
    for (const [name, words] of [
      ["one", "score, one thread"],
      ["all", "score, all processors"],
    ]) {
      const each = (median(times(name)) / count) * 1e6;
      const megabytes = median(runs[name].map((run) => run.megabytes));
      console.log(
        `  ${words}: ${ratioText(times(name), times("parse"))}, ${each.toFixed(0)} µs a profile, ${megabytes.toFixed(0)} MB`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
