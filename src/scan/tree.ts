import type { Mistake } from "../errors.ts";
import type { Json } from "../importers/common.ts";

/** A regular file of a repository. */
export interface FoundFile {
  /** From the repository's root on, with slashes. */
  path: string;
  /** In bytes. */
  size: number;
}

export interface Listing {
  files: FoundFile[];
  /** Symbolic links, which are not followed. */
  links: string[];
  /** Whether there was more than is listed. */
  stopped: boolean;
  /** Whether there are folders further in that were not looked into. */
  tooDeep?: true;
}

/** Where a repository comes from, as far as it is known. */
export interface Origin {
  /** The full commit. */
  revision?: string;
  /** `owner/name`. */
  origin?: string;
}

/** A repository as a scan sees it, on disk or on a hub. */
export interface Tree {
  /** What messages call it. */
  name: string;
  listing: Listing;
  checkout: Origin;
  /** The first bytes of a file; undefined if it cannot be read. */
  readStart(path: string, bytes: number): Promise<Buffer | undefined>;
  /** How many files may be read at once. */
  atOnce: number;
  /** What the hub says of access to the weights: parts of an artifact. */
  gate: Json;
  /** Warnings about the repository as a whole; complete when everything has been read. */
  mistakes: Mistake[];
  /** The page that shows a file as it was read, and the day; absent where there is only the path. */
  page?: { of(path: string): string; accessed: string };
}
