import type { SideOptions } from "../readSide.ts";
import type { OutputOptions } from "./output.ts";

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
