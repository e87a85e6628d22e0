import type { Breach, CheckedModelResult } from "../../result/checkSchema.ts";
import { disarmed } from "../../text.ts";

/** The file of a breach; undefined where no file of the user's is meant: standard input, and what comes with the tool. */
export function ownFile(
  { source, shipped }: CheckedModelResult,
  { file }: Breach["place"],
): string | undefined {
  return shipped || source === "-" || file === "standard input" ? undefined : forward(file);
}

/** With slashes, and without the `./` that some write. */
export function forward(file: string): string {
  return file.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
}

/** Half of a character that takes two, which no URI can hold. */
const HALF = /\p{Surrogate}/gu;

/** A path as the URI of an alert: relative ones stay so. */
export function uriOf(file: string): string {
  const path = forward(file)
    .split("/")
    .map((part) => encodeURIComponent(disarmed(part).replace(HALF, "\ufffd")))
    .join("/");
  return path.startsWith("/") ? `file://${path}` : path;
}
