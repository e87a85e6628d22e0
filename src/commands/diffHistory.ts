import { historyOf } from "../history.ts";
import { DIFF_FORMATS } from "../reports/diffFormats.ts";
import { rubricsAnywhere } from "../rubricPairs.ts";
import { jsonText } from "../text.ts";
import { type DiffFlags, sideOptions } from "./diffFlags.ts";
import { rubricNames } from "./options.ts";
import { contextFor, formatAmong, warn, write } from "./output.ts";

/** `openness diff --history`: how a vendor's verdicts moved. */
export async function showHistory(what: string, flags: DiffFlags): Promise<void> {
  const { rubrics, warnings } = await rubricsAnywhere(rubricNames(flags));
  warn(warnings, flags);
  const { over, last } = flags;
  const document = await historyOf(what, { ...sideOptions(flags), rubrics, over, last });
  const format = formatAmong(flags, DIFF_FORMATS);
  if (format === "json") {
    await write(`${jsonText(document, 2)}\n`, flags.output);
    return;
  }
  const { historyMarkdown, historyTable } = await import("../reports/historyTable.ts");
  const text = format === "markdown" ? historyMarkdown(document) : historyTable(document, contextFor(flags));
  await write(text, flags.output);
}
