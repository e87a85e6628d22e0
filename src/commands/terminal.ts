import type { ReportContext } from "../reports/context.ts";
import type { Screen } from "./streams.ts";

const NARROWEST = 40;
/** Where the width is unknown, as in a pipe. */
const USUAL_WIDTH = 80;

type Environment = Record<string, string | undefined>;

/**
 * What a stream can show: its width, colours and characters, from the stream and the environment.
 * @param color false if the user wants none
 */
export function terminalOf(stream: Screen, color = true): ReportContext {
  return {
    columns: widthOf(stream, process.env),
    color: color ? colorOf(stream, process.env) : 0,
    unicode: canUnicode(process.env),
  };
}

function widthOf(stream: Pick<Screen, "columns">, { COLUMNS }: Environment): number {
  const asked = /^\d+$/.test(COLUMNS ?? "") ? Number(COLUMNS) : 0;
  return Math.max(NARROWEST, asked || stream.columns || USUAL_WIDTH);
}

/** FORCE_COLOR beats NO_COLOR, as everywhere in Node. */
function colorOf(stream: Pick<Screen, "isTTY" | "getColorDepth">, env: Environment): ReportContext["color"] {
  const { FORCE_COLOR, NO_COLOR, TERM } = env;
  if (FORCE_COLOR !== undefined) return forcedColor(FORCE_COLOR);
  if ((NO_COLOR ?? "") !== "" || TERM === "dumb" || !stream.isTTY) return 0;
  const depth = stream.getColorDepth();
  if (depth >= 24) return 3;
  if (depth >= 8) return 2;
  return depth >= 4 ? 1 : 0;
}

function forcedColor(value: string): ReportContext["color"] {
  if (value === "0" || value === "false") return 0;
  return value === "2" ? 2 : value === "3" ? 3 : 1;
}

function canUnicode({ LC_ALL, LC_CTYPE, LANG, TERM }: Environment): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  if (locale) return /utf-?8/i.test(locale);
  return TERM !== "linux" && TERM !== "dumb";
}
