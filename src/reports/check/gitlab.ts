import type { CheckDocument } from "../../result/checkSchema.ts";
import { disarmed, jsonText } from "../../text.ts";
import { forward } from "./uri.ts";
import { alertRule, breachText, rowsOf } from "./words.ts";

const SEVERITIES = { failed: "major", warned: "minor", known: "info" } as const;

/** A code quality report as GitLab reads it; what is excepted is not in it. */
export function codeQuality(document: CheckDocument): string {
  const issues = rowsOf(document).flatMap((row) => {
    const { status, place, fingerprint } = row.breach;
    if (status === "excepted") return [];
    return [
      {
        description: disarmed(breachText(row)),
        check_name: disarmed(alertRule(row)),
        fingerprint,
        severity: SEVERITIES[status],
        location: { path: disarmed(forward(place.file)), lines: { begin: place.line ?? 1 } },
      },
    ];
  });
  return `${jsonText(issues, 2)}\n`;
}
