import { EXIT, EXIT_TEXTS } from "../../exitCodes.ts";
import { type Block, heading, paragraph, type Row, rows } from "../blocks.ts";

/**
 * `openness help exit-codes`.
 * @param findings the verbs that end with a finding, each with what it says of itself
 */
export function exitCodesPage(findings: readonly Row[]): Block[] {
  const outcomes = Object.entries(EXIT) as [keyof typeof EXIT, number][];
  return [
    paragraph("A run of `openness` ends with one of these:"),
    rows(outcomes.map(([outcome, exitCode]): Row => [String(exitCode), EXIT_TEXTS[outcome]])),
    heading("Verbs that find something"),
    rows(findings),
    paragraph(
      "Data goes to standard output, messages and progress to standard error; `-q` leaves warnings out.",
    ),
  ];
}
