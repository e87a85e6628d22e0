// Whole-process time of the command over that of an empty Node program: medians of pairs run side by side.
import { spawnSync } from "node:child_process";
import { median } from "./ratio.js";

const PAIRS = 41;
const CASES = {
  "openness --version": ["bin/openness.js", "--version"],
  "openness score": ["bin/openness.js", "score"],
  "openness score -f json": ["bin/openness.js", "score", "-f", "json"],
  "openness complete -- score d": ["bin/openness.js", "complete", "--", "score", "d"],
  "openness explain deepseek": ["bin/openness.js", "explain", "deepseek"],
  "openness validate profiles/": ["bin/openness.js", "validate", "profiles/"],
};

function milliseconds(args) {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  if (status !== 0) throw new Error(`node ${args.join(" ")} exited ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

console.log(`Node ${process.version}, ${PAIRS} pairs, after one warm-up each`);
for (const [name, args] of Object.entries(CASES)) {
  const pairs = Array.from({ length: PAIRS + 1 }, () => [
    milliseconds(["-e", "0"]),
    milliseconds(args),
  ]).slice(1);
  const empty = median(pairs.map(([before]) => before));
  const full = median(pairs.map(([, after]) => after));
  const ratio = median(pairs.map(([before, after]) => after / before));
  console.log(
    `${name}: ${ratio.toFixed(2)} times node -e 0 (${full.toFixed(0)} ms against ${empty.toFixed(0)} ms)`,
  );
}
