import { EXIT, EXIT_TEXTS } from "../../exitCodes.ts";
import { type Block, paragraph, type Row, rows } from "../blocks.ts";

/** `openness help exit-codes`. */
export function exitCodesPage(): Block[] {
  const outcomes = Object.entries(EXIT) as [keyof typeof EXIT, number][];
  return [
    paragraph("A run of `openness` ends with one of these:"),
    rows(outcomes.map(([outcome, exitCode]): Row => [String(exitCode), EXIT_TEXTS[outcome]])),
    paragraph(
      "Data goes to standard output, messages and progress to standard error; `-q` leaves warnings out.",
    ),
  ];
}
