import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { safeText } from "../text.ts";
import { complain } from "./streams.ts";

/** What each system opens files with; none of them takes the name for anything but a name. */
const OPENERS: Readonly<Record<string, string>> = { darwin: "open", win32: "explorer.exe" };

/** Shows a file with the program that the system has for it, and does not wait for that program to end. */
export function openFile(file: string): void {
  const opener = OPENERS[process.platform] ?? "xdg-open";
  const child = spawn(opener, [resolve(file)], { stdio: "ignore", detached: true });
  child.on("error", () =>
    complain(`It cannot be opened: there is no ${opener}. It is in ${safeText(file)}.\n`),
  );
  child.unref();
}
