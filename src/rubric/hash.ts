import { createHash } from "node:crypto";
import type { Rubric } from "./types.ts";

/** sha256 of a rubric's canonical JSON, by which results tell which one they are under. */
export function rubricHash(rubric: Omit<Rubric, "hash">): string {
  return createHash("sha256").update(canonicalJson(rubric)).digest("hex");
}

/** JSON with the keys of every object in order, so that equal content gives equal bytes. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
