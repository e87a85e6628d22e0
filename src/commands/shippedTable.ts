import { shippedVerdicts } from "../shipped.ts";
import { writeResults } from "./output.ts";

/** `openness score` without more: the shipped vendors under the default rubric, as the build worked it out. */
export async function printShippedTable(): Promise<void> {
  await writeResults(shippedVerdicts("rows"), {});
}
