import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const BIN = fileURLToPath(new URL("../bin/openness.js", import.meta.url));

export interface Run {
  /** Standard input; none if absent. */
  input?: string | Buffer;
  cwd?: string;
  env?: Record<string, string>;
}

function optionsOf({ cwd = ROOT, env = {} }: Run) {
  return { cwd, encoding: "utf8", env: environment(env), maxBuffer: 64 * 1024 * 1024 } as const;
}

/** Nothing of the machine but its programs: whoever runs the tests may have a configuration. */
export function environment(more: Record<string, string> = {}): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, LANG: "C.UTF-8", COLUMNS: "80", XDG_CONFIG_HOME: "/nonexistent", ...more };
}

/** Runs the built command as a user does, with an environment that is the same everywhere. */
export function openness(argv: readonly string[], run: Run = {}) {
  const options = { ...optionsOf(run), input: run.input ?? "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], options);
  return { status, stdout, stderr };
}

/** The same, while this process goes on: for what a test serves to the command. */
export function opennessMeanwhile(argv: readonly string[], run: Omit<Run, "input"> = {}) {
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(process.execPath, [BIN, ...argv], optionsOf(run), (_, stdout, stderr) =>
      resolve({ status: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

/** The folder of the fixtures, as commands in the project's folder name it. */
export const FIXTURES = "tests/fixtures";
