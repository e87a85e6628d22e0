import { limitRows } from "../../limits.ts";
import { type Block, heading, paragraph, type Row, rows } from "../blocks.ts";

/** Variables that are heeded, but for limits; a test looks for others in the code. */
export const VARIABLES: readonly Row[] = [
  ["NO_COLOR", "if it is not empty, no colours"],
  ["FORCE_COLOR", "colours also into a pipe: 1 has 16 of them, 2 has 256, 3 has all, 0 none; beats NO_COLOR"],
  ["COLUMNS", "the width to write for; without it the terminal's, or 80"],
  ["TERM", "`dumb` and `linux`: ASCII only where no locale says more; `dumb`: no colours"],
  ["LC_ALL, LC_CTYPE, LANG", "the first that is set: other characters than ASCII only if it names UTF-8"],
  ["SOURCE_DATE_EPOCH", "seconds since 1970: the time to stamp output with, in place of the clock"],
  ["HF_TOKEN", "`scan hf:` sends it to the hub, for what is gated or private"],
  ["HF_ENDPOINT", "the address of another hub with the same API, for `scan hf:`"],
];

/** `openness help environment`: variables and limits. */
export function environmentPage(): Block[] {
  return [
    rows(VARIABLES),
    heading("Limits"),
    paragraph(
      "Input that is larger, deeper or more than these is refused with a sentence, so that a hostile file costs seconds and not the machine. Each variable sets another limit.",
    ),
    rows(limitRows().map(({ variable, usual, about }): Row => [variable, `${usual}: ${about}`])),
    heading("Files"),
    paragraph(
      "Answers of a hub and what `validate --links` saw are kept in the folder `openness` of your system's caches; `--cache` names another place.",
    ),
  ];
}
