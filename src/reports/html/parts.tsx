import type { ComponentChildren } from "preact";
import type { CriterionResult, Result, ResultRubric, SubjectResult } from "../../result/schema.ts";
import { boundsText, rounded } from "../cells.ts";
import { levelText } from "../compareTable.ts";
import { placeOf } from "../facts.ts";
import { labelText } from "../verdict.ts";
import { webLink } from "../view.ts";

const UNICODE = { unicode: true };

/** Where models, vendors and rubrics have their pages or parts of the page. */
export interface Links {
  model(key: string): string;
  rubric(id: string): string;
  vendor(id: string): string | undefined;
}

/** What every part of a page needs to refer to others. */
export interface Linked {
  links: Links;
}

/** A link to the web, or the text alone where it is none. */
export function WebLink({ to, children }: { to: string | undefined; children?: ComponentChildren }) {
  const href = webLink(to);
  if (href === undefined) return <>{children ?? to}</>;
  return (
    <a href={href} rel="noopener noreferrer nofollow">
      {children ?? to}
    </a>
  );
}

/** Text that only screen readers read. */
export function Spoken({ children }: { children: ComponentChildren }) {
  return <span class="spoken">{children}</span>;
}

/** The label, else the score; `not assessed` where nothing is known. */
export function Verdict({ result, rubric }: { result: Result | undefined; rubric: ResultRubric }) {
  if (result === undefined || !result.assessed) return <span class="faint">not assessed</span>;
  const label = labelText(result, rubric);
  const open = result.label !== null && !result.label.certain;
  if (label !== "") return <span class={open ? "open" : undefined}>{label}</span>;
  return <Score result={result} />;
}

/** The score with its bounds and a bar: what is certain, what is possible. */
export function Score({ result: { score } }: { result: Result }) {
  if (score === null) return <span class="faint">none</span>;
  const { lower, upper, max } = score;
  return (
    <span class="score">
      <span class="figure">{boundsText(score, UNICODE)}</span>
      <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-none" width="100" height="8" />
        <rect class="bar-possible" width={(upper / max) * 100} height="8" />
        <rect class="bar-certain" width={(lower / max) * 100} height="8" />
      </svg>
    </span>
  );
}

/** Share of the weight that is settled. */
export function Known({ coverage }: { coverage: number | null }) {
  return <>{coverage === null ? "" : `${rounded(coverage * 100)}%`}</>;
}

/** How a level looks in a heatmap: the shade says what the sign says. */
interface Mark {
  sign: string;
  shade: string;
  words: string;
}

/** The sign, shade and words of a criterion's level. */
export function markOf(criterion: CriterionResult | undefined, names: ReadonlyMap<string, string>): Mark {
  if (criterion === undefined) return { sign: "", shade: "na", words: "not part of it" };
  if (criterion.by === "not-applicable") return { sign: "–", shade: "na", words: "does not apply" };
  const { level, points } = criterion;
  const words = level === null ? levelText(criterion, UNICODE) : (names.get(level) ?? level);
  if (points === null) return { sign: level === null ? "?" : "·", shade: "na", words };
  if (points.lower !== points.upper) return { sign: "?", shade: "unknown", words: `unknown: ${words}` };
  const share = points.max === 0 ? 1 : points.lower / points.max;
  if (share >= 1) return { sign: "●", shade: "s4", words };
  if (share <= 0) return { sign: "○", shade: "s0", words };
  return { sign: "◐", shade: `s${Math.min(3, Math.max(1, Math.round(share * 4)))}`, words };
}

/** The names of the levels of each criterion, by criterion and level. */
export function levelNames(rubric: ResultRubric): Map<string, Map<string, string>> {
  return new Map(
    (rubric.criteria ?? []).map(({ id, levels }) => [
      id,
      new Map(levels.map((level) => [level.id, level.name ?? level.id])),
    ]),
  );
}

/** Pieces of evidence, each with its link, its day and what it shows. */
export function Evidence({ items }: { items: SubjectResult["evidence"] }) {
  if (items.length === 0) return <span class="faint">no evidence given</span>;
  return (
    <ul class="evidence">
      {items.map((item) => {
        const place = placeOf(item);
        const about = [
          item.accessed === undefined ? "a file at hand" : `read ${item.accessed}`,
          item.revision === undefined ? undefined : `revision ${item.revision.slice(0, 12)}`,
          item.trust,
        ].filter((part) => part !== undefined);
        return (
          <li>
            <WebLink to={place}>{item.title ?? place}</WebLink> <small>({about.join(", ")})</small>
            {item.shows === undefined ? null : `: ${item.shows}`}
            {webLink(item.archived) === undefined ? null : (
              <>
                {" "}
                <small>
                  (<WebLink to={item.archived}>archived copy</WebLink>)
                </small>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
