import { modelSides, modelsIn } from "../../src/diff/sides.ts";
import type { ProfileSide } from "../../src/diff.ts";
import { readDocument } from "../../src/profile/read.ts";

/** A profile as it would be read from a file, before it is checked. */
export type RawProfile = Record<string, unknown>;

/** One side of a comparison made of profiles. */
export function sideOf(...profiles: RawProfile[]): ProfileSide {
  const read = profiles.flatMap((value) => {
    const plain = JSON.parse(JSON.stringify(value)) as unknown;
    const found = readDocument({ value: plain, locate: () => ({ file: "test" }) }, "test");
    if (found.profiles.length === 0) throw new Error(found.mistakes.map(({ message }) => message).join("\n"));
    return found.profiles;
  });
  const known = read.flatMap(({ subjects }) => subjects);
  return { source: "test", models: modelSides(modelsIn(read), known).sides, known, named: false };
}
