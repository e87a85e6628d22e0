import type { SubjectResult } from "../../../result/schema.ts";
import { placeOf } from "../../facts.ts";
import { webLink } from "../../view.ts";
import { WebLink } from "./links.tsx";

type Item = SubjectResult["evidence"][number];

/** Pieces of evidence, each with its link, its day and what it shows. */
export function Evidence({ items }: { items: readonly Item[] }) {
  if (items.length === 0) return <span class="faint">no evidence given</span>;
  return (
    <ul class="evidence">
      {items.map((item) => (
        <li>
          <WebLink to={placeOf(item)}>{item.title ?? placeOf(item)}</WebLink>{" "}
          <small>({aboutOf(item).join(", ")})</small>
          {item.shows === undefined ? null : `: ${item.shows}`}
          {webLink(item.archived) === undefined ? null : (
            <>
              {" "}
              <WebLink to={item.archived}>archived copy</WebLink>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function aboutOf({ accessed, revision, trust }: Item): string[] {
  return [
    accessed === undefined ? "a file at hand" : `read ${accessed}`,
    ...(revision === undefined ? [] : [`revision ${revision.slice(0, 12)}`]),
    ...(trust === undefined ? [] : [trust]),
  ];
}
