import type { Mistake } from "./errors.ts";
import { definedEntries } from "./objects.ts";
import type { ReadProfile } from "./profile/read.ts";
import type { Rubric } from "./rubric/types.ts";
import { didYouMean } from "./spelling.ts";
import { orList } from "./text.ts";

/**
 * Judgements that a rubric could not use: of a criterion or a level that it does not have.
 * Unnoticed, a misspelt one would count as unknown. Judgements under other rubrics are not looked at.
 */
export function checkJudgements(read: ReadProfile, rubrics: readonly Rubric[]): Mistake[] {
  const { profile, document } = read;
  const holders: { path: PropertyKey[]; judgements: typeof profile.judgements }[] = [
    { path: [], judgements: profile.judgements },
    ...profile.models.map(({ judgements }, at) => ({ path: ["models", at], judgements })),
  ];
  return holders.flatMap(({ path, judgements }) =>
    rubrics.flatMap((rubric) =>
      definedEntries(judgements?.[rubric.id]?.levels).flatMap(([id, { level }]): Mistake[] => {
        const message = judgementProblem(rubric, id, level);
        if (message === undefined) return [];
        const place = document.locate([...path, "judgements", rubric.id, "levels", id]);
        return [{ message, place, severity: "error" }];
      }),
    ),
  );
}

function judgementProblem({ id: rubric, criteria }: Rubric, id: string, level: string): string | undefined {
  const criterion = criteria.find((one) => one.id === id);
  if (criterion === undefined) {
    const help =
      didYouMean(
        id,
        criteria.map((one) => one.id),
      ) || ` \`openness rubric show ${rubric}\` lists them.`;
    return `The rubric ${rubric} has no criterion ${id}.${help}`;
  }
  const levels = criterion.levels.map((one) => one.id);
  if (level === "unknown" || levels.includes(level)) return undefined;
  const hint = didYouMean(level, levels) || ` It has ${orList(levels)}.`;
  return `The criterion ${id} of ${rubric} has no level ${level}.${hint}`;
}
