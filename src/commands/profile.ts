import type { Command } from "commander";
import { assess } from "../assess.ts";
import { select } from "../loading.ts";
import type { ProfileLine } from "../reports/profiles.ts";
import { profileLine, profileList, profileText } from "../reports/profiles.ts";
import { DEFAULT_RUBRIC, shippedRubric } from "../shipped.ts";
import { jsonText } from "../text.ts";
import { examples } from "./manual.ts";
import { outputOptions, profileOptions } from "./options.ts";
import { contextFor, isJson, type OutputOptions, warn, write } from "./output.ts";

interface ProfileFlags extends OutputOptions {
  profiles?: string[];
  shipped: boolean;
  from?: string;
}

/** `openness profile`: what is known of vendors and models. */
export function profileCommand(program: Command): void {
  const profile = program
    .command("profile")
    .description("Look at the loaded profiles: which there are, and all their facts.");
  const listing = profile
    .command("list")
    .description("Every loaded model, how much is known of it and how fresh that is.");
  outputOptions(profileOptions(listing), ["table", "json"]).action(list);
  const showing = profile
    .command("show")
    .description("Every fact of a vendor's models or of one model, with its evidence.")
    .argument("<what...>", "vendors (all their models), vendor/model, files, folders or FILE#model");
  outputOptions(profileOptions(showing), ["table", "json"]).action(show);
  examples(listing, [
    ["openness profile list", "every shipped model"],
    ["openness profile list --no-shipped -p my-profiles/", "your own only"],
  ]);
  examples(showing, [
    ["openness profile show ai2/olmo-3.1-32b-think", "one model"],
    ["openness profile show mistral -f json | jq 'keys'", "all models of a vendor, for scripts"],
  ]);
}

async function list(flags: ProfileFlags): Promise<void> {
  const selection = await select([], {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
  });
  warn(selection.warnings, flags);
  // How much is known is told under the published weights, whatever is configured.
  const rubrics = [shippedRubric(DEFAULT_RUBRIC)];
  const { results } = assess(selection.subjects, rubrics, selection.book, { order: "asked" });
  const evidence = await selection.evidence();
  const lines: ProfileLine[] = selection.subjects.map((subject, at) =>
    profileLine(
      subject,
      evidence.get(`${subject.vendor.id}/${subject.model.id}`) ?? {},
      results[at]?.coverage ?? null,
    ),
  );
  const text = isJson(flags) ? `${jsonText(lines, 2)}\n` : profileList(lines, contextFor(flags));
  return write(text, flags.output);
}

async function show(what: string[], flags: ProfileFlags): Promise<void> {
  const selection = await select(what, {
    profiles: flags.profiles ?? [],
    shipped: flags.shipped,
    from: flags.from,
    allModels: true,
  });
  warn(selection.warnings, flags);
  const rubrics = [shippedRubric(DEFAULT_RUBRIC)];
  const evidence = await selection.evidence();
  const document = assess(selection.subjects, rubrics, selection.book, { order: "asked", evidence });
  if (isJson(flags)) return write(`${jsonText(document.subjects ?? {}, 2)}\n`, flags.output);
  const context = contextFor(flags);
  const texts = selection.subjects.map((subject) =>
    profileText(subject, evidence.get(`${subject.vendor.id}/${subject.model.id}`) ?? {}, context),
  );
  return write(texts.join("\n"), flags.output);
}
