import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A git repository in a folder of its own, whose commits are the same on every machine. */
export class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), "openness-git-"));
  #minutes = 0;

  constructor() {
    this.git("init", "--quiet", "--initial-branch=main");
  }

  /** Runs git with an identity, a clock and no configuration of the machine's. */
  git(...args: string[]): string {
    const date = `2026-01-01T00:${String(this.#minutes).padStart(2, "0")}:00Z`;
    const who = { NAME: "Somebody", EMAIL: "somebody@example.org", DATE: date };
    const identity = Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]);
    const env = {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
      ...Object.fromEntries(identity),
    };
    return execFileSync("git", args, { cwd: this.folder, env, encoding: "utf8" }).trim();
  }

  /** Writes a file; without a text, removes it. */
  write(file: string, text: string | Buffer | undefined): this {
    const path = join(this.folder, file);
    if (text === undefined) rmSync(path);
    else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return this;
  }

  /** Commits all there is, a minute after the commit before. @returns its short id */
  commit(message: string): string {
    this.#minutes += 1;
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", `--message=${message}`);
    return this.git("rev-parse", "--short=7", "HEAD");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
