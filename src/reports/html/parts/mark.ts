import type { CriterionResult } from "../../../result/schema.ts";
import { type LevelNames, levelWords } from "../../levels.ts";

/** How a level looks in a heatmap; the class stands for a shade and a sign that says the same. */
interface Mark {
  shade: "s4" | "s3" | "s2" | "s1" | "s0" | "open" | "na" | "plain";
  words: string;
}

/** The shade and the words of a criterion's level. */
export function markOf(criterion: CriterionResult | undefined, names: LevelNames): Mark {
  if (criterion === undefined) return { shade: "na", words: "not part of it" };
  if (criterion.by === "not-applicable") return { shade: "na", words: "does not apply" };
  const { points } = criterion;
  const words = levelWords(criterion, names);
  if (points === null) return { shade: criterion.level === null ? "open" : "plain", words };
  if (points.lower !== points.upper) return { shade: "open", words };
  const share = points.max === 0 ? 1 : points.lower / points.max;
  if (share >= 1) return { shade: "s4", words };
  if (share <= 0) return { shade: "s0", words };
  const step = Math.min(3, Math.max(1, Math.round(share * 4))) as 1 | 2 | 3;
  return { shade: `s${step}`, words };
}
