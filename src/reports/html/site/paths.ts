import { createHash } from "node:crypto";
import { criterionAnchor, type Links } from "../parts/links.tsx";

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 100;

/**
 * The name of a file for an id: the id itself where every system takes it, else its letters with a hash of it, so that
 * no two ids share a name and none leads anywhere else.
 */
export function fileName(id: string): string {
  const plain =
    /^[a-z0-9][a-z0-9._+-]*$/i.test(id) && id.length <= LONGEST && !/\.(html|json|svg|)$/i.test(id);
  if (plain && !RESERVED.test(id)) return id;
  const letters = id.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "");
  return `${letters.slice(0, LONGEST / 2)}-${createHash("sha256").update(id).digest("hex").slice(0, 10)}`.replace(
    /^-/,
    "x-",
  );
}

/** Where pages are, without their ending. */
export const PAGES = {
  vendor: (id: string) => `vendors/${fileName(id)}`,
  model: (key: string) => `models/${key.split("/").map(fileName).join("/")}`,
  rubric: (id: string) => `rubrics/${fileName(id)}`,
  license: (id: string) => `licenses/${fileName(id)}`,
};

/** Links of a page that is so far from the root. */
export interface SiteLinks extends Links {
  vendor(id: string): string;
  license(id: string): string;
  /** A page of the root. */
  home(anchor?: string): string;
}

/** Links from a page to the others: relative, so that the site can stand anywhere. @param path of the page */
export function linksFrom(path: string): SiteLinks {
  const root = rootOf(path);
  const to = (page: string) => `${root}${address(page)}.html`;
  return {
    model: (key) => to(PAGES.model(key)),
    vendor: (id) => to(PAGES.vendor(id)),
    rubric: (id) => to(PAGES.rubric(id)),
    criterion: (rubric, id) =>
      `${samePage(path, PAGES.rubric(rubric)) ? "" : to(PAGES.rubric(rubric))}#${criterionAnchor(rubric, id)}`,
    license: (id) => to(PAGES.license(id)),
    home: (anchor) => `${root}index.html${anchor === undefined ? "" : `#${anchor}`}`,
  };
}

function samePage(path: string, page: string): boolean {
  return path === `${page}.html`;
}

/** A path as a link has it; a plus sign would be taken for a blank by some. */
export function address(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The way back to the root. */
export function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}
