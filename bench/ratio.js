import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The path of something beside the benchmarks. */
export function here(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}

/**
 * Runs a program to its end; what it prints is thrown away.
 * @returns how many seconds it took
 */
export function seconds(program, args, env = process.env) {
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, { stdio: ["ignore", "ignore", "pipe"], env });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error ?? stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** As `seconds`, for a Node program, with its peak memory in megabytes. */
export function measured(args) {
  const file = join(tmpdir(), `openness-memory-${process.pid}`);
  const took = seconds(process.execPath, ["--require", here("memory.cjs"), ...args], {
    ...process.env,
    BENCH_MEMORY: file,
  });
  const megabytes = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return { seconds: took, megabytes };
}

/** The middle one of some numbers. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * How long something took over how long something else took, pair by pair, as text.
 * @param values seconds
 * @param base seconds, of the same runs
 */
export function ratioText(values, base) {
  const ratios = values.map((value, at) => value / base[at]);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} times (${least.toFixed(2)} to ${most.toFixed(2)}; ${median(values).toFixed(2)} s)`;
}
