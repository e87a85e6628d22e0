import type { SideOptions } from "../readSide.ts";
import type { OutputOptions } from "./output.ts";
import { outputScreen } from "./streams.ts";
import { terminalOf } from "./terminal.ts";

/** What `diff` may be told. */
export interface DiffFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
  rubric?: string[];
  oldRubric?: string[];
  licenses?: string;
  oldLicenses?: string;
  verdicts?: boolean;
  detail?: boolean;
  exitCode?: boolean;
  history?: string;
  over: "commits" | "releases";
  last: number;
}

/** How profiles are found. */
export function sideOptions({ shipped, profiles, from }: DiffFlags): SideOptions {
  return { shipped, profiles: profiles ?? [], from: from ?? "auto" };
}

/** Where the output is shown: a file has no colours. */
export function contextOf({ output, color }: OutputOptions): ReturnType<typeof terminalOf> {
  const context = terminalOf(outputScreen(), color);
  return output === undefined || output === "-" ? context : { ...context, color: 0 };
}

/** The format asked for, else the one that the output file's name stands for, else a table. */
export function formatOf({ format, output = "" }: OutputOptions): string {
  if (format !== undefined) return format;
  if (output.endsWith(".json")) return "json";
  return /\.(md|markdown)$/.test(output) ? "markdown" : "table";
}
