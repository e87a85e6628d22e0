import type { Rubric } from "./types.ts";

/** Which rubric a verdict is under, to the byte. */
type Identity = Pick<Rubric, "id" | "version" | "name" | "hash">;

/** What every document says of a rubric: which one it is, and what its user changed in it, where that is so. */
export function rubricHead({
  id,
  version,
  name,
  hash,
  changed,
}: Identity & { changed?: string | undefined }): Identity & { changed?: string } {
  return { id, version, name, hash, ...(changed === undefined ? {} : { changed }) };
}
