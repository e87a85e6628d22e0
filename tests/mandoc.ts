import { spawnSync } from "node:child_process";

/** Whether man pages can be read as they are shown. */
export const MANDOC = spawnSync("mandoc", ["-V"]).error === undefined;

/**
 * A man page as a terminal shows it, without bold.
 * @param page roff with the macros of man(7)
 */
export function readPage(page: string): string {
  const { stdout } = spawnSync("mandoc", ["-Tascii", "-Owidth=120"], { input: page, encoding: "utf8" });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bold is a letter written over itself
  return stdout.replace(/.\u0008/g, "");
}

/** What is wrong with a man page, a line each. */
export function lintPage(page: string): string[] {
  const { stdout } = spawnSync("mandoc", ["-Tlint", "-Wwarning"], { input: page, encoding: "utf8" });
  return stdout.split("\n").filter((line) => line !== "");
}
